"""Eight connections that ask without pause: `wrk` where it is installed, else threads of this process."""

import json
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from itertools import count
from pathlib import Path

CONNECTIONS = 8
_SCRIPT = Path(__file__).with_name("load.lua")
_marks = count()


@dataclass(frozen=True)
class Load:
    """What the visitors saw: number of answers, length in seconds, latencies in milliseconds."""

    requests: int
    seconds: float
    failed: int
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.requests / self.seconds


def generator() -> str:
    """Which program asks."""
    return "wrk" if shutil.which("wrk") else "fils Python (wrk absent)"


def ask(origin: str, paths: list[str], seconds: float) -> Load:
    """Ask for these paths in turn, each with a query string that was never seen before."""
    mark = f"{next(_marks)}-"
    with_what = _ask_with_wrk if shutil.which("wrk") else _ask_with_threads
    return with_what(origin, paths, seconds, mark)


def _ask_with_wrk(origin: str, paths: list[str], seconds: float, mark: str) -> Load:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write("\n".join(paths))
        file.flush()
        options = ["--threads=1", f"--connections={CONNECTIONS}", f"--duration={seconds:.0f}s", "--timeout=20s"]
        command = ["wrk", *options, f"--script={_SCRIPT}", origin, "--", file.name, mark]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Load(**json.loads(said.splitlines()[-1]))


def _ask_with_threads(origin: str, paths: list[str], seconds: float, mark: str) -> Load:
    numbers, latencies, failures = count(), [], []
    end = time.monotonic() + seconds

    def visitor() -> None:
        while time.monotonic() < end:
            number = next(numbers)
            path = paths[number % len(paths)]
            url = f"{origin}{path}{'&' if '?' in path else '?'}vu={mark}{number}"
            started = time.perf_counter()
            try:
                asked = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})
                urllib.request.urlopen(asked, timeout=20).read()
            except urllib.error.URLError:
                failures.append(url)
            latencies.append((time.perf_counter() - started) * 1000)

    started = time.monotonic()
    visitors = [threading.Thread(target=visitor) for _ in range(CONNECTIONS)]
    for thread in visitors:
        thread.start()
    for thread in visitors:
        thread.join()
    hundredths = statistics.quantiles(latencies, n=100)
    return Load(len(latencies), time.monotonic() - started, len(failures), hundredths[49], hundredths[98])
