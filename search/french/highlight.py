"""Where the words of a query stand in a raw text."""

from search.french.clauses import ParsedQuery
from search.french.words import Token, tokens


def highlight(text: str, query: ParsedQuery) -> list[tuple[int, int]]:
    """Return the [start, end) spans of a raw text that answer the query, in order, never overlapping."""
    wanted = {alternative.terms for clause in query.clauses for alternative in clause.alternatives}
    found = tokens(text)
    in_order = [token for token in found if not token.joined]
    spans = [(token.start, token.end) for token in found if (token.term,) in wanted]
    for phrase in wanted:
        if len(phrase) > 1:
            spans.extend(_stands_at(phrase, in_order))
    return _merged(spans)


def _stands_at(phrase: tuple[str, ...], found: list[Token]) -> list[tuple[int, int]]:
    length = len(phrase)
    return [
        (found[first].start, found[first + length - 1].end)
        for first in range(len(found) - length + 1)
        if all(found[first + offset].term == term for offset, term in enumerate(phrase))
    ]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
