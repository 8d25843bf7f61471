"""What an engine is asked and what it answers; all engines answer the same (design §5)."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from search.french import ParsedQuery
from search.request import SearchRequest

PAGE_SIZE = 20
NEAR_BELOW = 5  # fewer exact hits than this call for near ones
NEAR_MOST = 20
ALIKE_MOST = 200


@dataclass(frozen=True)
class Answer:
    """Page ids of one page of results, best first, with the counts of the whole."""

    total: int
    ids: list[int]
    near: list[int] = field(default_factory=list)
    # parameter → value → number of hits, each parameter counted without its own selection
    counts: dict[str, Counter[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Likeness:
    """What other pages are to have: words and themes of a page, each with what it is worth, a whole number.

    `family`: pages of this one are left out.
    """

    family: int
    words: tuple[tuple[str, int], ...]  # (term, worth)
    themes: tuple[tuple[str, int], ...]  # (slug, worth)


class Alike(NamedTuple):
    """A page that is like another."""

    page_id: int
    kind: str


class Engine(Protocol):
    name: str

    def answer(self, request: SearchRequest, parsed: ParsedQuery) -> Answer:
        """Hits are the live public pages that have all clauses and pass the chosen facets."""
        ...

    def alike(self, likeness: Likeness) -> list[Alike]:
        """At most ALIKE_MOST live public pages that have any of it, the best first, the best one of each family.

        Of two worth the same the one made later comes first: every engine gives the same list.
        """
        ...
