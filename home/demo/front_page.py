"""Gives the home page its words, doors and proposed searches, and the site its name."""

import json

from wagtail.models import Page, Site

from home.models import HomePage, SiteSettings

from .texts import CONTENT


def furnish(site: Site) -> None:
    """Fill the root page and the settings of `site`, unless the home page has doors already.

    The pages the doors lead to must exist.
    """
    home: HomePage = site.root_page.specific
    if home.doors:
        return
    words = json.loads((CONTENT / "accueil.json").read_text(encoding="utf-8"))
    home.headline, home.introduction = words["headline"], words["introduction"]
    targets = {page.slug: page for page in Page.objects.child_of(home)}
    home.doors = [("door", {**door, "page": targets[door["page"]]}) for door in words["doors"]]
    home.shortcuts = [("shortcut", shortcut) for shortcut in words["shortcuts"]]
    home.save_revision().publish()
    settings = SiteSettings.for_site(site)
    for name, value in words["settings"].items():
        setattr(settings, name, value)
    settings.save()
