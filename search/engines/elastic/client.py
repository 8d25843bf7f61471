"""The connection, and the names of the indexes."""

from functools import lru_cache

from django.conf import settings
from elasticsearch import Elasticsearch

# A visitor does not wait longer for the cluster; the database answers then (design §5).
QUERY_SECONDS = 0.7
WRITE_SECONDS = 10


def alias() -> str:
    """The name searches go to; it points at one index `<alias>-<stamp>`."""
    return f"{settings.SPS_ELASTICSEARCH_PREFIX}-pages"


def client() -> Elasticsearch:
    """The client of the configured cluster: one URL, or several separated by commas."""
    return _client(settings.SPS_ELASTICSEARCH_URL)


@lru_cache(maxsize=4)
def _client(urls: str) -> Elasticsearch:
    # No retries: a lost node costs one try, then the other nodes are asked for the next request.
    hosts = [url.strip() for url in urls.split(",")]
    return Elasticsearch(hosts, request_timeout=WRITE_SECONDS, max_retries=len(hosts) - 1, retry_on_timeout=False)
