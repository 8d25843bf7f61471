"""Where the words of a query stand in a raw text."""

from collections import deque
from collections.abc import Iterator

from search.french.clauses import ParsedQuery
from search.french.words import Token, each_token


def highlight(text: str, query: ParsedQuery) -> list[tuple[int, int]]:
    """Return the [start, end) spans of a raw text that answer the query, in order, never overlapping."""
    return _merged(list(_answers(text, query)))


def first_answer(text: str, query: ParsedQuery) -> int | None:
    """Return where the first word or phrase that answers the query starts; what follows is not read."""
    return next((start for start, _ in _answers(text, query)), None)


def _answers(text: str, query: ParsedQuery) -> Iterator[tuple[int, int]]:
    """Yield the spans as the text is read, those of phrases when their last word is met."""
    wanted = {alternative.terms for clause in query.clauses for alternative in clause.alternatives}
    phrases = [terms for terms in wanted if len(terms) > 1]
    read: deque[Token] = deque(maxlen=max(map(len, phrases), default=0))
    for token in each_token(text):
        if (token.term,) in wanted:
            yield token.start, token.end
        if token.joined:
            continue
        read.append(token)
        for terms in phrases:
            if token.term == terms[-1] and tuple(word.term for word in read)[-len(terms) :] == terms:
                yield read[-len(terms)].start, token.end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
