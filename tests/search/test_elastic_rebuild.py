"""A rebuild is not noticed: nothing is lost that is saved meanwhile, and a rebuild that fails leaves nothing."""

import os
import pty
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from elasticsearch import TransportError

from search.engines.elastic import documents, indexes
from search.engines.elastic.client import alias, client, filling
from search.engines.elastic.documents import write_all
from search.engines.elastic.rebuild import DocumentsRefused, rebuild
from search.engines.elastic.sync import catch_up
from search.models import Entry, FindablePage
from tests.home import factories
from tests.search.clustered import NOBODY, assert_cluster_is_right, beside, held, through, waiting
from tests.search.clustered import indexes as all_indexes
from tests.search.finding import answer, elasticsearch, plant, slugs

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


@pytest.fixture
def planted(transactional_db, elasticsearch_url):
    with elasticsearch(elasticsearch_url):
        yield factories.site()


@pytest.fixture
def fiches(planted):
    return [plant(planted, "fiches", f"cafe-{number}", f"Le café numéro {number}") for number in range(5)]


@pytest.fixture
def reindex(tmp_path):
    """Start `manage.py reindex` beside the test, on its database and its index; it is ended with the test."""
    started = []

    def start(url, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE):
        command = [sys.executable, ROOT / "manage.py", "reindex", "--only-elasticsearch", *arguments]
        process = subprocess.Popen(command, env=beside(url, tmp_path), stdout=stdout, stderr=stderr, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def reaches_the_wire(process, wire):
    """Wait until the command has sent what the wire keeps."""
    deadline = monotonic() + PATIENCE
    while not wire.kept.wait(0.2):
        assert process.poll() is None, process.communicate()
        assert monotonic() < deadline


def the_index():
    """The one index of ours there is: it answers, and is not being filled."""
    ((name, aliases),) = all_indexes().items()
    assert aliases == {alias()}
    return name


@pytest.mark.postgresql
def test_a_rebuild_puts_a_new_index_in_the_place_of_the_old_one(fiches):
    before = the_index()
    with through(NOBODY):
        FindablePage.objects.get(pk=fiches[0].pk).specific.unpublish()
    call_command("reindex")
    assert the_index() != before
    assert_cluster_is_right()
    assert answer(q="café")["engine"] == "elasticsearch"


def test_before_the_first_rebuild_the_database_answers_and_the_clock_makes_the_index(fiches, elasticsearch_url):
    client().indices.delete(index=the_index())
    with through(elasticsearch_url):
        said = answer(q="café")
        assert (said["engine"], said["total"]) == (connection.vendor, 5)
    with through(elasticsearch_url, patient=True):
        fiches[0].title = "Le thé"
        fiches[0].save_revision().publish()
        assert waiting() == {fiches[0].pk}
        # No index came into being by itself, without our mapping.
        assert not client().indices.exists(index=alias())
        catch_up()
        the_index()
        assert_cluster_is_right()


class Bustle(threading.Thread):
    """Saves, creates, withdraws and deletes pages while something else goes on: one change per permit."""

    CHANGES = 50

    def __init__(self, planted, pages):
        super().__init__()
        self.planted, self.pages = planted, pages
        self.permits = threading.Semaphore(0)
        self.done = 0
        self.error = None

    def allow(self, number):
        for _ in range(number):
            self.permits.release()

    def run(self):
        try:
            for number in range(self.CHANGES):
                assert self.permits.acquire(timeout=PATIENCE)
                self._change(number, self.pages[number])
                self.done += 1
        except BaseException as error:
            self.error = error
        finally:
            connections.close_all()

    def _change(self, number, pk):
        page = FindablePage.objects.get(pk=pk).specific
        kind = number % 5
        if kind == 0:
            page.unpublish()
        elif kind == 1:
            page.delete()
        elif kind == 2:
            plant(self.planted, "agenda", f"neuf-{number}", f"Une rencontre neuve {number}")
        else:
            page.title = f"Le chocolat {number}"
            page.save_revision().publish()


@pytest.mark.postgresql
def test_what_changes_during_a_rebuild_is_right_afterwards(planted, monkeypatch):
    """Fifty changes by another thread, spread over the filling, some before and some after each batch is read."""
    monkeypatch.setattr(documents, "BATCH", 7)
    pages = [plant(planted, "fiches", f"cafe-{number}", f"Le café {number}").pk for number in range(60)]
    # The pages that are filled first change last, and the other way round.
    bustle = Bustle(planted, [pages[(number * 37) % 60] for number in range(50)])
    bustle.start()

    def progress(number):
        assert bustle.error is None, bustle.error
        bustle.allow(5)

    before = the_index()
    rebuild(progress)
    bustle.allow(Bustle.CHANGES)
    bustle.join(PATIENCE)
    assert (bustle.error, bustle.done) == (None, 50)
    catch_up()
    assert the_index() != before
    assert_cluster_is_right()
    assert answer(q="chocolat")["total"] == 20
    assert answer(q="rencontre neuve")["total"] == 10


@pytest.mark.parametrize("moment", ["claim", "write_all", "serve"])
def test_a_change_at_any_step_of_a_rebuild_is_not_lost(planted, fiches, monkeypatch, moment):
    """Just before and just after the index is made, filled, and put in place."""
    module = indexes if moment != "write_all" else sys.modules["search.engines.elastic.rebuild"]
    step = getattr(module, moment)

    def between(*arguments):
        plant(planted, "fiches", "avant", "Juste avant")
        fiches[0].delete()
        result = step(*arguments)
        if moment == "write_all":
            result = (batch for batch in list(result))
        plant(planted, "fiches", "apres", "Juste après")
        fiches[1].delete()
        return result

    monkeypatch.setattr(module, moment, between)
    rebuild()
    assert_cluster_is_right()
    assert set(slugs(answer(q="juste", exact="1"))) == {"avant", "apres"}


def test_a_page_moved_during_a_rebuild_keeps_its_new_place(planted, fiches, monkeypatch):
    monkeypatch.setattr(documents, "BATCH", 1)
    to_move = iter([fiches[4], fiches[0]])

    def progress(number):
        if page := next(to_move, None):
            FindablePage.objects.get(pk=page.pk).specific.move(planted.actualites, pos="last-child")

    rebuild(progress)
    assert_cluster_is_right()


@pytest.mark.postgresql
def test_a_killed_rebuild_leaves_the_old_index_serving_and_is_swept_away(fiches, wire, reindex):
    before = the_index()
    wire.keep, wire.passing_on = "_bulk", True
    process = reindex(wire.url)
    reaches_the_wire(process, wire)
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    assert len(all_indexes()) == 2
    assert held(before).keys() == held().keys()
    fiches[0].delete()
    assert answer(q="café")["engine"] == "elasticsearch"
    assert answer(q="café")["total"] == 4

    catch_up()
    assert the_index() == before
    assert_cluster_is_right()


def test_the_next_rebuild_sweeps_away_what_a_killed_one_left(fiches, wire, reindex):
    wire.keep = "_bulk"
    process = reindex(wire.url)
    reaches_the_wire(process, wire)
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    call_command("reindex")
    the_index()
    assert_cluster_is_right()


def test_a_second_rebuild_is_refused_and_leaves_the_first_alone(fiches, wire, reindex):
    wire.keep, wire.passing_on = "_bulk", True
    first = reindex(wire.url)
    reaches_the_wire(first, wire)
    with pytest.raises(CommandError, match=r"Une autre reconstruction est en cours depuis .*processus.*attendez"):
        call_command("reindex")
    catch_up()
    assert len(all_indexes()) == 2

    wire.release(deliver=True)
    said, complained = first.communicate(timeout=PATIENCE)
    assert (first.returncode, complained) == (0, "")
    assert said == f"L’alias pointe sur {the_index()}.\n"
    assert_cluster_is_right()


def test_two_rebuilds_that_start_at_once_are_one(fiches, monkeypatch):
    """Neither sees the other when it looks: the server decides."""
    claimed, look = [], indexes.remove_leftovers

    def be_overtaken(elastic):
        monkeypatch.setattr(indexes, "remove_leftovers", look)
        claimed.append(indexes.claim(elastic))

    monkeypatch.setattr(indexes, "remove_leftovers", be_overtaken)
    with pytest.raises(indexes.RebuildRunning):
        indexes.claim(client())
    assert len(all_indexes()) == 2
    assert filling() in all_indexes()[claimed[0]]


@pytest.mark.parametrize(("silent_for", "survives"), [(500, True), (700, False)])
def test_an_index_that_another_machine_fills_is_left_alone_while_it_shows_life(
    fiches, monkeypatch, silent_for, survives
):
    monkeypatch.setattr(indexes, "_place", lambda: "ailleurs")
    monkeypatch.setattr(indexes, "time", lambda: 1_000_000)
    name = indexes.claim(client())
    monkeypatch.setattr(indexes, "_place", lambda: "ici")
    monkeypatch.setattr(indexes, "time", lambda: 1_000_000 + silent_for)
    catch_up()
    assert (name in all_indexes()) is survives


def test_a_rebuild_shows_life_while_it_lasts(fiches, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.rebuild._LIFE_SECONDS", -1)
    monkeypatch.setattr(documents, "BATCH", 1)
    signs = set()

    def progress(number):
        (described,) = client().indices.get_mapping(index=filling()).values()
        signs.add(described["mappings"]["_meta"]["at"])

    rebuild(progress)
    assert len(signs) > 5


def test_a_document_the_cluster_refuses_stops_the_rebuild_and_the_old_index_serves_on(fiches):
    before = the_index()
    Entry.objects.filter(pk=fiches[0].pk).update(facets=f"type:fiche mot:{'x' * 40_000}")
    with pytest.raises(CommandError, match=f"refuse 1 pages, dont la page {fiches[0].pk}"):
        call_command("reindex", "--only-elasticsearch")
    assert the_index() == before
    with pytest.raises(DocumentsRefused):
        rebuild()
    assert answer(q="café")["engine"] == "elasticsearch"


def test_a_cluster_lost_during_a_rebuild_is_told_and_the_old_index_serves_on(fiches, wire, monkeypatch):
    before = the_index()
    wire.keep = "_bulk"
    monkeypatch.setattr("search.engines.elastic.client.REBUILD_SECONDS", 1)
    with through(wire.url, patient=True), pytest.raises(CommandError, match="l’index précédent reste en service"):
        call_command("reindex")
    assert the_index() == before
    with through(NOBODY), pytest.raises(CommandError, match="l’index précédent reste en service"):
        call_command("reindex")
    with through(NOBODY), pytest.raises(TransportError):
        rebuild()
    catch_up()
    assert_cluster_is_right()


def test_an_answer_lost_at_the_last_step_does_not_lose_the_index(fiches, wire, monkeypatch):
    before = the_index()
    wire.keep, wire.passing_on = "_aliases", True
    monkeypatch.setattr("search.engines.elastic.client.REBUILD_SECONDS", 1)
    with through(wire.url, patient=True):
        rebuild()
    assert the_index() != before
    assert_cluster_is_right()


def test_a_site_whose_prefix_begins_like_ours_keeps_its_indexes(fiches, settings):
    ours = settings.SPS_ELASTICSEARCH_PREFIX
    neighbour = f"{ours}-pages-voisin-pages-1"
    client().indices.create(index=neighbour)
    catch_up()
    rebuild()
    assert client().indices.exists(index=neighbour)


def test_a_terminal_shows_a_bar_that_fills(fiches, elasticsearch_url, reindex):
    terminal, end = pty.openpty()
    process = reindex(elasticsearch_url, stdout=end, stderr=end)
    os.close(end)
    assert process.wait(PATIENCE) == 0
    shown = os.read(terminal, 10_000).decode()
    os.close(terminal)
    total = Entry.objects.count()
    assert f"Elasticsearch [{'#' * 40}] {total}/{total}\r\nL’alias" in shown
    assert_cluster_is_right()


def test_every_entry_is_written_in_batches(fiches, monkeypatch):
    monkeypatch.setattr(documents, "BATCH", 4)
    numbers = [number for number, _ in write_all(client(), [alias()])]
    assert numbers[-1] == Entry.objects.count()
    assert numbers[:-1] == list(range(4, numbers[-1], 4))


def test_the_next_documents_are_read_while_the_cluster_takes_the_last_ones(fiches, wire, monkeypatch):
    monkeypatch.setattr(documents, "BATCH", 2)
    wire.keep = "_bulk"
    prepare, batches = documents._prepared, []

    def prepared(aliases, page_ids):
        batches.append(page_ids)
        if len(batches) == 2:
            assert wire.kept.wait(PATIENCE)
            wire.release(deliver=True)
        return prepare(aliases, page_ids)

    monkeypatch.setattr(documents, "_prepared", prepared)
    with through(wire.url, patient=True):
        numbers = [number for number, _ in write_all(client(), [alias()])]
    assert len(numbers) == len(batches) > 2
    assert_cluster_is_right()
