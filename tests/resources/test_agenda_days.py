"""Pages of the agenda never split oddly, whatever the days hold."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from resources.agenda.days import Day, paged

MOST = 5


@given(st.lists(st.integers(1, 23), max_size=12))
def test_days_are_whole_unless_one_alone_is_more_than_a_page_and_is_shared_out_equally(counts):
    days = [Day(datetime.date(2026, 1, 1 + n), [(n, m) for m in range(count)]) for n, count in enumerate(counts)]
    pages = paged(days, MOST)
    assert [m for page in pages for part in page for m in part.moments] == [m for day in days for m in day.moments]
    assert all(sum(len(part.moments) for part in page) <= MOST for page in pages)
    assert all(pages) or pages == [[]]
    for day in days:
        parts = [part for page in pages for part in page if part.date == day.date]
        assert [part.continued for part in parts] == [False] + [True] * (len(parts) - 1)
        assert len(parts) == -(-len(day.moments) // MOST)
        assert max(len(part.moments) for part in parts) - min(len(part.moments) for part in parts) <= len(parts) - 1


@given(st.lists(st.integers(1, MOST), min_size=2, max_size=12))
def test_no_page_is_turned_that_had_room_for_the_next_day(counts):
    pages = paged([Day(datetime.date(2026, 1, 1 + n), range(count)) for n, count in enumerate(counts)], MOST)
    for page, following in pairwise(pages):
        assert sum(len(part.moments) for part in page) + len(following[0].moments) > MOST
