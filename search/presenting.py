"""Results as the templates and the machines want them (design §4)."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from .excerpts import excerpt, marked
from .french import highlight
from .labels import MOST_VALUES, facet_title, labels_left_out, most_frequent
from .models import Entry
from .request import FACETS, SORTS, SearchRequest
from .service import Results

OPEN_FACETS = ("type", "academie", "theme")
SHOWN_VALUES = 30  # of a facet on the page; the JSON gives more
HIDDEN_FACETS = ("etablissement", "mot")  # too many values to browse: shown when chosen


@dataclass(frozen=True)
class Tag:
    label: str
    url: str


@dataclass(frozen=True)
class Picture:
    """An image ready for `<img>`."""

    src: str
    width: int
    height: int
    alt: str = ""
    srcset: str = ""
    sizes: str = ""


@dataclass(frozen=True)
class Card:
    """One found thing, everywhere (components/card.html)."""

    url: str
    title: str
    kicker: str = ""
    title_html: SafeString | str = ""
    meta: str = ""
    excerpt_html: SafeString | str = ""
    tags: list[Tag] = field(default_factory=list)
    picture: Picture | None = None
    near: bool = False


def card_of(entry: Entry, results: Results, request: HttpRequest, *, near: bool = False) -> Card:
    """The card of a hit, its words highlighted."""
    page = entry.page
    passage = _passage(entry, results)
    return Card(
        url=page.get_url(request) or "",
        title=page.title,
        kicker=entry.kicker,
        title_html=marked(page.title, results.parsed),
        meta=_meta(entry, results),
        excerpt_html=marked(passage, results.parsed),
        tags=tags_of(entry, results),
        near=near,
    )


def _passage(entry: Entry, results: Results) -> str:
    """The excerpt of the page, or that of the document that has what the page lacks."""
    found = results.in_documents.get(entry.pk)
    return (found and found.passage) or excerpt(entry, results.parsed)


def _meta(entry: Entry, results: Results) -> str:
    """What the page says of itself, and what answers that its title and its text do not show."""
    found = results.in_documents.get(entry.pk)
    in_document = f"Dans le document « {found.title} »" if found else ""
    return " · ".join(filter(None, [entry.meta, _filed_under(entry, results), in_document]))


def _filed_under(entry: Entry, results: Results) -> str:
    """What the page is sorted by that answers, when it says it nowhere; themes and académies show as tags."""
    if not entry.is_answered_by_tags_alone(results.parsed.wanted):
        return ""
    labels = [results.labels[pair].text for pair in entry.filed_under if pair in results.labels]
    answering = [label for label in labels if highlight(label, results.parsed)]
    return f"Classé sous : {', '.join(answering)}" if answering else ""


def tags_of(entry: Entry, results: Results) -> list[Tag]:
    """Themes and académies, each a link into the search."""
    base = reverse("search")
    return [
        Tag(results.labels[pair].text, f"{base}?{pair[0]}={pair[1]}") for pair in entry.tags if pair in results.labels
    ]


def facet_values(results: Results, parameter: str, most: int) -> list[dict]:
    """value, label, count, selected of one facet: those found, and those chosen even with none."""
    counted = results.answer.counts.get(parameter, Counter())
    chosen = results.request.chosen.get(parameter, ())
    frequent = most_frequent(counted, most)
    values = [v for v in dict.fromkeys([*frequent, *chosen]) if (parameter, v) in results.labels]
    found: list[dict[str, Any]] = [
        {
            "value": value,
            "label": results.labels[parameter, value].text,
            "count": counted.get(value, 0),
            "selected": value in chosen,
        }
        for value in values
    ]
    rank = results.labels
    found.sort(key=lambda v: (rank[parameter, v["value"]].rank, -v["count"], v["label"]))
    return found


def facets_for_page(results: Results) -> list[dict]:
    """The facets of the page, each value a link that adds or removes it."""
    request = results.request
    facets = []
    for parameter in FACETS:
        chosen = request.chosen.get(parameter, ())
        if (parameter in HIDDEN_FACETS and not chosen) or (parameter == "type" and request.kind):
            continue
        values = facet_values(results, parameter, SHOWN_VALUES)
        if not values or (len(values) == 1 and not chosen and parameter == "type"):
            continue
        urls = request.added(parameter, [value["value"] for value in values])
        for value in values:
            name = value["value"]
            value["url"] = request.toggled(parameter, name) if value["selected"] else urls[name]
        is_open = parameter in OPEN_FACETS or bool(chosen)
        facets.append({"parameter": parameter, "label": facet_title(parameter), "open": is_open, "values": values})
    return facets


def selected(results: Results) -> list[dict]:
    """The chosen values that exist, each with the address that removes it."""
    return [
        {"label": results.labels[name, value].text, "remove_url": results.request.toggled(name, value)}
        for name, values in results.request.chosen.items()
        for value in values
        if (name, value) in results.labels
    ]


def unknown(results: Results) -> list[dict]:
    """The chosen values that do not exist: they have no result, and the page says so."""
    return [
        {"label": facet_title(name), "value": value, "remove_url": results.request.toggled(name, value)}
        for name, values in results.request.chosen.items()
        for value in values
        if (name, value) not in results.labels
    ]


def pages_for_page(request: SearchRequest, count: int) -> dict:
    """Links of the pagination: first, last, two around the current; a gap has no number."""
    near = [n for n in range(1, count + 1) if n in (1, count) or abs(n - request.page) <= 2]
    links: list[dict] = []
    for number in near:
        if links and number > links[-1]["number"] + 1:
            links.append({"number": None, "url": "", "current": False})
        links.append({"number": number, "url": request.address(page=number), "current": number == request.page})
    return {
        "previous_url": request.address(page=request.page - 1) if request.page > 1 else "",
        "next_url": request.address(page=request.page + 1) if request.page < count else "",
        "links": links,
        "number": request.page,
        "count": count,
    }


def _sorts(asked: SearchRequest) -> list[dict]:
    """The orders on offer; without words nothing is more pertinent, and the latest come first."""
    offered = SORTS if asked.query else {name: text for name, text in SORTS.items() if name != "pertinence"}
    current = asked.sort if asked.sort in offered else "date"
    return [
        {"label": text, "url": asked.address(sort=name), "current": name == current} for name, text in offered.items()
    ]


def for_page(results: Results, request: HttpRequest, *, is_index: bool) -> dict:
    """The `results` of search/results.html."""
    asked: SearchRequest = results.request
    corrected = results.corrected and {
        "query": results.corrected,
        "original_url": asked.address(literal=True),
    }
    return {
        "query": asked.query,
        "says_nothing": bool(asked.query) and results.parsed.is_empty,
        "total": results.answer.total,
        "promoted_cards": [],
        "near_total": len(results.near_entries),
        "cards": [card_of(entry, results, request) for entry in results.entries],
        "near_cards": [card_of(e, results, request, near=True) for e in results.near_entries],
        "facets": facets_for_page(results),
        "selected": selected(results),
        "unknown": unknown(results),
        "sorts": _sorts(asked),
        "corrected": corrected,
        "pages": pages_for_page(asked, results.pages),
        "kept": [{"name": name, "value": value} for name, values in asked.chosen.items() for value in values],
        "took_ms": results.took_ms,
        "reset_url": asked.address(chosen={}),
        "is_index": is_index,
    }


def for_machines(results: Results, request: HttpRequest) -> dict:
    """The JSON contract of design §4; of each facet the 1,000 most frequent values (MOST_VALUES) and those chosen."""
    results = replace(results, labels={**results.labels, **labels_left_out(results.answer.counts)})
    hits = [(entry, False) for entry in results.entries] + [(entry, True) for entry in results.near_entries]
    return {
        "query": results.request.query,
        "total": results.answer.total,
        "page": results.request.page,
        "pages": results.pages,
        "took_ms": results.took_ms,
        "engine": results.engine,
        "corrected": results.corrected,
        "results": [_hit(entry, near, results, request) for entry, near in hits],
        "facets": {name: facet_values(results, name, MOST_VALUES) for name in FACETS},
    }


def _hit(entry: Entry, near: bool, results: Results, request: HttpRequest) -> dict:
    def labels(parameter: str) -> list[str]:
        return [results.labels[p].text for p in entry.values_of(parameter) if p in results.labels]

    return {
        "id": entry.pk,
        "title": entry.page.title,
        "url": entry.page.get_url(request),
        "type": entry.page.kind,
        "excerpt": _passage(entry, results),
        "academies": labels("academie"),
        "themes": labels("theme"),
        "date": entry.sort_date.isoformat() if entry.sort_date else None,
        "near": near,
    }
