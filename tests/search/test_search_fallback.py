"""When the cluster is down or silent, visitors get the same answers from the database."""

import socket
import threading
from datetime import datetime, timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Page

from search.engines import health as engines_health
from search.engines.circuit import OPEN_SECONDS, Circuit
from search.engines.elastic import calls, sync
from search.engines.elastic import engine as elastic_engine
from search.engines.elastic.client import client
from search.models import IndexChange
from tests.home.factories import site
from tests.search.clustered import through
from tests.search.finding import answer, committed, elasticsearch, plant, read_also, slugs

pytestmark = pytest.mark.postgresql

PATIENCE = 120
DATABASES = {"sqlite", "postgresql"}


@pytest.fixture
def planted(db):
    with committed():
        planted = site()
        plant(planted, "actualites", "nouvelle", "Un jardin")
    return planted


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def circuit(monkeypatch, clock):
    """A circuit whose time passes only when told."""
    circuit = Circuit(lambda: clock[0])
    monkeypatch.setattr(elastic_engine, "circuit", circuit)
    monkeypatch.setattr(sync, "circuit", circuit)
    monkeypatch.setattr(engines_health, "circuit", circuit)
    return circuit


@pytest.fixture
def nobody():
    """An address where nothing listens."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{kept.getsockname()[1]}"


@pytest.fixture
def silence():
    """A server that accepts and never answers; `accepted` says how often it was asked."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def cluster(planted, elasticsearch_url):
    """A real cluster that knows the site."""
    with elasticsearch(elasticsearch_url):
        yield


def accepted(server):
    """How many connections came since last asked."""
    number = 0
    while True:
        try:
            connection, _ = server.accept()
        except BlockingIOError:
            return number
        connection.close()
        number += 1


def test_a_cluster_that_is_down_is_not_noticed(planted, circuit, nobody):
    with override_settings(SPS_ELASTICSEARCH_URL=nobody):
        found = answer(q="jardin")
        client().close()
    assert found["engine"] in DATABASES
    assert slugs(found) == ["nouvelle"]


def test_a_silent_cluster_is_waited_for_once_then_left_alone_for_a_while(planted, circuit, clock, silence):
    address = f"http://127.0.0.1:{silence.getsockname()[1]}"
    with override_settings(SPS_ELASTICSEARCH_URL=address):
        # A query without exact hits asks twice, and once more for its correction: the waiting is shared.
        assert answer(q="jardin licorne")["engine"] in DATABASES
        assert accepted(silence) == 1
        assert slugs(answer(q="jardin")) == ["nouvelle"]
        assert accepted(silence) == 0

        clock[0] += OPEN_SECONDS
        assert slugs(answer(q="jardin")) == ["nouvelle"]
        assert accepted(silence) == 1
        client().close()


def test_a_cluster_that_trickles_its_answer_keeps_no_visitor_waiting_for_its_end(planted, circuit, trickle):
    with override_settings(SPS_ELASTICSEARCH_URL=trickle.url):
        found = answer(q="jardin")
        assert not trickle.finished.is_set()
        assert found["engine"] in DATABASES
        assert slugs(found) == ["nouvelle"]
        asked = trickle.asked
        assert asked
        assert slugs(answer(q="jardin")) == ["nouvelle"]
        assert trickle.asked == asked
        client().close()


def test_nor_does_it_keep_the_reader_of_a_page_with_pages_alike(planted, circuit, trickle):
    with committed():
        plant(planted, "actualites", "voisine", "Un jardin partagé")
    page = Page.objects.get(slug="nouvelle")
    with override_settings(SPS_ELASTICSEARCH_URL=trickle.url):
        assert set(read_also(page.get_url())) == {"voisine"}
        assert trickle.asked
        assert not trickle.finished.is_set()
        client().close()


def test_nor_an_officer_who_saves_and_what_was_saved_waits_for_the_cluster(planted, circuit, trickle):
    with override_settings(SPS_ELASTICSEARCH_URL=trickle.url), committed():
        saved = plant(planted, "actualites", "voisine", "Un jardin partagé")
    assert trickle.asked
    assert not trickle.finished.is_set()
    assert set(IndexChange.objects.values_list("page_id", flat=True)) == {saved.pk}
    with override_settings(SPS_ELASTICSEARCH_URL=trickle.url):
        assert slugs(answer(q="partagé")) == ["voisine"]
        client().close()


def test_late_answers_are_not_waited_for_and_a_healthy_cluster_is_asked_again(cluster, circuit, trickle, monkeypatch):
    monkeypatch.setattr(calls, "_free", threading.Semaphore(2))
    for _ in range(2):
        with through(trickle.url):
            assert answer(q="jardin")["engine"] in DATABASES
    for thread in threading.enumerate():
        if thread.name == "elasticsearch":
            thread.join(PATIENCE)
    assert trickle.asked == 2
    assert not trickle.finished.is_set()
    assert answer(q="jardin")["engine"] == "elasticsearch"


def test_the_database_answers_at_once_while_late_answers_hold_all_connections(cluster, circuit, monkeypatch):
    monkeypatch.setattr(calls, "_free", threading.Semaphore(0))
    found = answer(q="jardin")
    assert found["engine"] in DATABASES
    assert slugs(found) == ["nouvelle"]


def test_a_circuit_closes_by_itself_when_the_cluster_is_back(cluster, circuit, clock):
    circuit.failed()
    assert answer(q="jardin")["engine"] in DATABASES
    clock[0] += OPEN_SECONDS
    assert answer(q="jardin")["engine"] == "elasticsearch"
    assert answer(q="jardin")["engine"] == "elasticsearch"


def test_a_query_the_cluster_cannot_read_does_not_send_it_away(cluster, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(elastic_engine, "search_body", lambda *of: {"query": {"no such query": {}}})
        assert slugs(answer(q="jardin")) == ["nouvelle"]
    assert answer(q="jardin")["engine"] == "elasticsearch"


def health():
    """What the machines' door says of the search."""
    told = Client().get("/healthz?full").json()
    return told["engine"], told["cluster"]


def test_operators_are_told_who_answers_and_why_it_is_not_the_cluster(cluster, circuit, clock):
    well = {"open_since": None, "waiting": 0}
    assert health() == ("elasticsearch", well)

    before = timezone.now().replace(microsecond=0)
    circuit.failed()
    engine, told = health()
    assert engine in DATABASES
    assert told["waiting"] == 0
    assert before <= datetime.fromisoformat(told["open_since"]) <= timezone.now()

    # A second failure is the same trouble, told from its beginning.
    clock[0] += OPEN_SECONDS
    circuit.failed()
    _, told = health()
    assert timezone.now() - datetime.fromisoformat(told["open_since"]) >= timedelta(seconds=OPEN_SECONDS)
    circuit.succeeded()
    assert health() == ("elasticsearch", well)

    sync.note_change(Page.objects.get(slug="nouvelle").pk)
    engine, told = health()
    assert engine in DATABASES
    assert told == {"open_since": None, "waiting": 1}


def test_without_a_cluster_the_database_is_named(planted):
    engine, told = health()
    assert engine in DATABASES
    assert told is None


def test_a_machine_that_only_asks_whether_the_site_lives_costs_no_query(planted, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/healthz").json() == {"status": "ok"}
