"""An excerpt reads like the page: its words, its no-break spaces, and nothing an editor's form says."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from resources.models import ArticlePage
from search.excerpts import excerpt
from search.french import ParsedQuery
from tests.home.factories import site
from tests.search.factories import PublicFactory
from tests.search.finding import committed, plant

NOTHING = ParsedQuery(clauses=[])


def shown(text):
    page = SimpleNamespace(summary="")
    return excerpt(SimpleNamespace(page=page, text=text, summary_terms="", body_terms=""), NOTHING)


def test_no_break_spaces_stay_and_other_runs_become_one_space():
    text = "Décrocher\u00a0: comment\n\n  l’éviter\u202f?"
    assert shown(text) == "Décrocher\u00a0: comment l’éviter\u202f?"


def test_a_cut_passage_ends_with_one_mark():
    assert not shown("Un mot. " * 60).endswith(".…")


@pytest.mark.django_db
def test_the_names_of_levels_and_tones_are_not_words_of_the_page():
    page = ArticlePage(title="Le café")
    page.body = [
        {"type": "heading", "value": {"text": "Le matin", "level": "h2"}},
        {"type": "callout", "value": {"tone": "important", "title": "Venir", "text": "<p>Sans inscription.</p>"}},
    ]
    site().actualites.add_child(instance=page)
    assert page.found_text().split() == ["Le", "matin", "Venir", "Sans", "inscription."]


@pytest.mark.django_db
def test_a_hit_says_what_it_is_filed_under_when_it_says_the_word_nowhere():
    with committed():
        planted = site()
        found = plant(
            planted, "ressources", "guide", "Un guide", summary="Venir au collège.", keywords=["Assiduité", "Arts"]
        )
        found.publics.add(PublicFactory(name="Parents et familles"))
        found.save()
        plant(planted, "ressources", "autre", "Assiduité et parents", keywords=["Assiduité"])

    def said(query):
        page = Client().get("/recherche/", {"q": query}).content.decode()
        return re.findall(r"Classé sous\u00a0: ([^<·]+)", page)

    assert [text.strip() for text in said("assiduité collège parents")] == ["Assiduité, Parents et familles"]
    assert said("collège") == said("guide") == []
