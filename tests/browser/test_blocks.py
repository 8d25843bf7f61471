"""Every block an officer can put in a page, on one page: accessible, valid, and saying what it gives."""

import json
import re

import pytest
from playwright.sync_api import expect
from wagtail.models import Page

from home.models import HomePage, StandardPage
from media.models import Document, Photo
from resources.blocks import BodyBlock
from search.dates import day
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo_site")]

CAPTION = "Qui appeler, et quand"
CELLS = [["Qui", "Quand"], ["Le CIO", "Toute l’année"], ["L’établissement", "Dès la première absence"]]


@pytest.fixture
def document():
    return Document.objects.exclude(dated_on=None).order_by("pk").first()


@pytest.fixture
def address(document):
    """Of a public page with a block of every kind."""
    blocks = _values(document, *Photo.objects.order_by("pk")[:3])
    assert set(blocks) == set(BodyBlock().child_blocks)
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks.items()])
    page = StandardPage(title="Tous les blocs", slug="tous-les-blocs", body=body)
    return HomePage.objects.get().add_child(instance=page).url


def _values(document, shown, first, second):
    words = "<p>Un texte <b>court</b>.</p><ul><li>Un point</li></ul>"
    headers = {"first_row_is_table_header": True, "first_col_is_header": True, "table_header_choice": "both"}
    return {
        "heading": {"text": "Un intertitre", "level": "h2"},
        "text": words,
        "figure": {
            "image": {"image": shown.pk, "alt_text": shown.description, "decorative": False},
            "caption": "Une image",
        },
        "gallery": {
            "photos": [
                {"photo": first.pk, "caption": "La première", "alt": ""},
                {"photo": second.pk, "caption": "", "alt": "Décrite pour cette page"},
            ]
        },
        "download": {"document": document.pk, "title": ""},
        "quotation": {"text": "On a ri.", "author": "Une professeure"},
        "key_figures": [{"value": "85\u00a0%", "text": "de présents", "source": "Bilan, 2025"}],
        "accordion": [{"title": "Qui peut venir\u202f?", "text": words}],
        "callout": {"tone": "important", "title": "À savoir", "text": words},
        "button": {"label": "Écrire au service", "page": Page.objects.get(slug="contact").pk, "address": ""},
        "table": {"data": CELLS, "table_caption": CAPTION, **headers},
    }


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["ordinateur", "téléphone"])
def test_a_page_of_all_blocks_is_accessible_valid_and_never_scrolls_sideways(
    open_page, axe, assert_valid_html, address, viewport
):
    page = open_page(viewport=viewport)
    response = page.goto(address)
    assert_valid_html(response.text())
    page.get_by_text("Qui peut venir").click()
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_a_document_says_its_format_its_weight_and_its_date_before_it_is_downloaded(page, address, document):
    page.goto(address)
    details = page.locator(".download__details")
    for said in (document.format_label, document.weight_label, day(document.dated_on, year=True)):
        expect(details).to_contain_text(said)
    link = page.get_by_role("link", name=re.compile(f"^Télécharger.*{re.escape(document.title)}"))
    expect(link).to_have_attribute("href", document.url)


def test_a_table_is_named_and_its_headers_say_what_they_head(page, address):
    page.goto(address)
    table = page.get_by_role("table", name=CAPTION)
    expect(table.locator("caption")).to_have_text(CAPTION)
    expect(table.locator("thead th[scope=col]")).to_have_text(CELLS[0])
    expect(table.locator("tbody th[scope=row]")).to_have_text([row[0] for row in CELLS[1:]])
    expect(table.locator("tbody td")).to_have_text([row[1] for row in CELLS[1:]])


def test_each_picture_of_a_gallery_is_described_here_or_as_in_the_library(page, address):
    first = Photo.objects.order_by("pk")[1]
    page.goto(address)
    described = [image.get_attribute("alt") for image in page.locator(".gallery img").all()]
    assert described == [first.description, "Décrite pour cette page"]


def test_the_demo_shows_a_gallery_inside_a_text(page):
    page.goto("/actualites/recit-d-un-petit-college/")
    expect(page.locator(".gallery img")).to_have_count(3)
