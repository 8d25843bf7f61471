"""Real services: a test asks for one by a fixture, and is skipped with one line where it is absent.

Under REQUIRE_SERVICES=1 (continuous integration) an absent service is a failure.
"""

import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

SERVICES = Path(__file__).resolve().parent.parent / ".ci" / "services"

# The fixture that a test asks for says what it needs; the markers follow, so that no test forgets one.
NEEDS = {
    "elasticsearch_url": ("services", "elasticsearch"),
    "elasticsearch_cluster": ("services", "elasticsearch"),
    "postgresql_url": ("services",),
    "assert_valid_html": ("services",),
    "browser": ("services", "browser"),
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    on_postgresql = connection.vendor == "postgresql"
    elsewhere = []
    for item in items:
        for fixture, markers in NEEDS.items():
            if fixture in getattr(item, "fixturenames", ()):
                for marker in markers:
                    item.add_marker(marker)
        if item.get_closest_marker("browser"):
            # A real browser beside a real server on two cores: a page may be late once, not three times.
            item.add_marker(pytest.mark.flaky(reruns=2, only_rerun=["TimeoutError", "AssertionError: Locator"]))
        promise = item.get_closest_marker("postgresql")
        if promise and promise.kwargs.get("only") and not on_postgresql:
            elsewhere.append(item)
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


def absent(service: str, remedy: str) -> None:
    """End the test: skipped for a developer, failed where services are required."""
    message = f"{service} absent ({remedy})"
    if os.environ.get("REQUIRE_SERVICES"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """Address of a real Elasticsearch. Tests name their indexes with `elasticsearch_prefix`."""
    url = os.environ.get("ELASTICSEARCH_URL", "")
    if not url:
        absent("Elasticsearch", "make services")
    return url


@pytest.fixture
def elasticsearch_prefix(elasticsearch_url, worker_id) -> str:
    """A prefix for index names that no other process uses; what carries it is deleted afterwards."""
    prefix = f"test-{worker_id}-{os.getpid()}-"
    yield prefix
    delete = urllib.request.Request(f"{elasticsearch_url}/{prefix}*?expand_wildcards=all", method="DELETE")
    urllib.request.urlopen(delete, timeout=30).close()


class Cluster:
    """Three nodes, one replica: any one may be lost."""

    def command(self, *words: str) -> list[str]:
        done = subprocess.run([SERVICES, "cluster", *words], check=True, capture_output=True, text=True)
        return done.stdout.split()

    @property
    def urls(self) -> list[str]:
        """Addresses of the living nodes."""
        return self.command("urls")

    def kill(self, number: int) -> None:
        """Lose node 1, 2 or 3 at once."""
        self.command("kill", str(number))

    def start(self, number: int) -> None:
        """Bring a lost node back with its data."""
        self.command("start", str(number))


@pytest.fixture(scope="session")
def elasticsearch_cluster(elasticsearch_url):
    """A cluster of its own, beside the single node. Forty seconds to start: long tier only."""
    cluster = Cluster()
    cluster.command("start")
    yield cluster
    cluster.command("stop")


@pytest.fixture(scope="session")
def postgresql_url() -> str:
    """Address of a real PostgreSQL, for tests that start another process on it.

    Tests of our own code on PostgreSQL say `@pytest.mark.postgresql` instead: they run a second time there.
    """
    url = os.environ.get("POSTGRESQL_URL", "")
    if not url:
        absent("PostgreSQL", "make services")
    return url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium: no browser is downloaded."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    if not path:
        absent("Chromium", "apt-get install chromium")
    return path
