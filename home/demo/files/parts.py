"""The text of a document as a list of parts, whatever format it is then written in.

A line is a part: `# ` title, `## ` heading, `! ` subtitle, `- ` list item, `[ ] ` box to tick, `| a | b |` row
of a table, `% colour text` colour swatch, `---` new page, else a paragraph.
"""

from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

TEXTS = Path(__file__).parent / "textes"
_MARKS = {"# ": "title", "## ": "heading", "! ": "subtitle", "- ": "item", "[ ] ": "tick", "% ": "swatch"}


@dataclass(frozen=True)
class Part:
    """`kind` is one of _MARKS' values, « paragraph », « table » (see `rows`) or « page »."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


def read(name: str) -> list[Part]:
    """The parts of `textes/<name>.txt`."""
    return parse((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))


def parse(text: str) -> list[Part]:
    found: list[Part] = []
    for is_row, lines in groupby(text.strip().splitlines(), lambda line: line.startswith("| ")):
        if is_row:
            found.append(Part("table", rows=[_cells(line) for line in lines]))
        else:
            found += [_line(line) for line in lines if line.strip()]
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _line(line: str) -> Part:
    if line == "---":
        return Part("page")
    for mark, kind in _MARKS.items():
        if line.startswith(mark):
            return Part(kind, line.removeprefix(mark))
    return Part("paragraph", line)
