"""What is offered while typing where nothing begins so: what synonyms lead to, or the words that were meant."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.models import Theme
from tests.home.factories import site
from tests.search.factories import SynonymGroupFactory
from tests.search.finding import answer, committed, offered, plant, restrict, titles

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def planted(engine):
    with committed():
        planted = site()
        plant(planted, "actualites", "une", "Prévenir le décrochage", summary="Une kermesse pour les familles.")
        theme = Theme.objects.create(name="Découverte des métiers", slug="metiers")
        plant(planted, "fiches", "deux", "Un parcours de découverte des métiers et des formations", themes=[theme])
    return planted


def test_a_visitor_who_mistypes_is_offered_the_corrected_search_then_the_titles_it_leads_to(planted):
    first, *others = offered("decrochge")
    assert first == {
        "title": "décrochage",
        "url": "/recherche/?q=d%C3%A9crochage",
        "type": "Recherche corrigée",
    }
    assert [hit["title"] for hit in others] == ["Prévenir le décrochage"]
    assert titles("prevenir decrochge") == ["prevenir décrochage", "Prévenir le décrochage"]
    assert answer(q="décrochage")["total"] == 1


def test_a_word_that_no_title_has_is_corrected_too(planted):
    assert titles("kermese") == ["kermesse"]
    assert titles("kermese familles") == ["kermesse familles"]


def test_an_error_beside_a_word_with_synonyms_is_corrected(planted):
    SynonymGroupFactory(expressions="écarter | prévenir")
    assert titles("écarter decrochge") == ["écarter décrochage", "Prévenir le décrochage"]


def test_a_visitor_who_types_an_acronym_is_offered_the_titles_its_synonyms_lead_to(planted):
    SynonymGroupFactory(expressions="PDMF | parcours de découverte des métiers et des formations | découverte métiers")
    found = ["Un parcours de découverte des métiers et des formations", "Découverte des métiers"]
    for query in ("PDMF", "pdmf", "le pdmf"):
        assert titles(query) == found, query
    assert titles("pdmf parcours") == found[:1]
    assert titles("pdmf kermesse") == []


def test_what_begins_so_is_offered_alone(planted):
    SynonymGroupFactory(expressions="décrochage | découverte métiers")
    assert titles("décrochage") == ["Prévenir le décrochage"]


@pytest.mark.parametrize("query", ["kerme", "famil", "xylophone", "zz", "12345", "l'é", "kermesse", '"'])
def test_nothing_is_offered_for_a_word_that_is_unfinished_right_or_like_no_other(planted, query):
    assert offered(query) == []


def test_a_word_only_private_pages_say_is_never_offered(planted):
    with committed():
        private = plant(planted, "actualites", "secret", "Le signalement de Zoubida", summary="Une orthophoniste.")
    assert titles("signalemnt")[0] == "signalement"
    restrict(private)
    for query in ("signalemnt", "zoubidda", "orthofoniste", "signalemnt decrochge"):
        assert "signalement" not in str(offered(query)).lower(), query
        assert not {"zoubida", "orthophoniste"} & {word for title in titles(query) for word in title.lower().split()}


def test_titles_of_private_pages_are_not_offered_by_synonyms(planted):
    SynonymGroupFactory(expressions="RASED | signalement")
    with committed():
        private = plant(planted, "actualites", "secret", "Le signalement")
    assert titles("rased") == ["Le signalement"]
    restrict(private)
    assert titles("rased") == []


def test_a_removed_group_no_longer_suggests(planted):
    group = SynonymGroupFactory(expressions="PDMF | découverte métiers")
    assert titles("pdmf")
    group.delete()
    assert titles("pdmf") == []


@pytest.mark.parametrize(("query", "most"), [("pdmf", 13), ("decrochge", 14), ("xylophone", 6)])
def test_queries_are_few_and_no_more_for_twenty_pages_than_for_one(planted, query, most):
    SynonymGroupFactory(expressions="PDMF | découverte métiers")

    def asked():
        Client().get("/recherche/suggestions/", {"q": query})
        with CaptureQueriesContext(connection) as captured:
            Client().get("/recherche/suggestions/", {"q": query})
        return len(captured)

    one = asked()
    with committed():
        for number in range(20):
            plant(planted, "actualites", f"encore-{number}", f"Décrochage et découverte des métiers {number}")
    assert asked() <= one <= most, one
