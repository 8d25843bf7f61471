"""PostgreSQL: a tsvector of the analysed columns; each clause weighed by its rarity, as bm25 does."""

import re
from math import log

from django.db import connection

from search.french import Clause, ParsedQuery

from .database import DatabaseEngine
from .weights import says_what_it_is_about, side_by_side, typed

# ts_rank's weights of D, C, B, A: body and documents, summary, tags, title.
_WEIGHTS = "'{0.1, 0.3, 0.5, 1.0}'"
_NUMBER = re.compile(r"^(\d+e\d+)(?=[a-z])")
_EQUIVALENT, _BESIDE = 0.4, 0.4  # what the words as typed are worth 1
# How many entries there are; of many the planner's own number will do, since to count them takes long.
_TOTAL = """CASE WHEN reltuples < 1000 THEN (SELECT count(*) FROM search_entry) ELSE reltuples END
    FROM pg_class WHERE oid = 'search_entry'::regclass"""
_RANK = f"ts_rank({_WEIGHTS}, vector, %s::tsquery, 1)"


class PostgreSQLEngine(DatabaseEngine):
    name = "postgresql"
    # Found in the entries themselves, which need not be read a second time.
    joined = "({matching}) e"

    def all_words(self, parsed: ParsedQuery) -> tuple[str, list]:
        wanted = " & ".join(_group(clause) for clause in parsed.clauses)
        return self._matching(parsed, wanted, at_least=len(parsed.clauses))

    def some_words(self, parsed: ParsedQuery, at_least: int) -> tuple[str, list]:
        is_about = says_what_it_is_about(at_least, has_unknown=parsed.has_unknown)
        return self._matching(parsed, _any(parsed.clauses, ":ABC" if is_about else ""), at_least)

    def without(self, excluded: tuple[Clause, ...]) -> tuple[str, list]:
        if not excluded:
            return "true", []
        return "NOT vector @@ %s::tsquery", [_any(excluded)]

    def having(self, term: str, worth: int) -> tuple[str, list]:
        statement = f"SELECT page_id, {worth} AS worth FROM search_entry WHERE vector @@ %s::tsquery"  # noqa: S608
        return statement, [_phrase((term,))]

    def _matching(self, parsed: ParsedQuery, wanted: str, at_least: int) -> tuple[str, list]:
        without, excluded = self.without(parsed.excluded)
        weighed = _weighed(parsed.clauses)
        score = " + ".join(f"%s * {_RANK}" for _ in weighed)
        parameters = [value for pair in weighed for value in pair]
        matched = str(at_least)
        if at_least < len(parsed.clauses):
            matched = " + ".join("(vector @@ %s::tsquery)::int" for _ in parsed.clauses)
            parameters += [_group(clause) for clause in parsed.clauses]
        statement = f"""
            SELECT * FROM (
                SELECT search_entry.*, {score} AS score, {matched} AS matched
                FROM search_entry WHERE vector @@ %s::tsquery AND {without}
            ) ranked WHERE matched >= {at_least}
        """  # noqa: S608  only placeholders and our own SQL
        return statement, [*parameters, wanted, *excluded]


def _phrase(terms: tuple[str, ...], columns: str = "") -> str:
    return " <-> ".join(f"'{word}'{columns}" for term in terms for word in lexemes(term))


def lexemes(term: str) -> list[str]:
    """The words PostgreSQL makes of an indexed term: « 3e2nde » is a number (300) and a word to its parser."""
    return [part for part in _NUMBER.split(term) if part]


def _group(clause: Clause, columns: str = "") -> str:
    return f"({' | '.join(f'({_phrase(alternative.terms, columns)})' for alternative in clause.alternatives)})"


def _any(clauses: tuple[Clause, ...], columns: str = "") -> str:
    """`columns`: tsvector labels the words must carry, « :ABC » for title, tags and summary."""
    return " | ".join(_group(clause, columns) for clause in clauses)


def _weighed(clauses: tuple[Clause, ...]) -> list[tuple[float, str]]:
    """(weight, tsquery) pairs: each clause by its rarity, its words as typed once more, and beside the next one."""
    rarities = _rarities(clauses)
    pairs = []
    for clause, rarity in zip(clauses, rarities, strict=True):
        exact = typed(clause)
        if len(exact) == len(clause.alternatives):
            pairs.append(((1 + _EQUIVALENT) * rarity, _group(clause)))
            continue
        pairs.append((_EQUIVALENT * rarity, _group(clause)))
        if exact:
            pairs.append((rarity, " | ".join(f"({_phrase(terms)})" for terms in exact)))
    beside = zip(side_by_side(clauses), rarities, strict=False)
    return pairs + [(_BESIDE * rarity, _phrase(terms)) for terms, rarity in beside if terms]


def _rarities(clauses: tuple[Clause, ...]) -> list[float]:
    """Inverse document frequency of each clause; one word alone needs none."""
    if len(clauses) == 1:
        return [1.0]
    counts = ", ".join("search_entries_having(%s::tsquery)" for _ in clauses)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {counts}, {_TOTAL}",
            [_group(clause) for clause in clauses],
        )
        *found, total = cursor.fetchone()
    return [log(1 + (max(total - number, 0) + 0.5) / (number + 0.5)) for number in found]
