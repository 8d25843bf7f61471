"""Searches are counted for officers: which, how often, and never at the cost of a visitor's search."""

import datetime
import json
import multiprocessing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from search import uai
from search.models import SearchCount
from search.steering import counting
from tests.home import factories
from tests.search.factories import SynonymGroupFactory
from tests.search.finding import committed, plant

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    return tmp_path


def plant_pages():
    planted = factories.site()
    with committed():
        plant(planted, "fiches", "theatre", "Le théâtre à l’école", "Des élèves en difficulté, sans diplôme.")
        plant(planted, "fiches", "jardin", "Un jardin", "Bien-être au micro-lycée en 2025-2026.")
    return planted


@pytest.fixture
def planted(db):
    return plant_pages()


def asked(query, address="/recherche/", headers=None, method="get", **parameters):
    response = getattr(Client(headers=headers), method)(address, {"q": query, **parameters})
    assert response.status_code == 200
    return response


def counted():
    """Words → number of searches, after the clock's turn."""
    call_command("tick")
    return dict(SearchCount.objects.values_list("words", "searches"))


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
    assert not list(data_dir.glob("searches*"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("l’école du théâtre", "théâtre école"),
        ("théâtre, ECOLE !", "théâtre école"),
        ("sans diplôme", "diplôme sans"),
        ("diplome", "diplôme"),
        ("« bien être »", "bien-être"),
        ("micro-lycée", "lycée micro"),
        ("2025-2026", "2025 2026"),
    ],
)
def test_words_are_written_as_the_site_does_without_their_order(planted, query, words):
    asked(query)
    assert [sorted(found.split()) for found in counted()] == [sorted(words.split())]


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


@pytest.mark.parametrize(
    "query",
    [
        "lea.dupont@exemple.test",
        "théâtre @lea",
        "lea＠exemple",
        "https://exemple.test/lea",
        "01 23 45 67 89",
        "0123456789",
        "+33 6 12",
        "06.12",
        "06-12-34",
        "théâtre 1234",
        "théâtre 2009",
        "né le 12/03/2009",
        "12 rue 94",
        "٠١٢٣",
        "2012-2016",
        "1234567Z",
        "une deux trois quatre cinq six sept",
        "un,deux,trois,quatre,cinq,six,sept",
        "théâtre " * 6 + "école",
        "a" * 61,
    ],
)
def test_what_may_reach_or_name_somebody_is_written_nowhere(planted, data_dir, query):
    asked(query)
    assert not list(data_dir.glob("searches*"))
    assert counted() == {}


@pytest.mark.parametrize("query", ["théâtre 3e", "2025-2026", f"théâtre 0770001{uai.check_letter('0770001')}"])
def test_levels_school_years_and_etablissements_are_no_numbers_of_persons(planted, query):
    asked(query)
    assert sum(counted().values()) == 1


# Rare words


def on(day, words, searches=1, is_known=False):
    date = timezone.localdate() - datetime.timedelta(days=day)
    return SearchCount.objects.create(
        day=date, terms=words, words=words, searches=searches, results=0, is_known=is_known
    )


def test_a_word_that_the_site_does_not_know_is_noted_as_such(planted):
    SynonymGroupFactory(expressions="flemme | paresse")
    for query in ("théâtre dupont", "théâtre flemme", "sans théâtre"):
        asked(query)
    counted()
    known = {row.words: row.is_known for row in SearchCount.objects.all()}
    assert known == {"dupont théâtre": False, "flemme théâtre": True, "sans théâtre": True}


@pytest.mark.parametrize(
    ("days", "is_shown"),
    [({0: 2}, False), ({0: 50}, False), ({0: 1, 1: 1}, False), ({0: 2, 1: 1}, True), ({0: 1, 1: 1, 2: 1}, True)],
)
def test_an_unknown_word_shows_from_three_searches_on_two_days(days, is_shown):
    for day, searches in days.items():
        on(day, "dupont", searches)
    on(0, "theatre", is_known=True)
    assert SearchCount.objects.shown().filter(terms="dupont").exists() is is_shown
    assert SearchCount.objects.shown().filter(terms="theatre").exists()


def test_a_word_that_was_unknown_on_one_day_stays_unknown():
    on(0, "dupont", is_known=True)
    on(1, "dupont", is_known=False)
    assert not SearchCount.objects.shown().exists()


def test_a_search_of_a_word_becomes_known_in_no_way_on_the_same_day(planted):
    asked("potager")
    counted()
    with committed():
        plant(planted, "fiches", "potager", "Le potager")
    asked("potager")
    counted()
    assert not SearchCount.objects.get().is_known


def test_rare_ones_are_deleted_after_fourteen_days_the_others_kept():
    for day in (14, 15):
        on(day, f"rare{day}")
        on(day, f"connu{day}", is_known=True)
        on(day, "frequent", 2)
    call_command("tick")
    kept = set(SearchCount.objects.values_list("words", flat=True))
    assert kept == {"rare14", "connu14", "connu15", "frequent"}
    assert SearchCount.objects.filter(words="frequent").count() == 2


@pytest.mark.parametrize("most", [30, 365])
def test_all_are_deleted_after_the_days_of_the_setting(settings, most):
    settings.SPS_SEARCH_LOG_DAYS = most
    on(most, "dernier", is_known=True)
    on(most + 1, "ancien", is_known=True)
    call_command("tick")
    assert [row.words for row in SearchCount.objects.all()] == ["dernier"]


# A search is never slowed, nor broken


@pytest.fixture
def visited(transactional_db):
    """The site's settings are made by its first visit."""
    asked("")


@pytest.fixture
def write_lock(visited):
    """Another connection that holds the database's write lock, or the table's on PostgreSQL."""
    other = connection.copy()
    other.ensure_connection()
    with other.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        else:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE search_searchcount IN ACCESS EXCLUSIVE MODE")

    def release():
        if other.connection is not None:
            with other.cursor() as cursor:
                cursor.execute("ROLLBACK")
            other.close()

    yield release
    release()


def do_not_wait():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 100")
        else:
            cursor.execute("SET lock_timeout = '100ms'")


def test_while_an_import_holds_the_database_searches_answer_at_once_and_none_is_lost(write_lock):
    # A writer would fail after a tenth of a second, in the place of the site's twenty.
    do_not_wait()
    asked("theatre")
    asked("theatre")
    with pytest.raises(CommandError, match="count_searches"):
        call_command("tick")
    asked("theatre")
    write_lock()
    assert counted() == {"theatre": 2}
    # Noted after the run that failed: the next minute's.
    assert counted() == {"theatre": 3}


def test_a_read_only_database_answers_searches(visited):
    with connection.cursor() as cursor:
        read_only = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET default_transaction_read_only = on"}
        cursor.execute(read_only[connection.vendor])
    asked("theatre")
    connection.close()
    assert counted() == {"theatre": 1}


def test_a_full_or_missing_folder_means_a_search_that_is_not_counted(planted, settings, tmp_path, monkeypatch):
    settings.SPS_DATA_DIR = tmp_path / "absent"
    asked("théâtre")
    settings.SPS_DATA_DIR = tmp_path
    monkeypatch.setattr(counting, "MOST_BYTES", 1)
    for _ in range(9):
        asked("théâtre")
    assert counted() == {"théâtre": 1}


def test_a_line_cut_short_is_left_out(planted, data_dir):
    asked("théâtre")
    with (data_dir / "searches.jsonl").open("a") as spool:
        spool.write('["2026-03-16", "jard\n[1]\n\xff\nnull\n["demain", "a", "a", true, 1]\n')
    asked("jardin")
    assert counted() == {"théâtre": 1, "jardin": 1}


def _write(number):
    for _ in range(number):
        counting._append([timezone.localdate().isoformat(), "theatr", "théâtre", True, 1])


@pytest.mark.django_db(transaction=True)
def test_several_processes_lose_no_search_while_the_clock_collects():
    connection.close()
    writers = [multiprocessing.get_context("fork").Process(target=_write, args=(400,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        counting.collect()
    for writer in writers:
        writer.join()
    counting.collect()
    assert SearchCount.objects.get().searches == 1200
