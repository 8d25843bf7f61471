"""Writes a small tagged PDF: title, headings, paragraphs, lists and colour swatches, in French.

Text is in the standard Helvetica faces, in the Windows Latin encoding, which holds all of French but the
narrow no-break space.
"""

import textwrap
from dataclasses import dataclass, field
from itertools import groupby

from home.demo.drawings.canvas import COLOURS

from .parts import Part

_AUTHOR = "Semaine de la persévérance scolaire"
_WIDTH, _HEIGHT, _MARGIN = 595, 842, 62
# Part → tag, face, size and leading in points, space above, characters a line holds.
_LOOK = {
    "title": ("H1", "F2", 22, 28, 0, 38),
    "subtitle": ("P", "F1", 12, 16, 2, 78),
    "heading": ("H2", "F2", 15, 20, 16, 56),
    "item": ("LBody", "F1", 11, 16, 4, 82),
    "swatch": ("LBody", "F1", 11, 16, 12, 76),
    "paragraph": ("P", "F1", 11, 16, 6, 88),
}
_INDENT = {"item": 16, "swatch": 46}


@dataclass
class _Page:
    """The drawing operators of a page, the tags of its pieces, and how far down it is filled."""

    operators: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    top: float = _HEIGHT - _MARGIN


def pdf(title: str, parts: list[Part]) -> bytes:
    """The document; tables become one paragraph a row, « head : cell »."""
    pages = [_Page()]
    for part in _without_tables(parts):
        if part.kind == "page":
            pages.append(_Page())
        else:
            _set(part, pages)
    return _Writer().document(title, pages)


def _without_tables(parts: list[Part]) -> list[Part]:
    flat: list[Part] = []
    for part in parts:
        rows = [Part("item", " : ".join(row)) for row in part.rows[1:]]
        flat += rows if part.kind == "table" else [part]
    return flat


def _set(part: Part, pages: list[_Page]) -> None:
    """Set one part on the last page, or on a new one when it does not fit."""
    tag, face, size, leading, above, columns = _LOOK[part.kind]
    colour, _, words = part.text.partition(" ") if part.kind == "swatch" else ("", "", part.text)
    lines = textwrap.wrap(words, columns)
    needed = above + leading * len(lines)
    if pages[-1].top - needed < _MARGIN:
        pages.append(_Page())
    page = pages[-1]
    page.top -= above
    left = _MARGIN + _INDENT.get(part.kind, 0)
    if part.kind == "item":
        page.operators.append(f"/Artifact BMC BT /F1 {size} Tf {_MARGIN} {page.top - size:.1f} Td (•) Tj ET EMC")
    if colour:
        page.operators.append(_swatch(colour, page.top - size - 6))
    page.operators.append(f"/{tag} <</MCID {len(page.pieces)}>> BDC BT /{face} {size} Tf {leading} TL {_ink(part)} rg")
    page.operators.append(f"{left} {page.top - size:.1f} Td")
    page.operators += [f"({_escaped(line)}) Tj T*" for line in lines]
    page.operators.append("ET EMC")
    page.pieces.append(tag)
    page.top -= leading * len(lines)


def _ink(part: Part) -> str:
    return _rgb("brand" if part.kind in ("title", "heading") else "ink")


def _rgb(name: str) -> str:
    value = COLOURS[name]
    return " ".join(f"{int(value[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def _swatch(colour: str, bottom: float) -> str:
    box = f"{_MARGIN} {bottom:.1f} 34 22 re"
    return f"/Artifact BMC q {_rgb(colour)} rg {_rgb('slate')} RG 0.5 w {box} B Q EMC"


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


class _Writer:
    """Numbers the objects of the file and writes them with their table of offsets."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, content: str | bytes) -> int:
        self.objects.append(content if isinstance(content, bytes) else _encoded(content))
        return len(self.objects)

    def document(self, title: str, pages: list[_Page]) -> bytes:
        catalog, tree, root, whole, by_piece = (self.add("") for _ in range(5))
        faces = (("F1", "Helvetica"), ("F2", "Helvetica-Bold"))
        fonts = " ".join(f"/{face} {self._font(base)} 0 R" for face, base in faces)
        kids: list[int] = []
        elements: list[int] = []
        parents: list[str] = []
        for number, page in enumerate(pages):
            content = self._stream("\n".join(page.operators))
            kid = self.add(
                f"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {content} 0 R"
                f" /Resources <</Font <<{fonts}>>>> /StructParents {number} /Tabs /S>>"
            )
            kids.append(kid)
            marked: list[int] = []
            elements += self._elements(page, kid, whole, marked)
            parents.append(f"{number} [{_references(marked)}]")
        self.write(tree, f"<</Type /Pages /Kids [{_references(kids)}] /Count {len(kids)}>>")
        self.write(root, f"<</Type /StructTreeRoot /K {whole} 0 R /ParentTree {by_piece} 0 R>>")
        self.write(whole, f"<</Type /StructElem /S /Document /P {root} 0 R /K [{_references(elements)}]>>")
        self.write(by_piece, f"<</Nums [{' '.join(parents)}]>>")
        self.write(
            catalog,
            f"<</Type /Catalog /Pages {tree} 0 R /StructTreeRoot {root} 0 R /Lang (fr-FR) /MarkInfo <</Marked true>>"
            " /ViewerPreferences <</DisplayDocTitle true>>>>",
        )
        information = self.add(f"<</Title {_name(title)} /Author {_name(_AUTHOR)}>>")
        return self._file(catalog, information)

    def write(self, number: int, content: str) -> None:
        """Fill an object that was numbered before its content was known."""
        self.objects[number - 1] = _encoded(content)

    def _font(self, base: str) -> int:
        return self.add(f"<</Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding>>")

    def _stream(self, operators: str) -> int:
        content = _encoded(operators)
        return self.add(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))

    def _elements(self, page: _Page, kid: int, whole: int, marked: list[int]) -> list[int]:
        """Structure elements of a page below the document; the one of each piece is added to `marked`."""
        top: list[int] = []
        for is_list, run in groupby(enumerate(page.pieces), lambda piece: piece[1] == "LBody"):
            if not is_list:
                leaves = [self._leaf(tag, whole, kid, piece) for piece, tag in run]
                top, marked[:] = top + leaves, marked + leaves
                continue
            list_ = self.add("")
            items = []
            for piece, tag in run:
                item = self.add("")
                marked.append(self._leaf(tag, item, kid, piece))
                self.write(item, f"<</Type /StructElem /S /LI /P {list_} 0 R /K {marked[-1]} 0 R>>")
                items.append(item)
            self.write(list_, f"<</Type /StructElem /S /L /P {whole} 0 R /K [{_references(items)}]>>")
            top.append(list_)
        return top

    def _leaf(self, tag: str, parent: int, page: int, piece: int) -> int:
        return self.add(f"<</Type /StructElem /S /{tag} /P {parent} 0 R /Pg {page} 0 R /K {piece}>>")

    def _file(self, catalog: int, information: int) -> bytes:
        output = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, content in enumerate(self.objects, start=1):
            offsets.append(len(output))
            output += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(output)
        output += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        output += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        size = len(offsets) + 1
        output += b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\n" % (size, catalog, information)
        return bytes(output + b"startxref\n%d\n%%%%EOF\n" % start)


def _references(numbers: list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _encoded(content: str) -> bytes:
    return content.replace("\u202f", "\u00a0").encode("cp1252")


def _name(words: str) -> str:
    """A text string outside the pages, where the encoding is another one."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"
