"""A page from a text: everything but its body, which may link to pages that do not exist yet."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from wagtail.models import Page

from media.models import Document, GalleryItem, GalleryPage, Photo
from resources.models import (
    BilanPage,
    EditionDates,
    EditionPage,
    EditionPhase,
    EditionSubtheme,
    EventPage,
    ResourceDownload,
    ResourcePage,
)
from search import school_year
from search.models import Academie, Category, Departement, FindablePage, Niveau, Public, Theme

from .texts import Text, cells, parts

# Fields of the texts that `_columns` leaves to others.
_NOT_COLUMNS = {"parent", "order", "picture", "downloads", "fictional", "sub_themes", "year", "category"}
_LISTED: dict[str, type[models.Model]] = {"themes": Theme, "publics": Public, "niveaux": Niveau}


@dataclass(frozen=True)
class Library:
    """What pages show: documents and photos by key; the académie the éditions belong to, if any."""

    documents: Mapping[str, Document]
    photos: Mapping[str, Photo]
    academie: Academie | None = None


def draft(model: type[Page], text: Text, library: Library) -> Page:
    """A live page with everything but its body, not yet in the tree."""
    page = model(slug=text.slug, **_columns(model, text))
    page.last_published_at = timezone.now()
    page.first_published_at = page.first_published_at or page.last_published_at
    if isinstance(page, FindablePage):
        _sort(page, text, library)
    if model in _OWN:
        _OWN[model](page, text, library)
    return page


def _sort(page: FindablePage, text: Text, library: Library) -> None:
    year = text.fields.get("year")
    page.year = school_year.parse(year) if year else None
    page.category = Category.objects.filter(slug=text.fields.get("category", "")).first()
    for name, words in _LISTED.items():
        setattr(page, name, words._default_manager.filter(slug__in=text.listed(name)))
    page.keywords.add(*text.listed("keywords"))
    if page.card_photo_field:
        setattr(page, page.card_photo_field, library.photos.get(text.fields.get("picture", "")))


def _columns(model: type[Page], text: Text) -> dict[str, object]:
    """The plain fields of the text as the model's own values."""
    names = [
        name
        for name in text.fields
        if name not in _NOT_COLUMNS | {*_LISTED, "keywords"} and not name.startswith(("phase_", "dates_"))
    ]
    return {name: _value(model._meta.get_field(name), text.fields[name]) for name in names}


def _value(field: models.Field, written: str) -> object:
    if isinstance(field, models.BooleanField):
        return written == "oui"
    value = field.to_python(written)
    return timezone.make_aware(value) if isinstance(value, datetime.datetime) else value


def _frame_year(page: EditionPage, text: Text, library: Library) -> None:
    page.academies = [library.academie] if library.academie else []
    lines = text.listed("sub_themes", "|")
    page.subthemes = [EditionSubtheme(sort_order=rank, text=line) for rank, line in enumerate(lines)]
    page.phases = [
        EditionPhase(sort_order=rank, phase=name.removeprefix("phase_"), **_span(value))
        for rank, (name, value) in enumerate(text.fields.items())
        if name.startswith("phase_")
    ]
    page.territory_dates = [
        EditionDates(departement=Departement.objects.get(code=name.removeprefix("dates_")), **_span(value))
        for name, value in text.fields.items()
        if name.startswith("dates_")
    ]


def _span(written: str) -> dict[str, object]:
    """`"2027-03-08..2027-03-12 | à faire"` → dates and, when written, `todo`; one day may stand alone."""
    days, *todo = cells(written)
    start, _, end = days.partition("..")
    dates: dict[str, object] = {
        "starts_on": datetime.date.fromisoformat(start),
        "ends_on": datetime.date.fromisoformat(end or start),
    }
    return {**dates, "todo": todo[0]} if todo else dates


def _join_edition(page: BilanPage | EventPage, text: Text, library: Library) -> None:
    page.edition = EditionPage.objects.filter(year=page.year).first()
    if isinstance(page, BilanPage):
        page.document = library.documents.get(text.slug)


def _offer_documents(page: ResourcePage, text: Text, library: Library) -> None:
    documents = [library.documents[key] for key in text.listed("downloads") if key in library.documents]
    page.downloads = [ResourceDownload(sort_order=n, document=one) for n, one in enumerate(documents)]


def _hang_photos(page: GalleryPage, text: Text, library: Library) -> None:
    lines = next(part.lines for part in parts(text.body) if part.name == "galerie")
    page.items = [
        GalleryItem(sort_order=rank, photo=library.photos[key], caption=caption)
        for rank, (key, caption) in enumerate(map(cells, lines))
        if key in library.photos
    ]


_OWN: dict[type[Page], Callable] = {
    BilanPage: _join_edition,
    EditionPage: _frame_year,
    EventPage: _join_edition,
    GalleryPage: _hang_photos,
    ResourcePage: _offer_documents,
}
