"""Excerpts and marked words, from the raw text."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .french import ParsedQuery, first_answer, highlight
from .models import Entry
from .models.entry import says

EXCERPT_LENGTH = 220
_SPACES = re.compile(r"[ \t\n\r\f\v]+")  # not the no-break ones: « ? » must not start a line
_SCANNED = 4_000  # characters of a text that are searched for an excerpt


def marked(text: str, parsed: ParsedQuery) -> SafeString:
    """The text, escaped, the words that answer the query in <mark>."""
    parts, position = [], 0
    for start, end in highlight(text, parsed) if parsed.clauses else []:
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return mark_safe("".join([*parts, escape(text[position:])]))  # noqa: S308  every part is escaped


def excerpt(entry: Entry, parsed: ParsedQuery) -> str:
    """Plain text, ≤ about 220 characters: the summary, or the passage of the text that has the words."""
    summary, text = entry.page.summary, entry.text
    beginning = summary or text[:_SCANNED]
    # The analysed terms tell whether it is worth reading the text.
    if _says(entry.summary_terms, parsed) or not _says(entry.body_terms, parsed):
        return _cut(beginning, 0)
    position = first_answer(text[:_SCANNED], parsed)
    return _cut(beginning, 0) if position is None else cut_around(text, position)


def cut_around(text: str, position: int) -> str:
    """The passage of a text that shows what stands at the position."""
    return _cut(text, _start_before(text, position))


def _says(terms: str, parsed: ParsedQuery) -> bool:
    """Whether analysed terms, space-joined, have any of the words of the query."""
    return any(says(f" {terms} ", alternatives) for alternatives in parsed.wanted)


def _start_before(text: str, position: int) -> int:
    """The start of the sentence or line that holds the position, if near, else of a word before it."""
    floor = max(0, position - EXCERPT_LENGTH // 2)
    for mark in ("\n", ". ", "! ", "? "):
        found = text.rfind(mark, floor, position)
        if found >= 0:
            return found + len(mark)
    return 0 if floor == 0 else text.find(" ", floor, position) + 1 or floor


def _cut(text: str, start: int) -> str:
    passage = _SPACES.sub(" ", text[start : start + EXCERPT_LENGTH * 2]).strip()
    if len(passage) > EXCERPT_LENGTH:
        passage = passage[:EXCERPT_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    return f"… {passage}" if start else passage
