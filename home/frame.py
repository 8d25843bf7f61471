"""What stands on every page: names, menus, the édition of the year. Plain values, kept a few seconds per process."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from resources.figures import engaged_bassins
from resources.models import EditionPage
from resources.week import with_dates
from search import school_year
from search.models import Academie
from search.visibility import visible

from .models.site_settings import SiteSettings

SECONDS = 15  # how long another process may show an old menu
CONTACT_SLUGS = ("contact", "signaler-une-image")
LEGAL_SLUGS = ("accessibilite", "mentions-legales", "donnees-personnelles", "plan-du-site")
ESPACE_SLUG = "espace"
SERVICE_SLUGS = (*CONTACT_SLUGS, *LEGAL_SLUGS, ESPACE_SLUG)


def of(site: Site) -> dict:
    """site_settings, edition, menus and addresses, for every page.

    sections: path → title, url of the pages below the home page; engaged_bassins: (school year, number) pairs.
    """
    key = f"frame:{site.pk}"
    kept = cache.get(key)
    if kept is None:
        kept = _build(site)
        cache.set(key, kept, SECONDS)
    return kept


def forget(**kwargs: Any) -> None:
    """Drop what is kept: a page, who may see it, or a setting changed."""
    _drop()
    transaction.on_commit(_drop)  # until then another request builds it anew as it was


def _drop() -> None:
    cache.delete_many([f"frame:{pk}" for pk in Site.objects.values_list("pk", flat=True)])


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget, dispatch_uid="home.frame.forget")
    for model in (SiteSettings, PageViewRestriction):
        post_save.connect(forget, sender=model, dispatch_uid=f"home.frame.forget.{model.__name__}")
        post_delete.connect(forget, sender=model, dispatch_uid=f"home.frame.forget.{model.__name__}")
    post_delete.connect(forget, sender=Page, dispatch_uid="home.frame.forget.Page")


def _build(site: Site) -> dict:
    pages = list(visible(Page.objects.child_of(site.root_page)).order_by("path"))
    links = {page.slug: {"title": page.title, "url": page.get_url(current_site=site)} for page in pages}
    settings = SiteSettings.for_site(site)
    return {
        "sections": {page.path: links[page.slug] for page in pages},
        "site_settings": settings,
        "edition": current_edition(settings.academie),
        # For the home page; here because thousands of actions are read to count them.
        "engaged_bassins": engaged_bassins(settings.academie),
        "theme_css_url": _theme_address(settings),
        "main_menu": [links[page.slug] for page in pages if page.show_in_menus],
        "contact_menu": [links[slug] for slug in CONTACT_SLUGS if slug in links],
        "legal_menu": [links[slug] for slug in LEGAL_SLUGS if slug in links],
        "espace_url": links.get(ESPACE_SLUG, {}).get("url", ""),
        "accessibility_url": links.get("accessibilite", {}).get("url", ""),
        # Before an audit the only lawful mention (domain §6.4).
        "accessibility_state": "non conforme",
    }


def current_edition(academie: Academie | None) -> EditionPage | None:
    """The édition of this school year, else the most recent one before, with its phases and dates.

    Of this académie or of none, where the site has one.
    """
    this_year = school_year.of_day(timezone.localdate())
    editions = visible(EditionPage.objects.filter(year__lte=this_year)).order_by("-year", "-starts_on")
    if academie:
        editions = editions.filter(Q(academies=academie) | Q(academies=None))
    return editions.prefetch_related("phases", with_dates()).first()


def _theme_address(settings: SiteSettings) -> str:
    """The académie's colours, when they are its own; the address changes with them."""
    fields = ("brand", "brand_deep")
    if all(getattr(settings, name) == settings._meta.get_field(name).default for name in fields):
        return ""
    return f"/theme.css?{settings.brand[1:]}{settings.brand_deep[1:]}"
