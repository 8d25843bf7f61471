"""What a cluster of three is for: the other tests of a lost node lean on this."""

import pytest
from elasticsearch import Elasticsearch

pytestmark = pytest.mark.slow


@pytest.fixture
def client(elasticsearch_cluster):
    # Asked of every living node in turn, as the site does.
    with Elasticsearch(elasticsearch_cluster.urls, request_timeout=60, retry_on_timeout=True, max_retries=5) as asked:
        yield asked


def whole(client):
    return not client.cluster.health(wait_for_status="green", wait_for_nodes="3", timeout="60s")["timed_out"]


def test_a_lost_node_loses_no_document_and_comes_back(elasticsearch_cluster, client):
    client.indices.create(index="pages", settings={"number_of_shards": 3, "number_of_replicas": 1})
    for number in range(30):
        client.index(index="pages", id=str(number), document={"titre": f"Page {number}"})
    client.indices.refresh(index="pages")
    assert whole(client)

    elasticsearch_cluster.kill(2)
    client.cluster.health(wait_for_nodes="2", wait_for_status="yellow", timeout="60s")
    assert client.count(index="pages")["count"] == 30
    client.index(index="pages", id="30", document={"titre": "Écrite pendant la panne"}, refresh=True)

    elasticsearch_cluster.start(2)
    assert whole(client)
    assert client.count(index="pages")["count"] == 31
