"""A cluster that is down, silent, slow or red costs an officer a moment at most, and loses nothing."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from search.engines.elastic import documents
from search.engines.elastic.client import alias, client
from search.engines.elastic.mapping import mappings
from search.engines.elastic.rebuild import rebuild
from search.engines.elastic.sync import catch_up, note_change, send_changes
from search.models import Entry, FindablePage
from tests.home import factories
from tests.search.clustered import NOBODY, assert_cluster_is_right, beside, due, held, through, waiting
from tests.search.finding import answer, elasticsearch, plant, slugs

pytestmark = pytest.mark.postgresql

PATIENCE = 120
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
SENDING = """
from search.engines.elastic.sync import note_change, send_changes
note_change(1)
send_changes()
"""


@pytest.fixture
def planted(transactional_db, elasticsearch_url):
    with elasticsearch(elasticsearch_url):
        yield factories.site()


@pytest.fixture
def fiche(planted):
    return plant(planted, "fiches", "cafe", "Le café des parents")


def answers_from_the_database(query, expected):
    said = answer(q=query, exact="1")
    return said["engine"] in {"sqlite", "postgresql"} and set(slugs(said)) == expected


def withdraw(page):
    FindablePage.objects.get(pk=page.pk).specific.unpublish()


def retitle(page, title):
    page.title = title
    page.save_revision().publish()


def test_what_is_saved_without_a_cluster_is_found_at_once_and_sent_when_it_returns(planted, fiche):
    other = plant(planted, "fiches", "the", "Le thé des parents")
    with through(NOBODY):
        retitle(fiche, "Le chocolat des parents")
        new = plant(planted, "fiches", "sirop", "Le sirop des parents")
        withdraw(other)
        assert waiting() == {fiche.pk, new.pk, other.pk}
        assert answers_from_the_database("parents", {"cafe", "sirop"})
        assert answers_from_the_database("chocolat", {"cafe"})
    # It is back, but does not know yet.
    assert answers_from_the_database("parents", {"cafe", "sirop"})

    catch_up()
    assert_cluster_is_right()
    assert answer(q="chocolat")["engine"] == "elasticsearch"
    assert set(slugs(answer(q="parents"))) == {"cafe", "sirop"}


def test_a_deletion_is_not_forgotten_while_the_cluster_is_away(planted, fiche):
    with through(NOBODY):
        fiche.delete()
        assert answers_from_the_database("café", set())
    assert fiche.pk in held()
    catch_up()
    assert_cluster_is_right()


def test_a_silent_cluster_is_waited_for_once_not_at_each_save(planted, fiche, wire):
    wire.keep = "/"
    with through(wire.url):
        retitle(fiche, "Le chocolat des parents")
        assert len(wire.seen) == 1
        for number in range(5):
            plant(planted, "fiches", f"the-{number}", "Le thé")
        assert answers_from_the_database("chocolat", {"cafe"})
    # The circuit is open: neither officers nor visitors wait again.
    assert len(wire.seen) == 1
    catch_up()
    assert_cluster_is_right()


def test_a_process_that_sent_changes_ends_even_when_the_cluster_trickles(transactional_db, trickle, tmp_path):
    sending = [sys.executable, MANAGE, "shell", "-c", SENDING]
    done = subprocess.run(sending, env=beside(trickle.url, tmp_path), capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert trickle.asked == 1
    assert not trickle.finished.is_set()
    assert waiting() == {1}


def test_three_silent_addresses_are_not_waited_for_one_after_the_other(planted, fiche, wire):
    wire.keep = "/"
    urls = ",".join(f"{wire.url}/{node}" for node in "abc")
    with through(urls):
        assert answers_from_the_database("café", {"cafe"})
    assert len(wire.seen) == 1
    with through(urls):
        retitle(fiche, "Le chocolat des parents")
    assert len(wire.seen) == 2


def test_a_dead_address_among_others_is_not_noticed(planted, fiche, elasticsearch_url):
    with through(f"{NOBODY},{elasticsearch_url}", patient=True):
        for _ in range(4):
            assert answer(q="café")["engine"] == "elasticsearch"
        retitle(fiche, "Le chocolat des parents")
        assert_cluster_is_right()


def test_a_change_that_arrives_late_does_not_undo_a_newer_one(planted, fiche, wire):
    wire.keep = "_bulk"
    with through(wire.url):
        retitle(fiche, "Le chocolat des parents")
    retitle(fiche, "Le sirop des parents")
    assert_cluster_is_right()

    wire.release(deliver=True)
    assert wire.delivered.wait(60)
    assert held()[fiche.pk] == due()[fiche.pk]
    assert set(slugs(answer(q="sirop", exact="1"))) == {"cafe"}


def test_a_page_that_arrives_late_does_not_come_back_after_its_deletion(planted, fiche, wire):
    wire.keep = "_bulk"
    with through(wire.url):
        retitle(fiche, "Le chocolat des parents")
    fiche.delete()
    wire.release(deliver=True)
    assert wire.delivered.wait(60)
    assert_cluster_is_right()


def test_a_withdrawal_read_before_a_publication_does_not_undo_it(planted, fiche, monkeypatch):
    """Two senders: the one that saw the page withdrawn sends after the one that saw it published."""
    prepare, others = documents._prepared, []

    def overtaken(aliases, page_ids):
        prepared = prepare(aliases, page_ids)
        if not others:
            others.append(fiche)
            retitle(FindablePage.objects.get(pk=fiche.pk).specific, "Le café revient")
        return prepared

    monkeypatch.setattr(documents, "_prepared", overtaken)
    withdraw(fiche)
    assert_cluster_is_right()
    assert set(slugs(answer(q="revient", exact="1"))) == {"cafe"}


def test_what_another_sends_before_a_number_is_taken_is_not_undone(planted, fiche, monkeypatch):
    """The rows are read after the number: whoever has the higher one knows what the other knew."""
    now, others = documents._now, []

    def overtaken():
        if not others:
            others.append(fiche)
            retitle(fiche, "Le café revient")
        return now()

    monkeypatch.setattr(documents, "_now", overtaken)
    note_change(fiche.pk)
    send_changes()
    assert_cluster_is_right()
    assert set(slugs(answer(q="revient", exact="1"))) == {"cafe"}


@pytest.mark.postgresql(only=True)
def test_a_withdrawal_by_a_machine_whose_clock_is_behind_is_heard(planted, fiche, monkeypatch):
    behind = documents.time_ns() - 3600 * 10**9
    monkeypatch.setattr(documents, "time_ns", lambda: behind)
    withdraw(fiche)
    assert_cluster_is_right()


def test_a_page_withdrawn_is_in_no_index_even_when_a_late_writer_brings_its_entry_back(planted, fiche):
    FindablePage.objects.filter(pk=fiche.pk).update(live=False)
    note_change(fiche.pk)
    send_changes()
    assert Entry.objects.filter(pk=fiche.pk).exists()
    assert not waiting()
    assert fiche.pk not in held()
    rebuild()
    assert fiche.pk not in held()
    assert held()


@pytest.fixture
def red(planted, fiche):
    """The index that answers has no shard anywhere; the block ends when it gets one."""
    old = next(iter(client().indices.get_alias(name=alias())))
    index = f"{alias()}-{int(old.rpartition('-')[2]) + 1}"
    nowhere = {"number_of_replicas": 0, "routing.allocation.require._name": "personne"}
    client().indices.create(index=index, mappings=mappings(), settings=nowhere, wait_for_active_shards="0")
    moved = [{"remove": {"index": old, "alias": alias()}}, {"add": {"index": index, "alias": alias()}}]
    client().indices.update_aliases(actions=moved)
    assert client().cluster.health(index=index)["status"] == "red"
    return index


def test_a_red_index_is_not_believed_and_gets_everything_once_healed(planted, fiche, red, elasticsearch_url):
    with through(elasticsearch_url):
        assert answers_from_the_database("café", {"cafe"})
    with through(elasticsearch_url):
        retitle(fiche, "Le chocolat des parents")
        assert waiting() == {fiche.pk}
        assert answers_from_the_database("chocolat", {"cafe"})

    client().indices.put_settings(index=red, settings={"index.routing.allocation.require._name": None})
    client().cluster.health(index=red, wait_for_status="green", timeout="60s")
    for page in due():
        note_change(page)
    catch_up()
    assert_cluster_is_right()


def test_a_document_the_cluster_refuses_holds_back_no_other(planted, fiche, caplog):
    Entry.objects.filter(pk=fiche.pk).update(facets=f"type:fiche mot:{'x' * 40_000}")
    with through(NOBODY):
        note_change(fiche.pk)
        other = plant(planted, "fiches", "the", "Le thé des parents")
    with caplog.at_level(logging.ERROR):
        catch_up()
    assert f"refusé la page {fiche.pk}" in caplog.text
    assert waiting() == {fiche.pk}
    assert held()[other.pk] == due()[other.pk]
    # The cluster does not know all: the database answers.
    assert answers_from_the_database("parents", {"cafe", "the"})


def test_nor_do_more_of_them_than_go_in_one_request(planted, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.sync.BATCH", 2)
    with through(NOBODY):
        refused = {plant(planted, "fiches", f"cafe-{number}", "Le café").pk for number in range(4)}
        Entry.objects.filter(pk__in=refused).update(facets=f"type:fiche mot:{'x' * 40_000}")
        others = {plant(planted, "fiches", f"the-{number}", "Le thé").pk for number in range(3)}
    catch_up()
    assert waiting() == refused
    assert others <= held().keys()


def test_an_officer_does_not_send_what_waits_from_a_long_absence(planted, fiche, wire, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.sync.BATCH", 10)
    with through(NOBODY):
        for number in range(25):
            note_change(10_000 + number)
    with through(wire.url, patient=True):
        send_changes()
    assert wire.count("_bulk") == 1
    assert len(waiting()) == 15
    catch_up()
    assert_cluster_is_right()
