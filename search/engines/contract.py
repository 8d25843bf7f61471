"""What an engine is asked and what it answers; all engines answer the same (design §5)."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from search.french import ParsedQuery
from search.request import SearchRequest

PAGE_SIZE = 20
NEAR_BELOW = 5  # fewer exact hits than this call for near ones
NEAR_MOST = 20


@dataclass(frozen=True)
class Answer:
    """Page ids of one page of results, best first, with the counts of the whole."""

    total: int
    ids: list[int]
    near: list[int] = field(default_factory=list)
    # parameter → value → number of hits, each parameter counted without its own selection
    counts: dict[str, Counter[str]] = field(default_factory=dict)


class Engine(Protocol):
    name: str

    def answer(self, request: SearchRequest, parsed: ParsedQuery) -> Answer:
        """Hits are the live public pages that have all clauses and pass the chosen facets."""
        ...
