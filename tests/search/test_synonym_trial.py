"""Officers see what a group of synonyms changes before they save it, and are told after."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from search.models import SynonymGroup
from tests.home import factories
from tests.search.finding import answer, committed, plant, slugs

pytestmark = pytest.mark.postgresql

ADD = "/gestion/snippets/search/synonymgroup/add/"


def edit_address(group):
    return reverse("wagtailsnippets_search_synonymgroup:edit", args=[group.pk])


def plant_more(site):
    plant(site, "fiches", "cantine", "Repas partagé à la cantine")
    for number in range(4):
        plant(site, "fiches", f"refectoire-{number}", f"Réfectoire numéro {number}")


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def officer(planted):
    client = Client()
    client.force_login(factories.officer())
    return client


def tried(response):
    """Query → what it gives today, what it would give."""
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select_one("#trial table")
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    return {query: (before, after) for query, before, after in rows}


def typed(response):
    page = BeautifulSoup(response.content, "html.parser")
    assert len(page.select("[name=trial]")) == 1
    return {
        "expressions": page.select_one("[name=expressions]").get_text().strip(),
        "direction": page.select_one("[name=direction] [selected], [name=direction][checked]")["value"],
        "trial": page.select_one("[name=trial]").get("value", ""),
    }


def said(response):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(" ".join(found.get_text(" ").split()) for found in page.select(".messages, .error-message"))


def test_the_preview_shows_each_search_today_and_with_the_group_and_saves_nothing(officer, engine):
    form = {"expressions": "cantine | réfectoire", "direction": "unique", "trial": "la cantine du collège"}
    response = officer.post(ADD, {**form, "action-preview": "1"})
    found = tried(response)
    before, after = found["« cantine »"]
    assert before == "1 résultat Repas partagé à la cantine"
    assert after.startswith("5 résultats Repas partagé à la cantine Réfectoire numéro")
    # One way only: the second expression does not lead back.
    assert "« réfectoire » sans changement" in found
    assert found["« la cantine du collège » sans changement"] == ("Aucun résultat", "Aucun résultat")
    assert typed(response) == form
    assert not SynonymGroup.objects.exists()
    assert slugs(answer(q="cantine")) == ["cantine"]


def test_saving_says_the_effect_and_is_effective_at_once(officer, engine):
    form = {"expressions": "cantine | réfectoire", "direction": "double", "trial": ""}
    response = officer.post(ADD, form, follow=True)
    assert "« cantine » donne maintenant 5 résultats au lieu de 1" in said(response)
    assert "« réfectoire » donne maintenant 5 résultats au lieu de 4" in said(response)
    assert answer(q="cantine")["total"] == 5


def test_a_group_that_is_changed_is_compared_with_what_it_was(officer, planted):
    group = SynonymGroup.objects.create(expressions="cantine | réfectoire")
    form = {"expressions": "cantine | self", "direction": "double", "trial": ""}
    response = officer.post(edit_address(group), {**form, "action-preview": "1"})
    found = tried(response)
    assert found["« cantine »"][0].startswith("5 résultats")
    assert found["« cantine »"][1].startswith("1 résultat ")
    # An expression that leaves the group is tried too.
    assert found["« réfectoire »"][1].startswith("4 résultats")
    group.refresh_from_db()
    assert group.expressions == "cantine | réfectoire"
    assert "au lieu de 5" in said(officer.post(edit_address(group), form, follow=True))


def test_a_group_that_finds_less_says_why(officer, planted):
    with committed():
        plant(planted, "fiches", "ennui", "L’ennui en classe")
    SynonymGroup.objects.create(expressions="démotivé | ennui")
    form = {"expressions": "démotivation | zzz", "direction": "double", "trial": ""}
    before, after = tried(officer.post(ADD, {**form, "action-preview": "1"}))["« démotivation »"]
    assert before.startswith("1 résultat L’ennui en classe")
    assert after.startswith("Aucun résultat Moins qu’aujourd’hui")
    assert "les synonymes des mots de sa famille" in after


def test_a_group_without_effect_says_so(officer):
    form = {"expressions": "chameau | dromadaire", "direction": "double"}
    assert "les mêmes résultats qu’avant" in said(officer.post(ADD, form, follow=True))


@pytest.mark.parametrize("button", [{}, {"action-preview": "1"}])
@pytest.mark.parametrize(
    ("expressions", "reason"),
    [
        ("SAIO", "au moins deux expressions"),
        ("SAIO | SAIO", "au moins deux expressions"),
        ("   ", "au moins deux expressions"),
        (" | | ", "au moins deux expressions"),
        ("a" * 10_000, "trop long"),
        ("SAIO | " + "mot " * 40, "est trop long : 100 signes au plus"),
        ("le la | SAIO", "« le la » ne compte que de petits mots"),
        ("le | la", "ne compte que de petits mots"),
        ("!!! | 😀", "ne compte que de petits mots ou des signes"),
        ("Décrochages | decrochage", "déjà la même expression"),
        (" | ".join(f"mot{n}" for n in range(31)), "31 expressions, c’est trop"),
    ],
)
def test_what_is_no_group_gets_a_sentence_that_says_why_and_nothing_is_lost(officer, expressions, reason, button):
    response = officer.post(ADD, {"expressions": expressions, "direction": "double", "trial": "essai", **button})
    assert reason in said(response)
    assert typed(response)["expressions"] == expressions.strip()
    assert typed(response)["trial"] == "essai"
    assert not SynonymGroup.objects.exists()


def test_a_search_brings_its_words_into_the_form(officer):
    assert typed(officer.get(ADD, {"expressions": "cantine"}))["expressions"] == "cantine |"


@pytest.mark.parametrize("who", [factories.pilot, None])
def test_others_neither_see_nor_try_synonyms(planted, who):
    client = Client()
    if who:
        client.force_login(who())
    form = {"expressions": "cantine | réfectoire", "direction": "double", "action-preview": "1"}
    assert client.get(ADD).status_code == 302
    assert client.post(ADD, form).status_code == 302
