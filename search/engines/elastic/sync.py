"""Bringing the cluster up to the database: after each save, and later for what could not be sent."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from time import time_ns
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import BulkIndexError, streaming_bulk
from wagtail.models import Page

from search.models import Entry, IndexChange

from .client import alias, client
from .engine import circuit
from .mapping import document

logger = logging.getLogger(__name__)
BATCH = 500
INLINE_SECONDS = 2  # an officer's save does not wait longer for the cluster


def note_change(page_id: int) -> None:
    """Remember, in the transaction that changes an entry, that the cluster must hear of it."""
    if settings.SPS_ELASTICSEARCH_URL:
        IndexChange.objects.create(page_id=page_id)


def send_changes() -> None:
    """Send what waits; what cannot be sent keeps waiting (the clock comes back to it)."""
    if not settings.SPS_ELASTICSEARCH_URL or circuit.is_open:
        return
    try:
        _send_all(client().options(request_timeout=INLINE_SECONDS))
    except (ApiError, TransportError, BulkIndexError) as error:
        circuit.failed()
        logger.warning("Des changements attendent Elasticsearch : %s", error)


def catch_up() -> None:
    """The same, by the clock, whether or not visitors' requests avoid the cluster."""
    if settings.SPS_ELASTICSEARCH_URL and IndexChange.objects.exists():
        _send_all(client())
        circuit.succeeded()


def _send_all(elastic: Elasticsearch) -> None:
    while waiting := list(IndexChange.objects.order_by("pk")[:BATCH]):
        write(elastic, alias(), {change.page_id for change in waiting}, is_alias=True)
        elastic.indices.refresh(index=alias())
        IndexChange.objects.filter(pk__in=[change.pk for change in waiting]).delete()


def write(elastic: Elasticsearch, index: str, page_ids: Iterable[int], *, is_alias: bool = False) -> None:
    """Make these pages in the index what the database says now: their entry, or nothing.

    Through the alias nothing is written while it does not exist: an index of its name would be made.
    """
    ids = set(page_ids)
    entries = Entry.objects.filter(pk__in=ids).select_related("page")
    gone = ids - set(entries.values_list("pk", flat=True))
    tree = _tree()
    actions = [*(index_action(index, entry, tree) for entry in entries), *map(_delete(index), gone)]
    for _ in _results(elastic, actions, require_alias=is_alias):
        pass


def write_all(elastic: Elasticsearch, index: str) -> Iterator[int]:
    """Write every entry; yields the number written so far."""
    entries = Entry.objects.select_related("page").order_by("pk").iterator(chunk_size=BATCH)
    tree = _tree()
    actions = (index_action(index, entry, tree) for entry in entries)
    for number, _ in enumerate(_results(elastic, actions), start=1):
        yield number


def _tree() -> Mapping[str, int]:
    """Path → id of the pages that have others below them: few beside the leaves."""
    return dict(Page.objects.filter(numchild__gt=0).values_list("path", "pk"))


def _branch(page: Page, tree: Mapping[str, int]) -> list[int]:
    """Ids of the pages above this one, and its own."""
    above = (page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen))
    return [*(tree[path] for path in above if path in tree), page.pk]


def index_action(index: str, entry: Entry, tree: Mapping[str, int]) -> dict[str, Any]:
    """The bulk action for an entry; an older version than the index holds is left aside."""
    return {
        "_op_type": "index",
        "_index": index,
        "_id": str(entry.pk),
        "version": entry.version,
        "version_type": "external_gte",
        "_source": document(entry, _branch(entry.page, tree)),
    }


def _delete(index: str) -> Any:
    at = time_ns()
    return lambda pk: {
        "_op_type": "delete",
        "_index": index,
        "_id": str(pk),
        "version": at,
        "version_type": "external_gte",
    }


def _results(
    elastic: Elasticsearch, actions: Iterable[dict[str, Any]], **options: object
) -> Iterator[tuple[bool, Any]]:
    """Bulk results; a conflict means the index is newer, a missing document is already gone."""
    for done, item in streaming_bulk(elastic, actions, chunk_size=BATCH, raise_on_error=False, **options):
        ((operation, result),) = item.items()
        already = result["status"] == 409 or (operation == "delete" and result["status"] == 404)
        if not done and not already:
            raise BulkIndexError("Elasticsearch a refusé un document.", [item])
        yield done, item
