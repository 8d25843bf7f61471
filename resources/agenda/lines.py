"""What a line of the agenda says, for the moments of one page: a few queries, however many there are."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from resources.models import ActionPage, ActionSession, EventPage
from search.dates import NBSP, hour, weekday
from search.models import FindablePage

from .moments import SESSION, Moment

# A page has some sixty columns more.
_TIMES = ("starts_at", "ends_at", "place")
_PAGE = ("title", "url_path", "kind", "summary", "last_published_at")


@dataclass(frozen=True)
class Line:
    """One moment: `when` is text; `off`: « annulée » or « reportée », else empty; `starts_at` for machines."""

    url: str
    title: str
    kind: str
    starts_at: datetime.datetime | None
    when: str
    place: str
    school: str
    opening: str
    off: str = ""


def lines(moments: Iterable[Moment], request: HttpRequest) -> dict[Moment, Line]:
    """The line of each moment; one whose row is gone meanwhile has none."""
    moments = list(moments)
    sessions = sessions_of([moment.pk for moment in moments if moment.of == SESSION])
    events = events_of([moment.pk for moment in moments if moment.of != SESSION])
    publics = _publics_of(events)
    found = {}
    for moment in moments:
        if moment.of == SESSION and moment.pk in sessions:
            found[moment] = _of_session(sessions[moment.pk], request)
        elif moment.of != SESSION and moment.pk in events:
            found[moment] = _of_event(events[moment.pk], publics[moment.pk], request)
    return found


def sessions_of(pks: list[int]) -> dict[int, ActionSession]:
    """Sessions with what is shown of their action, its lead and the lead's bassin, by key."""
    shown = [*_TIMES, *(f"page__{name}" for name in (*_PAGE, "state", "opening"))]
    sessions = ActionSession.objects.select_related("page__lead__bassin")
    return sessions.only(*shown, "page__lead__name", "page__lead__bassin__name").in_bulk(pks)


def events_of(pks: list[int]) -> dict[int, EventPage]:
    """Temps forts with what is shown of them, by key."""
    return EventPage.objects.only(*_TIMES, *_PAGE, "usual_date", "publics_note").in_bulk(pks)


def _publics_of(pks: Iterable[int]) -> dict[int, list[str]]:
    """Whom each temps fort is for, as the vocabulary says it."""
    found: dict[int, list[str]] = {pk: [] for pk in pks}
    rows = EventPage.publics.through.objects.filter(findablepage__in=found).order_by("public__sort_order")
    for pk, name in rows.values_list("findablepage", "public__name"):
        found[pk].append(name)
    return found


def _of_session(session: ActionSession, request: HttpRequest) -> Line:
    page: ActionPage = session.page
    school = ", ".join(filter(None, [page.lead.name, page.lead.bassin and page.lead.bassin.name]))
    return Line(
        **_of_page(page, request),
        starts_at=session.starts_at,
        when=span(session.starts_at, session.ends_at),
        place=session.place,
        school=school,
        opening=page.get_opening_display(),
        off=page.get_state_display().lower() if page.is_called_off else "",
    )


def _of_event(page: EventPage, publics: list[str], request: HttpRequest) -> Line:
    return Line(
        **_of_page(page, request),
        starts_at=page.starts_at,
        when=span(page.starts_at, page.ends_at) if page.starts_at else page.usual_date,
        place=page.place,
        school="",
        opening=page.publics_note or ", ".join(publics),
    )


def _of_page(page: FindablePage, request: HttpRequest) -> dict[str, str]:
    return {"url": page.get_url(request) or "", "title": page.title, "kind": page.get_kind_display()}


def span(start: datetime.datetime, end: datetime.datetime | None) -> str:
    """« 14 h », « de 14 h à 16 h 30 », « 9 h, jusqu’au mercredi 10 mars » for more than a day."""
    if end is None or end <= start:
        return hour(start)
    last = timezone.localdate(end)
    if last == timezone.localdate(start):
        return f"de{NBSP}{hour(start)} à{NBSP}{hour(end)}"
    return f"{hour(start)}, jusqu’au {weekday(last)}"
