"""The admin is one door, in French, and offers each person their own work."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import get_page_models
from wagtail.users.models import UserProfile

from home.groups import OFFICERS, PILOTS, make_groups
from home.refusals import TellRefusals
from search.models import FindablePage
from search.publishing import PublishingRefused
from tests.home import factories
from tests.home.editor import create, edit, messages

pytestmark = pytest.mark.django_db

HOME = "/gestion/"


@pytest.fixture
def planted(small_site):
    return small_site


def menu(client):
    """`{label: address}` of the side bar, submenus as dictionaries."""
    page = BeautifulSoup(client.get(HOME).content, "html.parser")
    return _items(json.loads(page.find(id="wagtail-sidebar-props").string)["modules"])


def _items(node):
    if isinstance(node, dict) and node.get("_type", "").endswith("LinkMenuItem"):
        return {node["_args"][0]["label"]: node["_args"][0]["url"]}
    if isinstance(node, dict) and node.get("_type", "").endswith("SubMenuItem"):
        return {node["_args"][0]["label"]: _items(node["_args"][1])}
    children = node if isinstance(node, list) else node.values() if isinstance(node, dict) else []
    return {label: found for child in children for label, found in _items(child).items()}


def test_the_menu_of_officers_is_named_after_their_work(client, planted):
    client.force_login(factories.officer())
    items = menu(client)
    for label, page in (
        ("Actions", planted.actions),
        ("Fiches action", planted.fiches),
        ("Ressources", planted.ressources),
        ("Galeries", planted.galeries),
        ("Actualités", planted.actualites),
        ("Agenda", planted.agenda),
        ("Éditions", planted.editions),
        ("Bilans", planted.bilans),
    ):
        assert items[label] == reverse("wagtailadmin_explore", args=[page.pk])
        assert client.get(items[label]).status_code == 200
    assert items["Suivi des actions"] == "/gestion/territoire/"


def test_officers_steer_the_search_from_the_menu(client, planted):
    client.force_login(factories.officer())
    items = menu(client)
    assert set(items["Recherche"]) == {"Synonymes", "Pages choisies"}
    for address in (*items["Recherche"].values(), items["Rapports"]["Recherches des visiteurs"]):
        assert client.get(address).status_code == 200
    for address in items["Recherche"].values():
        assert client.get(f"{address}add/").status_code == 200


def test_a_kind_of_page_that_was_deleted_is_not_in_the_menu(client, planted):
    planted.bilans.delete()
    client.force_login(factories.officer())
    assert "Bilans" not in menu(client)


def test_pilots_have_their_territory_and_nothing_of_the_pages(client, planted):
    client.force_login(factories.pilot(bassin=factories.bassin()))
    assert set(menu(client)) - {"Aide", "Compte"} == {"Mon territoire"}
    page = client.get(HOME).content.decode()
    assert 'action="/gestion/pages/' not in page
    assert client.get(reverse("wagtailadmin_explore", args=[planted.home.pk])).status_code == 302


@pytest.mark.parametrize("who", [factories.officer, factories.pilot])
def test_wagtails_news_and_foreign_guide_are_not_offered(client, planted, who):
    client.force_login(who())
    page = client.get(HOME).content.decode()
    for foreign in ("guide.wagtail.org", "What’s new", "releases.wagtail.org", "docs.wagtail.org"):
        assert foreign not in page


def test_the_admin_speaks_french(client, planted):
    client.force_login(factories.officer())
    page = BeautifulSoup(client.get(HOME).content, "html.parser")
    assert page.html["lang"].startswith("fr")
    assert "Ce qui vous attend" in page.get_text()
    names = [group.name for group in Group.objects.all()]
    assert sorted(names) == [OFFICERS, PILOTS]


def test_who_has_no_business_there_is_sent_to_the_sign_in(client, planted):
    assert client.get(HOME).status_code == 302
    assert client.get("/gestion/territoire/").url.startswith(reverse("wagtailadmin_login"))


def test_migrating_again_does_not_give_back_a_right_that_was_taken(planted):
    officers = Group.objects.get(name=OFFICERS)
    officers.page_permissions.all().delete()
    officers.permissions.clear()
    make_groups()
    assert not officers.page_permissions.exists()
    assert not officers.permissions.exists()
    call_command("migrate", verbosity=0)
    assert Group.objects.count() == 2


def test_a_refusal_outside_the_admin_is_not_an_error_of_the_server():
    request = RequestFactory().post("/ailleurs/")
    answer = TellRefusals(lambda request: None).process_exception(request, PublishingRefused(["Non."]))
    assert answer.status_code == 403
    assert TellRefusals(lambda request: None).process_exception(request, ValueError()) is None


KINDS = [model for model in get_page_models() if issubclass(model, FindablePage) and model.is_creatable]


@pytest.mark.parametrize("action", ["save", "publish"])
@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_form_with_nothing_but_a_title_is_kept_or_says_what_is_missing(client, planted, model, action):
    client.force_login(factories.officer())
    parent = next(page for page in vars(planted).values() if model.can_create_at(page))
    response = create(client, parent, model, action, title="Rien d’autre")
    assert response.status_code == 200
    if page := model.objects.filter(title="Rien d’autre").first():
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
    else:
        assert response.context["form"].errors


def test_the_home_page_and_the_lists_can_be_edited(client, planted):
    client.force_login(factories.officer())
    for page in [planted.home, *(getattr(planted, name) for name in factories.INDEXES)]:
        response = edit(client, page, title="Un autre titre")
        assert any("publiée" in said for said in messages(response)), page


def test_nobody_is_asked_for_a_picture_of_themselves_and_one_kept_breaks_nothing(client, planted):
    user = factories.officer()
    UserProfile.objects.create(user=user, avatar="avatar_images/visage.jpg")
    client.force_login(user)
    assert client.get(HOME).status_code == 200
    account = client.get(reverse("wagtailadmin_account"))
    assert account.status_code == 200
    assert not BeautifulSoup(account.content, "html.parser").select("input[type=file]")


def test_the_sign_in_and_its_refusal_are_in_french(client, planted):
    for page in (client.get("/gestion/login/"), client.post("/gestion/login/", {"username": "x", "password": "y"})):
        labels = BeautifulSoup(page.content, "html.parser").select("form label")
        assert [label.get_text(strip=True).rstrip("*") for label in labels][:2] == ["Nom d’utilisateur", "Mot de passe"]


def test_a_form_that_waited_too_long_is_refused_in_french():
    answer = Client(enforce_csrf_checks=True).post("/gestion/login/", {"username": "x"})
    assert answer.status_code == 403
    assert "Votre envoi n’a pas été reçu" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


def test_dates_are_shown_as_french_people_write_them(client, planted):
    client.force_login(factories.officer())
    form = BeautifulSoup(
        client.get(reverse("wagtailadmin_pages:edit", args=[planted.edition.pk])).content, "html.parser"
    )
    assert form.find(id="id_starts_on")["value"] == "16/03/2026"
