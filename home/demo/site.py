"""Puts the demo together in the right order, in one transaction: all of it, or nothing."""

from collections.abc import Callable, Mapping

from django.db import transaction
from wagtail.models import Page, Site

from home.models import HomePage, SiteSettings
from media.models import GalleryIndexPage, Photo
from resources.models import ActionIndexPage, EditionIndexPage, EventIndexPage, FicheActionIndexPage
from search import vocabularies
from search.models import Academie, Etablissement

from . import actions, bilans, drawings, files, front_page, kit, pages, schools, words
from .cast import DEMO_ACADEMIE, Cast, open_other_editions
from .drafts import Library
from .plan import ACTIONS

Report = Callable[[str], object]


class NotADemoError(Exception):
    """The site has content of its own, which the demo must not be mixed with."""


def build(scale: int, report: Report) -> int:
    """Load what is missing, with `scale` × 300 actions; returns how many actions were added.

    Raises NotADemoError on a site with content that is not the demo's.
    """
    with transaction.atomic():
        photos = _known() if HomePage.objects.exists() else _found(report)
        report("Actions…")
        cast = Cast(photos)
        added = actions.load(ActionIndexPage.objects.get(), GalleryIndexPage.objects.get(), cast, ACTIONS * scale)
        bilans.attach(academie())
        report("Index de recherche…")
    return added


def academie() -> Academie:
    """The académie of the demo."""
    return Academie.objects.get(code=DEMO_ACADEMIE)


def _known() -> Mapping[str, Photo]:
    if not Etablissement.objects.filter(is_fictional=True).exists():
        raise NotADemoError
    return drawings.known()


def _found(report: Report) -> Mapping[str, Photo]:
    """Everything but the actions, on a site that has nothing; returns the drawings by key."""
    report("Listes, territoires, établissements…")
    vocabularies.load()
    words.load()
    schools.load()
    report("Dessins et documents…")
    photos = drawings.load()
    library = Library(files.load(), photos, academie())
    report("Pages…")
    site = _open_site()
    pages.load(site.root_page.specific, library)
    words.promote()
    kit.load(FicheActionIndexPage.objects.get(), EventIndexPage.objects.get(), photos)
    open_other_editions(EditionIndexPage.objects.get())
    front_page.furnish(site)
    settings = SiteSettings.for_site(site)
    settings.academie = academie()
    settings.save()
    return photos


def _open_site() -> Site:
    """The home page at the root of the default site, in the place of the page that Wagtail puts there."""
    home = HomePage(title="Accueil", slug="accueil", headline="Accueil")
    Page.get_first_root_node().add_child(instance=home)
    defaults = {"hostname": "localhost", "root_page": home}
    site, _ = Site.objects.update_or_create(is_default_site=True, defaults=defaults)
    for page in home.get_siblings(inclusive=False):
        page.delete()
    return site
