"""Searches counted by day, without slowing one down: a line in a file, which the clock adds up every minute.

A search never writes to the database, which an import may hold for seconds, or which may be read-only. Nothing
counted is lost when the site or the clock stops; when the machine itself stops between the commit and the removal of
the file, the searches of that minute count twice. A file that cannot be written means searches that are not counted.
"""

import datetime
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from search.lexicon import Lexicon
from search.models import SearchCount
from search.service import Results

from .privacy import may_be_counted, normalised

RARE_DAYS = 14
# Of the file: a clock that stands still must not fill the disk, nor keep a year of lines.
MOST_BYTES = 500_000
# Each further one needs a turn of the clock since the one before.
TRIES = 10
_ROBOTS = ("bot", "crawl", "spider")


def count(results: Results, request: HttpRequest, words: Lexicon) -> None:
    """Note the words of a visitor's search and its number of results; its first page only, and no repeat of it."""
    if not _is_counted(results, request):
        return
    asked = normalised(results.request.query, words.vocabulary, words.synonyms)
    if asked is not None:
        _append([timezone.localdate().isoformat(), *asked, results.answer.total])


def _is_counted(results: Results, request: HttpRequest) -> bool:
    asked = results.request
    agent = request.headers.get("User-Agent", "").lower()
    is_repeat = asked.page > 1 or asked.literal or asked.chosen or asked.sort != "pertinence"
    if request.method != "GET" or is_repeat or any(robot in agent for robot in _ROBOTS):
        return False
    # With words to leave out, the words that are left are not the search.
    return bool(results.parsed.clauses) and not results.parsed.excluded and may_be_counted(asked.query)


def _append(line: list) -> None:
    """One short write at the end: whole lines, whatever number of processes write."""
    data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
    for _ in range(TRIES):
        try:
            file = os.open(_spool(), os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
        except OSError:
            return
        try:
            # Refused while the clock reads this file, which it took away: the next try opens a new one.
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            # It may have taken it away, and read it, just before: what is written there now would be lost.
            if os.fstat(file).st_ino != _spool().stat().st_ino:
                continue
            if os.fstat(file).st_size < MOST_BYTES:
                os.write(file, data)
            return
        except OSError:
            continue
        finally:
            os.close(file)


def _spool() -> Path:
    return Path(settings.SPS_DATA_DIR) / "searches.jsonl"


@dataclass
class _Tally:
    words: str
    is_known: bool
    results: int
    searches: int = 0


def collect() -> None:
    """Add what was noted since the last time to the counts, then delete what may not be kept."""
    taken = _spool().with_suffix(".taken")
    # Left by a run that failed: the database may have been locked.
    if not taken.exists() and _spool().exists():
        _spool().rename(taken)
    if taken.exists():
        with taken.open(encoding="utf-8", errors="replace") as lines:
            # Who is still writing in it is waited for; who comes later opens a new file.
            fcntl.flock(lines, fcntl.LOCK_EX)
            _add(_tallied(_read(lines)))
            taken.unlink()
    _purge_once_a_day()


def _purge_once_a_day() -> None:
    """What may be kept changes at midnight, and to find it all counts are read. Each machine does it for all."""
    mark, today = _spool().with_suffix(".purged"), timezone.localdate().isoformat()
    if not mark.exists() or mark.read_text() != today:
        purge()
        mark.write_text(today)


def purge() -> None:
    """Delete what is too old, and after two weeks the rare searches with a word that may be a name."""
    today = timezone.localdate()
    SearchCount.objects.filter(day__lt=today - datetime.timedelta(days=settings.SPS_SEARCH_LOG_DAYS)).delete()
    SearchCount.objects.rare().filter(day__lt=today - datetime.timedelta(days=RARE_DAYS)).delete()


def _read(lines: Iterable[str]) -> Iterator[tuple[str, str, str, bool, int]]:
    """Day, terms, words, is_known, results; a line cut short by a full disk is left out."""
    for line in lines:
        try:
            day, terms, words, is_known, results = json.loads(line)
            datetime.date.fromisoformat(day)
        except (ValueError, TypeError):
            continue
        yield day, terms, words, is_known, results


def _tallied(noted: Iterable[tuple[str, str, str, bool, int]]) -> dict[tuple[str, str], _Tally]:
    tallies: dict[tuple[str, str], _Tally] = {}
    for day, terms, words, is_known, results in noted:
        tally = tallies.setdefault((day, terms), _Tally(words, is_known, results))
        tally.searches += 1
        tally.results, tally.is_known = results, tally.is_known and is_known
    return tallies


_UPSERT = """
    INSERT INTO search_searchcount (day, terms, words, searches, results, is_known)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (terms, day) DO UPDATE SET
        searches = search_searchcount.searches + excluded.searches,
        results = excluded.results,
        is_known = search_searchcount.is_known AND excluded.is_known
"""


def _add(tallies: dict[tuple[str, str], _Tally]) -> None:
    # In order: the clocks of two machines must not wait for each other.
    rows = [
        (day, terms, tally.words, tally.searches, tally.results, tally.is_known)
        for (day, terms), tally in sorted(tallies.items())
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)
