"""What is offered while typing: public pages by their title, themes and établissements that public pages carry."""

from itertools import islice

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from .french import Typed, completion_key, typed
from .models import Entry, Etablissement, FindablePage, Theme
from .request import clean

MOST = 8
LONGEST = 100
# Of themes and of établissements, where titles would fill the list.
_RESERVED = 2
# Above all letters: what begins so stands between the beginning and this.
_LAST = "\U0010ffff"

Suggestion = dict[str, str]


def suggest(query: str, request: HttpRequest) -> list[Suggestion]:
    """At most eight `{"title", "url", "type"}`: titles, those that begin so first, then themes, then établissements."""
    wanted = typed(clean(query, LONGEST))
    if not wanted.says_something:
        return []
    titles, themes, schools = _pages(wanted, request), _themes(wanted), _etablissements(wanted)
    kept_schools = schools[:_RESERVED]
    kept_themes = themes[:_RESERVED]
    kept_titles = titles[: MOST - len(kept_themes) - len(kept_schools)]
    # What room is left goes to themes, then to établissements.
    kept_themes = themes[: MOST - len(kept_titles) - len(kept_schools)]
    return [*kept_titles, *kept_themes, *schools][:MOST]


def _pages(wanted: Typed, request: HttpRequest) -> list[Suggestion]:
    """Titles that begin so, then those that have the words; actions, the most numerous, last of each."""
    entries = Entry.objects.order_by("completion_key", "pk")
    beginnings = [rank + wanted.beginning for rank in (Entry.BEFORE_ACTIONS, Entry.ACTIONS)]
    conditions = [Q(completion_key__gte=start, completion_key__lt=start + _LAST) for start in beginnings]
    found: dict[int, None] = {}
    for condition in (*conditions, _has(wanted)):
        if len(found) < MOST:
            found |= dict.fromkeys(
                _public(entries.filter(condition), "pk").values_list("pk", flat=True)[: MOST + len(found)]
            )
    pages = FindablePage.objects.only("title", "url_path", "kind", "slug").in_bulk(list(islice(found, MOST)))
    return [
        {"title": page.title, "url": page.get_url(request) or "", "type": page.get_kind_display()}
        for page in (pages[pk] for pk in found if pk in pages)
    ]


def _themes(wanted: Typed) -> list[Suggestion]:
    """A closed list of some dozens: matched here, the database asked for those that match."""
    matching = [theme.pk for theme in Theme.objects.all() if wanted.matches(completion_key(theme.name))]
    themes = _public(Theme.objects.filter(pk__in=matching), "themes") if matching else []
    return [_filter(theme.name, "Thème", theme=theme.slug) for theme in themes]


def _etablissements(wanted: Typed) -> list[Suggestion]:
    """By name or by UAI, of those that pages carry or once carried; the others have no key."""
    schools = Etablissement.objects.filter(_has(wanted), completion_key__gt="").order_by("completion_key")
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
