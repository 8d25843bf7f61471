"""The one search: analyse → find → correct → facets → hits. Pages, JSON and lists all call it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from .engines import PAGE_SIZE, Answer, Engine, current_engine
from .french import Clause, ParsedQuery, tokens
from .labels import Labels, labels_for
from .lexicon import Lexicon, lexicon
from .models import Entry, FindablePage
from .passages import InDocument, in_documents
from .request import MAX_PAGE, SearchRequest
from .spelling import correct_query, is_slight
from .steering.promoted import Promoted

# What a hit shows of its entry and of its page; a page has some fifty columns more.
_ENTRY_COLUMNS = [field.attname for field in Entry._meta.concrete_fields]
_PAGE_COLUMNS = [f"page__{name}" for name in ("title", "summary", "kind", "url_path", "content_type")]


@dataclass(frozen=True)
class Results:
    """What was found for a request; `corrected` is the query really searched when it differs."""

    request: SearchRequest
    answer: Answer
    entries: list[Entry]
    near_entries: list[Entry]
    labels: Labels
    engine: str
    took_ms: int
    corrected: str | None = None
    parsed: ParsedQuery = field(default_factory=ParsedQuery)
    # The pages officers chose for these words; whether they may be seen is asked when they are shown.
    promoted: list[Promoted] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """Number of pages of results that can be asked for, at least one."""
        return min(MAX_PAGE, max(1, -(-self.answer.total // PAGE_SIZE)))

    @cached_property  # most callers show no hit
    def in_documents(self) -> dict[int, InDocument]:
        """Entry id → the attached document that answers where the page does not; one query when there is one."""
        return in_documents([*self.entries, *self.near_entries], self.parsed)


class _Found(NamedTuple):
    """An answer, the query it answers as understood, and the name of the engine that gave it."""

    parsed: ParsedQuery
    answer: Answer
    engine: str
    corrected: str | None = None


def search(request: SearchRequest, engine: Engine | None = None, words: Lexicon | None = None) -> Results:
    """Answer a request. A page beyond the last has no hits: the view makes it a 404.

    `engine` and `words` are the site's, unless others are tried.
    """
    started = time.perf_counter()
    words = words or lexicon()
    found = _find(request, engine or current_engine(), words)
    answer = found.answer
    entries = _entries([*answer.ids, *answer.near])
    return Results(
        request=request,
        answer=answer,
        entries=[entries[pk] for pk in answer.ids if pk in entries],
        near_entries=[entries[pk] for pk in answer.near if pk in entries],
        labels=labels_for(answer.counts, _with_tags(request, found.parsed, entries.values())),
        engine=found.engine,
        took_ms=round((time.perf_counter() - started) * 1000),
        corrected=found.corrected,
        parsed=found.parsed,
        promoted=_promoted(request, words, found.parsed, found.corrected),
    )


def _promoted(request: SearchRequest, words: Lexicon, parsed: ParsedQuery, corrected: str | None) -> list[Promoted]:
    """Chosen for the words as typed, else for what is meant by them; words to leave out make it another search."""
    if parsed.excluded:
        return []
    today = timezone.localdate()
    as_typed = words.promoted.find(request.query, today)
    return as_typed or words.promoted.find(corrected or request.query, today, parsed.clauses)


def _find(request: SearchRequest, engine: Engine, words: Lexicon) -> _Found:
    found = _ask(request, engine, words.parse(request.query))
    return found if request.literal or found.answer.total else _corrected(request, engine, words, found) or found


def _ask(request: SearchRequest, engine: Engine, parsed: ParsedQuery) -> _Found:
    # Signs and small words alone say nothing, and find nothing: everything would answer them.
    says_nothing = bool(request.query) and parsed.is_empty
    answer = Answer(0, []) if says_nothing else engine.answer(request, parsed)
    # The vocabulary knows the private pages too: what is near must not tell whether one of them says a word.
    known = answer.near and len(parsed.clauses) == 2 and not parsed.has_unknown
    if known and not all(_is_public(clause, engine) for clause in parsed.clauses):
        parsed = replace(parsed, has_unknown=True)
        answer = engine.answer(request, parsed)
    return _Found(parsed, answer, engine.name)


def _is_public(clause: Clause, engine: Engine) -> bool:
    return bool(engine.answer(SearchRequest(), ParsedQuery((clause,))).total)


def _corrected(request: SearchRequest, engine: Engine, words: Lexicon, typed: _Found) -> _Found | None:
    """What the corrected query finds: pages with all its words, or near ones where those typed have none.

    Near ones only after slight slips: « recette de cuisine » is not « resté de cuisine ».
    """
    better = correct_query(request.query, words.vocabulary, words.synonyms)
    if not better or not may_show(request.query, better, engine, words):
        return None
    found = _ask(request, engine, words.parse(better))
    finds_near = found.answer.near and not typed.answer.near and is_slight(request.query, better)
    return found._replace(corrected=better) if found.answer.total or finds_near else None


def may_show(query: str, better: str, engine: Engine, words: Lexicon) -> bool:
    """Whether each word the correction brings in stands in a public page, or in the officers' synonyms.

    The vocabulary knows the private pages too: their words must not show as a correction.
    """
    typed = {token.surface for token in tokens(query)}
    new = [token for token in tokens(better) if token.surface not in typed and not token.joined]
    return all(
        token.term in words.synonyms.vocabulary
        or engine.answer(SearchRequest(), words.parse(f'"{token.surface}"')).total
        for token in new
    )


def _entries(ids: list[int]) -> dict[int, Entry]:
    """Entries with their page, in one query, without what only its own address shows."""
    if not ids:
        return {}
    # Asked again here: an engine's own index may be a moment late on a withdrawal.
    public = FindablePage.objects.filter(pk__in=ids).visible().order_by().values("pk")
    wanted = Entry.objects.filter(page__in=public).select_related("page")
    return {entry.pk: entry for entry in wanted.only(*_ENTRY_COLUMNS, *_PAGE_COLUMNS)}


def _with_tags(request: SearchRequest, parsed: ParsedQuery, entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """The chosen values, and those the hits show as tags: their labels are needed too."""
    wanted = {name: list(values) for name, values in request.chosen.items()}
    for entry in entries:
        filed_under = entry.filed_under if entry.is_answered_by_tags_alone(parsed.wanted) else []
        for name, value in entry.tags + filed_under:
            wanted.setdefault(name, []).append(value)
    return {name: tuple(dict.fromkeys(values)) for name, values in wanted.items()}
