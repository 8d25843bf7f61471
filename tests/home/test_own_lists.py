"""Pilots reach their own lists and nothing else of the admin, whatever address they guess."""

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from home.own_lists import OPEN
from tests.home import factories
from tests.home.editor import messages
from tests.media.factories import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(db):
    return factories.site()


@pytest.fixture
def pilot(client, planted):
    client.force_login(factories.pilot(bassin=factories.bassin()))
    return client


@pytest.fixture
def secret(planted):
    """A draft of another territory, and a photo that is not public."""
    photo("Léa au tableau")
    return factories.action(planted, "Brouillon d’ailleurs", factories.school(uai="0940001A"))


GUESSED = [
    "/gestion/pages/{page}/edit/",
    "/gestion/pages/{page}/view_draft/",
    "/gestion/choose-page/",
    "/gestion/choose-page/{parent}/",
    "/gestion/choose-page/{page}/",
    "/gestion/choose-page/search/?q=Brouillon",
    "/gestion/bulk/wagtailcore/page/delete/?id={page}",
    "/gestion/images/chooser/",
    "/gestion/documents/chooser/",
    "/gestion/api/main/pages/",
    "/gestion/api/main/images/",
    "/gestion/api/main/documents/",
    "/gestion/reports/site-history/?export=csv",
    "/gestion/snippets/search/etablissement/",
    "/gestion/tag-autocomplete/search/keyword/?term=a",
]


@pytest.mark.parametrize("address", GUESSED)
def test_a_guessed_address_leads_a_pilot_back_to_the_desk_and_says_nothing(pilot, secret, address):
    path = address.format(page=secret.pk, parent=secret.get_parent().pk)
    answer = pilot.get(path, follow=True)
    assert answer.redirect_chain[-1] == ("/gestion/", 302)
    assert "pas les autorisations" in messages(answer)[0]
    for word in ("Brouillon d’ailleurs", "Léa"):
        assert word not in answer.content.decode()


def test_a_dialog_that_is_guessed_is_refused(pilot, secret):
    answer = pilot.get("/gestion/choose-page/", headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403


def names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name


def test_what_is_open_to_pilots_exists(planted):
    assert set(names(get_resolver().url_patterns)) >= OPEN


def test_pilots_keep_their_list_their_account_and_their_way_out(pilot):
    for name in ("wagtailadmin_home", "territory", "wagtailadmin_account", "wagtailadmin_sprite"):
        assert pilot.get(reverse(name)).status_code == 200, name
    assert pilot.post(reverse("wagtailadmin_logout")).status_code == 302


def test_who_keeps_the_site_still_chooses_pages_and_photos(client, secret):
    client.force_login(factories.officer())
    for address in ("/gestion/choose-page/", "/gestion/images/chooser/", "/gestion/api/main/images/"):
        assert client.get(address).status_code == 200, address
