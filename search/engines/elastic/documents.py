"""Writing to the indexes: make of some pages there what the database says of them now.

Numbers keep the order: one is taken before the rows are read, so of two writers of a page the one
with the higher number read it later; the server refuses the other, however late it arrives.
An entry whose page is not live, which a late writer may have brought back, counts as none.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from time import time_ns
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk
from wagtail.models import Page

from search.models import Entry

from .calls import within
from .client import filling
from .mapping import TEXT_FIELDS, document

BATCH = 500
_CHUNK_BYTES = 10 * 1024 * 1024
_READ = ("facets", "family", "sort_title", "sort_date", *TEXT_FIELDS)

Action = dict[str, Any]
# Page id → what the server says against its document.
Refused = dict[int, str]


def write(
    elastic: Elasticsearch,
    aliases: Sequence[str],
    page_ids: Iterable[int],
    *,
    refresh: bool = False,
    seconds: float | None = None,
) -> Refused:
    """Write the entries of these pages through each alias; remove the pages that have none.

    With `seconds`, ConnectionTimeout when the cluster takes longer in all. Nothing is written through an alias that
    does not exist. That is a refusal, except of `filling()`: no rebuild is under way then.
    """
    send = partial(_sent, elastic, _prepared(aliases, page_ids), refresh=refresh)
    return within(seconds, send) if seconds else send()


def write_all(elastic: Elasticsearch, aliases: Sequence[str]) -> Generator[tuple[int, Refused]]:
    """Write the entry of every live page; yields, batch by batch, the number written so far and what was refused.

    While the server takes a batch, the next one is read.
    """
    number = last = 0
    under_way: Future[Refused] | None = None
    with ThreadPoolExecutor(1, thread_name_prefix="elasticsearch-fill") as sender:
        # Each batch is read afresh: a cursor held open would show the rows as they were at the start.
        while pks := list(_of_live_pages().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
            actions = _prepared(aliases, pks)
            if under_way:
                yield number, under_way.result()
            under_way = sender.submit(_sent, elastic, actions)
            number, last = number + len(pks), pks[-1]
        if under_way:
            yield number, under_way.result()


def _prepared(aliases: Sequence[str], page_ids: Iterable[int]) -> list[Action]:
    return [*_guards(aliases), *_actions(aliases, set(page_ids))]


def _sent(elastic: Elasticsearch, actions: list[Action], *, refresh: bool = False) -> Refused:
    """Send them in one request, or a few when they are long."""
    results = streaming_bulk(
        elastic,
        actions,
        chunk_size=len(actions),
        max_chunk_bytes=_CHUNK_BYTES,
        raise_on_error=False,
        require_alias=True,
        refresh=refresh,
    )
    refused: Refused = {}
    for done, item in results:
        if not done and (reason := _complaint(item)):
            ((_, result),) = item.items()
            refused[int(result["_id"])] = reason
    return refused


def _of_live_pages() -> QuerySet[Entry]:
    return Entry.objects.filter(page__live=True)


def _now() -> int:
    """Nanoseconds since 1970, by the one clock of all machines: the database server's; with SQLite, this machine's."""
    if connection.vendor != "postgresql":
        return time_ns()
    with connection.cursor() as cursor:
        # Not now(), the start of the transaction. PostgreSQL's epoch is exact, a `numeric`.
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000000)::bigint")
        return int(cursor.fetchone()[0])


def _actions(aliases: Sequence[str], page_ids: set[int]) -> Iterator[Action]:
    order = {"version": _now(), "version_type": "external_gte"}  # before any row is read
    found = _of_live_pages().filter(pk__in=page_ids).only(*_READ).annotate(path=F("page__path"))
    entries = {entry.pk: entry for entry in found}
    branches = _branches({pk: entry.path for pk, entry in entries.items()})
    for pk in sorted(page_ids, key=lambda pk: (pk in entries, pk)):
        meta = {"_id": str(pk), **order}
        written: Action = {"_op_type": "delete"}
        if pk in entries:
            written = {"_op_type": "index", "_source": document(entries[pk], branches[pk])}
        yield from ({**meta, **written, "_index": name} for name in aliases)


def _guards(aliases: Sequence[str]) -> Iterator[Action]:
    """Changes of nothing, one an alias, to stand before deletions in the same request.

    `require_alias` does not count for a numbered deletion alone: it would make an index of the alias's name.
    """
    yield from ({"_op_type": "update", "_index": name, "_id": "0", "doc": {}} for name in aliases)


def _branches(paths: dict[int, str]) -> dict[int, list[int]]:
    """Page id → ids of the pages above it, and its own."""
    above = {pk: [path[:end] for end in range(Page.steplen, len(path), Page.steplen)] for pk, path in paths.items()}
    wanted = {path for prefixes in above.values() for path in prefixes}
    ids = dict(Page.objects.filter(path__in=wanted).values_list("path", "pk"))
    return {pk: [*(ids[path] for path in prefixes if path in ids), pk] for pk, prefixes in above.items()}


def _complaint(item: dict[str, Any]) -> str:
    """Why an action failed; empty when the index is newer, or the document is gone already."""
    ((operation, result),) = item.items()
    error = result.get("error")
    if not error or result["status"] == 409 or operation == "update":
        return ""
    if error.get("type") == "index_not_found_exception" and result["_index"] == filling():
        return ""
    return f"{error.get('type')} : {error.get('reason')}"
