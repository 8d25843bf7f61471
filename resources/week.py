"""When the Semaine is, was or will be: common dates and those of some territories (R-21)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils import timezone

from search.visibility import visible

from .models import EditionDates, EditionPage

MOST_TERRITORIES = 3  # named beside the common dates; more are on the page of the édition


@dataclass(frozen=True)
class Spell:
    """First and last day; `territory`: whose dates they are, empty for the common ones."""

    starts_on: datetime.date
    ends_on: datetime.date
    territory: str = ""

    def holds(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Week:
    """The Semaine of an édition as a page shows it on a day.

    `stage`: "before", "now" (somewhere) or "after" (everywhere). `spells`: the dates to show, the common ones
    first; while it takes place in some territories only, theirs. `more`: territories too many to be named.
    `year`: first calendar year of its school year.
    """

    title: str
    url: str
    stage: str
    spells: list[Spell]
    more: int
    year: int | None


def with_dates() -> Prefetch:
    """What a list of éditions brings along for `week_of`."""
    return Prefetch("territory_dates", EditionDates.objects.select_related("departement", "bassin"))


def week_of(edition: EditionPage, day: datetime.date | None = None) -> Week:
    """The Semaine of this édition on that day (today by default)."""
    day = day or timezone.localdate()
    common = Spell(edition.starts_on, edition.ends_on)
    own = [Spell(row.starts_on, row.ends_on, str(row.territory)) for row in edition.territory_dates.all()]
    every = [common, *own]
    running = [spell for spell in every if spell.holds(day)]
    shown = running if running and common not in running else every
    fit = 1 + MOST_TERRITORIES if common in shown else MOST_TERRITORIES
    stage = _stage(every, running, day)
    return Week(edition.title, edition.url or "", stage, shown[:fit], len(shown[fit:]), edition.year)


def coming_weeks(day: datetime.date) -> list[Week]:
    """The Semaines that are not over, everywhere, on that day, the next one first."""
    ends = Q(ends_on__gte=day) | Q(territory_dates__ends_on__gte=day)
    editions = visible(EditionPage.objects.filter(ends)).distinct().order_by("starts_on", "pk")
    shown = editions.only("title", "url_path", "starts_on", "ends_on", "year").prefetch_related(with_dates())
    return [week_of(edition, day) for edition in shown]


def _stage(every: Iterable[Spell], running: list[Spell], day: datetime.date) -> str:
    if running:
        return "now"
    return "before" if any(day < spell.starts_on for spell in every) else "after"
