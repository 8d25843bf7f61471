"""Everything that is due, done once a minute by `manage.py tick`.

A room that owes something writes a function without arguments, safe to run at any time and any number of
times, and it is listed in DUTIES. One that fails is logged and does not keep the others from their turn.
"""

import fcntl
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import UploadedFile

from media.extraction.tasks import ask_again
from media.following import follow_due
from search.engines.elastic.sync import catch_up
from search.steering.counting import collect

logger = logging.getLogger(__name__)

UPLOAD_LIFETIME = timedelta(days=1)


@dataclass(frozen=True)
class Tick:
    """What the last run of the clock did: when it ended and the duties that failed."""

    at: datetime
    failed: list[str]


def publish_scheduled() -> None:
    """Publish and withdraw the pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


def purge_stale_uploads() -> None:
    """Delete what the admin's multiple upload kept and nobody finished: raw files, with their metadata."""
    limit = timezone.now() - UPLOAD_LIFETIME
    for upload in UploadedFile.objects.all():
        storage = upload.file.storage
        if not storage.exists(upload.file.name) or storage.get_modified_time(upload.file.name) < limit:
            storage.delete(upload.file.name)
            upload.delete()


DUTIES: Mapping[str, Callable[[], None]] = {
    "publish_scheduled": publish_scheduled,
    "purge_stale_uploads": purge_stale_uploads,
    "follow_rights": follow_due,
    "read_documents": ask_again,
    "catch_up_cluster": catch_up,
    "count_searches": collect,
}


def tick() -> Tick | None:
    """Run every duty and record it; None when another process is at it."""
    with _turn() as ours:
        if not ours:
            return None
        failed = [name for name, duty in DUTIES.items() if not _done(name, duty)]
        done = Tick(timezone.now(), failed)
        _write(done)
        return done


def last_tick() -> Tick | None:
    """The last run, for whoever watches over the site; None when there was none."""
    try:
        record = json.loads(_record().read_text())
        return Tick(datetime.fromisoformat(record["at"]), record["failed"])
    except (OSError, ValueError, KeyError):
        return None


def _done(name: str, duty: Callable[[], None]) -> bool:
    try:
        duty()
    except Exception:
        logger.exception("La tâche périodique %s a échoué", name)
        return False
    return True


def _record() -> Path:
    return Path(settings.SPS_DATA_DIR) / "tick.json"


def _write(done: Tick) -> None:
    """Write beside, then rename: a reader never sees half a record."""
    beside = _record().with_suffix(".new")
    beside.write_text(json.dumps({"at": done.at.isoformat(), "failed": done.failed}))
    beside.replace(_record())


@contextmanager
def _turn() -> Iterator[bool]:
    """True for one process at a time: a slow run must not be overtaken by the next minute's."""
    folder = Path(settings.SPS_DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "tick.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
