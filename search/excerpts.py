"""Excerpts and highlights, from the raw text: where the words of the query stand in it."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .french import ParsedQuery, tokens

EXCERPT_LENGTH = 220
_SCANNED = 4_000  # characters of a text that are searched for an excerpt


def highlight(text: str, terms: frozenset[str]) -> SafeString:
    """The text, escaped, each word whose term is wanted in <mark>."""
    parts, position = [], 0
    for start, end in _spans(text, terms):
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return mark_safe("".join([*parts, escape(text[position:])]))  # noqa: S308  every part is escaped


def excerpt(summary: str, text: str, terms: frozenset[str]) -> str:
    """Plain text, ≤ about 220 characters: the summary, or the passage of the text that has the words."""
    if not terms or _spans(summary, terms):
        return _cut(summary or text[:_SCANNED], 0)
    spans = _spans(text[:_SCANNED], terms)
    if not spans:
        return _cut(summary or text[:_SCANNED], 0)
    return _cut(text, _start_before(text, spans[0][0]))


def terms_of(parsed: ParsedQuery) -> frozenset[str]:
    """Every term a hit may have been found by."""
    return frozenset(
        term
        for clause in parsed.clauses
        for alternative in clause.alternatives
        for term in alternative.terms
    )


def _spans(text: str, terms: frozenset[str]) -> list[tuple[int, int]]:
    """Character spans of the wanted words, in order, not overlapping."""
    if not terms:
        return []
    spans: list[tuple[int, int]] = []
    for token in tokens(text):
        if token.term in terms and (not spans or token.start >= spans[-1][1]):
            spans.append((token.start, token.end))
    return spans


def _start_before(text: str, position: int) -> int:
    """The start of the sentence or line that holds the position, if near, else of a word before it."""
    floor = max(0, position - EXCERPT_LENGTH // 2)
    for mark in ("\n", ". ", "! ", "? "):
        found = text.rfind(mark, floor, position)
        if found >= 0:
            return found + len(mark)
    return 0 if floor == 0 else text.find(" ", floor, position) + 1 or floor


def _cut(text: str, start: int) -> str:
    passage = " ".join(text[start : start + EXCERPT_LENGTH * 2].split())
    if len(passage) > EXCERPT_LENGTH:
        passage = passage[:EXCERPT_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"… {passage}" if start else passage
