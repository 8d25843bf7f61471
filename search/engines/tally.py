"""Filtering and counting facets in one pass over the matched rows (database engines, agenda)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain, compress
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
    every = list(rows)
    pages = [_tokens(row.facets) for row in every]
    wanted = {name: {f"{name}:{value}" for value in values} for name, values in chosen.items() if values}
    # Column by column rather than row by row: several times faster on thousands of rows.
    missing = {name: list(map(values.isdisjoint, pages)) for name, values in wanted.items()}
    misses = list(map(sum, zip(*missing.values(), strict=True))) if missing else [0] * len(every)
    passing = [not number for number in misses]
    kept = list(compress(every, passing))
    counts = _by_parameter(Counter(chain.from_iterable(compress(pages, passing))))
    for name, missed in missing.items():
        # They would pass but for this facet: counted there only.
        almost = [number == 1 and lacks for number, lacks in zip(misses, missed, strict=True)]
        if others := _values(name, compress(pages, almost)):
            counts.setdefault(name, Counter()).update(others)
    return kept, counts


def _values(name: str, pages: Iterable[tuple[str, ...]]) -> Counter[str]:
    """How many of these pages are filed under each value of one facet."""
    start = f"{name}:"
    values: Counter[str] = Counter()
    for tokens, number in Counter(pages).items():
        for token in tokens:
            if token.startswith(start):
                values[token[len(start) :]] += number
    return values


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
