"""A new index beside the old one, then the alias moves in one step: visitors notice nothing."""

from collections.abc import Callable
from time import time_ns

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from search.models import Entry, IndexChange

from .client import alias, client
from .mapping import mappings
from .mapping import settings as index_settings
from .sync import write, write_all

Progress = Callable[[int], None]


def rebuild(progress: Progress = lambda number: None) -> str:
    """Fill a new index, move the alias to it, delete the others; returns its name.

    Pages saved meanwhile go to the old index: they are written again before and after the move.
    """
    elastic, started = client(), time_ns()
    remove_orphans(elastic)
    index = f"{alias()}-{started}"
    elastic.indices.create(
        index=index,
        settings=index_settings(settings.SPS_ELASTICSEARCH_SHARDS, settings.SPS_ELASTICSEARCH_REPLICAS),
        mappings=mappings(),
    )
    try:
        for number in write_all(elastic, index):
            progress(number)
        _write_since(elastic, index, started)
        _move_alias(elastic, index)
    except BaseException:
        elastic.indices.delete(index=index, ignore_unavailable=True)
        raise
    _write_since(elastic, index, started)
    _remove_gone(elastic, index)
    remove_orphans(elastic)
    IndexChange.objects.filter(at__lt=started).delete()
    return index


def remove_orphans(elastic: Elasticsearch) -> None:
    """Delete the indexes of ours that no alias points at: what a killed rebuild left."""
    for name, described in elastic.indices.get(index=f"{alias()}-*").items():
        if not described["aliases"]:
            elastic.indices.delete(index=name)


def _write_since(elastic: Elasticsearch, index: str, since: int) -> None:
    changed = set(Entry.objects.filter(version__gte=since).values_list("pk", flat=True))
    changed |= set(IndexChange.objects.values_list("page_id", flat=True))
    write(elastic, index, changed)
    elastic.indices.refresh(index=index)


def _move_alias(elastic: Elasticsearch, index: str) -> None:
    actions: list[dict] = [{"remove": {"index": f"{alias()}-*", "alias": alias(), "must_exist": False}}]
    elastic.indices.update_aliases(actions=[*actions, {"add": {"index": index, "alias": alias()}}])


def _remove_gone(elastic: Elasticsearch, index: str) -> None:
    """Remove what was deleted from the database while the index was filled."""
    held = {int(hit["_id"]) for hit in scan(elastic, index=index, query={"_source": False})}
    known = set(Entry.objects.values_list("pk", flat=True))
    if held - known:
        write(elastic, index, held - known)
        elastic.indices.refresh(index=index)
