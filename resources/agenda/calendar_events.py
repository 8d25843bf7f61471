"""What `/agenda.ics` says of each session and temps fort: plain rows, and their text by RFC 5545.

Written here and not by icalendar, which takes a third of a millisecond for each: a whole Semaine is read by
every calendar that follows it.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from wagtail.models import Site

from resources.lifecycle import State

from .moments import EVENT, SESSION

DEFAULT_LENGTH = datetime.timedelta(hours=1)
# When a page has never been published by the admin; the same at each request.
_LONG_AGO = datetime.datetime(2010, 1, 1, tzinfo=datetime.UTC)
_OFF = {State.CANCELLED.value, State.POSTPONED.value}
_PAGE = ("title", "summary", "url_path", "last_published_at")
_OCTETS = 75  # of a line (RFC 5545 § 3.1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


class Row(NamedTuple):
    """One event: `of` and `pk` name it for good; `state` of its action, empty for a temps fort."""

    of: str
    pk: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime | None
    place: str
    state: str
    title: str
    summary: str
    url_path: str
    published_at: datetime.datetime | None
    facets: str


def rows_of(actions: QuerySet, events: QuerySet) -> list[Row]:
    """The sessions of these actions (as the query narrows `sessions`) and these temps forts, in order of time."""
    dated = events.filter(starts_at__isnull=False).annotate(state=Value(""))
    rows = [*_read(SESSION, actions, "sessions__"), *_read(EVENT, dated)]
    return sorted(rows, key=lambda row: (row.starts_at, row.of, row.pk))


def _read(of: str, pages: QuerySet, prefix: str = "") -> list[Row]:
    times = [f"{prefix}{name}" for name in ("pk", "starts_at", "ends_at", "place")]
    columns: list[str | Combinable] = [*times, "state", *_PAGE, Coalesce("entry__facets", Value("", TextField()))]
    return [Row(of, *values) for values in pages.order_by().values_list(*columns)]


def components(rows: Iterable[Row], host: str) -> bytes:
    """A VEVENT for each row."""
    served = reverse("wagtail_serve", args=("",))
    roots = [(place.root_path, place.root_url + served) for place in Site.get_site_root_paths()]
    return b"".join(content(_event(row, host, _address(row.url_path, roots))) for row in rows)


def content(lines: Iterable[str]) -> bytes:
    """Content lines, folded, each with its end."""
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545 § 3.3.11)."""
    return text.translate(_ESCAPED)


def _event(row: Row, host: str, address: str) -> Iterable[str]:
    end = row.ends_at if row.ends_at and row.ends_at > row.starts_at else row.starts_at + DEFAULT_LENGTH
    off = State(row.state).label if row.state in _OFF else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{row.of}-{row.pk}@{host}"
    yield f"DTSTAMP:{row.published_at or _LONG_AGO:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID={settings.TIME_ZONE}:{_local(row.starts_at)}"
    yield f"DTEND;TZID={settings.TIME_ZONE}:{_local(end)}"
    yield f"SUMMARY:{escaped(f'{off} : {row.title}' if off else row.title)}"
    yield f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}"
    if row.summary:
        yield f"DESCRIPTION:{escaped(row.summary)}"
    if row.place:
        yield f"LOCATION:{escaped(row.place)}"
    if address:
        yield f"URL:{address}"
    yield "END:VEVENT"


def _local(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(settings.TIME_ZONE)):%Y%m%dT%H%M%S}"


def _address(url_path: str, roots: list[tuple[str, str]]) -> str:
    """As `Page.get_full_url`, which asks for a page; empty outside every site. Slugs are ASCII."""
    return next((url + url_path[len(path) :] for path, url in roots if url_path.startswith(path)), "")


def _folded(line: str) -> bytes:
    """Parts of 75 octets at most, the space that continues a line among them; no letter is cut."""
    rest, parts, room = line.encode(), [], _OCTETS
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        parts.append(rest[:end])
        rest, room = rest[end:], _OCTETS - 1
    return b"\r\n ".join([*parts, rest])
