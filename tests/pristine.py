"""A migrated database that is made once, then copied: for each session, and after each test that commits.

Migrating takes ten seconds, copying a fraction of one. The copy is kept in pytest's cache under a name made
of all that shapes it, so changed migrations give a new one. Restoring it replaces Django's flush, which would
take away what the migrations put in (root page, locale, vocabularies) from every later test.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("home", "resources", "media", "search")


def fingerprint() -> str:
    """Twelve characters that change with the migrations, the data they load and the installed packages."""
    files = [ROOT / "requirements.lock"]
    for room in ROOMS:
        files += (ROOT / room).rglob("migrations/*.py")
        files += (path for path in (ROOT / room).rglob("data/**/*") if path.is_file())
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class Copies(Protocol):
    """How one kind of database makes, copies and drops."""

    def ready(self) -> bool: ...
    def make(self) -> None: ...
    def restore(self) -> None: ...
    def drop(self) -> None: ...


class SQLiteCopies:
    """Files: a real file, not `:memory:`, so that the live server's threads have connections of their own."""

    def __init__(self, name: str, cache: Path, scratch: Path) -> None:
        self.pristine = cache / f"{name}.sqlite3"
        self.working = scratch / "database.sqlite3"

    def ready(self) -> bool:
        return self.pristine.exists()

    def make(self) -> None:
        for outdated in self.pristine.parent.glob("*.sqlite3"):
            outdated.unlink()
        unfinished = self.pristine.with_name("unfinished.sqlite3")
        _point_at(str(unfinished))
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            # One file, without a journal beside it.
            cursor.execute("PRAGMA journal_mode=DELETE")
        connections.close_all()
        unfinished.rename(self.pristine)

    def restore(self) -> None:
        connections.close_all()
        source, target = sqlite3.connect(self.pristine), sqlite3.connect(self.working)
        source.backup(target)
        source.close()
        target.close()
        _point_at(str(self.working))

    def drop(self) -> None:
        connections.close_all()


class PostgreSQLCopies:
    """Databases of one server: the pristine one is the template of the others."""

    def __init__(self, name: str) -> None:
        self.pristine = f"sps_pristine_{name}"
        self.working = f"sps_test_{name}_{os.getpid()}"
        self.server = str(connection.settings_dict["NAME"])

    def _query(self, *statements: str) -> list[tuple[str]]:
        _point_at(self.server)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connections.close_all()
        return rows

    def ready(self) -> bool:
        return bool(self._query(f"SELECT datname FROM pg_database WHERE datname = '{self.pristine}'"))

    def make(self) -> None:
        unfinished = f"{self.pristine}_unfinished"
        self._query(f"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)", f"CREATE DATABASE {unfinished}")
        _point_at(unfinished)
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        self._query(f"ALTER DATABASE {unfinished} RENAME TO {self.pristine}")

    def restore(self) -> None:
        connections.close_all()
        self._query(
            f"DROP DATABASE IF EXISTS {self.working} WITH (FORCE)",
            f"CREATE DATABASE {self.working} TEMPLATE {self.pristine}",
        )
        _point_at(self.working)

    def drop(self) -> None:
        connections.close_all()
        self._query(f"DROP DATABASE IF EXISTS {self.working} WITH (FORCE)")


def _point_at(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = name


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Workers of one machine wait here for the one that migrates."""
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, tmp_path_factory):
    """Replace pytest-django's: every session works on a copy."""
    cache = request.config.cache.mkdir("database")
    name = fingerprint()
    with django_db_blocker.unblock():
        copies: Copies
        if connection.vendor == "sqlite":
            copies = SQLiteCopies(name, cache, tmp_path_factory.mktemp("database"))
        else:
            copies = PostgreSQLCopies(name)
        with _alone(cache):
            if not copies.ready():
                copies.make()
            copies.restore()
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", side_effect=copies.restore):
        yield
    with django_db_blocker.unblock():
        copies.drop()
