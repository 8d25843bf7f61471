"""A migrated database that is made once, then copied: for each session, and after each test that commits.

Migrating takes ten seconds, copying a fraction of one. The copy is kept in pytest's cache under a name made of all
that shapes it, so changed migrations give a new one. Restoring it replaces Django's flush, which would take away what
the migrations put in (root page, locale, groups) from every later test. The same goes for the demo content.
"""

import fcntl
import hashlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from tests.copies import Copies, PostgreSQLCopies, SQLiteCopies

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("home", "resources", "media", "search")
STORAGES = ("default", "renditions")
# What shapes the tables and what the migrations load, groups and their rights; everything else shapes the demo content.
SCHEMA = ("migrations/*.py", "data/**/*", "groups.py", "viewsets.py")


def fingerprint(*patterns: str) -> str:
    """Twelve characters that change with the files of the rooms that match, and with the installed packages."""
    found = {ROOT / "requirements.lock"}
    for pattern in patterns:
        for room in ROOMS:
            found.update(path for path in (ROOT / room).rglob(pattern) if path.is_file() and path.suffix != ".pyc")
    digest = hashlib.sha256()
    for path in sorted(found):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class Snapshots:
    """The migrated and the demo database of this kind of engine, shared by all workers of this machine."""

    def __init__(self, cache: Path, copies: Copies) -> None:
        self.cache = cache
        self.copies = copies
        self.migrated = f"migrated-{fingerprint(*SCHEMA)}"
        self.demo = f"demo-{fingerprint('*.py', '*.json', '*.csv', '*.md', '*.html')}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Workers wait here for the one that makes what they need."""
        with (self.cache / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def restore(self) -> None:
        """The tables as the migrations left them."""
        with self._alone():
            if not self.copies.ready(self.migrated):
                self.copies.make(self.migrated, None, lambda: call_command("migrate", verbosity=0, interactive=False))
        self.copies.restore(self.migrated)

    def restore_demo(self) -> None:
        """The tables and the stored files as the demo content left them."""
        files = self.cache / f"{connection.vendor}-{self.demo}.files"
        with self._alone():
            if not (files.exists() and self.copies.ready(self.demo)):
                self.copies.make(self.demo, self.migrated, lambda: call_command("seed_demo", verbosity=0))
                files.write_bytes(pickle.dumps(_stored_files()))
        self.copies.restore(self.demo)
        for alias, stored in pickle.loads(files.read_bytes()).items():
            for name, content in stored.items():
                if not storages[alias].exists(name):
                    storages[alias].save(name, ContentFile(content))


def _stored_files() -> dict[str, dict[str, bytes]]:
    """Alias of the storage → name → content."""
    return {alias: dict(_walk(alias, "")) for alias in STORAGES}


def _walk(alias: str, folder: str) -> Iterator[tuple[str, bytes]]:
    folders, names = storages[alias].listdir(folder)
    for name in names:
        path = f"{folder}{name}"
        with storages[alias].open(path) as stored:
            yield path, stored.read()
    for name in folders:
        yield from _walk(alias, f"{folder}{name}/")


@pytest.fixture(scope="session")
def snapshots(request, django_test_environment, django_db_blocker, tmp_path_factory):
    cache = request.config.cache.mkdir("database")
    sqlite = connection.vendor == "sqlite"
    copies = SQLiteCopies(cache, tmp_path_factory.mktemp("database")) if sqlite else PostgreSQLCopies()
    yield Snapshots(cache, copies)
    with django_db_blocker.unblock():
        copies.drop()


@pytest.fixture(scope="session")
def django_db_setup(snapshots, django_db_blocker):
    """Replace pytest-django's: every session works on a copy, every test that commits gives it back clean."""
    with django_db_blocker.unblock():
        snapshots.restore()
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", side_effect=snapshots.restore):
        yield


@pytest.fixture
def demo_site(transactional_db, snapshots):
    """The demo content (`seed_demo`), with its files: made once for every state of the code, then copied."""
    snapshots.restore_demo()
