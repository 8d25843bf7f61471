"""A site to measure: its own data folder and database, filled with the demo content."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Instance:
    """The demo site at a scale: 1 is some 300 actions, 10 some 3,000."""

    def __init__(self, folder: Path, scale: int) -> None:
        self.folder = folder / f"echelle-{scale}"
        self.scale = scale
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "SPS_DATA_DIR": str(self.folder),
        }
        if url := os.environ.get("DATABASE_URL"):
            self.environment["DATABASE_URL"] = f"{url}_bench_{scale}"

    def prepare(self) -> None:
        """Migrate, seed and collect the static files, unless a former run kept them."""
        ready = self.folder / "ready"
        if ready.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self._create_database()
        for command in (
            ["migrate", "--no-input", "--verbosity=0"],
            ["seed_demo", f"--scale={self.scale}"],
            ["collectstatic", "--no-input", "--verbosity=0"],
        ):
            started = time.monotonic()
            self._run(["manage.py", *command])
            print(f"  {command[0]} : {time.monotonic() - started:.0f} s", flush=True)
        ready.touch()

    def describe(self) -> dict:
        """What `bench.pages` tells: actions, entries, database, pages (name, paths, sql)."""
        return json.loads(self._run(["-m", "bench.pages"]))

    def _run(self, arguments: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout

    def _create_database(self) -> None:
        """A PostgreSQL database of its own; SQLite makes its file by itself."""
        url = os.environ.get("DATABASE_URL", "")
        if not url.startswith("postgres"):
            return
        import psycopg

        name = self.environment["DATABASE_URL"].rpartition("/")[2]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}"')
