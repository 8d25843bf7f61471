"""Growth of the search: each engine at each size, as the table of `docs/recherche-mesures.md`.

    python -m bench.search.run [--sizes 1000 10000 100000] [--databases sqlite postgresql]

PostgreSQL and Elasticsearch are taken from POSTGRESQL_URL and ELASTICSEARCH_URL (`make services`); without them
SQLite alone is measured, and the page in `docs/` stays as it was.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.instance import ROOT, Instance
from bench.search.report import table

SIZES = (1_000, 10_000, 100_000)
# The cluster's site stands on PostgreSQL: both are measured on the same pages.
SITES = {"sqlite": ("sqlite",), "postgresql": ("postgresql", "elasticsearch")}
# Beyond, the cluster is the answer; what the databases take grows with the number of answers.
DATABASES_UP_TO = 10_000
WRITTEN = ROOT / "docs" / "recherche-mesures.md"


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="sps-bench-") as scratch:
        folder = arguments.data or Path(scratch)
        measures = [measure for database in arguments.databases for measure in measured(database, arguments, folder)]
    text = table(measures, conditions())
    if arguments.databases == list(SITES):
        WRITTEN.write_text(text, encoding="utf-8")
    print(text)


def measured(database: str, arguments: argparse.Namespace, folder: Path) -> list[dict]:
    """The engines of a site of its own that grows from size to size."""
    os.environ.pop("DATABASE_URL", None)
    if database == "postgresql":
        os.environ["DATABASE_URL"] = os.environ["POSTGRESQL_URL"]
    instance = Instance(folder / database, 1)
    instance.prepare()
    prefix = f"bench-{os.getpid()}"
    environment = {
        **instance.environment,
        "DJANGO_SETTINGS_MODULE": "bench.search.settings",
        "SPS_ELASTICSEARCH_PREFIX": prefix,
    }
    found = [
        _measure(engine, size, arguments.searches, environment)
        for size in sorted(arguments.sizes)
        for engine in SITES[database]
        if size <= DATABASES_UP_TO or engine == "elasticsearch"
    ]
    if "elasticsearch" in SITES[database]:
        _delete(f"{prefix}-pages")
    return found


def _measure(engine: str, size: int, searches: int, environment: dict[str, str]) -> dict:
    print(f"{engine}, {size} pages…", file=sys.stderr, flush=True)
    cluster = os.environ["ELASTICSEARCH_URL"] if engine == "elasticsearch" else ""
    done = subprocess.run(
        [sys.executable, "-m", "bench.search.measure", str(size), str(searches)],
        cwd=ROOT,
        env={**environment, "ELASTICSEARCH_URL": cluster},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def _delete(alias: str) -> None:
    """Delete the index behind the alias; the server takes no joker here."""
    url = os.environ["ELASTICSEARCH_URL"]
    with urllib.request.urlopen(f"{url}/_alias/{alias}", timeout=60) as found:
        names = ",".join(json.load(found))
    urllib.request.urlopen(urllib.request.Request(f"{url}/{names}", method="DELETE"), timeout=60).close()


def conditions() -> str:
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    return (
        f"Mesuré le {time.strftime('%d/%m/%Y')}, révision {revision.strip()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} processeurs, charge moyenne à la fin {os.getloadavg()[1]:.1f} ; "
        "un nœud Elasticsearch de 512 Mo et le client sur la même machine."
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mesure la recherche de 1 000 à 100 000 pages.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--databases", nargs="+", choices=SITES, default=list(SITES))
    parser.add_argument("--searches", type=int, default=300, help="recherches de chaque sorte")
    parser.add_argument("--data", type=Path, help="dossier gardé et repris (sinon un dossier d’un jour)")
    arguments = parser.parse_args()
    if "postgresql" in arguments.databases and not {"POSTGRESQL_URL", "ELASTICSEARCH_URL"} <= os.environ.keys():
        print("PostgreSQL et Elasticsearch absents (make services) : SQLite seul.", file=sys.stderr)
        arguments.databases = ["sqlite"]
    return arguments


if __name__ == "__main__":
    main()
