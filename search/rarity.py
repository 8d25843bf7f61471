"""How rare words are on this site: how many pages have them, kept in memory in step with the index.

Of a big site the newest pages are counted, and stand for all: what a process keeps does not grow with the site.
"""

import threading
from collections import Counter
from collections.abc import Iterator, Set
from math import log2
from sys import intern
from typing import NamedTuple

from .models import Entry
from .subjects import told

_SHARE = 0.2  # of the pages: a word that more of them have brings nothing together
_SMALLEST = 40  # pages: on a smaller site words count as if it were this big, or all of them would be frequent
_STEP = 10  # worth of a word for each time the pages that have it are halved
_TERMS = ("title_terms", "tag_terms", "summary_terms", "body_terms", "document_terms")
_MOST = 10_000  # pages counted
_MANY = 500  # entries: of more, all are read rather than named one by one
_CHUNK = 200  # entries read at once: their texts are long
# A column for a query that reads something else as well: the stamp to ask `rarity` with. A page that went away is
# counted until another one is written, which makes a word hardly more frequent than it is.
STAMP = "(SELECT MAX(version) FROM search_entry)"


class _Counted(NamedTuple):
    """What an entry was counted with."""

    version: int
    terms: tuple[str, ...]
    common: tuple[str, ...]


class Rarity(NamedTuple):
    """Of the pages counted: `having`: term → those that have it; `common`: those about it that show it is no name."""

    entries: dict[int, _Counted]
    having: Counter[str]
    common: Counter[str]

    def worth(self, term: str) -> int:
        """A whole number, the higher the rarer; 0 for what one page alone has, too many have, or is a name."""
        number = self.having[term]
        pages = max(len(self.entries), _SMALLEST)
        if number < 2 or number > _SHARE * pages or not self.common[term]:
            return 0
        return round(_STEP * log2(pages / number))


_kept: tuple[object, Rarity] = (None, Rarity({}, Counter(), Counter()))
_counting = threading.Lock()


def rarity(stamp: object) -> Rarity:
    """The rarity of words; when the stamp is another one, the entries written or gone since are counted anew.

    One thread counts; the others go on with what was known, and wait for the first count alone.
    """
    global _kept
    if _kept[0] != stamp and _counting.acquire(blocking=_kept[0] is None):
        try:
            if _kept[0] != stamp:
                _kept = (stamp, _brought_up_to_date(_kept[1]))
        finally:
            _counting.release()
    return _kept[1]


def _brought_up_to_date(old: Rarity) -> Rarity:
    """A new one: other threads may be reading the old one."""
    versions = dict(Entry.objects.order_by("-page_id").values_list("page_id", "version")[:_MOST])
    entries = {pk: counted for pk, counted in old.entries.items() if versions.get(pk) == counted.version}
    having, common = Counter(old.having), Counter(old.common)
    for pk in old.entries.keys() - entries.keys():
        having.subtract(old.entries[pk].terms)
        common.subtract(old.entries[pk].common)
    for pk, counted in _counted(versions.keys() - entries.keys()):
        entries[pk] = counted
        having.update(counted.terms)
        common.update(counted.common)
    return Rarity(entries, having, common)


def _counted(pks: Set[int]) -> Iterator[tuple[int, _Counted]]:
    entries = Entry.objects.filter(pk__in=pks) if len(pks) <= _MANY else Entry.objects.filter(pk__gte=min(pks))
    rows = entries.order_by().values_list("pk", "version", "subjects", *_TERMS)
    for pk, version, subjects, *terms in rows.iterator(_CHUNK):
        if pk in pks:
            had = {term for column in terms for term in column.split()}
            common = (line.key for line in told(subjects) if line.subject.is_common)
            yield pk, _Counted(version, tuple(map(intern, had)), tuple(map(intern, common)))
