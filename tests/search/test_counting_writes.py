"""A search is never slowed nor broken by its count, none is lost, and the clock does no more than is due."""

import fcntl
import multiprocessing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search.models import SearchCount
from search.steering import counting
from tests.home.factories import site
from tests.search.searches import asked, counted, on, plant_more

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def planted(db):
    plant_more(site())


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


def note():
    counting._append([timezone.localdate().isoformat(), "theatr", "théâtre", True, 1])


def test_a_search_noted_while_the_clock_takes_its_file_away_is_not_lost(planted, monkeypatch):
    """The clock's whole turn between the opening of the file and its lock."""
    note()
    lock, turns = fcntl.flock, iter([counting.collect])

    def lock_after_the_clock(*arguments):
        next(turns, lambda: None)()
        lock(*arguments)

    monkeypatch.setattr(fcntl, "flock", lock_after_the_clock)
    note()
    assert not list(turns)
    assert counted() == {"théâtre": 2}


def test_old_counts_are_looked_for_on_the_first_turn_of_a_day_alone(on_day):
    on_day("2026-03-16")
    on(14, "rare", is_known=False)
    call_command("tick")
    with CaptureQueriesContext(connection) as captured:
        counting.collect()
    assert len(captured) == 0
    assert SearchCount.objects.exists()
    on_day("2026-03-17")
    call_command("tick")
    assert not SearchCount.objects.exists()


def _write(number):
    for _ in range(number):
        note()


@pytest.mark.django_db(transaction=True)
def test_several_processes_lose_no_search_while_the_clock_collects():
    """However they are interleaved: of the tries one search has, each turn of the clock spoils one at most."""
    connection.close()
    writers = [multiprocessing.get_context("fork").Process(target=_write, args=(400,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for _ in range(counting.TRIES - 1):
        counting.collect()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    counting.collect()
    assert SearchCount.objects.get().searches == 1200
