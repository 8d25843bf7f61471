"""Where each action stands in its life, from its place in the plan and the day. No database here."""

import datetime

from resources.lifecycle import State

from .plan import Planned

# Not before 2015-2016: the first years show how the bassins joined.
_FIRST_CALLED_OFF = 2015
_CALLED_OFF = {7: State.CANCELLED, 18: State.POSTPONED}
_CALLED_OFF_EVERY = 31
# What waits for the desk, by rank among the actions of the last year.
_LAST_YEAR, _ITS_ACTIONS = 2026, 20
_WAITING = {
    2: State.SENT, 5: State.DRAFT, 8: State.SENT, 11: State.TO_COMPLETE, 14: State.SENT, 16: State.DRAFT,
    18: State.REFUSED,
}  # fmt: skip


def state_of(planned: Planned, day: datetime.date, today: datetime.date, current_year: int) -> State:
    """The state of an action whose last day is `day`; `current_year` is today's school year."""
    if planned.year >= _FIRST_CALLED_OFF and planned.number % _CALLED_OFF_EVERY in _CALLED_OFF:
        return _CALLED_OFF[planned.number % _CALLED_OFF_EVERY]
    if planned.year == _LAST_YEAR and planned.number % _ITS_ACTIONS in _WAITING:
        return _WAITING[planned.number % _ITS_ACTIONS]
    if day >= today:
        return State.ANNOUNCED
    age = current_year - planned.year
    if age >= 2:
        return State.CAPITALISED if planned.number % 3 == 0 else State.REPORTED
    return State.REPORTED if planned.number % 3 else State.DONE
