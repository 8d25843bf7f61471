"""The shape of a document: analysed text split on spaces, facets as keywords."""

from collections.abc import Mapping
from typing import Any

from search.models import Entry
from search.request import FACETS

# field → boost: title, tags, summary, body, documents, as in the other engines.
TEXT_FIELDS: Mapping[str, float] = {
    "title_terms": 10.0,
    "tag_terms": 5.0,
    "summary_terms": 3.0,
    "body_terms": 1.0,
    "document_terms": 0.5,
}


def settings(shards: int, replicas: int) -> dict[str, Any]:
    """Index settings; deleted documents are remembered long enough for a rebuild to overtake them."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "1s",
        "gc_deletes": "1h",
    }


def mappings() -> dict[str, Any]:
    text = {"type": "text", "analyzer": "whitespace"}
    return {
        "dynamic": "strict",
        "properties": {
            **dict.fromkeys(TEXT_FIELDS, text),
            **{facet_field(name): {"type": "keyword"} for name in FACETS},
            "page_id": {"type": "long"},
            "branch": {"type": "keyword"},
            "family": {"type": "long"},
            "sort_title": {"type": "keyword"},
            "sort_date": {"type": "date"},
        },
    }


def facet_field(parameter: str) -> str:
    return f"facet_{parameter}"


def document(entry: Entry, branch: list[int]) -> dict[str, Any]:
    """The document of an entry; `branch`: ids of its page and of those above it, for view restrictions.

    Not the page's path: moving a sibling changes it without a word.
    """
    facets: dict[str, list[str]] = {}
    for token in entry.facets.split():
        name, _, value = token.partition(":")
        facets.setdefault(facet_field(name), []).append(value)
    return {
        **facets,
        **{name: getattr(entry, name) for name in TEXT_FIELDS},
        "page_id": entry.pk,
        "branch": [str(pk) for pk in branch],
        "family": entry.family,
        "sort_title": entry.sort_title,
        "sort_date": entry.sort_date.isoformat() if entry.sort_date else None,
    }
