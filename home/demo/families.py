"""Reads `phrases/`: what the actions of one family do, and the sentences that tell it. No database here.

A file has a head (`field: value`, `@slot = a | b`), then sections (`## name`) of one sentence a line. Sentences
have slots in braces, filled by `wording`. `_commun.txt` holds what all families say.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PHRASES = Path(__file__).parent / "phrases"
_COMMON = "_commun"
# French wants a no-break space there; the files are typed without.
_BEFORE = re.compile(r" ([:;!?»])")


@dataclass(frozen=True)
class Family:
    """`fields` is the head, `slots` the values its own slots take in turn, `sections` the sentences."""

    name: str
    fields: dict[str, str]
    slots: dict[str, list[str]]
    sections: dict[str, list[str]]

    def listed(self, field: str) -> list[str]:
        return [part.strip() for part in re.split(r"[,|]", self.fields.get(field, "")) if part.strip()]

    def pick(self, section: str, turn: int) -> str:
        """The sentence of that section whose turn it is."""
        sentences = self.sections[section]
        return sentences[turn % len(sentences)]


@cache
def read_families() -> list[Family]:
    """Every family, those made from a fiche action first."""
    families = [_parse(path) for path in sorted(_PHRASES.glob("*.txt")) if path.stem != _COMMON]
    return sorted(families, key=lambda family: "fiche" not in family.fields)


@cache
def read_common() -> Family:
    """What all families say: difficulties, what comes next, captions, partners."""
    return _parse(_PHRASES / f"{_COMMON}.txt")


def _parse(path: Path) -> Family:
    fields: dict[str, str] = {}
    slots: dict[str, list[str]] = {}
    sections: dict[str, list[str]] = {}
    section = ""
    for line in _BEFORE.sub("\u00a0\\1", path.read_text(encoding="utf-8")).replace("« ", "«\u00a0").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
            sections[section] = []
        elif line.startswith("@"):
            name, values = line[1:].split(" = ")
            slots[name] = [value.strip() for value in values.split("|")]
        elif section and line:
            sections[section].append(line)
        elif line:
            name, value = line.replace("\u00a0:", ":").split(": ", 1)
            fields[name] = value
    return Family(path.stem, fields, slots, sections)
