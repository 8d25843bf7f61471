"""The connection, and the names that stand for the indexes."""

import ssl
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from elasticsearch import Elasticsearch

from .calls import CONNECTIONS, EndableNode, within

# A visitor does not wait longer for the cluster; the database answers then (design §5).
QUERY_SECONDS = 0.7
WRITE_SECONDS = 10
REBUILD_SECONDS = 60


def alias() -> str:
    """The name searches go to; it points at one index `<alias>-<stamp>`."""
    return f"{settings.SPS_ELASTICSEARCH_PREFIX}-pages"


def filling() -> str:
    """The name of the index that a rebuild fills: what changes meanwhile is written there too."""
    return f"{settings.SPS_ELASTICSEARCH_PREFIX}-filling"


def client() -> Elasticsearch:
    """The client of the configured cluster; raises ImproperlyConfigured when it cannot be made."""
    try:
        return _client(settings.SPS_ELASTICSEARCH_URL, settings.SPS_ELASTICSEARCH_CA_CERTS)
    except (ValueError, OSError) as error:
        raise ImproperlyConfigured(
            "ELASTICSEARCH_URL : une adresse complète, http://… ou https://nom:secret@…:9200, ou plusieurs séparées par"
            " des virgules ; SPS_ELASTICSEARCH_CA_CERTS : le chemin d’un fichier de certificats, s’il en faut un."
            f" ({error})"
        ) from error


def search_within(seconds: float, body: dict[str, Any]) -> dict[str, Any]:
    """One search that is over in `seconds`, or raises ConnectionTimeout."""
    asked = client().options(request_timeout=seconds)
    ask = partial(asked.search, index=alias(), body=body, allow_partial_search_results=False)
    return dict(within(seconds, ask))


def rebuild_client() -> Elasticsearch:
    """The same with patience, for a command: every step of a rebuild may be done twice."""
    return client().options(request_timeout=REBUILD_SECONDS, retry_on_timeout=True)


@lru_cache(maxsize=4)
def _client(urls: str, ca_certs: str) -> Elasticsearch:
    hosts = [url.strip() for url in urls.split(",")]
    authority: dict[str, Any] = {"ca_certs": ca_certs} if ca_certs else {}
    if ca_certs:
        ssl.create_default_context(cafile=ca_certs)  # The client would read it at the first search.
    return Elasticsearch(
        hosts,
        request_timeout=WRITE_SECONDS,
        node_class=EndableNode,
        connections_per_node=CONNECTIONS,
        # A node that refuses is lost at once: the next one is asked. One that keeps silent, or is
        # overwhelmed, has used up the time of who waits: no second try, the database answers.
        max_retries=len(hosts) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
        **authority,
    )
