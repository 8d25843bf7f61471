"""How rare words are on this site: kept in memory, counted anew when a page or a word came in."""

from math import log2
from typing import NamedTuple

from django.db.models import Sum

from .models import Entry, Word

_SHARE = 0.2  # of the pages: a word that more of them have brings nothing together
_SMALLEST = 40  # pages: on a smaller site words count as if it were this big, or all of them would be frequent
_STEP = 10  # worth of a word for each time the pages that have it are halved


class Rarity(NamedTuple):
    """Of the whole site: `having`: term → number of pages, of the common nouns that at least two have."""

    pages: int
    having: dict[str, int]

    def worth(self, term: str) -> int:
        """A whole number, the higher the rarer; 0 for what one page alone has, too many have, or is a name."""
        number = self.having.get(term, 0)
        pages = max(self.pages, _SMALLEST)
        if not number or number > _SHARE * pages:
            return 0
        return round(_STEP * log2(pages / number))


_kept: tuple[object, Rarity] | None = None
# Two columns for a query that reads something else as well: the stamp to ask `rarity` with.
STAMP = "(SELECT MAX(id) FROM search_word), (SELECT MAX(page_id) FROM search_entry)"


def rarity(stamp: object) -> Rarity:
    """The rarity of words as long as the stamp is the same."""
    global _kept
    if _kept is None or _kept[0] != stamp:
        _kept = (stamp, _count())
    return _kept[1]


def forget() -> None:
    """Count again at the next question."""
    global _kept
    _kept = None


def _count() -> Rarity:
    counted = Word.objects.filter(is_common=True).values_list("term").annotate(pages=Sum("frequency"))
    return Rarity(Entry.objects.count(), dict(counted.filter(pages__gt=1).order_by()))
