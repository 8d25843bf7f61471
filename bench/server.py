"""gunicorn with two sync workers in front of the measured site, and the processor time they take."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

WORKERS = 2
_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60  # seconds until the first answer


class Server:
    """`with Server(environment) as server`: answers at `server.origin`."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.port = _free_port()
        self.origin = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Server":
        options = [f"--workers={WORKERS}", "--worker-class=sync", f"--bind=127.0.0.1:{self.port}"]
        quiet = ["--log-level=error", "--no-control-socket"]
        command = [sys.executable, "-m", "gunicorn", *options, *quiet, "config.wsgi:application"]
        self.process = subprocess.Popen(command, env=self.environment)
        self._wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    def processor_seconds(self) -> float:
        """User and system time of the workers since they started."""
        return sum(map(_seconds_of, self._worker_ids()))

    def _worker_ids(self) -> list[str]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        if len(found) != WORKERS:
            raise RuntimeError(f"gunicorn a {len(found)} processus au lieu de {WORKERS}.")
        return found

    def _wait(self) -> None:
        asked = urllib.request.Request(f"{self.origin}/vue-nue", headers={"X-Forwarded-Proto": "https"})
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(asked, timeout=_PATIENCE).close()
                return
            except OSError:
                time.sleep(0.2)
        self.process.terminate()
        raise RuntimeError("gunicorn ne répond pas.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _seconds_of(process: str) -> float:
    # The name, in parentheses, may hold spaces: count the fields after it (proc(5): utime 14, stime 15).
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
