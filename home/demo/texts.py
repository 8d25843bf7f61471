"""Reads the files of `content/`; their format is told in `content/LISEZMOI.md`. No database here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONTENT = Path(__file__).parent / "content"

# Directives that end on their own line; the others run to a line of three colons.
_ONE_LINE = {"bouton", "illustration", "telechargement"}
_DIRECTIVE = re.compile(r"::: (\w+)(?: (.*))?$")


@dataclass(frozen=True)
class Text:
    """One file: `slug` is its name, `fields` its head, `body` the rest."""

    slug: str
    fields: dict[str, str]
    body: str

    @property
    def links(self) -> set[str]:
        """Slugs of the pages the body links to."""
        return set(re.findall(r"page:([\w-]+)", self.body))

    def listed(self, field: str, separator: str = ",") -> list[str]:
        """`"a, b"` → `["a", "b"]`; empty when the field is absent."""
        return [part.strip() for part in self.fields.get(field, "").split(separator) if part.strip()]


@dataclass(frozen=True)
class Part:
    """A directive with its argument and lines, or a run of ordinary lines (`name` empty)."""

    name: str
    argument: str
    lines: list[str]


def read(folder: str) -> list[Text]:
    """The texts of a folder by rank (`order`), then by name."""
    texts = [_parse(path) for path in sorted((CONTENT / folder).glob("*.md"))]
    return sorted(texts, key=lambda text: int(text.fields.get("order", 0)))


def _parse(path: Path) -> Text:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return Text(path.stem, dict(line.split(": ", 1) for line in head.splitlines()), body.strip())


def parts(body: str) -> Iterator[Part]:
    """The body cut at its directives, in order. A directive left open is a ValueError."""
    plain: list[str] = []
    lines = iter(body.splitlines())
    for line in lines:
        directive = _DIRECTIVE.match(line)
        if not directive:
            plain.append(line)
            continue
        yield Part("", "", plain)
        plain = []
        name, argument = directive[1], directive[2] or ""
        yield Part(name, argument, [] if name in _ONE_LINE else list(_until_closed(lines)))
    yield Part("", "", plain)


def _until_closed(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == ":::":
            return
        yield line
    raise ValueError("A directive is never closed by « ::: ».")


def cells(line: str) -> list[str]:
    """`"- a | b"` → `["a", "b"]`."""
    return [cell.strip() for cell in line.removeprefix("- ").split("|")]
