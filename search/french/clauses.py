"""What a query asks of an engine: ideas that a page has or has not."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

EXACT, SYNONYM, FAMILY, SYNONYM_OF_FAMILY = 1.0, 0.8, 0.6, 0.5


class Alternative(NamedTuple):
    """Terms that must stand side by side (one term: a word).

    Weight 1.0: what was typed; less: what means the same.
    """

    terms: tuple[str, ...]
    weight: float = EXACT


@dataclass(frozen=True)
class Clause:
    """One idea of the query: a page has it when it has any of the alternatives, the heaviest first."""

    alternatives: tuple[Alternative, ...]
    surface: str


@dataclass(frozen=True)
class ParsedQuery:
    """All `clauses` are wanted, none of `excluded`. `words`: the wanted words as typed, for correction.

    `has_unknown`: the site has no word for one of the clauses (`Lexicon.parse` says it).
    """

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    words: tuple[str, ...] = ()
    has_unknown: bool = False

    @cached_property  # asked for each hit
    def wanted(self) -> list[list[tuple[str, ...]]]:
        """For each clause its alternatives, each a run of terms."""
        return [[alternative.terms for alternative in clause.alternatives] for clause in self.clauses]

    @property
    def is_empty(self) -> bool:
        """Nothing to look for and nothing to leave out (no query, or stop words alone)."""
        return not self.clauses and not self.excluded
