"""« À lire aussi »: the public pages that are about what a page is about, and what they have in common."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest

from .engines import Alike, Likeness, current_engine
from .engines.weights import WEIGHT_OF_KIND
from .french import IN_HEAD, Subject
from .kinds import Kind
from .models import FindablePage
from .presenting import Card
from .rarity import STAMP, Rarity, rarity
from .subjects import THEME, told

MOST = 4
MOST_OF_A_KIND = 2
_READ_OF_A_KIND = 4  # of those the engine names, the best are looked at
# What the engine is asked: the rarest words, as long as they bring no more pages than this, or so.
_PAGES_BROUGHT = 800
_FEW_PAGES = 50  # when words bring fewer, themes are asked for too
_SHOWN = 3
_THEME_WORTH = 30
_OWN = f"SELECT subjects, family, {STAMP} FROM search_entry WHERE page_id = %s"  # noqa: S608
_LEAST = _THEME_WORTH * IN_HEAD  # what a theme in common is worth, and nothing else


class Candidate(NamedTuple):
    """A public page, as far as it is told."""

    pk: int
    kind: str
    title: str
    url_path: str
    subjects: str
    kicker: str
    meta: str


class Related(NamedTuple):
    """A page related to another one, by the names of themes and the words that both are about, the best first."""

    page: Candidate
    themes: list[str]
    words: list[str]
    worth: float

    @property
    def reason(self) -> str:
        """Why it is proposed, in words anyone understands."""
        themes = _listed("Même thème", "Mêmes thèmes", self.themes[:_SHOWN])
        words = _listed("Mot commun", "Mots communs", self.words[:_SHOWN])
        return " · ".join(filter(None, [themes, words]))


def related_cards(page: FindablePage, request: HttpRequest) -> list[Card]:
    """The cards of the pages related to a page, each with its reason; none for a page that is not published."""
    return [
        Card(
            url=FindablePage(pk=one.page.pk, url_path=one.page.url_path).get_url(request) or "",
            title=one.page.title,
            kicker=one.page.kicker,
            meta=one.page.meta,
            excerpt_html=one.reason,
        )
        for one in related(page)
    ]


def related(page: FindablePage) -> list[Related]:
    """At most four, the best first, at most two of a kind."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN, [page.pk])
        own = cursor.fetchone()
    if own is None:
        return []
    subjects, family, stamp = own
    about = {line.key: line.subject for line in told(subjects)}
    known = rarity(stamp)
    worth = dict(_worths(about, known))
    alike = current_engine().alike(_likeness(family, worth, known))
    return list(_varied(_sharing(_read(alike, page.linked_ids()), about, worth)))


def _worths(about: Mapping[str, Subject], known: Rarity) -> Iterator[tuple[str, int]]:
    for key, subject in about.items():
        worth = _THEME_WORTH if key.startswith(THEME) else known.worth(key) * subject.weight
        if worth:
            yield key, worth


def _likeness(family: int, worth: Mapping[str, int], known: Rarity) -> Likeness:
    words: list[tuple[str, int]] = []
    brought = 0
    for key in sorted(worth, key=lambda key: (-worth[key], key)):
        if not key.startswith(THEME) and (not words or brought + known.having[key] <= _PAGES_BROUGHT):
            words.append((key, worth[key]))
            brought += known.having[key]
    themes = [(key.removeprefix(THEME), value) for key, value in worth.items() if key.startswith(THEME)]
    return Likeness(family, tuple(words), tuple(themes) if brought < _FEW_PAGES else ())


def _read(alike: Iterable[Alike], but: set[int]) -> list[Candidate]:
    """The best of each kind, in one query."""
    seen: Counter[str] = Counter()
    wanted = []
    for page_id, kind in alike:
        if page_id not in but and seen[kind] < _READ_OF_A_KIND:
            seen[kind] += 1
            wanted.append(page_id)
    # Asked again here: an engine's own index may be a moment late on a withdrawal.
    public = FindablePage.objects.visible().filter(pk__in=wanted, entry__isnull=False)
    rows = public.values_list("pk", "kind", "title", "url_path", "entry__subjects", "entry__kicker", "entry__meta")
    return sorted(map(Candidate._make, rows), key=lambda page: wanted.index(page.pk))


def _sharing(pages: Iterable[Candidate], about: Mapping[str, Subject], worth: Mapping[str, int]) -> list[Related]:
    """What each is about that the page is about too, the best first."""
    found = []
    for page in pages:
        shared = dict(_shared(page.subjects, worth))
        total = sum(shared.values())
        if total >= _LEAST:
            keys = sorted(shared, key=lambda key: (-shared[key], key))
            themes = [about[key].shown for key in keys if key.startswith(THEME)]
            words = [about[key].shown for key in keys if not key.startswith(THEME)]
            found.append(Related(page, themes, words, total * WEIGHT_OF_KIND[Kind(page.kind)]))
    return sorted(found, key=lambda one: -one.worth)


def _shared(subjects: str, worth: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Key and worth of what `Entry.subjects` has of it."""
    return ((key, worth[key] * subject.weight) for key, subject in told(subjects) if key in worth)


def _varied(found: Iterable[Related]) -> Iterator[Related]:
    """The first four, two of a kind at most."""
    seen: Counter[str] = Counter()
    for one in found:
        if seen.total() < MOST and seen[one.page.kind] < MOST_OF_A_KIND:
            seen[one.page.kind] += 1
            yield one


def _listed(one: str, several: str, names: list[str]) -> str:
    """« Mots communs : tutorat, mentor », or an empty string."""
    return f"{several if len(names) > 1 else one} : {', '.join(names)}" if names else ""
