"""A search as one Elasticsearch request: hits, total and every facet. Pure functions."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from search.engines.contract import ALIKE_MOST, NEAR_MOST, PAGE_SIZE, Likeness
from search.engines.weights import PERCENT_OF_KIND, WEIGHT_OF_KIND, says_what_it_is_about, side_by_side
from search.french import Clause, ParsedQuery
from search.kinds import Kind
from search.request import FACETS, SearchRequest

from .mapping import TEXT_FIELDS, facet_field

Json = dict[str, Any]
FACET_SIZE = 10_000  # every value, not the ten Elasticsearch gives by default
_FIELDS = [f"{name}^{boost}" for name, boost in TEXT_FIELDS.items()]
_ABOUT = _FIELDS[:3]  # title, tags, summary
_EQUIVALENT, _BESIDE = 0.4, 0.3  # what the words as typed are worth 1


def search_body(request: SearchRequest, parsed: ParsedQuery, restricted: list[int]) -> Json:
    """The request for the exact hits of one page of results, with the counts of all.

    `restricted`: ids of the pages that carry a view restriction, on themselves and all below.
    """
    return {
        "query": _scored({"bool": {**_wanted(parsed), **_limits(request, parsed, restricted)}}),
        "post_filter": {"bool": {"filter": _chosen(request)}},
        "aggs": _counts(request),
        "sort": _sort(request),
        "from": (request.page - 1) * PAGE_SIZE,
        "size": PAGE_SIZE,
        "track_total_hits": True,
        "_source": False,
    }


def near_body(request: SearchRequest, parsed: ParsedQuery, restricted: list[int]) -> Json:
    """The request for the pages that have at least half of the words, but not all."""
    limits = _limits(request, parsed, restricted)
    wanted = _clauses(parsed)
    at_least = ceil(len(wanted) / 2)
    is_about = says_what_it_is_about(at_least, has_unknown=parsed.has_unknown)
    words = {
        "should": [_counted(clause) for clause in _clauses(parsed, _ABOUT if is_about else _FIELDS)],
        "minimum_should_match": at_least,
        "filter": limits["filter"] + _chosen(request),
        "must_not": [*limits["must_not"], {"bool": {"must": wanted}}],
    }
    return {"query": {"bool": words}, "sort": _by_relevance(), "size": NEAR_MOST, "_source": False}


def alike_body(likeness: Likeness, restricted: list[int]) -> Json:
    """The request for the pages like another: whole numbers add up, the best page of each family stays."""
    words = [_worth(_phrase((term,), _FIELDS, 1), worth) for term, worth in likeness.words]
    themes = [_worth({"term": {facet_field("theme"): slug}}, worth) for slug, worth in likeness.themes]
    own = {"term": {"family": likeness.family}}
    shared = {
        "bool": {
            "should": [*words, *themes],
            "minimum_should_match": 1,
            "must_not": [own, *_private(restricted)],
        }
    }
    return {
        "query": _scored(shared, PERCENT_OF_KIND),
        "collapse": {"field": "family"},
        "sort": [{"_score": {"order": "desc"}}, {"page_id": {"order": "desc"}}],
        "size": ALIKE_MOST,
        "docvalue_fields": [facet_field("type")],
        "_source": False,
    }


def _worth(query: Json, worth: int) -> Json:
    return {"constant_score": {"filter": query, "boost": worth}}


def _counted(clause: Json) -> Json:
    """A clause whose score tells first that it was met: pages that meet more of them come first."""
    met = {"constant_score": {"filter": {"match_all": {}}, "boost": 1000}}
    return {"bool": {"must": [_scored(clause)], "should": [met]}}


def _wanted(parsed: ParsedQuery) -> Json:
    """All clauses; a page where the words stand side by side as typed comes first."""
    beside = [_phrase(terms, _FIELDS, _BESIDE) for terms in side_by_side(parsed.clauses) if terms]
    return {"must": _clauses(parsed), "should": beside}


def _clauses(parsed: ParsedQuery, fields: list[str] = _FIELDS) -> list[Json]:
    return [_clause(clause, fields) for clause in parsed.clauses] or [{"match_all": {}}]


def _clause(clause: Clause, fields: list[str] = _FIELDS) -> Json:
    """Any of the alternatives; what a page has of them adds up, as in the other engines."""
    queries = [
        _phrase(terms, fields, 1 if weight >= 1 else weight * _EQUIVALENT) for terms, weight in clause.alternatives
    ]
    return {"dis_max": {"queries": queries, "tie_breaker": 1}}


def _phrase(terms: tuple[str, ...], fields: list[str], boost: float) -> Json:
    kind = "phrase" if len(terms) > 1 else "most_fields"
    return {"multi_match": {"query": " ".join(terms), "fields": fields, "type": kind, "boost": boost}}


def _limits(request: SearchRequest, parsed: ParsedQuery, restricted: list[int]) -> dict[str, list[Json]]:
    kind = [{"term": {facet_field("type"): str(request.kind)}}] if request.kind else []
    return {"filter": kind, "must_not": [*map(_clause, parsed.excluded), *_private(restricted)]}


def _private(restricted: list[int]) -> list[Json]:
    return [{"terms": {"branch": [str(pk) for pk in restricted]}}] if restricted else []


def _chosen(request: SearchRequest, but: str = "") -> list[Json]:
    return [
        {"terms": {facet_field(name): list(values)}}
        for name, values in request.chosen.items()
        if values and name != but
    ]


def _counts(request: SearchRequest) -> Json:
    """Each facet counted without its own selection: one filter for all those that have none."""
    free = {name: _terms(name) for name in FACETS if not request.chosen.get(name)}
    counts = {"free": {"filter": {"bool": {"filter": _chosen(request)}}, "aggs": free}}
    for name in FACETS.keys() - free.keys():
        others = {"bool": {"filter": _chosen(request, but=name)}}
        counts[name] = {"filter": others, "aggs": {name: _terms(name)}}
    return counts


def _terms(parameter: str) -> Json:
    return {"terms": {"field": facet_field(parameter), "size": FACET_SIZE}}


def _scored(query: Json, weight_of_kind: Mapping[Kind, float] = WEIGHT_OF_KIND) -> Json:
    weights = [
        {"filter": {"term": {facet_field("type"): kind.value}}, "weight": weight}
        for kind, weight in weight_of_kind.items()
    ]
    return {"function_score": {"query": query, "functions": weights, "score_mode": "first", "boost_mode": "multiply"}}


_LAST: Json = {"page_id": {"order": "asc"}}
_NEWEST: Json = {"sort_date": {"order": "desc", "missing": "_last"}}


def _sort(request: SearchRequest) -> list[Json]:
    """A total order, so that pages of results never overlap."""
    if request.sort == "titre":
        return [{"sort_title": {"order": "asc"}}, _LAST]
    if request.sort == "date" or not request.query:
        return [_NEWEST, _LAST]
    return _by_relevance()


def _by_relevance() -> list[Json]:
    return [{"_score": {"order": "desc"}}, _NEWEST, _LAST]
