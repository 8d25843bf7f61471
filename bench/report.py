"""The table of a run, printed and kept in `results/`."""

import os
import platform
import subprocess
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from load import CONNECTIONS, Load, generator
from server import WORKERS

RESULTS = Path(__file__).parent / "results"
# Milliseconds of processor per page without page cache (docs/performance.md).
BUDGETS = {
    "accueil": 12,
    "fiche": 12,
    "action": 12,
    "galerie": 12,
    "ressource": 12,
    "liste des fiches": 20,
    "liste des actions": 20,
    "recherche": 20,
}
_HEAD = "| page | SQL | processeur, ms | budget | × la vue nue | requêtes/s | part de la vue nue | p50, ms | p99, ms |"


@dataclass(frozen=True)
class Measure:
    """One page under load; `processor` in milliseconds per request, `sql` in statements."""

    name: str
    sql: int
    processor: float
    load: Load


def table(title: str, measures: list[Measure]) -> str:
    """A Markdown table; the first measure is the bare view, to which the others are compared."""
    bare = measures[0]
    lines = [f"## {title}", "", _HEAD, "|---" + "|---:" * 8 + "|"]
    for one in measures:
        budget = BUDGETS.get(one.name)
        held = "" if budget is None else f"{budget} ✓" if one.processor <= budget else f"**{budget} ✗**"
        cells = [
            one.name,
            str(one.sql),
            f"{one.processor:.2f}",
            held,
            f"{one.processor / bare.processor:.1f}",
            f"{one.load.rate:.1f}",
            f"{one.load.rate / bare.load.rate:.4f}",
            f"{one.load.p50:.1f}",
            f"{one.load.p99:.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    failed = sum(one.load.failed for one in measures)
    return "\n".join([*lines, *(["", f"**{failed} réponses en erreur.**"] if failed else []), ""])


def write(database: str, tables: list[str]) -> Path:
    """Keep the tables of a run in `results/pages-<database>.md`, with what they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"pages-{database}.md"
    path.write_text("\n".join([f"# Pages sans cache ({database})", "", _conditions(), "", *tables]), encoding="utf-8")
    return path


def _conditions() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=RESULTS, capture_output=True, text=True, check=False
    ).stdout.strip()
    packages = ", ".join(f"{name} {version(name)}" for name in ("wagtail", "django", "gunicorn"))
    return (
        f"{time.strftime('%d/%m/%Y')}, révision {commit or 'inconnue'} ; Python {platform.python_version()}, "
        f"{packages} ; {os.cpu_count()} processeurs, charge moyenne à la fin {os.getloadavg()[1]:.1f} ; "
        f"gunicorn, {WORKERS} ouvriers « sync » ; {generator()}, {CONNECTIONS} connexions. "
        "Le processeur est celui des ouvriers de gunicorn, base SQLite comprise, serveur PostgreSQL non compris."
    )
