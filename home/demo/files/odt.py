"""Writes an OpenDocument text: real headings, lists and table headers, in French."""

from collections.abc import Iterator
from itertools import groupby

from .archive import element, packed, text
from .parts import Part


def odt(title: str, parts: list[Part]) -> bytes:
    return packed("odt", {"title": text(title), "body": "".join(_body(parts))})


def _body(parts: list[Part]) -> Iterator[str]:
    for kind, run in groupby(parts, lambda part: part.kind):
        if kind == "item":
            items = (element("text:list-item", _paragraph(part.text)) for part in run)
            yield element("text:list", "".join(items))
        else:
            yield from (_part(part) for part in run)


def _part(part: Part) -> str:
    match part.kind:
        case "title":
            return _heading(part.text, "Title", 1)
        case "heading":
            return _heading(part.text, "Heading_20_2", 2)
        case "subtitle":
            return _paragraph(part.text, "Subtitle")
        case "tick":
            return _paragraph(f"☐ {part.text}")
        case "page":
            return _paragraph("", "Break")
        case "table":
            return _table(part.rows)
        case _:
            return _paragraph(part.text)


def _heading(words: str, style: str, level: int) -> str:
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{text(words)}</text:h>'


def _paragraph(words: str, style: str = "Text_20_body") -> str:
    return f'<text:p text:style-name="{style}">{text(words)}</text:p>'


def _table(rows: list[list[str]]) -> str:
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    head = element("table:table-header-rows", _row(rows[0], "Table_20_Heading"))
    return element("table:table", columns + head + "".join(_row(row, "Text_20_body") for row in rows[1:]))


def _row(cells: list[str], style: str) -> str:
    opening = '<table:table-cell table:style-name="Cell" office:value-type="string">'
    written = (f"{opening}{_paragraph(words, style)}</table:table-cell>" for words in cells)
    return element("table:table-row", "".join(written))
