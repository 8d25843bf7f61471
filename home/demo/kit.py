"""The 16 entries of the source documents: 12 fiches action and 4 temps forts, word for word, blanks left blank.

`seed_actions.json` was made from the deployment kit of 2015-2016 and from the fiche of 2021. A null there stays an
empty field here. The real address that the fiche gives is left out.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from media.models import Photo
from resources.models import (
    EditionPage,
    EventIndexPage,
    EventPage,
    FicheActionIndexPage,
    FicheActionPage,
    FicheElementCle,
    FicheMethode,
    FicheObjectif,
    FicheStep,
    ResourcePage,
)
from search.models import Category, FindablePage, Niveau, Public, Theme

from .typography import dressed

Entry = dict[str, Any]

_FICHES = ("action", "fiche_action")
# The site's own line for lists, drawing and words of each entry. Where the source names no public or theme, none.
_FILED: dict[str, dict[str, Any]] = dressed(json.loads((Path(__file__).parent / "seed_filing.json").read_text("utf-8")))


def read_entries() -> list[Entry]:
    data = json.loads((Path(__file__).parent / "seed_actions.json").read_text(encoding="utf-8"))
    return dressed(data["actions"])


def load(fiches: FicheActionIndexPage, events: EventIndexPage, photos: Mapping[str, Photo]) -> None:
    """Add the entries that are missing below the two lists."""
    entries = read_entries()
    pages: dict[str, FindablePage] = {}
    for entry in entries:
        is_fiche = entry["kind"] in _FICHES
        index = fiches if is_fiche else events
        there = index.get_children().filter(slug=entry["slug"]).first()
        page = there.specific if there else (_fiche(entry, photos, pages) if is_fiche else _event(entry))
        if not there:
            _file(page, entry)
            index.add_child(instance=page)
        pages[entry["id"]] = page


def _fiche(entry: Entry, photos: Mapping[str, Photo], pages: Mapping[str, FindablePage]) -> FicheActionPage:
    page = FicheActionPage(
        **_shared(entry),
        service=entry.get("porteur") or "",
        edition=EditionPage.objects.filter(year=_edition_year(entry)).order_by("pk").first(),
        theme_note=entry["theme"] or "",
        deroule=_rich(entry["deroule"]),
        film_note=next((text for text in entry.get("ressources", []) if text.startswith("Film")), ""),
        variant_of=pages.get(entry.get("variant_of", "")),
        photo=photos[_FILED[entry["id"]]["drawing"]],
    )
    page.objectifs = _lines(FicheObjectif, entry["objectifs"])
    page.elements_cles = _lines(FicheElementCle, entry["elements_cles"])
    page.steps = [
        FicheStep(sort_order=rank, phase=phase, text=text)
        for rank, (phase, text) in enumerate(_steps(entry["communication"]))
    ]
    methods = ResourcePage.objects.filter(method_number__in=entry.get("fiches_methodes", []))
    page.methodes = [
        FicheMethode(sort_order=rank, methode=method) for rank, method in enumerate(methods.order_by("method_number"))
    ]
    return page


def _event(entry: Entry) -> EventPage:
    months = {7: "En juillet", 12: "En décembre"}
    paragraphs = [entry["deroule"], *(entry["objectifs"] or [])]
    blocks = [{"type": "text", "value": _rich(text)} for text in paragraphs if text]
    return EventPage(**_shared(entry), usual_date=months.get(entry.get("month", 0), ""), body=json.dumps(blocks))


def _shared(entry: Entry) -> dict[str, Any]:
    """What fiches and temps forts have in common."""
    return {
        "title": entry["title"],
        "slug": entry["slug"],
        "summary": _FILED[entry["id"]]["summary"],
        "year": _edition_year(entry),
        "category": Category.objects.filter(name=entry["category"] or "").first(),
        "publics_note": ", ".join(entry["publics"] or []),
        "acteurs": ", ".join(entry["acteurs"] or []),
        "partenaires": ", ".join(entry["partenaires"] or []),
    }


def _edition_year(entry: Entry) -> int:
    """The kit's entries give the school year; the fiche says 2021, its week was in the year 2020-2021."""
    return entry["year"] - 1 if entry["kind"] == "fiche_action" else entry["year"]


def _file(page: FindablePage, entry: Entry) -> None:
    filed = _FILED[entry["id"]]
    page.themes = Theme.objects.filter(slug__in=filed["themes"])
    page.publics = Public.objects.filter(slug__in=filed["publics"])
    page.niveaux = Niveau.objects.filter(slug__in=filed["niveaux"])
    page.keywords.add(*filed["keywords"])


def _lines(model: type, texts: list[str] | None) -> list:
    return [model(sort_order=rank, text=text) for rank, text in enumerate(texts or [])]


def _steps(communication: Mapping[str, list[str]] | None) -> list[tuple[str, str]]:
    return [(phase, text) for phase, texts in (communication or {}).items() for text in texts]


def _rich(text: str | None) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""
