"""The officers' synonyms and the site's own words, kept in memory and reread when they change."""

from dataclasses import dataclass, replace

from django.db import connection

from .french import Clause, ParsedQuery, Synonyms, Vocabulary, parse
from .models import SynonymGroup, Word


@dataclass(frozen=True)
class Lexicon:
    """What the analysis of a query needs to know of the site."""

    synonyms: Synonyms
    vocabulary: Vocabulary

    def parse(self, query: str) -> ParsedQuery:
        """The query as this site understands it."""
        parsed = parse(query, self.synonyms, self.vocabulary)
        return replace(parsed, has_unknown=not all(map(self._knows, parsed.clauses)))

    def _knows(self, clause: Clause) -> bool:
        return any(all(term in self.vocabulary for term in terms) for terms, _ in clause.alternatives)


_kept: tuple[object, Lexicon] | None = None


def lexicon() -> Lexicon:
    """The current lexicon: one cheap query tells whether the kept one still holds."""
    global _kept
    stamp = _stamp()
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, _load())
    return _kept[1]


_STAMP = """
    SELECT (SELECT COUNT(*) FROM search_synonymgroup),
           (SELECT MAX(updated_at) FROM search_synonymgroup),
           (SELECT MAX(id) FROM search_word)
"""


def _stamp() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return cursor.fetchone()


def _load() -> Lexicon:
    both = SynonymGroup.Direction.BOTH
    groups = list(SynonymGroup.objects.all())
    synonyms = Synonyms(
        [group.words for group in groups if group.direction == both],
        one_way=[group.words for group in groups if group.direction != both],
    )
    words = Word.objects.values_list("surface", "term", "frequency")
    return Lexicon(synonyms, Vocabulary(words.iterator()))
