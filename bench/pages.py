"""The pages that are measured, on the site the settings name: addresses and SQL statements, as JSON.

Run by `run.py` in a process of its own, since Django knows one database per process.
"""

import json
import random
import re
import sys
from collections.abc import Iterator
from urllib.parse import urlencode

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST_PAGES = 40  # of one type that are visited in turn
QUERIES = 3_000  # more than one run can ask, so that none comes twice
_WORD = re.compile(r"[^\W\d_]{4,}")


def main() -> None:
    django.setup()
    client = Client(headers={"host": "127.0.0.1", "x-forwarded-proto": "https"})
    pages = [{"name": name, "paths": paths, "sql": statements(client, paths)} for name, paths in addresses()]
    json.dump({**size(), "pages": pages}, sys.stdout)


def size() -> dict[str, object]:
    """How big the site is, and on what database."""
    from resources.models import ActionPage
    from search.models import Entry
    from search.visibility import visible

    return {
        "actions": visible(ActionPage.objects.all()).count(),
        "entries": Entry.objects.count(),
        "database": connection.vendor,
    }


def addresses() -> Iterator[tuple[str, list[str]]]:
    """Name and addresses of each kind of page."""
    from media.models import GalleryPage
    from resources.models import ActionIndexPage, ActionPage, FicheActionIndexPage, FicheActionPage, ResourcePage

    yield "accueil", ["/"]
    yield "fiche", _urls(FicheActionPage)
    yield "action", _urls(ActionPage)
    yield "galerie", _urls(GalleryPage)
    yield "ressource", _urls(ResourcePage)
    yield "liste des fiches", _urls(FicheActionIndexPage)
    yield "liste des actions", _urls(ActionIndexPage)
    yield "agenda", ["/agenda/"]
    yield "agenda.ics", ["/agenda.ics"]
    yield "recherche", [f"/recherche/?{urlencode({'q': query})}" for query in unseen_queries(QUERIES)]


def _urls(model: type) -> list[str]:
    from search.visibility import visible

    found = list(visible(model.objects.all()).order_by("pk"))
    return [page.get_url() for page in random.Random(1).sample(found, min(len(found), MOST_PAGES))]


def unseen_queries(number: int) -> list[str]:
    """Different searches of one to three words that stand on the same page: as people search, they find something.

    Words come as often as the site uses them, so the frequent ones, which match most, come often.
    """
    from search.models import Entry

    texts = list(Entry.objects.order_by("pk").values_list("page__title", "text"))
    chance, queries = random.Random(1), set()
    while len(queries) < number:
        words = _WORD.findall(" ".join(chance.choice(texts)))
        queries.add(" ".join(chance.sample(words, min(len(words), chance.choice((1, 2, 2, 3))))))
    return sorted(queries, key=lambda query: (chance.random(), query))


def statements(client: Client, paths: list[str]) -> int:
    """The most SQL statements one of these pages takes once renditions, site and templates are warm."""
    visited = paths[:MOST_PAGES]
    for path in visited:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} : réponse {answer.status_code}")
    return max(_statements(client, path) for path in visited)


def _statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


if __name__ == "__main__":
    main()
