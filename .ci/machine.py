"""What this machine offers to a service: folders, an ordinary user, ports, a Java, processes found again."""

import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

SERVICE_USER = "sps-services"


def is_root() -> bool:
    return os.geteuid() == 0


def cache_dir() -> Path:
    """Downloads, outside the repository; as root not in root's home, which the services' user cannot read."""
    default = Path("/var/cache") if is_root() else Path.home() / ".cache"
    return Path(os.environ.get("SPS_CACHE") or default / "sps-services")


def run_dir() -> Path:
    """Data, logs and process records; `.ci/run` sets SPS_RUN, so it never meets a developer's services."""
    return Path(os.environ.get("SPS_RUN") or cache_dir() / "run")


def run_as() -> dict[str, Any]:
    """Arguments for Popen: PostgreSQL and Elasticsearch both refuse to run as root."""
    if not is_root():
        return {}
    try:
        user = pwd.getpwnam(SERVICE_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SERVICE_USER], check=True)
        user = pwd.getpwnam(SERVICE_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give(path: Path) -> None:
    """Hand a tree over to the services' user."""
    if not is_root():
        return
    ids = run_as()
    for item in [path, *path.rglob("*")]:
        os.chown(item, ids["user"], ids["group"], follow_symlinks=False)


def free_port(preferred: int | None = None) -> int:
    """A free loopback port: the preferred one when nobody has it, so that exported addresses stay true."""
    for wanted in (preferred, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", wanted or 0))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RuntimeError("aucun port libre")


def find_java(least: int = 21) -> Path:
    """The first Java of at least this major version; the default `java` may be older."""
    found = [os.environ.get("JAVA_HOME", ""), *map(str, sorted(Path("/usr/lib/jvm").glob("*"), reverse=True))]
    candidates = [Path(home, "bin", "java") for home in found if home]
    if on_path := shutil.which("java"):
        candidates.append(Path(on_path).resolve())
    for java in candidates:
        if java.is_file() and java_major(java) >= least:
            return java
    raise FileNotFoundError(f"il faut un JDK {least} ou plus récent (JAVA_HOME, /usr/lib/jvm ou PATH)")


def java_major(java: Path) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version.group(1)) if version else 0


class Process:
    """A background process with a record on disk: it is found, and stopped, by another run of this script."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = folder / "process.json"

    @property
    def known(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.record.read_text()))
        except (OSError, ValueError):
            return {}

    @property
    def port(self) -> int | None:
        return self.known.get("port")

    def alive(self) -> bool:
        """True while the recorded process lives; its command line names the folder: numbers are reused."""
        try:
            line = Path(f"/proc/{self.known['pid']}/cmdline").read_bytes()
        except (KeyError, OSError):
            return False
        return str(self.folder).encode() in line

    def start(self, command: list[str], port: int, env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
        with (self.folder / "output.log").open("ab") as log:
            child = subprocess.Popen(
                command,
                env={**os.environ, "HOME": str(self.folder), **(env or {})},
                cwd=cwd or self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **run_as(),
            )
        self.record.write_text(json.dumps({"pid": child.pid, "port": port}))

    def stop(self, how: signal.Signals = signal.SIGTERM, patience: float = 30) -> None:
        """End the whole session of the process: politely, then not."""
        if not self.alive():
            return
        group = self.known["pid"]
        os.killpg(group, how)
        deadline = time.monotonic() + patience
        while self.alive() and time.monotonic() < deadline:
            time.sleep(0.2)
        if self.alive():
            os.killpg(group, signal.SIGKILL)


def answers(url: str, timeout: float = 2) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:  # noqa: S310 - our own loopback address
            return bool(response.status == 200)
    except OSError:
        return False


def wait_until(check: Callable[[], bool], what: str, log: Path, patience: float = 120) -> None:
    """Wait, but not for ever: on failure say where to look and stop."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if check():
            return
        time.sleep(0.5)
    tail = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
    print("\n".join(tail), file=sys.stderr)
    raise TimeoutError(f"{what} ne répond pas après {patience:.0f} s : voir {log}")
