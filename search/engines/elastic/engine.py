"""The engine: asks the cluster in time, or lets the database answer."""

import logging
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from elasticsearch import ApiError, BadRequestError, ConnectionTimeout, TransportError
from wagtail.models import PageViewRestriction

from search.engines.circuit import Circuit
from search.engines.contract import NEAR_BELOW, Alike, Answer, Engine, Likeness
from search.french import ParsedQuery
from search.models import IndexChange
from search.request import SearchRequest

from .client import QUERY_SECONDS, search_within
from .mapping import facet_field
from .query import alike_body, near_body, search_body

logger = logging.getLogger(__name__)
circuit = Circuit()
Found = TypeVar("Found")


class ElasticsearchEngine:
    """Answers one visitor from the cluster, within `seconds` in all; `name` says who really did."""

    def __init__(self, fallback: Engine, seconds: float | None = None) -> None:
        self._fallback = fallback
        self._seconds = seconds or QUERY_SECONDS
        self._deadline: float | None = None
        self.name = "elasticsearch"

    def answer(self, request: SearchRequest, parsed: ParsedQuery) -> Answer:
        return self._in_time(lambda: self._ask(request, parsed), lambda: self._fallback.answer(request, parsed))

    def alike(self, likeness: Likeness) -> list[Alike]:
        if not likeness.words and not likeness.themes:
            return []
        return self._in_time(lambda: self._ask_alike(likeness), lambda: self._fallback.alike(likeness))

    def _in_time(self, ask: Callable[[], Found], fall_back: Callable[[], Found]) -> Found:
        """What the cluster finds, or the database when the cluster is silent, late or behind."""
        # While changes wait for the cluster, the database alone knows what is public and new.
        if not IndexChange.objects.exists() and circuit.allows():
            try:
                found = ask()
            except (ApiError, TransportError) as error:
                # A query it cannot read says nothing about its health.
                if not isinstance(error, BadRequestError):
                    circuit.failed()
                logger.warning("Elasticsearch ne répond pas, la base de données prend le relais : %s", error)
            else:
                circuit.succeeded()
                return found
        self.name = self._fallback.name
        return fall_back()

    def _ask_alike(self, likeness: Likeness) -> list[Alike]:
        found = self._search(alike_body(likeness, _restricted()))
        return [Alike(int(hit["_id"]), hit["fields"][facet_field("type")][0]) for hit in found["hits"]["hits"]]

    def _ask(self, request: SearchRequest, parsed: ParsedQuery) -> Answer:
        restricted = _restricted()
        found = self._search(search_body(request, parsed, restricted))
        total = found["hits"]["total"]["value"]
        near: list[int] = []
        if total < NEAR_BELOW and len(parsed.clauses) > 1:
            near = _ids(self._search(near_body(request, parsed, restricted)))
        return Answer(total, _ids(found), near, _counts(found))

    def _search(self, body: dict[str, Any]) -> dict[str, Any]:
        """One request; all those of one visitor share the time he waits."""
        self._deadline = self._deadline or monotonic() + self._seconds
        left = self._deadline - monotonic()
        if left <= 0:
            raise ConnectionTimeout("La recherche a pris tout son temps.")
        return search_within(left, body)


def _restricted() -> list[int]:
    """Ids of the pages that carry a view restriction."""
    return list(PageViewRestriction.objects.values_list("page_id", flat=True))


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
