"""What is offered while typing: public pages by their title, themes and établissements that public pages carry.

By the beginnings of their words. Where these find nothing, by what the officers' synonyms lead to, else by the words
the search would correct those typed into.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice, product
from operator import or_

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from .engines import current_engine
from .french import Chunk, Synonyms, Typed, Vocabulary, completion_key, fold, key_of, typed
from .lexicon import lexicon
from .models import Entry, Etablissement, FindablePage, Theme
from .request import clean
from .service import may_show
from .spelling import correct_query

MOST = 8
LONGEST = 100
# Of themes and of établissements, where titles would fill the list.
_RESERVED = 2
# Above all letters: what begins so stands between the beginning and this.
_LAST = "\U0010ffff"
# Ways to say the same that are looked for together.
_MOST_WAYS = 4

Suggestion = dict[str, str]


def suggest(query: str, request: HttpRequest) -> list[Suggestion]:
    """At most eight `{"title", "url", "type"}`: titles, those that begin so first, then themes, then établissements.

    Before them, where they come from a correction, the search for the corrected words.
    """
    written = clean(query, LONGEST)
    wanted = typed(written)
    if not wanted.says_something:
        return []
    return _having([wanted], request) or _meant(written, request)


def _meant(written: str, request: HttpRequest) -> list[Suggestion]:
    """What means the same, or what was meant: nothing that anyone may see begins with the words typed."""
    words = lexicon()
    ways, offered = list(_synonymous(written, words.synonyms)), []
    better = correct_query(written, words.vocabulary, words.synonyms)
    if better is not None and not _is_unfinished(written, words.vocabulary):
        ways += [typed(better), *_synonymous(better, words.synonyms)]
        # Titles are public whatever word led to them; the word itself shows only where a public page says it.
        if may_show(written, better, current_engine(), words):
            offered = [_filter(better, "Recherche corrigée", q=better)]
    return [*offered, *_having(ways, request)][:MOST] if ways else []


def _synonymous(written: str, synonyms: Synonyms) -> Iterator[Typed]:
    """The ways to say the expressions typed in other words; what stands around them stays.

    Terms are beginnings of words, as completion wants them.
    """
    keys = key_of(written)
    places: list[Sequence[tuple[str, ...]]] = []
    position = 0
    expressions = synonyms.find(keys)
    for start, end, phrases in expressions:
        places += [[keys[position:start]], phrases]
        position = end
    if expressions:
        for way in islice(product(*places, [keys[position:]]), _MOST_WAYS):
            terms = [term for phrase in way for term in phrase]
            yield Typed(tuple(Chunk((term,), "") for term in terms), "".join(f" {term}" for term in terms))


def _is_unfinished(written: str, vocabulary: Vocabulary) -> bool:
    """Whether the last word is only the beginning of one the site knows: it is no error yet."""
    last = fold(written).split()[-1]
    return last not in vocabulary.written and any(
        form.startswith(last) for form in vocabulary.by_initial.get(last[0], ())
    )


def _having(ways: Sequence[Typed], request: HttpRequest) -> list[Suggestion]:
    """The titles, themes and établissements that have all the words of one of these ways."""
    titles, themes, schools = _pages(ways, request), _themes(ways), _etablissements(ways)
    kept_schools = schools[:_RESERVED]
    kept_themes = themes[:_RESERVED]
    kept_titles = titles[: MOST - len(kept_themes) - len(kept_schools)]
    # What room is left goes to themes, then to établissements.
    kept_themes = themes[: MOST - len(kept_titles) - len(kept_schools)]
    return [*kept_titles, *kept_themes, *schools][:MOST]


def _pages(ways: Sequence[Typed], request: HttpRequest) -> list[Suggestion]:
    """Titles that begin so, then those that have the words; actions, the most numerous, last of each."""
    entries = Entry.objects.order_by("completion_key", "pk")
    conditions = [_any(_begins(rank + way.beginning) for way in ways) for rank in (Entry.BEFORE_ACTIONS, Entry.ACTIONS)]
    found: dict[int, None] = {}
    for condition in (*conditions, _any(map(_has, ways))):
        if len(found) < MOST:
            found |= dict.fromkeys(
                _public(entries.filter(condition), "pk").values_list("pk", flat=True)[: MOST + len(found)]
            )
    pages = FindablePage.objects.only("title", "url_path", "kind", "slug").in_bulk(list(islice(found, MOST)))
    return [
        {"title": page.title, "url": page.get_url(request) or "", "type": page.get_kind_display()}
        for page in (pages[pk] for pk in found if pk in pages)
    ]


def _themes(ways: Sequence[Typed]) -> list[Suggestion]:
    """A closed list of some dozens: matched here, the database asked for those that match."""
    keys = {theme.pk: completion_key(theme.name) for theme in Theme.objects.all()}
    matching = [pk for pk, key in keys.items() if any(way.matches(key) for way in ways)]
    themes = _public(Theme.objects.filter(pk__in=matching), "themes") if matching else []
    return [_filter(theme.name, "Thème", theme=theme.slug) for theme in themes]


def _etablissements(ways: Sequence[Typed]) -> list[Suggestion]:
    """By name or by UAI, of those that pages carry or once carried; the others have no key."""
    schools = Etablissement.objects.filter(_any(map(_has, ways)), completion_key__gt="").order_by("completion_key")
    return [
        _filter(school.name, "Établissement", etablissement=school.uai)
        for school in _public(schools.only("name", "uai"), "etablissements")[:MOST]
    ]


def _public(found: QuerySet, relation: str) -> QuerySet:
    """Those that are, or are carried by, a page anyone may see: what only private pages say is nobody's business.

    Asked one by one, after the words. As EXISTS, PostgreSQL would first gather all public pages, and SQLite, which
    asks in the order of the statement, would look at each page before its title.
    """
    page = FindablePage.objects.visible().filter(**{relation: OuterRef("pk")}).order_by()
    return found.alias(public_page=Subquery(page.values("pk")[:1])).filter(public_page__isnull=False)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _begins(start: str) -> Q:
    return Q(completion_key__gte=start, completion_key__lt=start + _LAST)


def _has(wanted: Typed) -> Q:
    """`Typed.matches` for the database: a walk in the order of the index, which ends where the list is full."""
    condition = Q()
    for chunk in wanted.chunks:
        apart = Q(*(_begins_a_word(word) for word in chunk.words))
        condition &= apart | Q(_begins_a_word(chunk.joined)) if chunk.joined else apart
    return condition


def _begins_a_word(beginning: str) -> Q:
    return Q(GreaterThan(StrIndex(F("completion_key"), Value(f" {beginning}")), 0))


def _filter(title: str, kind: str, **parameter: str) -> Suggestion:
    return {"title": title, "url": f"{reverse('search')}?{urlencode(parameter)}", "type": kind}
