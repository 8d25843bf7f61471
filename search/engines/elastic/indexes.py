"""The indexes behind the names: the one that answers, the one a rebuild fills, what killed rebuilds left."""

import logging
import os
import re
import socket
from datetime import UTC, datetime
from pathlib import Path
from time import time, time_ns
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from .client import alias, filling
from .mapping import mappings
from .mapping import settings as index_settings

logger = logging.getLogger(__name__)

# A rebuild on another machine that was silent for so long is dead: longer than its slowest request.
SILENCE_SECONDS = 600
# How long a new index waits for all its copies; a cluster that lacks nodes is filled without them.
COPIES_TIMEOUT = "20s"


class RebuildRunning(Exception):  # noqa: N818  it is an answer, not a fault
    """Another rebuild fills an index now; the message says since when, and where."""


def claim(elastic: Elasticsearch) -> str:
    """Create the index to fill, and return its name; raises RebuildRunning when another is being filled.

    The server decides between two who come at once: an alias has one index to write to.
    """
    remove_leftovers(elastic)
    name = f"{alias()}-{time_ns()}"
    try:
        elastic.indices.create(
            index=name,
            aliases={filling(): {"is_write_index": True}},
            settings=index_settings(settings.SPS_ELASTICSEARCH_SHARDS, settings.SPS_ELASTICSEARCH_REPLICAS),
            mappings={**mappings(), "_meta": _sign_of_life()},
            # A node lost before the first copies stand would take the new index with it.
            wait_for_active_shards="all",
            timeout=COPIES_TIMEOUT,
        )
    except ApiError:
        refuse_if_running(elastic)
        raise
    return name


def refuse_if_running(elastic: Elasticsearch) -> None:
    """Raise RebuildRunning when a rebuild fills an index now."""
    for name, described in _ours(elastic).items():
        if _is_being_filled(described):
            since = timezone.localtime(datetime.fromtimestamp(int(name.rpartition("-")[2]) / 1e9, UTC))
            signed = described["mappings"].get("_meta", {})
            raise RebuildRunning(
                f"Une autre reconstruction est en cours depuis {since:%H h %M}"
                f" (processus {signed.get('pid')} sur {signed.get('host')}) : attendez sa fin."
            )


def show_life(elastic: Elasticsearch, index: str) -> None:
    """Say in the index that its rebuild goes on."""
    elastic.indices.put_mapping(index=index, meta=_sign_of_life())


def serve(elastic: Elasticsearch, index: str) -> None:
    """Let searches go to the index that was filled, in one step."""
    actions: list[dict[str, Any]] = [
        {"remove": {"index": f"{alias()}-*", "alias": alias(), "must_exist": False}},
        {"remove": {"index": index, "alias": filling(), "must_exist": True}},
        {"add": {"index": index, "alias": alias()}},
    ]
    try:
        elastic.indices.update_aliases(actions=actions)
    except (ApiError, TransportError):
        # The step was taken though its answer was lost.
        if not is_serving(elastic, index):
            raise


def is_serving(elastic: Elasticsearch, index: str = "*") -> bool:
    """Whether searches go to this index, or to any."""
    return bool(elastic.indices.exists_alias(name=alias(), index=index))


def discard(elastic: Elasticsearch, index: str) -> None:
    """Delete an index whose rebuild failed; what cannot be deleted now is a leftover for later."""
    try:
        if not is_serving(elastic, index):
            elastic.indices.delete(index=index, ignore_unavailable=True)
    except (ApiError, TransportError) as error:
        logger.warning("L’index inachevé %s n’a pas pu être supprimé : %s", index, error)


def remove_leftovers(elastic: Elasticsearch) -> None:
    """Delete our indexes that neither answer nor are being filled."""
    for name, described in _ours(elastic).items():
        if alias() not in described["aliases"] and not _is_being_filled(described):
            elastic.indices.delete(index=name, ignore_unavailable=True)


def _ours(elastic: Elasticsearch) -> dict[str, dict[str, Any]]:
    """Name → aliases and mappings; another site's prefix may begin like ours."""
    try:
        found = elastic.indices.get(index=f"{alias()}-*", features=["aliases", "mappings"])
    except NotFoundError:  # deleted by another process while it was being described
        return {}
    return {name: described for name, described in found.items() if re.fullmatch(rf"{re.escape(alias())}-\d+", name)}


def _is_being_filled(described: dict[str, Any]) -> bool:
    if filling() not in described["aliases"]:
        return False
    signed = described["mappings"].get("_meta", {})
    if signed.get("place") and signed["place"] == _place() and not _is_alive(signed["pid"]):
        return False
    return bool(time() - signed.get("at", 0) < SILENCE_SECONDS)


def _sign_of_life() -> dict[str, Any]:
    return {"host": socket.gethostname(), "place": _place(), "pid": os.getpid(), "at": time()}


def _place() -> str:
    """Where process numbers mean what they mean here: this machine since it started, this container."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
