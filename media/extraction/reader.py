"""Reads one untrusted file and prints its text: `python -m media.extraction.reader PATH pdf`.

A process of its own, without Django, with little memory, little time and no right to write:
a hostile file can only end it.
"""

import resource
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any
from xml.sax.handler import ContentHandler

MOST_CHARACTERS = 500_000
MOST_PAGES = 1_000
MEMORY_BYTES = 1 << 30
PROCESSOR_SECONDS = 20
MEMBER_BYTES = 60 << 20  # of one decompressed part: the text of a long thesis is 5 MB
UNREADABLE = 2

# What holds the text in each kind of archive, and the elements that are words or end a line.
_PARTS = {
    "docx": ("word/document.xml", "word/footnotes.xml"),
    "odt": ("content.xml",),
    "pptx": ("ppt/slides/slide", "ppt/notesSlides/notesSlide"),
}
_LINE_ENDS = {"p", "h", "br", "tab", "tr", "line-break", "list-item"}
_TEXT_ELEMENTS = {"docx": {"t"}, "pptx": {"t"}}
# What OpenDocument keeps among the words though no reader sees it: comments, and what was deleted.
_UNSEEN = {"annotation", "tracked-changes"}


def limit() -> None:
    """Bound this process before it opens anything."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pieces(path: str, kind: str) -> Iterator[str]:
    """The text of the file, piece by piece. Raises whatever its format's library raises."""
    if kind == "pdf":
        yield from _of_pdf(path)
    else:
        yield from _of_archive(path, kind)


def _of_pdf(path: str) -> Iterator[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = min(len(document), MOST_PAGES)
    broken = 0
    for number in range(pages):
        try:
            page = document[number]
            text = page.get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:  # one page is broken: the others are read
            broken += 1
            continue
        yield text
        yield "\n"
        page.close()
    if broken == pages:
        raise ValueError("aucune page lisible")


def _of_archive(path: str, kind: str) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if info.filename.startswith(_PARTS[kind])]
        for info in islice(members, MOST_PAGES):
            if info.filename.endswith(".xml"):
                yield from _of_xml(archive, info, kind)
                yield "\n"


def _of_xml(archive: zipfile.ZipFile, info: zipfile.ZipInfo, kind: str) -> Iterator[str]:
    from defusedxml.sax import parse

    if info.file_size > MEMBER_BYTES:
        raise ValueError("partie trop grande")
    words = _Words(_TEXT_ELEMENTS.get(kind))
    with archive.open(info) as stream:
        parse(_Bounded(stream), words)
    yield "".join(words.found)


class _Words(ContentHandler):
    """Keeps the words of the wanted elements (None: of all), in order, a line for each paragraph."""

    def __init__(self, wanted: set[str] | None) -> None:
        super().__init__()
        self.found: list[str] = []
        self._wanted = wanted
        self._depth = self._unseen = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  the parser's word
        self._depth += self._is_wanted(name)
        self._unseen += name.rpartition(":")[2] in _UNSEEN

    def characters(self, content: str) -> None:
        if (self._wanted is None or self._depth) and not self._unseen:
            self.found.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._depth -= self._is_wanted(name)
        self._unseen -= name.rpartition(":")[2] in _UNSEEN
        if name.rpartition(":")[2] in _LINE_ENDS:
            self.found.append("\n")

    def _is_wanted(self, name: str) -> bool:
        return self._wanted is not None and name.rpartition(":")[2] in self._wanted


class _Bounded:
    """A stream that refuses to give more than a part may hold, whatever its header said."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._left = stream, MEMBER_BYTES

    def read(self, size: int = -1) -> bytes:
        # Small reads whatever is asked for; none at all for `read(0)`, the parser's question.
        data = self._stream.read(min(size, 1 << 16) if size >= 0 else 1 << 16)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("partie trop grande")
        return data

    def close(self) -> None:
        self._stream.close()


def main(path: str, kind: str) -> int:
    limit()
    left = MOST_CHARACTERS
    try:
        for piece in pieces(path, kind):
            sys.stdout.write(piece[:left])
            left -= len(piece)
            if left <= 0:
                break
        sys.stdout.flush()
    except Exception:  # any failure of any library on any file is the same answer
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.stdout = open(sys.stdout.fileno(), "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.exit(main(sys.argv[1], sys.argv[2]))
