"""`make bench`: what each kind of page costs when no cache holds it, beside a view that does nothing.

Page and fragment caches are off; renditions, site and templates are warm; no query string comes twice.
"""

import argparse
import tempfile
from pathlib import Path

import report
from instance import Instance
from load import ask
from report import Measure
from server import Server

SCALES = (1, 10)  # 300 and 3,000 actions
BARE = {"name": "vue nue", "paths": ["/vue-nue"], "sql": 0}
WARM_SECONDS = 2


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="sps-bench-") as scratch:
        folder = arguments.data or Path(scratch)
        tables, database = [], ""
        for scale in arguments.scales:
            instance = Instance(folder, scale)
            print(f"Site de démonstration, échelle {scale}…", flush=True)
            instance.prepare()
            site = instance.describe()
            database = site["database"]
            title = f"{site['actions']} actions, {site['entries']} pages trouvables"
            tables.append(report.table(title, measure(instance, site["pages"], arguments.seconds)))
            print(tables[-1], flush=True)
        print(f"Résultats : {report.write(database, tables)}")


def measure(instance: Instance, pages: list[dict], seconds: float) -> list[Measure]:
    """The bare view, then each kind of page, in one run of the server."""
    with Server(instance.environment) as server:
        return [_measure(server, page, seconds) for page in [BARE, *pages]]


def _measure(server: Server, page: dict, seconds: float) -> Measure:
    ask(server.origin, page["paths"][::-1], WARM_SECONDS)
    before = server.processor_seconds()
    load = ask(server.origin, page["paths"], seconds)
    # What the warm-up left unanswered makes up for what is still being answered here: eight requests at most.
    spent = server.processor_seconds() - before
    return Measure(page["name"], page["sql"], spent / load.requests * 1000, load)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mesure les pages du site de démonstration.")
    parser.add_argument("--seconds", type=float, default=8, help="durée de chaque mesure")
    parser.add_argument("--scales", type=int, nargs="+", default=SCALES, help="échelles du contenu (seed_demo)")
    parser.add_argument("--data", type=Path, help="dossier gardé et repris (sinon un dossier d’un jour)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
