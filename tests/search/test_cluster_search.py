"""Three nodes, one replica: a node lost under the visitors' hands fails no search and loses no document."""

import threading
from collections import Counter
from contextlib import contextmanager, suppress
from time import monotonic

import pytest
from django.db import connection, connections
from elasticsearch import ApiError, TransportError

from search.engines.elastic.client import alias, client
from search.engines.elastic.rebuild import rebuild
from search.engines.elastic.sync import catch_up
from search.models import FindablePage
from tests.home import factories
from tests.search.clustered import assert_cluster_is_right, indexes, through, waiting
from tests.search.finding import answer, elasticsearch, plant, slugs

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 180
CAFES = {f"cafe-{number}" for number in range(25)}
NODES = {f"noeud-{number}": number for number in (1, 2, 3)}


class Visitors(threading.Thread):
    """Ask again and again, page after page; note who answered, and every answer that is not whole."""

    def __init__(self):
        super().__init__()
        self.leave = threading.Event()
        self.engines = Counter()
        self.wrong = []
        self._turn = threading.Condition()

    def run(self):
        try:
            while not self.leave.wait(0.1):
                self._ask()
        except BaseException as error:
            self.wrong.append(repr(error))
        finally:
            connections.close_all()

    def _ask(self):
        pages = [answer(q="café", exact="1", page=number) for number in (1, 2)]
        found = [slug for page in pages for slug in slugs(page)]
        if sorted(found) != sorted(CAFES) or {page["total"] for page in pages} != {25}:
            self.wrong.append(found)
        with self._turn:
            self.engines.update(page["engine"] for page in pages)
            self._turn.notify_all()

    def wait_for(self, engine_name, number=10):
        """Wait until so many more answers came from this engine."""
        wanted = self.engines[engine_name] + number
        with self._turn:
            assert self._turn.wait_for(lambda: self.engines[engine_name] >= wanted or self.wrong, PATIENCE)
        assert self.wrong == []


@contextmanager
def visited():
    visitors = Visitors()
    visitors.start()
    try:
        yield visitors
    finally:
        visitors.leave.set()
        visitors.join(PATIENCE)
    assert visitors.wrong == []


@pytest.fixture
def planted(elasticsearch_cluster, settings, monkeypatch):
    """A site on the whole cluster; after a failure it asks again soon, so that the test need not wait."""
    monkeypatch.setattr("search.engines.circuit.OPEN_SECONDS", 1)
    settings.SPS_ELASTICSEARCH_REPLICAS = 1
    with elasticsearch(",".join(elasticsearch_cluster.urls)):
        site = factories.site()
        for slug in sorted(CAFES):
            plant(site, "fiches", slug, "Le café des parents")
        whole()
        # As long as in production: a lost node must be noticed in time.
        with through(settings.SPS_ELASTICSEARCH_URL):
            yield site
        # A test that failed half-way must not cost the next ones their cluster.
        for number in NODES.values():
            elasticsearch_cluster.start(number)
        whole()


def until(condition, what):
    """Ask until it is so; the cluster's own waiting is used where it has any."""
    deadline, pause = monotonic() + PATIENCE, threading.Event()
    while not condition():
        assert monotonic() < deadline, what
        pause.wait(0.5)


def whole(nodes=3):
    """All nodes there, every shard of ours twice."""
    asked = client().options(request_timeout=30)
    until(
        lambda: (
            not asked.cluster.health(index=alias(), wait_for_nodes=str(nodes), wait_for_status="green", timeout="20s")[
                "timed_out"
            ]
        ),
        "the cluster is not whole",
    )


def sent():
    """The clock's turn: whether nothing waits after it. The cluster may not be ready for it."""
    with suppress(ApiError, TransportError):
        catch_up()
    return not waiting()


def master():
    return NODES[client().cat.master(format="json")[0]["node"]]


def holder_of_the_primary():
    shards = client().cat.shards(index=alias(), format="json")
    return NODES[next(shard["node"] for shard in shards if shard["prirep"] == "p")]


@pytest.mark.parametrize("lost", [master, holder_of_the_primary])
def test_a_node_lost_while_visitors_search_is_not_noticed(elasticsearch_cluster, planted, lost):
    number = lost()
    with visited() as visitors:
        visitors.wait_for("elasticsearch")
        elasticsearch_cluster.kill(number)
        # Two nodes go on answering, and take what is saved.
        visitors.wait_for("elasticsearch")
        plant(planted, "fiches", "the", "Le thé des parents")
        until(sent, "the change was not taken")
        visitors.wait_for("elasticsearch")
        assert set(slugs(answer(q="thé", exact="1"))) == {"the"}
        elasticsearch_cluster.start(number)
        whole()
        visitors.wait_for("elasticsearch")
    assert_cluster_is_right()
    copies = client().cat.shards(index=alias(), format="json")
    assert {shard["docs"] for shard in copies} == {str(FindablePage.objects.filter(live=True).count())}
    assert len(copies) == 2


def test_a_cluster_without_majority_loses_nothing_that_is_saved(elasticsearch_cluster, planted):
    """Two of three nodes lost: the third may not write; the database answers and keeps what is to be sent."""
    with visited() as visitors:
        visitors.wait_for("elasticsearch")
        for number in (1, 2):
            elasticsearch_cluster.kill(number)
        new = plant(planted, "fiches", "the", "Le thé des parents")
        gone = plant(planted, "fiches", "sirop", "Le sirop des parents")
        gone.delete()
        assert waiting() == {new.pk, gone.pk}
        visitors.wait_for(connection.vendor)
        assert set(slugs(answer(q="thé parents", exact="1"))) == {"the"}

        for number in (1, 2):
            elasticsearch_cluster.start(number)
        whole()
        until(sent, "the changes were not taken")
        visitors.wait_for("elasticsearch")
    assert_cluster_is_right()


def test_a_node_lost_during_a_rebuild_does_not_stop_it(elasticsearch_cluster, planted, monkeypatch):
    monkeypatch.setattr("search.engines.elastic.documents.BATCH", 5)
    before, number = indexes(), master()
    killed = []

    def progress(_):
        if not killed:
            killed.append(elasticsearch_cluster.kill(number))

    with visited() as visitors:
        rebuild(progress)
        visitors.wait_for("elasticsearch")
        elasticsearch_cluster.start(number)
        whole()
    assert len(indexes()) == 1
    assert indexes().keys().isdisjoint(before)
    assert_cluster_is_right()
