"""Which pages officers chose for a query: pure, kept in memory with the synonyms."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.french import Clause, Vocabulary
from search.french.clauses import SYNONYM, Alternative
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

    def find(self, query: str, day: datetime.date, clauses: Sequence[Clause] = ()) -> list[Promoted]:
        """The choices for exactly these words on that day, in any order, no page twice.

        With the `clauses` of the query: else those for words that mean the same, « mon fils » for « mon enfant ».
        """
        found = [self._by_key[key] for key in keys(query) if key in self._by_key] or self._meaning(query, clauses)
        ranked = {rank: choice for choices in found for rank, choice in choices.items()}
        by_page: dict[int, Promoted] = {}
        for _, choice in sorted(ranked.items()):
            if choice.holds_on(day):
                by_page.setdefault(choice.page_id, choice)
        return list(by_page.values())

    def _meaning(self, query: str, clauses: Sequence[Clause]) -> list[dict[int, Promoted]]:
        """The choices for queries each word of which is equivalent to one of these clauses, and none is left."""
        negations = NEGATIONS.intersection(key_of(query))
        meant = [
            {alternative.terms[0] for alternative in clause.alternatives if _is_equivalent(alternative)}
            for clause in clauses
        ]
        return [
            choices
            for key, choices in self._by_key.items()
            if key & NEGATIONS == negations
            and len(said := key - NEGATIONS) == len(meant)
            and all(terms & said for terms in meant)
            and said <= set().union(*meant)
        ]


def _is_equivalent(alternative: Alternative) -> bool:
    """Whether it is one word that means the same, and not only one of the family."""
    return len(alternative.terms) == 1 and alternative.weight >= SYNONYM


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
