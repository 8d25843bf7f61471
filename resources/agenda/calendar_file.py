"""`/agenda.ics`: the sessions and temps forts, for people's own calendars (R-26, R-49). Valid against RFC 5545."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, Timezone

from resources.models import ActionPage, ActionSession, EventPage
from search.models import FindablePage
from search.visibility import visible

from .asked import asked, keep
from .lines import events_of, sessions_of
from .moments import SESSION, since

DEFAULT_LENGTH = timedelta(hours=1)
PAST = timedelta(days=31)  # how far back the file goes
FRESH = timedelta(hours=6)  # how often a subscribed calendar is asked to look again
FIRST_DAY = date(2010, 1, 1)  # no édition is older


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Every public session and temps fort of the chosen territory (as `/agenda/`) from a month ago on."""
    kept = keep(since(timezone.localdate() - PAST), asked(request.GET))
    dated = [moment for moment in kept.moments if moment.starts_at]
    sessions = sessions_of([moment.pk for moment in dated if moment.of == SESSION])
    events = events_of([moment.pk for moment in dated if moment.of != SESSION])
    rows = [(sessions if moment.of == SESSION else events).get(moment.pk) for moment in dated]
    territory = ", ".join(criterion["label"] for criterion in kept.filters()["selected"])
    name = " – ".join(filter(None, [settings.WAGTAIL_SITE_NAME, territory]))
    return _answer(request, name, [row for row in rows if row], "agenda")


@require_safe
def of_page(request: HttpRequest, pk: str) -> HttpResponse:
    """Every session of an action, or a temps fort."""
    action = visible(ActionPage.objects.filter(pk=pk)).first()
    if action:
        return _answer(request, action.title, action.sessions.select_related("page").order_by("starts_at"), action.slug)
    event = visible(EventPage.objects.filter(pk=pk, starts_at__isnull=False)).first()
    if event:
        return _answer(request, event.title, [event], event.slug)
    raise Http404("Cette page n’a pas de date à ajouter à un agenda.")


def _answer(request: HttpRequest, name: str, rows: Iterable[ActionSession | EventPage], slug: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Persévérance scolaire//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    # Always there: a calendar without any component would not be one.
    calendar.add_component(_timezone())
    for row in rows:
        calendar.add_component(_event(row, request))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return answer


@cache
def _timezone() -> Timezone:
    """The hours of Paris from before the first édition on; working them out takes a tenth of a second."""
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=FIRST_DAY)


def _event(row: ActionSession | EventPage, request: HttpRequest) -> Event:
    page: FindablePage = row.page if isinstance(row, ActionSession) else row
    off = page.get_state_display() if isinstance(page, ActionPage) and page.is_called_off else ""
    event = Event()
    event.add("uid", f"{_key(row)}@{request.get_host().partition(':')[0]}")
    event.add("dtstamp", page.last_published_at or timezone.now())
    _add_time(event, row)
    event.add("summary", f"{off}\u00a0: {page.title}" if off else page.title)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    for name, text in {"description": page.summary, "location": row.place}.items():
        if text:
            event.add(name, text)
    address = page.get_full_url(request)
    if address:
        event.add("url", address)
    return event


def _add_time(event: Event, row: ActionSession | EventPage) -> None:
    paris = ZoneInfo(settings.TIME_ZONE)
    start: datetime | None = row.starts_at
    assert start is not None, "only what has a date comes here"
    end = row.ends_at if row.ends_at and row.ends_at > start else start + DEFAULT_LENGTH
    event.add("dtstart", start.astimezone(paris))
    event.add("dtend", end.astimezone(paris))


def _key(row: ActionSession | EventPage) -> str:
    return f"seance-{row.pk}" if isinstance(row, ActionSession) else f"temps-fort-{row.pk}"
