"""Filtering and counting facets in one pass over the matched rows (database engines, agenda)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import NamedTuple, Protocol, TypeVar


class Faceted(Protocol):
    """A row with facets as in Entry, « type:action academie:creteil … »."""

    @property
    def facets(self) -> str: ...


Kept = TypeVar("Kept", bound=Faceted)


class Row(NamedTuple):
    """A matched page; `facets` as in Entry, « type:action academie:creteil … »."""

    page_id: int
    score: float
    matched: int
    facets: str
    sort_value: str  # the title or the date to sort by, as the request asks


def split(rows: Iterable[Kept], chosen: Mapping[str, tuple[str, ...]]) -> tuple[list[Kept], dict[str, Counter[str]]]:
    """The rows that pass every chosen facet, and the counts of each facet without its own selection."""
    wanted = {name: {f"{name}:{value}" for value in values} for name, values in chosen.items() if values}
    if not wanted:
        every = list(rows)
        return every, _by_parameter(_count(every))
    kept: list[Kept] = []
    almost: dict[str, list[Kept]] = {name: [] for name in wanted}
    for row in rows:
        tokens = _tokens(row.facets)
        failing = [name for name, values in wanted.items() if values.isdisjoint(tokens)]
        if not failing:
            kept.append(row)
        elif len(failing) == 1:  # would pass but for this facet: counted there only
            almost[failing[0]].append(row)
    counts = _by_parameter(_count(kept))
    for name, rows_of in almost.items():
        if others := _by_parameter(_count(rows_of)).get(name):
            counts.setdefault(name, Counter()).update(others)
    return kept, counts


def _count(rows: Iterable[Faceted]) -> Counter[str]:
    return Counter(chain.from_iterable([_tokens(row.facets) for row in rows]))


@lru_cache(maxsize=32_768)
def _tokens(facets: str) -> tuple[str, ...]:
    """The facets of a page one by one. Kept, each word once: to count words already known costs half."""
    return tuple(map(intern, facets.split()))


def _by_parameter(tokens: Counter[str]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for token, number in tokens.items():
        name, _, value = token.partition(":")
        counts.setdefault(name, Counter())[value] = number
    return counts
