"""The engine: asks the cluster in time, or lets the database answer."""

import logging
from collections import Counter
from typing import Any

from elasticsearch import ApiError, TransportError
from wagtail.models import PageViewRestriction

from search.engines.circuit import Circuit
from search.engines.contract import NEAR_BELOW, Answer, Engine
from search.french import ParsedQuery
from search.models import IndexChange
from search.request import SearchRequest

from .client import QUERY_SECONDS, alias, client
from .query import Hidden, near_body, search_body

logger = logging.getLogger(__name__)
circuit = Circuit()
MOST_PENDING = 500  # beyond, the cluster is too far behind to be asked


class ElasticsearchEngine:
    """Answers from the cluster; `name` says who really did."""

    def __init__(self, fallback: Engine) -> None:
        self._fallback = fallback
        self.name = "elasticsearch"

    def answer(self, request: SearchRequest, parsed: ParsedQuery) -> Answer:
        pending = list(IndexChange.objects.values_list("page_id", flat=True)[: MOST_PENDING + 1])
        if len(pending) <= MOST_PENDING and circuit.allows():
            try:
                found = self._ask(request, parsed, Hidden(_restricted_paths(), pending))
            except (ApiError, TransportError) as error:
                circuit.failed()
                logger.warning("Elasticsearch ne répond pas, la base de données prend le relais : %s", error)
            else:
                circuit.succeeded()
                return found
        self.name = self._fallback.name
        return self._fallback.answer(request, parsed)

    def _ask(self, request: SearchRequest, parsed: ParsedQuery, hidden: Hidden) -> Answer:
        found = _search(search_body(request, parsed, hidden))
        total = found["hits"]["total"]["value"]
        near: list[int] = []
        if total < NEAR_BELOW and len(parsed.clauses) > 1:
            near = _ids(_search(near_body(request, parsed, hidden)))
        return Answer(total, _ids(found), near, _counts(found))


def _search(body: dict[str, Any]) -> dict[str, Any]:
    asked = client().options(request_timeout=QUERY_SECONDS)
    answered = asked.search(index=alias(), body=body, allow_partial_search_results=False)
    return dict(answered)


def _restricted_paths() -> list[str]:
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def _ids(found: dict[str, Any]) -> list[int]:
    return [int(hit["_id"]) for hit in found["hits"]["hits"]]


def _counts(found: dict[str, Any]) -> dict[str, Counter[str]]:
    groups = dict(found["aggregations"])
    facets = {name: group[name] for name, group in groups.items() if name != "free"}
    facets |= {name: value for name, value in groups["free"].items() if name != "doc_count"}
    counted = {
        name: Counter({bucket["key"]: bucket["doc_count"] for bucket in facet["buckets"]})
        for name, facet in facets.items()
    }
    return {name: counts for name, counts in counted.items() if counts}
