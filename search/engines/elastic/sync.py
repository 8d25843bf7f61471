"""Bringing the cluster up to the database: after each save, and later for what could not be sent."""

import logging

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.models import IndexChange

from . import indexes
from .client import alias, client, filling
from .documents import BATCH, write
from .engine import circuit
from .rebuild import rebuild

logger = logging.getLogger(__name__)
INLINE_SECONDS = 2  # an officer's save does not wait longer for the cluster


def note_change(page_id: int) -> None:
    """Remember, in the transaction that changes an entry, that the cluster must hear of it."""
    if settings.SPS_ELASTICSEARCH_URL:
        IndexChange.objects.create(page_id=page_id)


def send_changes() -> None:
    """Send what waits, in one request; what cannot be sent keeps waiting (the clock comes back to it)."""
    if not settings.SPS_ELASTICSEARCH_URL or not IndexChange.objects.exists() or not circuit.allows():
        return
    try:
        _send_batch(client().options(request_timeout=INLINE_SECONDS), INLINE_SECONDS)
    except (ApiError, TransportError) as error:
        circuit.failed()
        logger.warning("Des changements attendent Elasticsearch : %s", error)
    else:
        circuit.succeeded()


def catch_up() -> None:
    """The same by the clock, all that waits; also makes a missing index and removes useless ones."""
    if not settings.SPS_ELASTICSEARCH_URL:
        return
    elastic = client()
    indexes.remove_leftovers(elastic)
    if not indexes.is_serving(elastic):
        _make_index()
    last = 0
    # What is refused keeps waiting: the others come after it.
    while last := _send_batch(elastic, after=last):
        pass
    circuit.succeeded()


def _make_index() -> None:
    try:
        rebuild()
    except indexes.RebuildRunning as running:
        logger.info("%s", running)


def _send_batch(elastic: Elasticsearch, seconds: float | None = None, *, after: int = 0) -> int:
    """Send the oldest changes after this one, in so many seconds if any; the last one's number, 0 without any.

    Those sent are taken off the list, those refused are not.
    """
    waiting = list(IndexChange.objects.filter(pk__gt=after).order_by("pk")[:BATCH])
    if not waiting:
        return 0
    # The index being filled comes first: once it is no longer found, the alias points at it.
    pages = {change.page_id for change in waiting}
    refused = write(elastic, [filling(), alias()], pages, refresh=True, seconds=seconds)
    for page_id, reason in refused.items():
        logger.error("Elasticsearch a refusé la page %s, la base de données répond seule : %s", page_id, reason)
    sent = [change.pk for change in waiting if change.page_id not in refused]
    IndexChange.objects.filter(pk__in=sent).delete()
    return waiting[-1].pk
