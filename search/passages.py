"""The passage of an attached document that answers a hit, where the page itself lacks the word.

The entry has the terms of its documents and, for every fiftieth of them, where it starts in the text: so only some
hundred characters of a text are read, from the document as it is now. What was taken from it shows no more.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Value
from django.db.models.functions import Substr
from wagtail.documents import get_document_model

from .excerpts import EXCERPT_LENGTH, cut_around
from .french import ParsedQuery, first_answer
from .models import Entry, OfferedDocument
from .models.entry import DocumentAnswer

_STEP = 50  # terms from one mark to the next
# Characters before a step, where the sentence may begin; and at most of one step: a table has few words in much space.
_BEFORE = EXCERPT_LENGTH
_LONGEST = 4_000


class InDocument(NamedTuple):
    """The document that answers a hit, and the passage of it that says so; empty when only its title does."""

    title: str
    passage: str


class _Place(NamedTuple):
    """Characters [start, start + length) of a document's text; the mark is `before` characters after the start."""

    document_pk: int
    start: int
    before: int
    length: int


def marks(document: OfferedDocument, starts: Sequence[int]) -> str:
    """`pk, number of terms of the title, start of the first term of the text, of the fifty-first…`, space-joined.

    `starts`: of the terms of the title, a line end and the text.
    """
    beginning = len(document.title) + 1
    of_title = bisect_left(starts, beginning)
    in_text = [start - beginning for start in starts[of_title::_STEP]]
    return " ".join(map(str, [document.pk, of_title, *in_text]))


def in_documents(entries: Iterable[Entry], parsed: ParsedQuery) -> dict[int, InDocument]:
    """Entry id → what its documents answer that the page itself does not; one query, none when no hit needs it."""
    answers = {entry.pk: answer for entry in entries if (answer := entry.document_answering(parsed.wanted))}
    places = {pk: place for pk, answer in answers.items() if (place := _place(answer, parsed))}
    texts = _texts(places)
    found = {}
    for pk, answer in answers.items():
        wanted = ParsedQuery((parsed.clauses[answer.clause],))
        found[pk] = InDocument(answer.title, _passage(texts[pk], places[pk], wanted) if pk in texts else "")
    return found


def _place(answer: DocumentAnswer, parsed: ParsedQuery) -> _Place | None:
    """Where the first of the heaviest words that answer stands in the text, to some ten words."""
    if not answer.marks:
        return None
    document_pk, of_title, *starts = map(int, answer.marks.split())
    said = f" {' '.join(answer.terms.split()[of_title:])} "
    for run in parsed.wanted[answer.clause]:
        found = said.find(f" {' '.join(run)} ")
        step = said.count(" ", 0, found) // _STEP
        if found >= 0 and step < len(starts):
            start, *following = starts[step : step + 2]
            before = min(start, _BEFORE)
            read = min(following[0] - start, _LONGEST) if following else _LONGEST
            return _Place(document_pk, start - before, before, before + read + 2 * EXCERPT_LENGTH)
    return None


def _texts(places: Mapping[int, _Place]) -> dict[int, str]:
    documents = get_document_model().objects.order_by()
    read = [
        documents.filter(pk=place.document_pk).values_list(Value(pk), Substr("text", place.start + 1, place.length))
        for pk, place in places.items()
    ]
    return dict(read[0].union(*read[1:], all=True)) if read else {}


def _passage(text: str, place: _Place, wanted: ParsedQuery) -> str:
    """Empty when the text is another by now: its pages are about to be indexed again."""
    position = first_answer(text[place.before :], wanted)
    return "" if position is None else cut_around(text, place.before + position)
