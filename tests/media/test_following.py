"""The search says of photos and documents what is true today: words, facets and counts, on every engine."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from media import following
from media.following import follow_due
from media.models import Document, GalleryPage, Photo
from media.rights import next_change
from resources.models import ActionPage, ArticlePage, BilanPage, EventPage, FicheActionPage, ResourcePage
from search import carriers
from search.models import FindablePage
from tests.home.factories import school
from tests.media import files
from tests.media.factories import document, photo, photo_of_minors
from tests.search.conftest import engine, forget_the_lexicon, wire  # noqa: F401  fixtures
from tests.search.finding import answer, committed, counts, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def data_dir(settings, tmp_path):
    """A record and a lock of the clock for this test alone."""
    settings.SPS_DATA_DIR = tmp_path


@pytest.fixture
def planted(small_site, engine, on_day, data_dir):  # noqa: F811
    on_day("2026-03-10")
    return small_site


@pytest.fixture
def small(small_site, on_day, data_dir):
    """The same with the database's engine only."""
    on_day("2026-03-10")
    return small_site


def gallery(planted, *pictures, slug="galerie"):
    """A live gallery; its captions say « Vendanges »."""
    page = GalleryPage(title="Une galerie", slug=slug)
    page.items = [page.items.model(photo=picture, caption="Vendanges") for picture in pictures]
    with committed():
        planted.galeries.add_child(instance=page)
    return page


def saved(item, **changes):
    for name, value in changes.items():
        setattr(item, name, value)
    with committed():
        item.save()


def tick():
    with committed():
        call_command("tick")


def is_told(query="vendanges"):
    """Whether the gallery's photos are told of: hits, excerpts, facets and counts agree on it."""
    found = answer(q=query, exact="1")
    everything = answer()
    with_photos = answer(media="photo")
    told = found["total"] > 0
    assert slugs(found) == (["galerie"] if told else [])
    shown = next(hit for hit in everything["results"] if hit["url"].endswith("/galerie/"))
    assert ("Vendanges" in shown["excerpt"]) is told
    assert counts(everything)["media"].get("photo", 0) == with_photos["total"] == int(told)
    assert counts(found)["media"] == ({"photo": 1} if told else {})
    return told


DAYS = {
    "ends": ({"valid_until": "2026-03-31"}, [("2026-03-31", True), ("2026-04-01", False)]),
    "begins": ({"valid_from": "2026-03-31"}, [("2026-03-30", False), ("2026-03-31", True)]),
    "both": (
        {"valid_from": "2026-03-31", "valid_until": "2026-04-02"},
        [("2026-03-30", False), ("2026-03-31", True), ("2026-04-02", True), ("2026-04-03", False)],
    ),
    "clock stood still": (
        {"valid_from": "2026-03-31", "valid_until": "2026-12-31"},
        [("2026-06-01", True), ("2027-09-01", False)],
    ),
}


@pytest.mark.parametrize("case", DAYS)
def test_a_right_that_begins_or_ends_brings_and_takes_the_words_of_its_photo(planted, on_day, case):
    rights, days = DAYS[case]
    with committed():
        picture = photo_of_minors()
    gallery(planted, picture)
    saved(picture, **rights)
    for day, told in days:
        on_day(day)
        tick()
        assert is_told() is told
        tick()
        assert is_told() is told


def test_a_withdrawal_or_a_change_whose_process_was_killed_is_followed_at_the_next_minute(planted, on_day):
    with committed():
        picture = photo_of_minors()
    gallery(planted, picture)
    assert is_told()
    picture.withdrawn_at = "2026-03-10T10:00Z"
    picture.save()  # what waits for the commit is never done
    assert is_told()
    tick()
    assert not is_told()


def test_the_clock_asks_two_questions_when_no_right_is_due(small, on_day):
    with committed():
        pictures = [photo_of_minors(valid_until="2026-03-31"), photo()]
        document()
    gallery(small, *pictures)
    for day in ("2026-03-31", "2026-04-01"):
        on_day(day)
        tick()
        with CaptureQueriesContext(connection) as captured:
            follow_due()
        assert len(captured) <= 2


def test_many_rights_that_end_the_same_day_are_all_followed(small, on_day, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 2)
    with committed():
        pictures = [photo_of_minors(valid_until="2026-03-31") for _ in range(5)]
    for number, picture in enumerate(pictures):
        gallery(small, picture, slug=f"galerie-{number}")
    assert answer(media="photo")["total"] == 5
    on_day("2026-04-01")
    tick()
    assert answer(media="photo")["total"] == answer(q="vendanges", exact="1")["total"] == 0


def test_a_gallery_keeps_its_facet_until_its_last_photo_that_may_be_shown_is_gone(planted):
    with committed():
        first, second, hidden = photo(), photo(), photo()
    gallery(planted, first, second, hidden)
    saved(hidden, persons="non-precise")
    for picture, told in ((first, True), (second, False)):
        with committed():
            Photo.objects.get(pk=picture.pk).delete()
        assert is_told() is told


def held(slug):
    found = answer()
    assert slug in slugs(found)
    return {medium for medium in ("photo", "document") if slug in slugs(answer(media=medium))}


def holders(planted, picture, sheet):
    """place → a page that holds this photo or this document, in each way a type knows."""
    figure = {"image": {"image": picture, "alt_text": "Des bêches", "decorative": False}, "caption": ""}
    lead = school()
    return [
        ("fiches", FicheActionPage(photo=picture), {"photo"}),
        ("actions", ActionPage(photo=picture, edition=planted.edition, lead=lead), {"photo"}),
        ("bilans", BilanPage(edition=planted.edition, published_on="2026-03-01", document=sheet), {"document"}),
        ("actualites", ArticlePage(photo=picture), {"photo"}),
        ("agenda", EventPage(body=[("figure", figure)]), {"photo"}),
        ("home", StandardPage(body=[("gallery", {"photos": [{"photo": picture}]})]), {"photo"}),
        ("home", StandardPage(body=[("download", {"document": sheet, "title": ""})]), {"document"}),
        ("ressources", _resource(sheet), {"document"}),
    ]


def _resource(sheet):
    page = ResourcePage()
    page.downloads = [page.downloads.model(document=sheet)]
    return page


def test_every_type_tells_the_media_it_holds_and_no_longer_once_they_are_deleted(small):
    with committed():
        picture, sheet = photo(), document()
        pages = holders(small, picture, sheet)
        for number, (place, page, _) in enumerate(pages):
            page.title = page.slug = f"page-{number}"
            getattr(small, place).add_child(instance=page)
    for number, (_, _, media) in enumerate(pages):
        assert held(f"page-{number}") == media, number
    with committed():
        Photo.objects.get(pk=picture.pk).delete()
        Document.objects.get(pk=sheet.pk).delete()
    for number in range(len(pages)):
        assert held(f"page-{number}") == set(), number


def test_an_action_has_the_photos_of_its_gallery_as_long_as_anyone_may_see_them(small, on_day):
    with committed():
        picture = photo_of_minors(valid_until="2026-03-31")
    album = gallery(small, picture)
    with committed():
        page = ActionPage(title="Forum", slug="forum", gallery=album, edition=small.edition, lead=school())
        small.actions.add_child(instance=page)
    assert held("forum") == {"photo"}
    with committed():
        restriction = PageViewRestriction.objects.create(page=small.galeries, restriction_type="login")
    assert held("forum") == set()
    with committed():
        restriction.delete()
    assert held("forum") == {"photo"}
    with committed():
        album.unpublish()
    assert held("forum") == set()
    with committed():
        GalleryPage.objects.get(pk=album.pk).save_revision().publish()
    assert held("forum") == {"photo"}
    on_day("2026-04-01")
    tick()
    assert held("forum") == set()


@pytest.fixture
def written(monkeypatch):
    """Ids of the pages whose entries are written from here on."""
    pks = []
    usual = carriers.write_entry

    def counted(page_pk):
        pks.append(page_pk)
        return usual(page_pk)

    monkeypatch.setattr(carriers, "write_entry", counted)
    return pks


def test_saving_a_photo_or_a_document_writes_entries_only_when_something_that_is_found_changed(small, written):
    with committed():
        picture, sheet = photo(), document()
    album = gallery(small, picture)
    with committed():
        page = StandardPage(title="Une page", body=[("download", {"document": sheet, "title": ""})])
        small.home.add_child(instance=page)
    saved(picture, title="IMG_4711", focal_point_x=3)
    saved(sheet, licence=Document.Licence.CC_BY_NC_SA, version="2")
    assert written == []
    for change in ({"description": "Un potager"}, {"credit": "Atelier Zinnia"}, {"persons": "mineurs"}):
        saved(picture, **change)
        assert written == [album.pk], change
        written.clear()
    saved(sheet, title="Charte")
    assert written == [page.pk]


def test_a_change_of_one_field_alone_is_followed_too(small, written):
    with committed():
        picture = photo()
    album = gallery(small, picture)
    picture.credit = "Atelier Zinnia"
    with committed():
        picture.save(update_fields=["credit"])
    assert written == [album.pk]
    assert slugs(answer(q="zinnia", exact="1")) == ["galerie"]


def test_a_photo_on_many_pages_is_left_to_the_worker_and_to_the_clock_without_it(small, written, monkeypatch):
    monkeypatch.setattr(carriers, "AT_ONCE", 1)
    monkeypatch.setattr(following, "AT_ONCE", 1)
    with committed():
        picture = photo()
    pages = {gallery(small, picture, slug=f"galerie-{number}").pk for number in range(3)}
    saved(picture, persons="mineurs")
    assert written == []
    tick()
    assert set(written) == pages
    assert answer(media="photo")["total"] == 0
    written.clear()
    tick()
    assert written == []


@pytest.fixture
def worker(settings):
    settings.TASKS = {**settings.TASKS, "worker": {**settings.TASKS["default"]}}


def test_a_new_document_is_indexed_once_when_it_is_read(small, written, worker):
    with committed():
        sheet = document(content=b"%PDF-1.7 ", name="a.pdf")
        page = StandardPage(title="Une page", body=[("download", {"document": sheet, "title": ""})])
        small.home.add_child(instance=page)
    written.clear()
    with committed():  # a file without a word comes instead of another
        Document.objects.get(pk=sheet.pk).file.save("b.pdf", ContentFile(b"%PDF-1.7 autre"))
    assert written == []
    with committed():
        Document.objects.get(pk=sheet.pk).file.save("c.docx", ContentFile(files.text_of_demo("# Kermesse")["docx"]))
    assert written == [page.pk]
    assert FindablePage.objects.filter(entry__document_terms__contains="kermes").exists()


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "expected"),
    [
        (None, None, None),
        ("2026-03-10", "2026-03-09", None),
        ("2026-03-11", "2026-03-31", "2026-03-11"),
        ("2026-03-10", "2026-03-31", "2026-04-01"),
        (None, "2026-03-10", "2026-03-11"),
    ],
)
def test_the_next_day_of_a_right_is_its_first_or_the_one_after_its_last(valid_from, valid_until, expected):
    day = datetime.date.fromisoformat
    found = next_change(valid_from and day(valid_from), valid_until and day(valid_until), day("2026-03-10"))
    assert found == (expected and day(expected))
