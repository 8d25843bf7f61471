"""Days and pages of the agenda. Pure rules: no database."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from .moments import Moment

MOST = 50  # moments on a page


@dataclass(frozen=True)
class Day:
    """A day, or the part of it that a page has room for; `continued`: it began on the page before."""

    date: datetime.date
    moments: Sequence[Moment]
    continued: bool = False


def by_day(moments: Sequence[Moment], today: datetime.date) -> list[Day]:
    """Those that have a date, grouped in order of time; what began before today and lasts stands under today."""
    dated = [moment for moment in moments if moment.starts_at]
    grouped = groupby(dated, key=lambda moment: max(timezone.localdate(moment.starts_at), today))
    return [Day(date, list(held)) for date, held in grouped]


def paged(days: Sequence[Day], most: int = MOST) -> list[list[Day]]:
    """Pages of whole days, at most `most` moments each, at least one page.

    A day that alone is more than a page is shared out in equal parts over pages of its own.
    """
    pages: list[list[Day]] = [[]]
    room = most
    for part in (part for day in days for part in _parts(day, most)):
        if pages[-1] and len(part.moments) > room:
            pages.append([])
            room = most
        pages[-1].append(part)
        room -= len(part.moments)
    return pages


def _parts(day: Day, most: int) -> list[Day]:
    number = -(-len(day.moments) // most)
    size = -(-len(day.moments) // number)
    starts = range(0, len(day.moments), size)
    return [Day(day.date, day.moments[start : start + size], continued=start > 0) for start in starts]
