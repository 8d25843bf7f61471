"""Texts and queries as both backends receive them: words of letters and digits, nothing that has a meaning in SQL."""

import re
from collections.abc import Callable, Iterable

from modelsearch.query import (
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from search.french import fold, tokens

# More would only be a text pasted by mistake; engines limit the depth of an expression.
MOST_WORDS = 20
MOST_CHARACTERS = 500

_WORD = re.compile(r"[^\W_]+")

Words = Callable[[str], list[str]]


def terms(text: str) -> list[str]:
    """What a query is searched by: the same stems as `analyse` puts in the index, without joined forms."""
    return [token.term for token in tokens(text) if not token.joined]


def beginnings(text: str) -> list[str]:
    """What a word being typed is completed from: folded words; a lone letter is an elision."""
    found = _WORD.findall(fold(text))
    return [word for word in found if len(word) > 1] or found


def prepared(query: SearchQuery, words: Words) -> SearchQuery:
    """The same query on prepared words; MATCH_NONE when nothing is left of it."""
    return _prepared(query, words) or MATCH_NONE


def _prepared(query: SearchQuery, words: Words) -> SearchQuery | None:
    if isinstance(query, Boost):
        return _prepared(query.subquery, words)
    if isinstance(query, PlainText | Fuzzy):
        found = _first(words(query.query_string[:MOST_CHARACTERS]))
        return PlainText(found, operator=query.operator) if found else None
    if isinstance(query, Phrase):
        found = _first(words(query.query_string[:MOST_CHARACTERS]))
        return Phrase(found) if found else None
    if isinstance(query, And | Or):
        parts = [part for part in (_prepared(part, words) for part in query.subqueries) if part]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
    if isinstance(query, Not) and not isinstance(query.subquery, MatchAll):
        excluded = _prepared(query.subquery, words)
        return Not(excluded) if excluded else None
    return query


def _first(words: Iterable[str]) -> str:
    return " ".join(list(words)[:MOST_WORDS])
