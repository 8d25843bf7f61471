"""A small site, and the people who work on it."""

import datetime
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, Site

from home.groups import OFFICERS, PILOTS
from home.models import HomePage
from media.models import GalleryIndexPage
from resources.models import (
    ActionIndexPage,
    ActionPage,
    ArticleIndexPage,
    BilanIndexPage,
    EditionIndexPage,
    EditionPage,
    EventIndexPage,
    FicheActionIndexPage,
    ResourceIndexPage,
)
from search.models import Academie, Bassin, Departement, Etablissement, Mandate

INDEXES = {
    "actions": ActionIndexPage,
    "fiches": FicheActionIndexPage,
    "ressources": ResourceIndexPage,
    "galeries": GalleryIndexPage,
    "bilans": BilanIndexPage,
    "actualites": ArticleIndexPage,
    "editions": EditionIndexPage,
    "agenda": EventIndexPage,
}


def site():
    """The home page and the index pages: `.home`, `.actions`, `.galeries`… and the édition `.edition`."""
    planted = SimpleNamespace()
    root = Page.objects.get(depth=1)
    root.get_children().delete()
    root = Page.objects.get(depth=1)
    planted.home = root.add_child(instance=HomePage(title="Persévérance", slug="accueil", headline="Ici"))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": planted.home, "hostname": "localhost"})
    for name, model in INDEXES.items():
        index = planted.home.add_child(instance=model(title=name.capitalize(), slug=name))
        setattr(planted, name, index)
    monday = datetime.date(2026, 3, 16)
    planted.edition = planted.editions.add_child(
        instance=EditionPage(
            title="Édition 2025-2026",
            slug="2025-2026",
            year=2025,
            starts_on=monday,
            ends_on=monday + datetime.timedelta(days=4),
        )
    )
    return planted


def bassin(name="Sénart", code="77"):
    academie, _ = Academie.objects.get_or_create(
        code="24", defaults={"name": "Créteil", "slug": "creteil", "region_academique": "Île-de-France"}
    )
    departement, _ = Departement.objects.get_or_create(
        code=code, defaults={"code_insee": code, "name": f"Département {code}", "academie": academie}
    )
    return Bassin.objects.create(name=name, slug=name.lower().replace("é", "e"), departement=departement)


def school(name="Collège Rosa-Parks", uai="0770001A", bassin_=None):
    return Etablissement.objects.create(
        name=name,
        uai=uai,
        type="Collège",
        bassin=bassin_,
        departement=bassin_.departement if bassin_ else bassin(name=f"De {uai}").departement,
    )


def action(planted, title="Théâtre forum", lead=None, starts_at=None, **fields):
    """An action as a draft; `publish` makes it public."""
    page = ActionPage(title=title, edition=planted.edition, lead=lead or school(), live=False, **fields)
    page.sessions.add(page.sessions.model(starts_at=starts_at or timezone.now() + datetime.timedelta(days=9)))
    planted.actions.add_child(instance=page)
    page.save_revision()
    return page


def committed():
    """What Wagtail and the index do after a commit is done when the block ends."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def publish(page):
    with committed():
        page.get_latest_revision().publish()
    return type(page).objects.get(pk=page.pk)


def _user(username, group):
    user = get_user_model().objects.create_user(username, f"{username}@example.org", "une-phrase-de-passe")
    user.groups.add(Group.objects.get(name=group))
    return user


def officer(username="officier"):
    return _user(username, OFFICERS)


def pilot(username="pilote", **mandate):
    user = _user(username, PILOTS)
    if mandate:
        Mandate.objects.create(user=user, role=Mandate.Role.PILOT, **mandate)
    return user
