"""The officers' synonyms and the site's own words, kept in memory and reread when they change."""

from dataclasses import dataclass

from django.db.models import Count, Max

from .french import Synonyms
from .models import SynonymGroup, Word
from .spelling import Vocabulary


@dataclass(frozen=True)
class Lexicon:
    """What the analysis of a query needs to know of the site."""

    synonyms: Synonyms
    vocabulary: Vocabulary


_kept: tuple[object, Lexicon] | None = None


def lexicon() -> Lexicon:
    """The current lexicon: one cheap query tells whether the kept one still holds."""
    global _kept
    stamp = _stamp()
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, _load())
    return _kept[1]


def _stamp() -> object:
    synonyms = SynonymGroup.objects.order_by().values_list(Count("pk"), Max("updated_at"))
    words = Word.objects.order_by().values_list(Count("pk", filter=Q(pk__isnull=True)), Max("pk"))
    return list(synonyms.union(words, all=True))


def _load() -> Lexicon:
    both = SynonymGroup.Direction.BOTH
    groups = list(SynonymGroup.objects.all())
    synonyms = Synonyms(
        [group.words for group in groups if group.direction == both],
        one_way=[group.words for group in groups if group.direction != both],
    )
    words = Word.objects.values_list("surface", "term", "frequency")
    return Lexicon(synonyms, Vocabulary(words.iterator()))
