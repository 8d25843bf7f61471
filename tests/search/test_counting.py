"""Searches are counted for officers: which, how often, and never at the cost of a visitor's search."""

import json

import pytest
from django.utils import timezone

from search.models import SearchCount
from tests.search.finding import committed, plant
from tests.search.searches import asked, counted, plant_more  # noqa: F401  asked for by small_site

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def planted(small_site):
    return small_site


# What is counted


def test_a_search_is_counted_by_day_with_its_number_of_results(planted, engine):
    for query in ("théâtre", "THEATRES", "théâtre", "croquettes"):
        asked(query)
    assert counted() == {"théâtre": 3, "croquettes": 1}
    asked("théâtre")
    assert counted() == {"théâtre": 4, "croquettes": 1}
    row = SearchCount.objects.get(terms="theatr")
    assert (row.day, row.results, row.is_known) == (timezone.localdate(), 1, True)
    assert SearchCount.objects.get(words="croquettes").results == 0


def test_nothing_is_kept_but_the_day_the_words_and_the_counts(planted, data_dir):
    asked("théâtre", headers={"User-Agent": "Mozilla/5.0", "Referer": "https://exemple.test/"})
    assert [field.name for field in SearchCount._meta.fields] == [
        *("id", "day", "terms", "words", "searches", "results", "is_known")
    ]
    (line,) = (data_dir / "searches.jsonl").read_text().splitlines()
    assert json.loads(line) == [timezone.localdate().isoformat(), "theatr", "théâtre", True, 1]
    assert (data_dir / "searches.jsonl").stat().st_mode & 0o077 == 0
    counted()
    assert [path.name for path in data_dir.glob("searches*")] == ["searches.purged"]
    assert (data_dir / "searches.purged").read_text() == timezone.localdate().isoformat()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("l’école du théâtre", "école théâtre"),
        ("théâtre, ECOLE !", "théâtre école"),
        ("sans diplôme", "sans diplôme"),
        ("diplome", "diplôme"),
        ("« bien être »", "bien-être"),
        ("micro-lycée", "micro lycée"),
        ("2025-2026", "2025 2026"),
    ],
)
def test_words_are_written_as_the_site_does_in_the_order_they_were_typed(planted, query, words):
    asked(query)
    assert list(counted()) == [words]


def test_the_same_words_in_another_order_are_one_search_shown_as_first_typed_that_day(planted):
    asked("théâtre école")
    asked("école théâtre")
    assert counted() == {"théâtre école": 2}
    asked("école théâtre")
    assert counted() == {"théâtre école": 3}


def test_a_slip_that_was_corrected_is_counted_as_typed_with_what_the_visitor_saw(planted):
    asked("thaétre")
    assert counted() == {"thaetre": 1}
    row = SearchCount.objects.get()
    assert (row.results, row.is_known) == (1, False)


# What is not counted


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", {"type": "fiche"}),
        ("théâtre", {"format": "json"}),
        ("théâtre", {"exact": "1"}),
        ("théâtre", {"type": "fiche"}),
        ("théâtre", {"tri": "date"}),
        ("théâtre", {"address": "/fiches/"}),
        ("théâtre", {"method": "head"}),
        ("théâtre", {"headers": {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}}),
        ("théâtre", {"headers": {"User-Agent": "my-Crawler"}}),
        ("théâtre", {"headers": {"User-Agent": "Baiduspider"}}),
        ("théâtre -école", {}),
        ("-théâtre", {}),
        ("le la les", {}),
        ("sans", {}),
        ("!!! 😀", {}),
        ("привет", {}),
    ],
)
def test_repeats_machines_and_what_says_nothing_are_not_counted(planted, query, options):
    asked(query, **options)
    assert counted() == {}


def test_further_pages_are_not_counted(planted):
    with committed():
        for number in range(21):
            plant(planted, "fiches", f"potager-{number}", f"Potager {number}")
    asked("potager", page="2")
    assert counted() == {}
