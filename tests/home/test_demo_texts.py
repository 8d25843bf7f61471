"""The texts of the demo: they load into pages, once, and read like the site's own French."""

import re
from collections import defaultdict

import pytest
from wagtail.models import Page, Site

from home.demo import drawings, files, front_page, pages, words
from home.demo.drafts import Library
from home.demo.texts import CONTENT, cells, parts, read
from home.models import HomePage
from resources.models import EditionPage, ResourcePage
from resources.models.body import WithBody
from search import vocabularies
from search.models import FindablePage, Keyword

FOLDERS = [folder for folder, _, _ in pages.FOLDERS]
TEXTS = [(f"{folder}/{text.slug}", text) for folder in FOLDERS for text in read(folder)]
EMPTY = Library(documents={}, photos={})


@pytest.fixture
def home(db):
    vocabularies.load()
    words.load()
    page = HomePage(title="Accueil", slug="accueil", headline="Accueil")
    Page.get_first_root_node().add_child(instance=page)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": page})
    return page


def test_every_text_becomes_a_live_page_that_search_can_find(home):
    pages.load(home, EMPTY)
    live = set(FindablePage.objects.live().descendant_of(home).values_list("slug", flat=True))
    assert {text.slug for _, text in TEXTS} <= live
    assert ResourcePage.objects.get(method_number=1).title == "Monter une action"
    assert EditionPage.objects.get(year=2020).theme == "Autonomies, Mobilités et Persévérance"


def test_loading_twice_creates_nothing_and_keeps_what_an_officer_changed(home):
    pages.load(home, EMPTY)
    faq = FindablePage.objects.get(slug="questions-frequentes")
    FindablePage.objects.filter(pk=faq.pk).update(title="Vos questions")
    assert pages.load(home, EMPTY) == []
    faq.refresh_from_db()
    assert faq.title == "Vos questions"


def test_links_between_texts_lead_to_live_pages(home):
    new = pages.load(home, EMPTY)
    streams = [page.body.get_prep_value() for page in new if isinstance(page, WithBody)]
    linked = {int(pk) for pk in re.findall(r'linktype="page" id="(\d+)"', str(streams))}
    assert len(linked) > 20
    assert Page.objects.live().filter(pk__in=linked).count() == len(linked)


def test_the_doors_of_the_home_page_lead_to_pages_and_are_set_once(home):
    pages.load(home, EMPTY)
    site = Site.objects.get(is_default_site=True)
    front_page.furnish(site)
    front_page.furnish(site)
    doors = HomePage.objects.get(pk=home.pk).doors
    assert [door.value["page"].slug for door in doors] == ["familles", "jeunes", "personnels", "partenaires"]


def test_keywords_stay_a_short_list_without_twins(home):
    before = Keyword.objects.count()
    pages.load(home, EMPTY)
    assert Keyword.objects.count() == before
    assert 60 <= before <= 80


def test_families_can_tap_the_national_number():
    texts = {text.slug: text for text in read("pages")}
    assert "(tel:0800122500)" in texts["mon-enfant-decroche"].body
    assert "du lundi au vendredi" in texts["mon-enfant-decroche"].body


def test_the_pages_that_say_write_to_us_say_where():
    texts = {text.slug: text for text in read("pages")}
    for slug in ("contact", "signaler-une-image"):
        assert "(mailto:" in texts[slug].body, slug


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_a_text_has_a_short_summary_and_french_typography(name, text):
    assert 0 < len(text.fields["summary"]) <= 250
    written = f"{text.fields['title']}\n{text.fields['summary']}\n{text.body}"
    prose = re.sub(r"\]\([^)]*\)|^::: .*|^\? |https?://\S+", "", written, flags=re.MULTILINE)
    assert "'" not in prose
    assert not re.search(r"\w[ ]?[;!?»]", prose.replace("\N{NO-BREAK SPACE}", "\N{EM SPACE}")), name
    assert not re.search(r"« ", prose)


def test_no_sentence_is_repeated_over_three_texts():
    seen = defaultdict(set)
    for name, text in TEXTS:
        for sentence in re.split(r"(?<=[.!?…])\s+|\n", text.body):
            if len(sentence.split()) > 4:
                seen[sentence].add(name)
    assert [sentence for sentence, names in seen.items() if len(names) > 3] == []


def test_no_text_answers_a_query_that_has_no_answer():
    everything = " ".join(path.read_text() for path in CONTENT.glob("*/*.md")).lower()
    assert not re.search(r"\brecettes?\b|cuisin|\bsdt\b", everything)


def test_every_illustration_and_document_a_text_names_exists():
    bodies = [line for _, text in TEXTS for part in parts(text.body) for line in _named(part)]
    pictures = {name for kind, name in bodies if kind == "photo"} | {t.fields.get("picture", "") for _, t in TEXTS}
    papers = {name for kind, name in bodies if kind == "document"}
    papers |= {key for _, text in TEXTS for key in text.listed("downloads")}
    assert pictures - {""} <= set(drawings.DRAWINGS)
    assert papers <= set(files.TOOLS)


def _named(part):
    """The keys a directive names, with their kind."""
    if part.name == "galerie":
        return [("photo", cells(line)[0]) for line in part.lines]
    kind = {"illustration": "photo", "telechargement": "document"}.get(part.name)
    return [(kind, cells(part.argument)[0])] if kind else []
