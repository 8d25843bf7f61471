"""Writes a Word document: real headings, lists and table headers, in French."""

from .archive import element, packed, text
from .parts import Part

_STYLE_OF = {"title": "Title", "subtitle": "Subtitle", "heading": "Heading2", "item": "ListBullet"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TEXT_WIDTH = 9400  # twentieths of a point


def docx(title: str, parts: list[Part]) -> bytes:
    return packed("docx", {"title": text(title), "body": "".join(_part(part) for part in parts)})


def _part(part: Part) -> str:
    if part.kind == "page":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    if part.kind == "table":
        return _table(part.rows)
    words = f"☐ {part.text}" if part.kind == "tick" else part.text
    return _paragraph(words, _STYLE_OF.get(part.kind, ""))


def _paragraph(words: str, style: str = "") -> str:
    chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{chosen}<w:r><w:t xml:space="preserve">{text(words)}</w:t></w:r></w:p>'


def _table(rows: list[list[str]]) -> str:
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="47526B"/>' for side in _SIDES)
    width = '<w:tblW w:w="5000" w:type="pct"/>'
    layout = element("w:tblPr", width + element("w:tblBorders", borders))
    column = f'<w:gridCol w:w="{_TEXT_WIDTH // len(rows[0])}"/>'
    lines = "".join(_row(row, heading=index == 0) for index, row in enumerate(rows))
    # Word wants a paragraph after a table.
    return element("w:tbl", layout + element("w:tblGrid", column * len(rows[0])) + lines) + "<w:p/>"


def _row(cells: list[str], *, heading: bool) -> str:
    marked = "<w:trPr><w:tblHeader/></w:trPr>" if heading else ""
    style = "TableHeading" if heading else ""
    return element("w:tr", marked + "".join(element("w:tc", _paragraph(cell, style)) for cell in cells))
