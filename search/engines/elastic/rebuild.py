"""A new index beside the old one, then the alias moves in one step: visitors notice nothing.

What is saved meanwhile is written to both (`sync`), so nothing has to be searched for afterwards.
"""

from collections.abc import Callable
from contextlib import closing
from time import monotonic

from elasticsearch import Elasticsearch

from search.models import IndexChange

from . import indexes
from .client import filling, rebuild_client
from .documents import BATCH, write_all

Progress = Callable[[int], None]
_LIFE_SECONDS = 10


class DocumentsRefused(Exception):  # noqa: N818  the message is for the operator
    """The server refused documents; the old index goes on answering."""


def rebuild(progress: Progress = lambda number: None) -> str:
    """Fill a new index, move the alias to it, delete the old one; returns its name.

    Raises RebuildRunning, DocumentsRefused, ApiError or TransportError; the old index serves on then.
    """
    elastic = rebuild_client()
    waiting = list(IndexChange.objects.values_list("pk", flat=True))
    index = indexes.claim(elastic)
    try:
        _fill(elastic, index, progress)
        elastic.indices.put_settings(index=index, settings={"refresh_interval": "1s"})
        elastic.indices.refresh(index=index)
        indexes.serve(elastic, index)
    except BaseException:
        indexes.discard(elastic, index)
        raise
    _forget(waiting)
    indexes.remove_leftovers(elastic)
    return index


def _fill(elastic: Elasticsearch, index: str, progress: Progress) -> None:
    elastic.indices.put_settings(index=index, settings={"refresh_interval": "-1"})
    shown = monotonic()
    # Closed before anything else is done with the index: a batch may be under way.
    with closing(write_all(elastic, [filling()])) as batches:
        for number, refused in batches:
            if refused:
                page, reason = next(iter(refused.items()))
                raise DocumentsRefused(f"Elasticsearch refuse {len(refused)} pages, dont la page {page} : {reason}")
            if monotonic() - shown > _LIFE_SECONDS:
                indexes.show_life(elastic, index)
                shown = monotonic()
            progress(number)


def _forget(changes: list[int]) -> None:
    """Changes that waited before the rows were read are in the new index."""
    for start in range(0, len(changes), BATCH):
        IndexChange.objects.filter(pk__in=changes[start : start + BATCH]).delete()
