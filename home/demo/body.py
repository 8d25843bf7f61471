"""Turns the body of a text into the blocks of BodyBlock, and into rich text."""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from media.models import Document, Photo

from .texts import Part, cells, parts

Block = tuple[str, object]

_HEADING = re.compile(r"(##|###) (.+)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_NUMBERED = re.compile(r"\d+\. ")


@dataclass
class Shelf:
    """What texts point at: pages by slug (their ids), documents and photos by key."""

    pages: dict[str, int]
    documents: Mapping[str, Document] = field(default_factory=dict)
    photos: Mapping[str, Photo] = field(default_factory=dict)


def stream(body: str, shelf: Shelf) -> str:
    """The JSON of a BodyBlock. Blocks whose document or photo is not on the shelf are left out."""
    found = [block for part in parts(body) for block in _blocks(part, shelf)]
    return json.dumps([{"type": kind, "value": value} for kind, value in found])


def rich_text(lines: list[str], shelf: Shelf) -> str:
    """Paragraphs and lists as the HTML that Wagtail stores."""
    runs = [list(run) for blank, run in groupby(lines, lambda line: not line.strip()) if not blank]
    return "".join(_run(run, shelf) for run in runs)


def _run(run: list[str], shelf: Shelf) -> str:
    inner = [_inline(line.strip(), shelf) for line in run]
    if all(line.startswith("- ") for line in inner):
        return "<ul>" + "".join(f"<li>{line[2:]}</li>" for line in inner) + "</ul>"
    if all(_NUMBERED.match(line) for line in inner):
        return "<ol>" + "".join(f"<li>{_NUMBERED.sub('', line, 1)}</li>" for line in inner) + "</ol>"
    return f"<p>{' '.join(inner)}</p>"


def _inline(line: str, shelf: Shelf) -> str:
    line = html.escape(line, quote=False)
    line = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", line)
    return _LINK.sub(lambda link: f"<a {_target(link[2], shelf)}>{link[1]}</a>", line)


def _target(address: str, shelf: Shelf) -> str:
    if address.startswith("page:"):
        return f'linktype="page" id="{shelf.pages[address.removeprefix("page:")]}"'
    return f'href="{address}"'


def _blocks(part: Part, shelf: Shelf) -> Iterator[Block]:
    if part.name:
        yield from _DIRECTIVES[part.name](part, shelf)
        return
    run: list[str] = []
    for line in part.lines:
        heading = _HEADING.fullmatch(line)
        if heading:
            yield from _text(run, shelf)
            run = []
            yield "heading", {"text": heading[2], "level": f"h{len(heading[1])}"}
        else:
            run.append(line)
    yield from _text(run, shelf)


def _text(lines: list[str], shelf: Shelf) -> Iterator[Block]:
    if any(line.strip() for line in lines):
        yield "text", rich_text(lines, shelf)


def _callout(part: Part, shelf: Shelf) -> Iterator[Block]:
    tone, title = cells(part.argument)
    yield "callout", {"tone": tone, "title": title, "text": rich_text(part.lines, shelf)}


def _accordion(part: Part, shelf: Shelf) -> Iterator[Block]:
    items: list[dict] = []
    for line in part.lines:
        if line.startswith("? "):
            items.append({"title": line[2:], "text": ""})
        else:
            items[-1]["text"] += rich_text([line], shelf)
    yield "accordion", items


def _table(part: Part, shelf: Shelf) -> Iterator[Block]:
    headers = {"first_row_is_table_header": True, "first_col_is_header": True, "table_header_choice": "both"}
    yield "table", {"data": [cells(line) for line in part.lines], "table_caption": part.argument, **headers}


def _key_figures(part: Part, shelf: Shelf) -> Iterator[Block]:
    rows = [[*cells(line), ""][:3] for line in part.lines]
    yield "key_figures", [{"value": value, "text": text, "source": source} for value, text, source in rows]


def _quotation(part: Part, shelf: Shelf) -> Iterator[Block]:
    yield "quotation", {"text": "\n".join(part.lines), "author": part.argument}


def _figure(part: Part, shelf: Shelf) -> Iterator[Block]:
    key, alternative, caption = cells(part.argument)
    if key in shelf.photos:
        image = {"image": shelf.photos[key].pk, "alt_text": alternative, "decorative": False}
        yield "figure", {"image": image, "caption": caption}


def _download(part: Part, shelf: Shelf) -> Iterator[Block]:
    if part.argument in shelf.documents:
        yield "download", {"document": shelf.documents[part.argument].pk, "title": ""}


def _button(part: Part, shelf: Shelf) -> Iterator[Block]:
    label, address = cells(part.argument)
    page = shelf.pages[address.removeprefix("page:")] if address.startswith("page:") else None
    yield "button", {"label": label, "page": page, "address": "" if page else address}


def _gallery(part: Part, shelf: Shelf) -> Iterator[Block]:
    """On a page of text; a gallery page has them as its items (home.demo.drafts)."""
    shown = [(shelf.photos[key], caption) for key, caption in map(cells, part.lines) if key in shelf.photos]
    if shown:
        yield "gallery", {"photos": [{"photo": photo.pk, "caption": text, "alt": ""} for photo, text in shown]}


_DIRECTIVES: dict[str, Callable[[Part, Shelf], Iterator[Block]]] = {
    "accordeon": _accordion,
    "bouton": _button,
    "chiffres": _key_figures,
    "citation": _quotation,
    "encadre": _callout,
    "galerie": _gallery,
    "illustration": _figure,
    "tableau": _table,
    "telechargement": _download,
}
