"""What weighs how much when several pages answer; the same intentions in every engine.

Set on the judged queries that are not held out (`manage.py relevance`), see docs/relevance.md.
"""

from itertools import pairwise

from search.french import Clause
from search.kinds import Kind

# A method sheet answers better than one of the hundreds of actions made from it.
WEIGHT_OF_KIND = {
    Kind.FICHE: 2.0,
    Kind.TEMPS_FORT: 1.4,
    Kind.RESSOURCE: 1.3,
    Kind.PAGE: 1.25,
    Kind.EDITION: 1.0,
    Kind.BILAN: 1.0,
    Kind.ACTUALITE: 1.0,
    Kind.GALERIE: 0.9,
    Kind.ACTION: 0.75,
}

# The same in whole numbers, for what must add up alike on every engine.
PERCENT_OF_KIND = {kind: round(100 * weight) for kind, weight in WEIGHT_OF_KIND.items()}

Terms = tuple[str, ...]


def typed(clause: Clause) -> list[Terms]:
    """The words as typed; the other alternatives mean the same, and weigh less."""
    return [alternative.terms for alternative in clause.alternatives if alternative.weight >= 1]


def side_by_side(clauses: tuple[Clause, ...]) -> list[Terms]:
    """For each clause but the last, its words followed by the next one's, empty if one has none as typed.

    A page where they stand so answers better.
    """
    first = [words[0] if (words := typed(clause)) else () for clause in clauses]
    return [one + other if one and other else () for one, other in pairwise(first)]


def says_what_it_is_about(at_least: int, *, has_unknown: bool) -> bool:
    """Whether a word alone must stand in title, tags or summary for a page to be a near result.

    So it is when the other word of two is unknown to the site: « recette de cuisine » is not answered by every page
    whose text says « cuisine » somewhere.
    """
    return at_least == 1 and has_unknown
