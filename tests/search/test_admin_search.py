"""The admin's searches: French as people type it, and never an error page."""

from itertools import product

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.snippets.models import get_snippet_models

from media.models import Document, GalleryPage, Photo
from resources.models import ArticlePage
from search.models import FindablePage
from tests.home import factories
from tests.home.editor import edit
from tests.media.factories import document, photo

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def admin(client):
    client.force_login(factories.officer())
    return client


@pytest.fixture
def administrator(client):
    """Sees every list, those officers do not keep included."""
    user = factories.officer()
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return client


def article(planted, title, *keywords, **fields):
    page = ArticlePage(title=title, **fields)
    page.keywords.add(*keywords)
    with factories.committed():
        planted.actualites.add_child(instance=page)
        page.save_revision()
    return page


def found(admin, query, model=Page):
    return {page.title for page in admin.get("/gestion/pages/search/", {"q": query}).context["pages"]}


TITLES = [
    "L’école après le décrochage",
    "Cœur de ville : les actions phares",
    "Le micro-lycée de Sénart",
    "Une journée au S.A.I.O.",
]
FINDS = [
    ("decrochage", 0),
    ("DÉCROCHAGE", 0),
    ("décroch", 0),
    ("école", 0),
    ("l'ecole", 0),
    ("l’école", 0),
    ("coeur", 1),
    ("cœur", 1),
    ("act phar", 1),
    ("phares actions", 1),
    ("micro-lycée", 2),
    ("micro lyc", 2),
    ("senart", 2),
    ('"micro lycée"', 2),
    ("journée au", 3),
]


def test_officers_find_a_page_however_they_type_its_title(admin, planted):
    for title in TITLES:
        article(planted, title)
    assert {query: found(admin, query) for query, _ in FINDS} == {query: {TITLES[place]} for query, place in FINDS}


def test_words_that_are_nowhere_find_nothing(admin, planted):
    article(planted, TITLES[0])
    assert found(admin, "décrochage zanzibar") == set()


def test_a_page_is_found_by_a_keyword_as_soon_as_it_is_saved(admin, planted):
    page = article(planted, "Une semaine")
    with factories.committed():
        edit(admin, page, keywords="Mentorat, Décrochage")
    assert found(admin, "mentorat") == {"Une semaine"}
    assert found(admin, "decrochage") == {"Une semaine"}


def test_a_title_that_changed_is_no_longer_found(admin, planted):
    page = article(planted, "Une semaine")
    with factories.committed():
        edit(admin, page, title="Un mois")
    assert found(admin, "semaine") == set()
    assert found(admin, "mois") == {"Un mois"}


def test_rebuilding_the_index_finds_the_same(admin, planted):
    for title in TITLES:
        article(planted, title, "Mentorat")
    call_command("update_index", verbosity=0)
    call_command("update_index", verbosity=0)
    assert [found(admin, query) for query, _ in FINDS] == [{TITLES[place]} for _, place in FINDS]
    assert found(admin, "mentorat") == set(TITLES)


@pytest.mark.parametrize("query", ["élèves", "eleve", "ÉLÈVE", '"les élèves"'])
def test_whole_texts_are_searched_by_their_stems(planted, query):
    article(planted, "Une semaine", summary="Les élèves montent une pièce.")
    backend = get_search_backend()
    assert [page.title for page in backend.search(query, FindablePage)] == ["Une semaine"]
    named = backend.search(query, FindablePage, fields=["summary"])
    assert [page.title for page in named] == ["Une semaine"]


def test_documents_and_photos_are_found(admin, planted):
    with factories.committed():
        document("Communiqué d’été")
        photo("Élèves au théâtre")
    assert "Communiqué d’été" in admin.get("/gestion/documents/?q=communique").content.decode()
    assert "Élèves au théâtre" in admin.get("/gestion/images/?q=theatre").content.decode()


LISTS_OF_DOCUMENTS = ["/gestion/documents/", "/gestion/documents/results/", "/gestion/documents/chooser/results/"]


@pytest.mark.parametrize("path", LISTS_OF_DOCUMENTS)
@pytest.mark.parametrize("query", ["Règlement_goûter-2026.pdf", "reglement", "gouter 2026", "reg gou"])
def test_a_document_is_found_by_the_name_of_its_file(admin, planted, path, query):
    with factories.committed():
        document("À lire avant la fête", name="Règlement_goûter-2026.pdf")
        document("Lettre aux parents", name="lettre.pdf")
    found = admin.get(path, {"q": query}).content.decode()
    assert "À lire avant la fête" in found
    assert "Lettre aux parents" not in found


def test_a_file_that_was_replaced_is_no_longer_found_by_its_former_name(admin, planted):
    with factories.committed():
        made = document("À lire", name="brouillon.pdf")
    with factories.committed():
        made.file = ContentFile(b"%PDF-1.7 autre", name="définitif.pdf")
        made.save()
    lists = {query: admin.get("/gestion/documents/", {"q": query}) for query in ("brouillon", "definitif")}
    assert {query: "À lire" in shown.content.decode() for query, shown in lists.items()} == {
        "brouillon": False,
        "definitif": True,
    }


@pytest.mark.parametrize("path", LISTS_OF_DOCUMENTS)
def test_a_pilot_finds_no_document_by_the_name_of_its_file(client, planted, path):
    with factories.committed():
        document("À lire avant la fête", name="règlement.pdf")
    client.force_login(factories.pilot(bassin=factories.bassin()))
    answer = client.get(path, {"q": "reglement"}, follow=True)
    assert "À lire avant la fête" not in answer.content.decode()


def addresses(planted):
    yield "/gestion/pages/search/"
    yield "/gestion/pages/search/results/"
    yield reverse("wagtailadmin_explore", args=[planted.actualites.pk])
    yield "/gestion/choose-page/search/"
    yield f"/gestion/choose-page/{planted.home.pk}/search/"
    for room in ("images", "documents"):
        yield f"/gestion/{room}/"
        yield f"/gestion/{room}/results/"
        yield f"/gestion/{room}/chooser/results/"
    yield from (reverse(model.snippet_viewset.get_url_name("list")) for model in get_snippet_models())
    yield "/gestion/redirects/"
    yield "/gestion/reports/site-history/"


HOSTILE = {
    "quotation mark": 'foo"bar',
    "quotation marks": '""" "',
    "apostrophes": "l'd'’ '' '",
    "star": "* foo* *",
    "brackets": "((foo) OR",
    "operators": "AND OR NOT NEAR(foo)",
    "column": "title:foo -bar ^x {a b} :",
    "NUL": "foo\0bar",
    "blanks": " \t\n  \u00a0",
    "empty": "",
    "emoji": "🎭 ❤️",
    "long": "décrochage " * 1000,
    "one long word": "a" * 10_000,
    "percent": "100 % %s %(x)s",
    "backslash": "\\ \\' \\\"",
    "other scripts": "школа 学校 مدرسة",
    "html": "<script>alert(1)</script>",
    "filters": 'live:maybe published:"x" id:abc',
    "lone surrogate sign": "\ufffd\u202e",
    "tsquery": "a & b | !c <-> d:*",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_query_breaks_a_search_of_the_admin(administrator, planted, kind):
    article(planted, "Une semaine")
    answers = {path: administrator.get(path, {"q": HOSTILE[kind]}).status_code for path in addresses(planted)}
    assert len(answers) > 12
    assert {path: status for path, status in answers.items() if status not in (200, 400, 404)} == {}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_query_breaks_the_backend(db, kind):
    backend = get_search_backend()
    searches = product(
        (backend.search, backend.autocomplete), (FindablePage, GalleryPage, Photo, Document), ("and", "or")
    )
    for search, model, operator in searches:
        results = search(HOSTILE[kind], model, operator=operator)
        assert len(results) == results.count()
