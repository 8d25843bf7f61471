"""One engine at one size, as JSON: what searches take, and on a cluster what the bare query and filling take.

Run by `run.py` in a process of its own: `python -m bench.search.measure 10000 300` grows the site to 10,000 pages
first, then measures 300 searches of each kind.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from search.request import SearchRequest

WARM = 20  # searches before those that count


def main() -> None:
    django.setup()
    from bench.pages import unseen_queries
    from bench.search.grow import grow
    from search.models import Entry, Word
    from search.request import SearchRequest

    size, number = map(int, sys.argv[1:])
    grow(size)
    clustered = bool(settings.SPS_ELASTICSEARCH_URL)
    filled = rebuild_rate() if clustered else {}
    gc.collect()
    gc.freeze()  # as the server does (config/wsgi.py)
    number = WARM + number * (2 if clustered else 1)
    groups = {
        "words": [SearchRequest(query=query) for query in unseen_queries(number)],
        "broad": [SearchRequest(query=query) for query in broad(number)],
        "typos": [SearchRequest(query=query) for query in typos(number)],
        "lists": lists(number),
    }
    found = {name: times(requests, clustered and name != "typos") for name, requests in groups.items()}
    memory = megabytes()
    # Last: it holds every document, which must not count as memory of the site.
    filled |= bare_rate() if clustered else {}
    json.dump(
        {
            "engine": "elasticsearch" if clustered else connection.vendor,
            "entries": Entry.objects.count(),
            "words": Word.objects.count(),
            "groups": found,
            "filling": filled,
            "memory": memory,
        },
        sys.stdout,
    )


def megabytes() -> int:
    """The most memory this process has taken so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def broad(number: int) -> list[str]:
    """Searches that nearly everything answers: one or two of the words most pages have, and their exclusions."""
    from search.lexicon import lexicon
    from search.models import Entry

    words: Counter[str] = Counter()
    for text in Entry.objects.order_by("pk").values_list("text", flat=True)[:1_000]:
        words.update(set(re.findall(r"[^\W\d_]{3,}", text.lower())))
    said = [word for word, _ in words.most_common(200) if not lexicon().parse(word).is_empty][:20]
    some = [*said, *(f"{one} {other}" for one, other in combinations(said, 2))]
    return [sign + text for text in some for sign in ("", "-")][:number]


def typos(number: int) -> list[str]:
    """Words of the site with two letters exchanged: nothing answers before they are corrected."""
    from bench.pages import unseen_queries

    found = []
    for query in unseen_queries(number * 3):
        word = max(query.split(), key=len)
        if len(word) >= 7:
            found.append(f"{word[:3]}{word[4]}{word[3]}{word[5:]}")
    return list(dict.fromkeys(found))[:number]


def lists(number: int) -> list[SearchRequest]:
    """Index pages and all publications, without words: whole, of one academy, in turn by date and by title."""
    from search.kinds import Kind
    from search.models import Academie
    from search.request import SearchRequest

    kinds = [None, *Kind]
    places = [
        {},
        *({"academie": (slug,)} for slug in Academie.objects.order_by("pk").values_list("slug", flat=True)[:3]),
    ]
    asked = [
        SearchRequest(chosen=chosen, sort=sort, kind=kind)
        for chosen in places
        for sort in ("date", "titre")
        for kind in kinds
    ]
    # In no order: those measured by the service and those sent bare are then of the same sorts.
    return Random(number).sample(asked * (number // len(asked) + 1), number)


def times(queries: list[SearchRequest], clustered: bool) -> dict[str, object]:
    """Milliseconds of the whole service, and of the bare query on other queries of the kind, one after the other."""
    ways: list[Callable[[SearchRequest], tuple[str, int]]] = [whole, bare] if clustered else [whole]
    for query in queries[:WARM]:
        for way in ways:
            way(query)
    taken: dict[str, list[float]] = {way.__name__: [] for way in ways}
    hits, answered = [], set()
    for rank, query in enumerate(queries[WARM:]):
        way = ways[rank % len(ways)]
        started = time.perf_counter()
        engine, total = way(query)
        taken[way.__name__].append((time.perf_counter() - started) * 1000)
        hits.append(total)
        answered.add(engine)
    return {"engines": sorted(answered), "hits": percentile(hits, 50), **{n: summary(t) for n, t in taken.items()}}


def whole(request: SearchRequest) -> tuple[str, int]:
    """The service as the page calls it."""
    from search.service import search

    results = search(request)
    return results.engine, results.answer.total


def bare(request: SearchRequest) -> tuple[str, int]:
    """The same request sent to the cluster by its client, and nothing else."""
    from search.engines.elastic.client import alias, client
    from search.engines.elastic.query import search_body
    from search.lexicon import lexicon

    body = search_body(request, lexicon().parse(request.query), [])
    found = client().options(request_timeout=60).search(index=alias(), body=body)
    return "elasticsearch", found["hits"]["total"]["value"]


def summary(taken: list[float]) -> dict[str, float]:
    return {"number": len(taken), "p50": percentile(taken, 50), "p95": percentile(taken, 95), "max": max(taken)}


def percentile(values: list, rank: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * rank // 100)]


def rebuild_rate() -> dict[str, float]:
    """Documents a second of a rebuild, and the memory it took."""
    from search.engines.elastic.client import alias, client
    from search.engines.elastic.rebuild import rebuild
    from search.models import Entry

    rate = _rate(Entry.objects.count(), rebuild)
    size = client().indices.stats(index=alias(), metric="store")["_all"]["total"]["store"]["size_in_bytes"]
    return {"rebuild": rate, "megabytes": size / 1e6, "memory": megabytes()}


def bare_rate() -> dict[str, float]:
    """Documents a second of a bare bulk of the same documents, held ready, into an index of the same shape."""
    from elasticsearch.helpers import bulk

    from search.engines.elastic.client import rebuild_client
    from search.engines.elastic.documents import BATCH
    from search.engines.elastic.mapping import mappings
    from search.engines.elastic.mapping import settings as index_settings

    elastic, name = rebuild_client(), f"{settings.SPS_ELASTICSEARCH_PREFIX}-bare"
    shape = {**index_settings(1, 0), "refresh_interval": "-1"}
    elastic.indices.create(index=name, settings=shape, mappings=mappings())
    made = list(_documents())

    def send() -> None:
        bulk(elastic, ({"_index": name, **document} for document in made), chunk_size=BATCH)
        elastic.indices.refresh(index=name)

    rate = _rate(len(made), send)
    elastic.indices.delete(index=name)
    return {"bulk": rate}


def _documents() -> Iterator[dict]:
    from elasticsearch.helpers import scan

    from search.engines.elastic.client import alias, client

    for hit in scan(client(), index=alias(), size=1_000):
        yield {"_id": hit["_id"], "_source": hit["_source"]}


def _rate(number: int, action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return number / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
