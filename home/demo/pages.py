"""Makes pages of the texts of `content/`: plain pages, news, resources, éditions, bilans, galleries, events.

What exists is left as it is, so that loading twice never undoes an officer's work.
"""

from collections.abc import Iterator

from django.db import transaction
from wagtail.models import Page

from home.models import HomePage, StandardPage
from media.models import GalleryIndexPage, GalleryPage
from resources.models import (
    ActionIndexPage,
    ArticleIndexPage,
    ArticlePage,
    BilanIndexPage,
    BilanPage,
    EditionIndexPage,
    EditionPage,
    EventIndexPage,
    EventPage,
    FicheActionIndexPage,
    ResourceIndexPage,
    ResourcePage,
)
from search.models import FindablePage, ListingPage

from .body import Shelf, rich_text, stream
from .drafts import Library, draft
from .texts import Text, parts, read

LISTS = {
    "actions": ActionIndexPage,
    "fiches-action": FicheActionIndexPage,
    "ressources": ResourceIndexPage,
    "galeries": GalleryIndexPage,
    "bilans": BilanIndexPage,
    "actualites": ArticleIndexPage,
    "editions": EditionIndexPage,
    "agenda": EventIndexPage,
}
# Folder, type, list it lives in. Éditions first: bilans and temps forts point at them.
FOLDERS: list[tuple[str, type[FindablePage], str]] = [
    ("editions", EditionPage, "editions"),
    ("pages", StandardPage, ""),
    ("articles", ArticlePage, "actualites"),
    ("ressources", ResourcePage, "ressources"),
    ("bilans", BilanPage, "bilans"),
    ("galeries", GalleryPage, "galeries"),
    ("temps_forts", EventPage, "agenda"),
]


@transaction.atomic
def load(home: HomePage, library: Library) -> list[Page]:
    """Create the lists and pages that are missing below `home`, live; returns the new ones."""
    places: dict[str, Page] = {"": home}
    shelf = Shelf({}, library.documents, library.photos)
    waiting: list[tuple[Page, Text]] = []
    new: list[Page] = []
    for model, text, place in _plan():
        page = _child(places[place], text.slug)
        if page is None:
            page = draft(model, text, library)
            new.append(page)
            if text.links <= shelf.pages.keys():
                _write(page, text, shelf)
            else:
                waiting.append((page, text))
            # Live at once, without a revision: publishing one costs three times as much, for each page.
            places[place].add_child(instance=page)
        places[text.slug] = page
        shelf.pages[text.slug] = page.pk
    for page, text in waiting:
        _write(page, text, shelf)
        page.save()
    return new


def _plan() -> Iterator[tuple[type[Page], Text, str]]:
    """Type, text and slug of the parent (empty: the home page), parents before children.

    Lists and sections come first and mixed: their ranks are the order of the menu.
    """
    sections = [text for text in read("pages") if "parent" not in text.fields]
    top = [(LISTS[text.slug], text) for text in read("listes")] + [(StandardPage, text) for text in sections]
    for model, text in sorted(top, key=lambda one: int(one[1].fields["order"])):
        yield model, text, ""
    for folder, model, place in FOLDERS:
        for text in read(folder):
            if text not in sections:
                yield model, text, place or text.fields["parent"]


def _child(parent: Page, slug: str) -> Page | None:
    found = parent.get_children().filter(slug=slug).first()
    return found.specific if found else None


def _write(page: Page, text: Text, shelf: Shelf) -> None:
    words = "".join(rich_text(part.lines, shelf) for part in parts(text.body) if not part.name)
    if isinstance(page, ListingPage):
        page.intro = words
    elif isinstance(page, GalleryPage):
        page.body = words
    else:
        page.body = stream(text.body, shelf)
