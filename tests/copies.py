"""How each kind of database is made once, copied in no time and dropped; see `tests.pristine`."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Protocol

from django.db import connection, connections


class Copies(Protocol):
    """Named databases that are kept, and a working copy of one of them, which is the connection's."""

    def ready(self, name: str) -> bool:
        """Whether the database of this name was made, completely."""

    def make(self, name: str, base: str | None, fill: Callable[[], None]) -> None:
        """Make it: start from another one, or from nothing, and fill it."""

    def restore(self, name: str) -> None:
        """Replace the working copy."""

    def drop(self) -> None:
        """Leave no working copy behind."""


def point_at(name: str) -> None:
    """Let the default connection speak to this database from now on."""
    connections.close_all()
    connection.settings_dict["NAME"] = name


class SQLiteCopies:
    """Files: a real file, not `:memory:`, so that the live server's threads have connections of their own."""

    def __init__(self, cache: Path, scratch: Path) -> None:
        self.cache = cache
        self.working = scratch / "database.sqlite3"

    def _path(self, name: str) -> Path:
        return self.cache / f"{name}.sqlite3"

    def ready(self, name: str) -> bool:
        return self._path(name).exists()

    def make(self, name: str, base: str | None, fill: Callable[[], None]) -> None:
        self._forget_older(name)
        unfinished = self._path("unfinished")
        # A session that was killed here left its journal too: SQLite would read it into the new file.
        for leftover in self.cache.glob(f"{unfinished.name}*"):
            leftover.unlink()
        if base:
            copyfile(self._path(base), unfinished)
        point_at(str(unfinished))
        fill()
        with connection.cursor() as cursor:
            # One file, without a journal beside it.
            cursor.execute("PRAGMA journal_mode=DELETE")
        connections.close_all()
        unfinished.rename(self._path(name))

    def _forget_older(self, name: str) -> None:
        kind = name.partition("-")[0]
        for outdated in self.cache.glob(f"{kind}-*.sqlite3"):
            outdated.unlink()

    def restore(self, name: str) -> None:
        connections.close_all()
        source, target = sqlite3.connect(self._path(name)), sqlite3.connect(self.working)
        source.backup(target)
        source.close()
        target.close()
        point_at(str(self.working))

    def drop(self) -> None:
        connections.close_all()


class PostgreSQLCopies:
    """Databases of one server: those that are kept are the templates of the others."""

    def __init__(self) -> None:
        self.working = f"sps_test_{os.getpid()}"
        self.server = str(connection.settings_dict["NAME"])

    def _statements(self, *statements: str) -> list[tuple[str]]:
        point_at(self.server)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connections.close_all()
        return rows

    def _copy(self, source: str, target: str) -> None:
        drop = f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)'
        self._statements(drop, f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def ready(self, name: str) -> bool:
        return bool(self._statements(f"SELECT datname FROM pg_database WHERE datname = 'sps_{name}'"))

    def make(self, name: str, base: str | None, fill: Callable[[], None]) -> None:
        kind = name.partition("-")[0]
        for (outdated,) in self._statements(f"SELECT datname FROM pg_database WHERE datname LIKE 'sps_{kind}-%'"):
            self._statements(f'DROP DATABASE "{outdated}" WITH (FORCE)')
        self._copy(f"sps_{base}" if base else "template1", "sps_unfinished")
        point_at("sps_unfinished")
        fill()
        self._statements(f'ALTER DATABASE sps_unfinished RENAME TO "sps_{name}"')

    def restore(self, name: str) -> None:
        self._copy(f"sps_{name}", self.working)
        point_at(self.working)

    def drop(self) -> None:
        self._statements(f'DROP DATABASE IF EXISTS "{self.working}" WITH (FORCE)')
