"""Pilots reach their own lists and nothing else of the admin, whatever address they guess."""

import re
from itertools import product

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.models import Collection, GroupCollectionPermission, ReferenceIndex

from home.own_lists import LIBRARY, OPEN, OPEN_SPACES
from tests.home import factories
from tests.home.editor import messages
from tests.media.factories import document, photo
from tests.search.factories import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(small_site):
    return small_site


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


def addresses(patterns, route="", namespace=""):
    """(namespaced name, route) of each."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or ''}", here


def admin_paths(*keys):
    """Every address of the admin, for each of these keys; where a model is named, for pages, photos and documents."""
    models = [("wagtailcore", "page"), ("media", "photo"), ("media", "document"), ("resources", "actionpage")]
    for _, route in addresses(get_resolver().url_patterns):
        if not route.startswith("gestion/"):
            continue
        for key, (app, model) in product(keys, models):
            words = {
                "app_label": app,
                "app_name": app,
                "model_name": model,
                "action": "delete",
                "filter_spec": "width-90",
            }
            filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda name, k=key, w=words: str(w.get(name[1], k)), route)
            yield "/" + re.sub(r"\\Z|[$^]", "", filled)


@pytest.fixture
def secrets(secret):
    """Keys of a draft, a photo and a document of others, filed under a word and known to the reference index."""
    theme = ThemeFactory()
    secret.title, secret.themes = "Tapis volant", [theme]
    secret.save_revision()
    secret.save()
    ReferenceIndex.create_or_update_for_object(secret)
    hidden = [photo("Tapis rouge"), document(title="Tapis persan")]
    return {row.pk for row in (secret, secret.get_parent(), theme, *hidden)}


@pytest.mark.parametrize("granted", [{"codename": "view_searchcount"}, {}], ids=["reads searches", "keeps every model"])
def test_a_pilot_with_other_permissions_too_sees_no_page_photo_or_document_by_any_address(pilot, secrets, granted):
    user = get_user_model().objects.get(username="pilote")
    user.user_permissions.set(Permission.objects.filter(**granted))
    paths = dict.fromkeys(admin_paths(*secrets))
    assert len(paths) > 400
    pilot.raise_request_exception = False
    told, opened = [], 0
    for path in paths:
        if path in ("/gestion/logout/", "/gestion/failwhale/"):
            continue
        answers = [pilot.get(path, {"q": "tapis", "id": list(secrets)})]
        if answers[0].status_code == 200:
            opened += 1
            answers.append(pilot.get(path))
        said = b"".join(answer.content for answer in answers).decode()
        told += [path] if any(title in said for title in ("Tapis volant", "Tapis rouge", "Tapis persan")) else []
    assert told == []
    assert opened > 10, "what is theirs stays open"


def test_other_permissions_open_their_own_views_and_only_them(pilot, secret):
    allowed = Permission.objects.filter(codename__in=["view_searchcount", "change_theme"])
    get_user_model().objects.get(username="pilote").user_permissions.set(allowed)
    for address, status in {
        "/gestion/rapports/recherches/": 200,
        "/gestion/snippets/search/theme/": 200,
        "/gestion/snippets/search/keyword/": 302,
        "/gestion/users/": 302,
    }.items():
        assert pilot.get(address).status_code == status, address


def test_who_keeps_photos_but_no_page_has_the_library_and_sees_no_draft(client, secret):
    keeper = factories.pilot("photographe")
    group = Group.objects.create(name="Photothèque")
    keeper.groups.add(group)
    for codename in ("change_image", "choose_image"):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.objects.get(depth=1),
            permission=Permission.objects.get(content_type__app_label="wagtailimages", codename=codename),
        )
    client.force_login(keeper)
    assert "Léa" in client.get("/gestion/images/").content.decode()
    assert client.get("/gestion/images/chooser/").status_code == 200
    for address in ("/gestion/choose-page/", "/gestion/api/main/pages/", f"/gestion/pages/{secret.pk}/edit/"):
        assert client.get(address).status_code == 302, address


def test_what_is_open_to_pilots_exists(planted):
    names = {name for name, _ in addresses(get_resolver().url_patterns)}
    assert names >= OPEN
    assert {name.rpartition(":")[0] for name in names} >= OPEN_SPACES | LIBRARY


def test_pilots_keep_their_list_their_account_and_their_way_out(pilot):
    for name in ("wagtailadmin_home", "territory", "wagtailadmin_account", "wagtailadmin_sprite"):
        assert pilot.get(reverse(name)).status_code == 200, name
    assert pilot.post(reverse("wagtailadmin_logout")).status_code == 302


def test_who_keeps_the_site_still_chooses_pages_and_photos(client, secret):
    client.force_login(factories.officer())
    for address in ("/gestion/choose-page/", "/gestion/images/chooser/", "/gestion/api/main/images/"):
        assert client.get(address).status_code == 200, address
