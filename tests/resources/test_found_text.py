"""A page is found by what its reader sees, and its excerpt says nothing else."""

import pytest
from django.test import Client

from home.models import StandardPage
from media.models import GalleryItem, GalleryPage
from tests.media.factories import document, photo
from tests.search.finding import answer, committed, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def planted(small_site):
    return small_site


def with_body(planted, *body, summary=""):
    with committed():
        page = StandardPage(title="Une page", slug="une-page", body=list(body), summary=summary)
        planted.home.add_child(instance=page)
    return page


def found_by(query):
    return slugs(answer(q=query, exact="1"))


def excerpt_of(query):
    return answer(q=query, exact="1")["results"][0]["excerpt"]


RICH = "<p>Premier paragraphe.</p><p>Second alinéa<br/>puis <b>suite</b></p><ul><li>puce</li><li>tiret</li></ul>"
BLOCKS = [
    ("heading", {"text": "Ça ne marche plus", "level": "h2"}, ["marche"]),
    ("text", RICH, ["paragraphe second", "alinéa suite", "puce", "tiret"]),
    ("quotation", {"text": "J’ai repris confiance", "author": "une lycéenne"}, ["repris confiance", "lycéenne"]),
    (
        "key_figures",
        [{"value": "1789", "text": "raccrochages", "source": "Rectorat"}],
        ["1789", "raccrochages rectorat"],
    ),
    ("accordion", [{"title": "Qui appeler ?", "text": "<p>Le CIO</p>"}], ["appeler", "CIO"]),
    ("callout", {"tone": "important", "title": "Écrire", "text": "<p>Peu de mots</p>"}, ["écrire", "mots"]),
    ("button", {"label": "Téléphoner", "address": "tel:+33800122500"}, ["téléphoner"]),
    (
        "table",
        {
            "data": [["Lundi", "Mardi"], ["Piscine", "Escalade"]],
            "first_row_is_table_header": True,
            "table_caption": "Semaine sportive",
        },
        ["lundi", "escalade", "semaine sportive"],
    ),
]


@pytest.mark.parametrize(("kind", "value", "queries"), BLOCKS, ids=[kind for kind, *_ in BLOCKS])
def test_a_page_is_found_by_each_thing_its_blocks_show(planted, kind, value, queries):
    page = with_body(planted, (kind, value))
    shown = Client().get(page.url).content.decode()
    assert "Une page" in shown
    for query in queries:
        assert found_by(query) == ["une-page"], query


@pytest.mark.parametrize(
    "query", ["titre", "important", "information", "800122500", "tel", "h2", "center", "true", "none", "exemple"]
)
def test_what_only_the_editor_sees_is_not_found(planted, query):
    with_body(planted, *[(kind, value) for kind, value, _ in BLOCKS])
    assert found_by(query) == []


def test_excerpts_hold_the_words_of_the_page_without_labels_and_apart(planted):
    with_body(planted, *[(kind, value) for kind, value, _ in BLOCKS if kind in ("heading", "callout", "table")])
    assert excerpt_of("marche") == "Ça ne marche plus Écrire Peu de mots Semaine sportive Lundi Mardi Piscine Escalade"
    html = Client().get("/recherche/", {"q": "écrire"}).content.decode()
    assert "Titre 2" not in html
    assert "Important" not in html


def test_words_of_separate_blocks_and_cells_are_not_glued_nor_neighbours_lost(planted):
    with_body(planted, *[(kind, value) for kind, value, _ in BLOCKS])
    for glued in ("plusPremier", "LundiMardi", "MardiPiscine", "pucetiret", "alinéapuis", "paragrapheSecond"):
        assert found_by(glued) == [], glued


def test_a_page_is_found_by_the_alternative_caption_and_credit_of_its_photos(planted):
    shown = photo(description="Un potager vu du ciel", credit="Atelier Zinnia")
    page = with_body(
        planted,
        ("figure", {"image": {"image": shown, "alt_text": "Des bêches", "decorative": False}, "caption": "Le potager"}),
        ("gallery", {"photos": [{"photo": shown, "caption": "Récolte", "alt": ""}]}),
    )
    assert "Des bêches" in Client().get(page.url).content.decode()
    for query in ("bêches", "potager", "récolte", "ciel", "zinnia"):
        assert found_by(query) == ["une-page"], query


def test_a_photo_that_may_not_be_shown_takes_its_words_with_it_and_brings_them_back(planted):
    shown = photo(description="Un potager vu du ciel")
    with_body(planted, ("gallery", {"photos": [{"photo": shown, "caption": "Récolte", "alt": ""}]}))
    with committed():
        gallery = GalleryPage(title="Galerie", slug="galerie")
        gallery.items = [GalleryItem(photo=shown, caption="Vendanges", alt="")]
        planted.galeries.add_child(instance=gallery)
    assert set(found_by("ciel")) == {"une-page", "galerie"}
    for persons, expected in (("mineurs", set()), ("aucune", {"une-page", "galerie"})):
        with committed():
            shown.persons = persons
            shown.save()
        assert set(found_by("ciel")) == expected
        assert set(found_by("récolte")) | set(found_by("vendanges")) == expected


def test_a_page_is_found_by_the_title_of_the_document_it_offers(planted):
    offered = document(title="Charte du tuteur")
    page = with_body(planted, ("download", {"document": offered, "title": ""}))
    assert "Charte du tuteur" in Client().get(page.url).content.decode()
    assert found_by("charte tuteur") == ["une-page"]
