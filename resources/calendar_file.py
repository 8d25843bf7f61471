"""`/agenda.ics`: the coming sessions and temps forts, for people's own calendars (R-26)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from search.models import FindablePage
from search.visibility import visible

from .models import ActionSession, EventPage

DEFAULT_LENGTH = timedelta(hours=1)
PAST = timedelta(days=31)  # how far back the file goes


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Every public session and temps fort from a month ago on."""
    since = timezone.now() - PAST
    calendar = Calendar()
    calendar.add("prodid", "-//Persévérance scolaire//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Persévérance scolaire")
    for session in _sessions(since):
        page = session.page
        calendar.add_component(
            _event(request, page, f"seance-{session.pk}", session.starts_at, session.ends_at, session.place)
        )
    for page in visible(EventPage.objects.filter(starts_at__gte=since)).order_by("starts_at"):
        start = page.starts_at or since
        calendar.add_component(_event(request, page, f"temps-fort-{page.pk}", start, page.ends_at, page.place))
    calendar.add_missing_timezones()
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _sessions(since: datetime) -> list[ActionSession]:
    public = FindablePage.objects.visible().values("pk")
    found = ActionSession.objects.filter(starts_at__gte=since, page__in=public)
    return list(found.select_related("page").order_by("starts_at"))


def _event(
    request: HttpRequest, page: FindablePage, key: str, start: datetime, end: datetime | None, place: str
) -> Event:
    paris = ZoneInfo(settings.TIME_ZONE)
    event = Event()
    event.add("uid", f"{key}@{request.get_host()}")
    event.add("dtstamp", page.last_published_at or timezone.now())
    event.add("dtstart", start.astimezone(paris))
    event.add("dtend", (end or start + DEFAULT_LENGTH).astimezone(paris))
    event.add("summary", page.title)
    event.add("description", page.summary)
    event.add("location", place)
    event.add("url", page.get_full_url(request) or "")
    return event
