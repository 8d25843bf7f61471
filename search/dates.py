"""Dates as French readers write them: « 9 mars », « 1er mars 2026, 14 h »."""

import datetime

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS

NBSP = "\u00a0"


def day(date: datetime.date, *, year: bool = False) -> str:
    """`2026-03-09` → « 9 mars », with `year` « 9 mars 2026 »."""
    number = "1er" if date.day == 1 else str(date.day)
    parts = [number, str(MONTHS[date.month]), *([str(date.year)] if year else [])]
    return NBSP.join(parts)


def weekday(date: datetime.date, *, year: bool = False) -> str:
    """`2026-03-09` → « lundi 9 mars », with `year` « lundi 9 mars 2026 »."""
    return f"{WEEKDAYS[date.weekday()]}{NBSP}{day(date, year=year)}".lower()


def hour(when: datetime.datetime) -> str:
    """« 14 h » or « 18 h 30 », in the site's time."""
    local = timezone.localtime(when)
    minutes = f"{NBSP}{local:%M}" if local.minute else ""
    return f"{local.hour}{NBSP}h{minutes}"


def moment(when: datetime.datetime, *, year: bool = False) -> str:
    """« 9 mars, 14 h » or « 9 mars, 18 h 30 », in the site's time."""
    return f"{day(timezone.localdate(when), year=year)}, {hour(when)}"
