"""Titles offered while typing: pages that have words beginning with what was typed."""

from django.http import HttpRequest

from .french import fold
from .models import Entry, FindablePage
from .request import clean

MOST = 8
SHORTEST = 2
_PAGE_FIELDS = ("page__title", "page__url_path", "page__kind", "page__slug")


def suggest(query: str, request: HttpRequest) -> list[dict]:
    """At most eight `{"title", "url", "type"}` of public pages, titles that begin so first."""
    words = fold(clean(query, 100)).replace("'", " ").replace("-", " ").split()
    if not words or len(words[-1]) < SHORTEST:
        return []
    entries = Entry.objects.select_related("page").only("sort_title", *_PAGE_FIELDS)
    for word in words:
        entries = entries.filter(sort_title__contains=word)
    public = FindablePage.objects.visible().values("pk")
    candidates = [e for e in entries.filter(page__in=public)[:200] if _has_words(e.sort_title, words)]
    candidates.sort(key=lambda e: (not e.sort_title.startswith(words[0]), e.page.kind == "action", e.sort_title))
    return [
        {"title": e.page.title, "url": e.page.get_url(request), "type": e.page.get_kind_display()}
        for e in candidates[:MOST]
    ]


def _has_words(title: str, typed: list[str]) -> bool:
    """Whether each typed word begins a word of the title."""
    spaced = f" {title.replace(chr(39), ' ').replace('-', ' ')}"
    return all(f" {word}" in spaced for word in typed)
