"""The moments of the agenda: each session of a public action, each temps fort, in one light query.

A moment knows when it begins and whose it is; what its line says is asked for those of one page only.
"""

import datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from resources.models import ActionPage, EventPage
from search import school_year
from search.visibility import visible

SESSION, EVENT = "seance", "temps-fort"
_COLUMNS = ("of", "row", "at", "held")


class Moment(NamedTuple):
    """`pk`: of the session or of the temps fort; `starts_at`: None while the date is not fixed."""

    of: str
    pk: int
    starts_at: datetime.datetime | None
    # Of the page's entry, « academie:creteil bassin:senart … »; empty while that is not written yet.
    facets: str


def since(day: datetime.date) -> list[Moment]:
    """The public moments that end on that day or later, in order of time; those without a date come last.

    Without a date: temps forts that come back each year (« en décembre »), or not of a past school year.
    """
    sessions = _light(sessions_since(day), SESSION, {"row": F("sessions__pk"), "at": F("sessions__starts_at")})
    events = _light(events_since(day), EVENT, {"row": F("pk"), "at": F("starts_at")})
    moments = [Moment(of, pk, at, held or "") for of, pk, at, held in sessions.union(events, all=True)]
    never = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return sorted(moments, key=lambda moment: (moment.starts_at or never, moment.of, moment.pk))


def sessions_since(day: datetime.date, until: datetime.date | None = None) -> QuerySet[ActionPage]:
    """Public actions, a row for each session (`sessions__…`) that ends from that day on and begins before `until`."""
    return visible(ActionPage.objects.all()).filter(_between(day, until, "sessions__"))


def events_since(day: datetime.date, until: datetime.date | None = None) -> QuerySet[EventPage]:
    """Public temps forts that end from that day on and begin before `until`, and those without a date."""
    undated = Q(starts_at=None) & (~Q(usual_date="") | Q(year=None) | Q(year__gte=school_year.of_day(day)))
    return visible(EventPage.objects.all()).filter(_between(day, until) | undated)


def _between(day: datetime.date, until: datetime.date | None, prefix: str = "") -> Q:
    start = _midnight(day)
    coming = Q(**{f"{prefix}ends_at__gte": start}) | Q(**{f"{prefix}starts_at__gte": start})
    return coming & Q(**{f"{prefix}starts_at__lt": _midnight(until)}) if until else coming


def _light(pages: QuerySet, of: str, columns: dict[str, F]) -> QuerySet:
    return pages.order_by().annotate(of=Value(of), **columns, held=F("entry__facets")).values_list(*_COLUMNS)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
