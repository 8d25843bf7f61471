"""`/agenda/`: what comes next, first, by day (R-26)."""

import datetime
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from resources.models import ActionPage
from resources.week import Week, coming_weeks
from search.dates import weekday
from search.presenting import pages_for_page
from search.request import SearchRequest
from search.visibility import visible

from .asked import Kept, asked, keep
from .days import Day, by_day, paged
from .lines import Line, lines
from .moments import Moment, since


def agenda(request: HttpRequest, page: Page) -> HttpResponse:
    """The coming sessions and temps forts of the chosen territory; without a date, apart on the first page."""
    today = timezone.localdate()
    kept = keep(since(today), asked(request.GET))
    days = by_day(kept.moments, today)
    pages = paged(days)
    weeks = coming_weeks(today)
    if kept.request.page > len(pages):
        raise Http404("Cette page de l’agenda n’existe pas.")
    context = {
        **kept.filters(),
        **_shown(kept, pages, request),
        "today": today,
        "total": sum(len(day.moments) for day in days),
        "undated_total": sum(moment.starts_at is None for moment in kept.moments),
        "index": _index(pages, kept.request) if len(days) > 1 else [],
        "pages": pages_for_page(kept.request, len(pages)),
        "weeks": weeks,
        "is_announced": bool(days) or _is_announced(weeks),
        "file_url": reverse("agenda-ics") + kept.request.address().rstrip("?"),
        "past": _past(kept.request),
    }
    context["subscribe_url"] = request.build_absolute_uri(context["file_url"])
    return render(request, "resources/event_index_page.html", {**page.get_context(request), "agenda": context})


def _shown(kept: Kept, pages: list[list[Day]], request: HttpRequest) -> dict:
    """The days of the asked page with their lines, and on the first page what has no date."""
    number = kept.request.page
    days = pages[number - 1]
    undated = [moment for moment in kept.moments if moment.starts_at is None] if number == 1 else []
    found = lines([*(moment for day in days for moment in day.moments), *undated], request)
    return {
        "days": [{"day": day, "lines": _lines_of(day.moments, found)} for day in days],
        "undated": _lines_of(undated, found),
    }


def _is_announced(weeks: list[Week]) -> bool:
    """Whether an action of the next Semaine's school year is public, be it over."""
    return bool(weeks) and visible(ActionPage.objects.filter(year=weeks[0].year)).exists()


def _lines_of(moments: Iterable[Moment], found: dict[Moment, Line]) -> list[Line]:
    return [found[moment] for moment in moments if moment in found]


def _index(pages: list[list[Day]], request: SearchRequest) -> list[dict]:
    """Each day with the address of its place in the agenda and the number of its moments."""
    days: dict[datetime.date, dict] = {}
    for number, held in enumerate(pages, start=1):
        for day in held:
            address = f"{request.address(page=number)}#jour-{day.date.isoformat()}"
            entry = days.setdefault(day.date, {"day": weekday(day.date, year=True), "url": address, "count": 0})
            entry["count"] += len(day.moments)
    return list(days.values())


def _past(request: SearchRequest) -> list[dict]:
    """Where the others are, those past among them: the search, in the same territory."""
    kinds = {"temps-fort": "Tous les temps forts, passés compris", "action": "Toutes les actions, passées comprises"}
    base = reverse("search")
    return [
        {"label": label, "url": base + request.address(chosen={"type": (kind,), **request.chosen}, sort="date")}
        for kind, label in kinds.items()
    ]
