"""A hit answered by an attached document shows the passage that says so, of documents anyone may read as they are."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from media.models import Document
from resources.models import ResourceDownload
from tests.home.factories import site
from tests.media.factories import document
from tests.search.finding import answer, committed, plant, restrict, slugs, statements

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

LONG = "Le règlement de l’internat dit les horaires, les repas et les sorties.\n"
TOLD = "La kermesse des élèves de Sénart a lieu en juin."


@pytest.fixture
def planted(db):
    with committed():
        return site()


def offering(planted, *texts, slug="guide", title="Le règlement", **fields):
    """A page that offers documents of these texts, as the worker leaves them."""
    with committed():
        made = [document(title=title) for _ in texts]
        for one, text in zip(made, texts, strict=True):
            Document.objects.filter(pk=one.pk).update(text=text, text_read_at=timezone.now())
        page = plant(planted, "ressources", slug, "Un guide", summary="Pour les familles.", **fields)
        page.downloads = [page.downloads.model(document=one) for one in made]
        page.save_revision().publish()
    return page, made


def cards(query):
    """(line below the title, excerpt, marked words of the excerpt) of each hit."""
    page = BeautifulSoup(Client().get("/recherche/", {"q": query}).content, "html.parser")
    found = []
    for card in page.select("article.card"):
        meta, excerpt = card.select_one(".card__meta"), card.select_one(".card__excerpt")
        marked = [mark.get_text() for mark in excerpt.select("mark")]
        found.append((meta.get_text() if meta else "", excerpt.get_text(), marked))
    return found


@pytest.mark.parametrize("before", [0, 3, 40, 900])
def test_a_visitor_sees_the_words_of_the_document_wherever_they_stand_in_it(engine, before):
    with committed():
        planted = site()
    offering(planted, LONG, LONG * before + TOLD + "\n" + LONG * 60)
    ((meta, excerpt, marked),) = cards("kermesse")
    assert meta == "Dans le document «\u00a0Le règlement\u00a0»"
    assert excerpt.removeprefix("… ").startswith(TOLD)
    assert len(excerpt) <= 225
    assert marked == ["kermesse"]
    assert answer(q="kermesse")["results"][0]["excerpt"] == excerpt


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("guide kermesse", ["kermesse"]),
        ("kermesses", ["kermesse"]),
        ("« kermesse des élèves »", ["kermesse des élèves"]),
    ],
)
def test_the_passage_shows_what_the_page_itself_lacks(planted, query, marked):
    offering(planted, f"{LONG * 20}Un guide. {LONG * 3}{TOLD}")
    assert [(excerpt.removeprefix("… ")[:19], found) for _, excerpt, found in cards(query)] == [(TOLD[:19], marked)]


def test_a_page_that_says_the_words_itself_keeps_its_own_excerpt(planted):
    offering(planted, LONG + TOLD, keywords=["Internat"])
    assert cards("familles") == [("", "Pour les familles.", ["familles"])]
    assert [excerpt for _, excerpt, _ in cards("internat")] == ["Pour les familles."]


def test_a_document_that_answers_by_its_title_alone_is_named(planted):
    offering(planted, TOLD, title="Le goûter")
    assert cards("goûter") == [("Dans le document «\u00a0Le goûter\u00a0»", "Pour les familles.", [])]


def test_words_of_the_title_are_shown_where_the_document_says_them(planted):
    offering(planted, LONG * 10 + TOLD, title="La kermesse")
    assert [(excerpt[2:], marked) for _, excerpt, marked in cards("kermesse")] == [(TOLD, ["kermesse"])]


def test_nothing_is_shown_of_the_document_of_a_private_page(planted):
    page, _ = offering(planted, TOLD)
    restrict(page)
    assert cards("kermesse") == []
    assert "Sénart" not in Client().get("/recherche/", {"q": "kermesse"}).content.decode()


def test_nothing_is_shown_of_a_text_that_was_replaced_or_deleted_before_the_page_follows(planted):
    _, (made,) = offering(planted, LONG + TOLD)
    rows = Document.objects.filter(pk=made.pk)
    for text in ("", "Court.", LONG * 30):
        rows.update(text=text)  # no signal: the page does not follow
        assert [excerpt for _, excerpt, _ in cards("kermesse")] == ["Pour les familles."]
    ResourceDownload.objects.filter(document=made)._raw_delete("default")
    rows._raw_delete("default")
    assert [excerpt for _, excerpt, _ in cards("kermesse")] == ["Pour les familles."]


def test_a_text_with_signs_of_html_is_shown_as_it_is_written(planted):
    offering(planted, "Écrire <b>kermesse</b> & <script>alert(1)</script>")
    assert [excerpt for _, excerpt, _ in cards("kermesse")] == ["Écrire <b>kermesse</b> & <script>alert(1)</script>"]


def test_passages_cost_one_query_whatever_their_number_and_none_where_no_hit_needs_one(planted):
    for number in range(12):
        offering(planted, LONG * number + TOLD, LONG, slug=f"guide-{number}", title=f"Pièce {number}")
    assert len(slugs(answer(q="familles"))) == len(slugs(answer(q="kermesse"))) == 12
    assert statements("kermesse") == statements("familles") + 1 <= 15
