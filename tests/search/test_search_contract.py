"""The JSON of a search, field by field (design §4), and what the page says of values that do not exist."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from search.kinds import Kind
from search.models import Public, Theme
from tests.home.factories import action, bassin, publish, school
from tests.search.finding import answer, counts, plant, slugs

pytestmark = pytest.mark.postgresql

FACETS = {
    *("type", "academie", "theme", "public", "categorie", "niveau", "annee"),
    *("departement", "bassin", "media", "phare", "mot", "etablissement"),
}


def plant_site(site):
    lead = school("Collège Rosa-Parks", bassin_=bassin("Sénart"))
    theme = Theme.objects.create(name="Mobilisation des parents", slug="parents")
    page = action(
        site,
        "Le café des parents",
        lead=lead,
        slug="cafe",
        summary="Un café <b>avec</b> les parents & les équipes.",
        starts_at=datetime.datetime(2026, 3, 17, 12, tzinfo=datetime.UTC),
        flagship=True,
    )
    page.themes = [theme]
    page.publics = [Public.objects.create(name="Les parents", slug="parents-d-eleves")]
    page.save_revision()
    publish(page)
    plant(site, "agenda", "sans-date", "Un jour, une conférence", "Avec les enseignants.")
    for number in range(22):
        plant(site, "actualites", f"nouvelle-{number:02}", f"Nouvelle du jardin {number:02}")


def page(**parameters):
    response = Client().get("/recherche/", parameters)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_answer_has_these_fields_and_no_other(planted_once, engine_for_module):
    found = answer(q="café")
    assert set(found) == {
        *("query", "total", "page", "pages", "took_ms", "engine", "corrected", "results", "facets"),
    }
    assert found["query"] == "café"
    assert (found["total"], found["page"], found["pages"]) == (1, 1, 1)
    assert isinstance(found["took_ms"], int)
    assert found["took_ms"] >= 0
    assert found["engine"] in ({"elasticsearch"} if engine_for_module == "elasticsearch" else {"sqlite", "postgresql"})
    assert found["corrected"] is None
    assert set(found["facets"]) == FACETS


def test_a_hit_has_these_fields_with_plain_text_and_an_iso_date(planted_once):
    (hit,) = answer(q="café")["results"]
    assert hit.pop("id") > 0
    assert hit == {
        "title": "Le café des parents",
        "url": "/actions/2025-2026/cafe/",
        "type": "action",
        "excerpt": "Un café <b>avec</b> les parents & les équipes.",
        "academies": ["Créteil"],
        "themes": ["Mobilisation des parents"],
        "date": "2026-03-17",
        "near": False,
    }


def test_a_hit_without_a_date_says_null(planted_once):
    (hit,) = answer(q="conférence")["results"]
    assert hit["date"] is None
    assert (hit["type"], hit["academies"], hit["themes"]) == ("temps-fort", [], [])


def test_near_hits_follow_and_are_not_in_the_total(planted_once):
    found = answer(q="café conférence")
    assert found["total"] == 0
    assert {hit["near"] for hit in found["results"]} == {True}
    assert set(slugs(found, near=True)) == {"cafe", "sans-date"}


def test_a_facet_value_says_value_label_count_and_whether_it_was_chosen(planted_once):
    facets = answer(q="café", theme="parents")["facets"]
    assert facets["theme"] == [{"value": "parents", "label": "Mobilisation des parents", "count": 1, "selected": True}]
    assert facets["departement"] == [{"value": "77", "label": "Département 77 (77)", "count": 1, "selected": False}]
    assert facets["etablissement"] == [
        {"value": "0770001A", "label": "Collège Rosa-Parks", "count": 1, "selected": False}
    ]
    assert facets["annee"] == [{"value": "2025-2026", "label": "2025-2026", "count": 1, "selected": False}]
    assert facets["phare"] == [{"value": "1", "label": "Action phare", "count": 1, "selected": False}]
    assert facets["media"] == []


def test_types_are_those_of_the_address_and_in_a_fixed_order(planted_once):
    values = [value["value"] for value in answer()["facets"]["type"]]
    assert values == [kind.value for kind in Kind if kind.value in values]
    assert set(values) == {"action", "actualite", "edition", "temps-fort"}


def test_pages_of_twenty_never_overlap_and_the_one_after_the_last_is_not_found(planted_once):
    first, second = answer(q="jardin"), answer(q="jardin", page=2)
    assert (first["total"], first["pages"], second["page"]) == (22, 2, 2)
    assert len(first["results"]) == 20
    assert len(set(slugs(first)) | set(slugs(second))) == 22
    for address in ("/recherche/", "/actualites/"):
        beyond = Client().get(address, {"q": "jardin", "page": "3"})
        assert beyond.status_code == 404
        assert f'href="{address}?q=jardin"' in beyond.content.decode()
        assert Client().get(address, {"q": "jardin", "page": "3", "format": "json"}).status_code == 404
    for_machines = Client().get("/recherche/", {"q": "jardin", "page": "3", "format": "json"})
    assert for_machines.json() == {"error": "Cette page de résultats n’existe pas."}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"q": "la"}, "est trop court ou trop courant"),
        ({"theme": "nimporte"}, "n’existe pas ici"),
        ({"q": "croquettes"}, "Essayez avec un mot de moins"),
    ],
)
def test_when_nothing_is_found_the_page_says_why_and_nothing_false(planted_once, asked, told):
    page = Client().get("/recherche/", asked).content.decode()
    assert told in page
    assert "Rien n’est encore publié" not in page


@pytest.mark.parametrize(
    "number", ["0", "-1", "abc", "1.5", "²", "501", "9" * 12, "0" * 9 + "9" * 5000, "%00", "1 OR 1"]
)
def test_a_page_that_cannot_be_is_not_found(planted_once, number):
    for address in ("/recherche/", "/actualites/", "/agenda/"):
        assert Client().get(address, {"page": number}).status_code == 404


def test_an_empty_page_number_is_the_first_page(planted_once):
    assert answer(q="jardin", page="")["page"] == 1


UNKNOWN = [
    ("annee", "abc"),
    ("annee", "2025-2031"),
    ("academie", "atlantide"),
    ("theme", "zzz"),
    ("type", "zzz"),
    ("public", "<script>"),
    ("categorie", "' OR 1=1 --"),
    ("niveau", "-1"),
    ("departement", "2Z"),
    ("bassin", "%"),
    ("etablissement", "0000000A"),
    ("media", "hologramme"),
    ("phare", "0"),
    ("mot", "x" * 300),
]


@pytest.mark.parametrize(("parameter", "value"), UNKNOWN)
def test_an_unknown_value_has_no_result_and_the_page_says_so(planted_once, parameter, value):
    found = answer(**{parameter: value})
    assert (found["total"], found["results"]) == (0, [])
    said = [note.get_text(" ", strip=True) for note in page(**{parameter: value}).select(".callout--attention")]
    assert [value[:100] in note and "n’existe pas" in note for note in said] == [True]


def test_an_unknown_value_beside_a_known_one_adds_nothing_and_takes_nothing(planted_once):
    assert answer(theme=["parents", "zzz"])["total"] == 1


def test_an_unknown_value_leaves_the_other_counts_of_its_facet(planted_once):
    assert counts(answer(type="zzz"))["type"] == counts(answer())["type"]


def test_a_chosen_value_without_hits_stays_to_be_removed(planted_once):
    facet = answer(q="jardin", theme="parents")["facets"]["theme"]
    assert [(value["value"], value["count"], value["selected"]) for value in facet] == [("parents", 0, True)]


def test_an_unknown_order_is_the_order_of_relevance(planted_once):
    assert slugs(answer(q="jardin", tri="zzz")) == slugs(answer(q="jardin"))


def test_unknown_parameters_change_nothing(planted_once):
    assert slugs(answer(q="jardin", zzz="1", q2="2")) == slugs(answer(q="jardin"))


def test_only_reading_is_allowed():
    assert Client().post("/recherche/", {"q": "jardin"}).status_code == 405
    assert Client().post("/recherche/suggestions/", {"q": "jardin"}).status_code == 405
