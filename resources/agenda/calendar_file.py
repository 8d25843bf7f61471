"""`/agenda.ics`: the sessions and temps forts, for people's own calendars (R-26, R-49). Valid against RFC 5545."""

import hashlib
from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from icalendar import Timezone

from resources.models import ActionPage, EventPage
from search.engines.tally import split
from search.labels import labels_for
from search.models import FindablePage
from search.visibility import visible

from .asked import asked
from .calendar_events import Row, components, content, escaped, rows_of
from .moments import events_since, sessions_since

PAST = timedelta(days=31)  # how far back the file goes
AHEAD = timedelta(days=366)  # and how far on: the school year, and the first dates of the next
FRESH = timedelta(hours=6)  # how often a subscribed calendar is asked to look again
MAX_AGE = timedelta(minutes=5)  # how long others may keep it: what is withdrawn is gone after that
FIRST_DAY = date(2010, 1, 1)  # no édition is older


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The public sessions and temps forts of the chosen territory (as `/agenda/`), a month back and a year on."""
    today = timezone.localdate()
    first, until = today - PAST, today + AHEAD
    chosen = asked(request.GET).chosen
    rows, _ = split(rows_of(sessions_since(first, until), events_since(first, until)), chosen)
    labels = labels_for({}, chosen)
    territory = ", ".join(
        labels[name, value].text for name, values in chosen.items() for value in values if (name, value) in labels
    )
    return _answer(request, " – ".join(filter(None, [settings.WAGTAIL_SITE_NAME, territory])), rows, "agenda")


@require_safe
def of_page(request: HttpRequest, pk: str) -> HttpResponse:
    """Every session of an action, or a temps fort."""
    page = visible(FindablePage.objects.filter(pk=pk)).only("title", "slug").first()
    actions = ActionPage.objects.filter(pk=pk, sessions__isnull=False)
    rows = rows_of(actions, EventPage.objects.filter(pk=pk)) if page else []
    if not page or not rows:
        raise Http404("Cette page n’a pas de date à ajouter à un agenda.")
    return _answer(request, page.title, rows, page.slug)


def _answer(request: HttpRequest, name: str, rows: list[Row], slug: str) -> HttpResponse:
    """What is read decides whether a calendar has it already, before anything is written."""
    host = request.get_host().partition(":")[0]
    etag = quote_etag(hashlib.sha256(repr((name, host, rows)).encode()).hexdigest())
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(_calendar(name, rows, host), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    answer["ETag"] = etag
    patch_cache_control(answer, public=True, max_age=int(MAX_AGE.total_seconds()))
    return answer


def _calendar(name: str, rows: list[Row], host: str) -> bytes:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Persévérance scolaire//Agenda//FR",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{settings.TIME_ZONE}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{FRESH // timedelta(hours=1)}H",
    ]
    # The time zone is always there: a calendar without any component would not be one.
    return content(head) + _timezone() + components(rows, host) + content(["END:VCALENDAR"])


@cache
def _timezone() -> bytes:
    """The hours of Paris from before the first édition on; working them out takes a tenth of a second."""
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=FIRST_DAY).to_ical()
