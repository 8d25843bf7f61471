"""The communication tools and models as files one can open, made without any other program."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

from django.core.files.base import ContentFile

from media.models import Document

from . import banner
from .archive import packed
from .docx import docx
from .odt import odt
from .parts import Part, read
from .pdf import pdf

_DATED_ON = datetime.date(2026, 9, 21)
_VERSION = "2026"

Writer = Callable[[str, list[Part]], bytes]


class Tool(NamedTuple):
    """`text` is written by `writer` under that title; without a text, `writer` makes the whole file."""

    title: str
    name: str
    writer: Writer
    text: str = ""


# By the key the texts of the site know them by.
TOOLS = {
    "communique-odt": Tool("Communiqué de presse type", "communique-de-presse-type.odt", odt, "communique"),
    "communique-docx": Tool("Communiqué de presse type", "communique-de-presse-type.docx", docx, "communique"),
    "charte-pdf": Tool("Charte graphique de la Semaine", "charte-graphique.pdf", pdf, "charte"),
    "banniere-png": Tool("Bannière de la Semaine", "banniere-semaine.png", lambda *_: banner.png()),
    "masque-pptx": Tool("Masque de présentation", "masque-de-presentation.pptx", lambda *_: packed("pptx")),
    "masque-texte-docx": Tool("Masque de texte", "masque-de-texte.docx", docx, "masque-texte"),
    "masque-odt": Tool("Masque de texte", "masque-de-texte.odt", odt, "masque-texte"),
    "fiche-bilan-odt": Tool("Fiche bilan à remplir", "fiche-bilan.odt", odt, "fiche-bilan"),
    "autorisation-mineur-odt": Tool(
        "Autorisation d’image et de voix, élève mineur",
        "autorisation-image-mineur.odt",
        odt,
        "autorisation-mineur",
    ),
}


def load() -> dict[str, Document]:
    """Write the tools into the library; `{"charte-pdf": Document, …}`."""
    return {key: _stored(tool.title, tool.name, written(tool)) for key, tool in TOOLS.items()}


def written(tool: Tool) -> bytes:
    return tool.writer(tool.title, read(tool.text) if tool.text else [])


def store_bilan(label: str, parts: list[Part], day: datetime.date) -> Document:
    """The bilan of the édition « 2014-2015 » as a PDF of the library, dated that day."""
    title = f"Bilan de l’édition {label}"
    document = _stored(title, f"bilan-{label}.pdf", pdf(title, [Part("title", title), *parts]))
    document.dated_on, document.version = day, ""
    document.save()
    return document


def _stored(title: str, name: str, content: bytes) -> Document:
    return Document.objects.create(
        title=title,
        file=ContentFile(content, name=name),
        version=_VERSION,
        dated_on=_DATED_ON,
        file_size=len(content),
    )
