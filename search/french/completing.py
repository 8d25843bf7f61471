"""The words a title is completed by while someone types it, and what was typed read the same way.

Pure text: no stems, since a word being typed has none yet; folded, cut at hyphens and apostrophes, and joined
too, so that « microlycee », « micro lycée » and « l'ate » all lead to « L’atelier du micro-lycée ».
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.french.folding import fold

LONGEST_KEY = 300  # characters: PostgreSQL bounds what an index holds
_MOST_CHUNKS = 12
_WORD = re.compile(r"[^\W_]+")
_ELIDED = frozenset({"c", "d", "j", "l", "m", "n", "s", "t", "qu"})
_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "des"})


class Chunk(NamedTuple):
    """What stands between two spaces: its words without what is elided, and all of it in one word."""

    words: tuple[str, ...]
    joined: str


class Typed(NamedTuple):
    """What was typed: each chunk is wanted; `beginning` is what a title that begins so begins with."""

    chunks: tuple[Chunk, ...]
    beginning: str

    @property
    def says_something(self) -> bool:
        """Whether there is a word of two letters, or an acronym of three, to look for."""
        return any(len(chunk.joined) > 2 or any(len(word) > 1 for word in chunk.words) for chunk in self.chunks)

    def matches(self, key: str) -> bool:
        """Whether each chunk begins a word of the title, its words apart or joined."""
        return all(
            all(f" {word}" in key for word in chunk.words) or (bool(chunk.joined) and f" {chunk.joined}" in key)
            for chunk in self.chunks
        )


def completion_key(title: str) -> str:
    """Return the folded words of a title, each after a space: first as they follow, then articles and joined forms."""
    words: list[str] = []
    extras: list[str] = []
    for chunk in _chunks(title):
        words += chunk.words
        if chunk.joined:
            extras += dict.fromkeys(form for form in ("".join(chunk.words), chunk.joined) if form not in chunk.words)
    if len(words) > 1 and words[0] in _ARTICLES:
        extras.append(words.pop(0))
    return "".join(f" {word}" for word in [*words, *extras])[:LONGEST_KEY]


def typed(text: str) -> Typed:
    """Return what was typed, ready to be looked for in keys; no chunks when there is nothing to look for."""
    chunks = tuple(_chunks(text))[:_MOST_CHUNKS]
    words = [word for chunk in chunks for word in chunk.words]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return Typed(chunks, "".join(f" {word}" for word in words)[:LONGEST_KEY])


def _chunks(text: str) -> Iterator[Chunk]:
    for written in fold(text).split():
        found = _WORD.findall(written)
        if not found:
            continue
        # « l'atelier »: what is elided is no word of its own, unless nothing follows.
        is_elided = len(found) > 1 and found[0] in _ELIDED and written.startswith(f"{found[0]}'")
        words = found[1:] if is_elided else found
        yield Chunk(tuple(words), "".join(found) if len(found) > 1 else "")
