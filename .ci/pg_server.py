"""PostgreSQL: a cluster of our own on a port of our own, never the system's."""

import os
import shutil
import subprocess
from pathlib import Path

from machine import Process, free_port, give, run_as, run_dir, wait_until

ACCOUNT = "sps"


class PostgreSQL:
    """A throw-away cluster: durability is switched off, nothing here is worth a disk flush."""

    def __init__(self) -> None:
        self.process = Process(run_dir() / "postgresql")
        self.data = self.process.folder / "data"

    @property
    def url(self) -> str:
        return f"postgresql://{ACCOUNT}:{ACCOUNT}@127.0.0.1:{self.process.port}/{ACCOUNT}"

    def running(self) -> bool:
        address = ("-h", "127.0.0.1", "-p", str(self.process.port))
        return self.process.alive() and self._tool("pg_isready", "-q", *address) == 0

    def start(self) -> None:
        if self.running():
            return
        self.process.stop()
        if not (self.data / "PG_VERSION").exists() or not (self.process.folder / "ready").exists():
            self._create()
        # Our record says that the server is dead: a leftover of a crash must not stop the next one.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self._launch()
        (self.process.folder / "ready").touch()

    def _create(self) -> None:
        shutil.rmtree(self.process.folder, ignore_errors=True)
        self.process.folder.mkdir(parents=True)
        give(self.process.folder)
        options = ["--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust", f"--username={ACCOUNT}"]
        if self._tool("initdb", "-D", str(self.data), *options):
            raise RuntimeError("initdb a échoué")

    def _launch(self) -> None:
        port = free_port(self.process.port)
        options = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": ""}
        careless = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [f"--{name}={value}" for name, value in {**options, **careless}.items()]
        self.process.start([str(binary("postgres")), "-D", str(self.data), *flags], port)
        wait_until(self.running, "PostgreSQL", self.process.folder / "output.log", patience=60)
        self._tool("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", ACCOUNT, ACCOUNT)

    def stop(self) -> None:
        self.process.stop()

    def _tool(self, name: str, *arguments: str) -> int:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = {**os.environ, "HOME": "/"}
        command = [binary(name), *arguments]
        return subprocess.run(command, env=env, cwd="/", check=False, **quiet, **run_as()).returncode


def binary(name: str) -> Path:
    """A tool of the newest PostgreSQL of the Debian packages; they are not on the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which(name)
    if versions:
        return versions[-1] / name
    if on_path:
        return Path(on_path)
    raise FileNotFoundError("PostgreSQL n’est pas installé (paquets postgresql et postgresql-contrib)")
