"""Which pages officers chose for a query: pure, kept in memory with the synonyms."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from search.french import Vocabulary
from search.french.compounds import phrases
from search.french.stopwords import NEGATIONS
from search.french.synonyms import key_of

_NO_VOCABULARY = Vocabulary()


class Promoted(NamedTuple):
    """A page for some queries, between two days (None: no limit)."""

    queries: tuple[str, ...]
    page_id: int
    reason: str = ""
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None

    def holds_on(self, day: datetime.date) -> bool:
        return (self.starts_on or day) <= day <= (self.ends_on or day)


class PromotedPages:
    """The choices of the officers by query, each query's in their order."""

    def __init__(self, choices: Iterable[Promoted] = ()) -> None:
        self._by_key: dict[frozenset[str], dict[int, Promoted]] = defaultdict(dict)
        for rank, choice in enumerate(choices):
            for key in {key for query in choice.queries for key in keys(query)}:
                self._by_key[key][rank] = choice

    def find(self, query: str, day: datetime.date) -> list[Promoted]:
        """The choices for exactly these words on that day, in any order, no page twice."""
        ranked = {rank: choice for key in keys(query) for rank, choice in self._by_key.get(key, {}).items()}
        found: dict[int, Promoted] = {}
        for _, choice in sorted(ranked.items()):
            if choice.holds_on(day):
                found.setdefault(choice.page_id, choice)
        return list(found.values())


def keys(query: str) -> set[frozenset[str]]:
    """What makes two queries the same: their terms, compounds in several words or in one.

    Negations count: « sans diplôme » is not « diplôme ». Empty when the query says nothing.
    """
    whole = key_of(query)
    if not any(term not in NEGATIONS for term in whole):
        return set()
    if not NEGATIONS.isdisjoint(whole):
        return {frozenset(whole)}
    return {frozenset(terms) for terms in (whole, *phrases(query, _NO_VOCABULARY))}
