"""What is offered while typing: titles, themes and établissements, however they are typed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.french import completion_key, typed
from search.models import Etablissement, Theme
from tests.home.factories import action, publish, school
from tests.search.finding import answer, committed, offered, plant, titles

pytestmark = pytest.mark.postgresql


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("L’atelier-débat des parents", ["atelier", "ATEL", "l'ate", "l’atelier d", "latelier", "débat par", "debat"]),
        ("L’atelier-débat des parents", ["atelier-deb", "parents atelier", "l'atelier-débat", "atelierdebat"]),
        ("Un micro-lycée à Sénart", ["microlyc", "micro lyc", "micro-ly", "senart", "un mic", "mic sén"]),
        ("Cœur d’élève", ["coeur", "cœur", "eleve", "d'élève", "deleve", "coeur d'e"]),
        ("MLDS : revenir en formation", ["mlds", "m.l.d.s.", "MLDS rev", "mlds :"]),
        ("Lycée Blaise-Pascal en 3e", ["blaise pas", "pascal 3e", "lycée  bl", "3e bl"]),
    ],
)
def test_a_title_is_offered_however_it_is_typed(planted, title, queries):
    with committed():
        plant(planted, "actualites", "une", title)
        plant(planted, "actualites", "autre", "Rien de tel")
    for query in queries:
        assert titles(query) == [title], query


@pytest.mark.parametrize("query", ["", " ", "a", "é", "l'", "-", "'", "a b c", "«»", "te", "bats", "\x00\x00"])
def test_nothing_is_offered_for_less_than_two_letters_or_the_middle_of_a_word(planted, query):
    with committed():
        plant(planted, "actualites", "une", "L’atelier-débat a b c")
    assert offered(query) == []


def test_titles_that_begin_so_come_first_and_actions_after_the_rest(planted):
    with committed():
        for place, slug, title in (
            ("actualites", "dedans", "Ce que change un tutorat"),
            ("actions", "action", "Tutorat au collège"),
            ("fiches", "fiche", "Le tutorat entre élèves"),
        ):
            lead = {"edition": planted.edition, "lead": school()} if place == "actions" else {}
            plant(planted, place, slug, title, **lead)
    assert titles("tutor") == ["Le tutorat entre élèves", "Tutorat au collège", "Ce que change un tutorat"]
    assert [hit["type"] for hit in offered("tutor")] == ["Fiche action", "Action", "Actualité"]


def carrying(planted, themes=(), schools=(), count=1, title="Une page"):
    with committed():
        for number in range(count):
            page = plant(planted, "actualites", f"porteuse-{number}", f"{title} {number}", themes=list(themes))
            page.etablissements.set(schools)
            page.save_revision().publish()


def test_themes_and_etablissements_lead_to_the_pages_that_carry_them(planted):
    theme = Theme.objects.create(name="Climat scolaire", slug="climat-scolaire")
    carrying(planted, [theme], [school("Collège Rosa-Parks", "0770001A")])

    assert offered("clim") == [
        {"title": "Climat scolaire", "url": "/recherche/?theme=climat-scolaire", "type": "Thème"}
    ]
    expected = {"title": "Collège Rosa-Parks", "url": "/recherche/?etablissement=0770001A", "type": "Établissement"}
    for query in ("rosa", "collège rosa-p", "rosaparks", "0770001a", "0770", "parks 0770001A"):
        assert offered(query) == [expected], query
    for hit in (*offered("clim"), *offered("rosa")):
        assert answer(hit["url"].split("?")[0], **dict([hit["url"].split("?")[1].split("=")]))["total"] == 1


def test_an_etablissement_no_page_carries_is_not_offered(planted):
    school("Lycée Sans-Page", "0770002B")
    Theme.objects.create(name="Sans page", slug="sans-page")
    assert offered("sans pa") == []
    assert offered("0770002") == []


def test_titles_fill_the_list_but_for_two_themes_and_two_etablissements(planted):
    themes = [Theme.objects.create(name=f"Orientation {n}", slug=f"o{n}") for n in range(4)]
    schools = [school(f"Lycée Orientation {n}", f"077000{n}C") for n in range(4)]
    carrying(planted, themes, schools, count=9, title="Orientation")
    kinds = [hit["type"] for hit in offered("orient")]
    assert kinds == ["Actualité"] * 4 + ["Thème"] * 2 + ["Établissement"] * 2


def test_themes_and_etablissements_take_the_room_titles_leave(planted):
    themes = [Theme.objects.create(name=f"Orientation {n}", slug=f"o{n}") for n in range(4)]
    schools = [school(f"Lycée Orientation {n}", f"077000{n}C") for n in range(4)]
    carrying(planted, themes, schools, title="Orientation")
    kinds = [hit["type"] for hit in offered("orient")]
    assert kinds == ["Actualité"] + ["Thème"] * 4 + ["Établissement"] * 3


def test_a_renamed_page_theme_or_etablissement_is_offered_by_its_new_name(planted):
    theme, lead = Theme.objects.create(name="Ancien thème", slug="ancien"), school("Ancien collège", "0770001A")
    carrying(planted, [theme], [lead], title="Ancienne page")
    with committed():
        theme.name, lead.name = "Nouveau thème", "Nouveau collège"
        theme.save()
        lead.save()
        page = planted.actualites.get_children().get().specific
        page.title = "Nouvelle page"
        page.save_revision().publish()
    assert titles("nouv") == ["Nouvelle page", "Nouveau thème", "Nouveau collège"]
    assert titles("anci") == []


def test_the_lead_of_a_published_action_is_offered(planted):
    lead = school("Collège Rosa-Parks", "0770001A")
    page = action(planted, "Théâtre forum", lead=lead)
    assert titles("rosa") == []
    publish(page)
    assert titles("rosa") == ["Collège Rosa-Parks"]
    assert Etablissement.objects.get().completion_key


def test_queries_are_few_and_no_more_for_twenty_pages_than_for_one(planted):
    theme = Theme.objects.create(name="Orientation", slug="orientation")

    def asked():
        Client().get("/recherche/suggestions/", {"q": "réchauffe"})
        with CaptureQueriesContext(connection) as captured:
            offered("orient")
        return len(captured)

    carrying(planted, [theme], [school("Lycée Orientation", "0770001A")], title="Cette orientation")
    one = asked()
    with committed():
        for number in range(20):
            plant(planted, "actualites", f"encore-{number}", f"Cette orientation encore {number}", themes=[theme])
    assert asked() <= one <= 9


def test_a_key_holds_the_words_then_the_articles_and_joined_forms():
    assert completion_key("L’atelier-débat des Parents") == " atelier debat des parents atelierdebat latelierdebat"
    assert completion_key("Les ambassadeurs") == " ambassadeurs les"
    assert completion_key("Le") == " le"
    assert len(completion_key("mot " * 200)) <= 300


def test_what_is_typed_matches_the_beginnings_of_words_only():
    key = completion_key("L’atelier-débat des parents")
    assert all(typed(text).matches(key) for text in ("ate par", "l’at", "des ateliers"[:7], "LATELIER"))
    assert not any(typed(text).matches(key) for text in ("telier", "ate xyz", "parentse"))
