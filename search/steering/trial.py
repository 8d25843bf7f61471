"""What a group of synonyms changes: the same searches with the lexicon of today and with the one it would make."""

from collections.abc import Iterable
from typing import NamedTuple

from search.lexicon import Lexicon
from search.request import QUERY_LENGTH, SearchRequest, clean
from search.service import search

MOST = 12  # searches tried at once: each is run twice
TITLES = 3


class Outcome(NamedTuple):
    """What a visitor gets: number of results, first titles, the correction that was searched instead."""

    total: int
    titles: tuple[str, ...]
    corrected: str | None


class Effect(NamedTuple):
    """One search before and after."""

    query: str
    before: Outcome
    after: Outcome

    @property
    def changes(self) -> bool:
        return self.before != self.after

    @property
    def finds_less(self) -> bool:
        return self.after.total < self.before.total


def effects(queries: Iterable[str], before: Lexicon, after: Lexicon) -> list[Effect]:
    """The effect on each of these searches, twelve at most, as the site's own engine answers them."""
    asked = dict.fromkeys(clean(query, QUERY_LENGTH) for query in queries)
    asked.pop("", None)
    return [Effect(query, _outcome(query, before), _outcome(query, after)) for query in list(asked)[:MOST]]


def _outcome(query: str, words: Lexicon) -> Outcome:
    found = search(SearchRequest(query=query), words=words)
    titles = tuple(entry.page.title for entry in found.entries[:TITLES])
    return Outcome(found.answer.total, titles, found.corrected)


def in_words(found: list[Effect]) -> str:
    """The effects as one sentence."""
    changed = [
        f"« {effect.query} » donne maintenant {_number(effect.after.total)} au lieu de {effect.before.total}"
        for effect in found
        if effect.before.total != effect.after.total
    ]
    if changed:
        return " ; ".join(changed) + "."
    if any(effect.changes for effect in found):
        return "Les mêmes nombres de résultats, dans un autre ordre."
    return "Ces recherches donnent les mêmes résultats qu’avant."


def _number(total: int) -> str:
    return f"{total} résultat{'s' if total > 1 else ''}" if total else "aucun résultat"
