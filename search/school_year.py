"""School years: stored as their first calendar year, written « 2025-2026 »."""

import datetime
import re

_SHAPE = re.compile(r"(\d{4})-(\d{4})")


def label(year: int) -> str:
    """`2025` → `"2025-2026"`."""
    return f"{year}-{year + 1}"


def parse(text: str) -> int | None:
    """`"2025-2026"` → `2025`; None for anything else, « 2025-2027 » included."""
    found = _SHAPE.fullmatch(text)
    if not found or int(found[2]) != int(found[1]) + 1:
        return None
    return int(found[1])


def of_day(day: datetime.date) -> int:
    """The school year a day belongs to; it begins on 1 August."""
    return day.year if day.month >= 8 else day.year - 1
