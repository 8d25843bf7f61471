"""Which action is whose, where and in which year: pure arithmetic, always the same. No database here.

In the demo académie bassins join as the national kit tells it: 1 in the first year, 8, then all 24; each action
of a year then has a bassin of its own. The other académies follow from 2015-2016 on.
"""

from dataclasses import dataclass

from .families import Family, read_families

ACTIONS = 300
DEMO_BASSINS = 24
PILOT = 5
# First calendar year of the édition → actions in the demo académie.
_PER_YEAR = {
    2012: 3, 2013: 9, 2014: 24, 2015: 22, 2016: 22, 2017: 21, 2018: 20, 2019: 14, 2020: 14, 2021: 18, 2022: 18,
    2023: 19, 2024: 20, 2025: 20, 2026: 20,
}  # fmt: skip
_BASSINS_OF_SECOND_YEAR = 8
# Code of the académie → years it took part in, then ranks of its bassins in `bassins.json`.
OTHERS = {
    "25": ((2015, 2024), (24, 25)),
    "09": ((2018, 2025), (26, 27)),
    "02": ((2017, 2024), (28,)),
    "17": ((2022, 2025), (29,)),
    "28": ((2020, 2025), (30,)),
    "27": ((2021, 2023), (31, 32)),
}
_ACTIONS_OF_OTHERS = 3
_FROM_A_FICHE, _FROM_AN_EVENT = 14, 4
_EVENT_FAMILIES = ("anciens-eleves", "faire-le-point", "micro-conference", "reussite-ville")


@dataclass(frozen=True)
class Planned:
    """An action to be: `turn` is its rank in its family, `bassin` a rank in `bassins.json`."""

    number: int
    family: Family
    turn: int
    year: int
    bassin: int
    academie: str


def plan(count: int = ACTIONS) -> list[Planned]:
    """The first `count` actions; beyond ACTIONS, places and families come again with the next turns."""
    places, turns = _places(), _turns()
    planned = []
    for number in range(count):
        again, rank = divmod(number, ACTIONS)
        year, bassin, academie = places[rank]
        # A shift each time round, so that a place is given another family.
        family, turn = turns[(rank + again * 7) % ACTIONS]
        planned.append(Planned(number, family, turn + again * _FROM_A_FICHE, year, bassin, academie))
    return planned


def _places() -> list[tuple[int, int, str]]:
    """Year, bassin and académie of each action, by year."""
    places = [(year, bassin, "24") for year, count in _PER_YEAR.items() for bassin in _engaged(year, count)]
    for academie, (years, bassins) in OTHERS.items():
        for year in years:
            places += [(year, bassins[n % len(bassins)], academie) for n in range(_ACTIONS_OF_OTHERS)]
    return sorted(places, key=lambda place: place[0])


def _engaged(year: int, count: int) -> list[int]:
    """The bassin of each action of a year."""
    if year == min(_PER_YEAR):
        return [PILOT] * count
    # 5 and 24 have no divisor in common: steps of five visit every bassin before coming back.
    visited = [(PILOT + year * 7 + 5 * n) % DEMO_BASSINS for n in range(DEMO_BASSINS)]
    if year == min(_PER_YEAR) + 1:
        newcomers = [bassin for bassin in visited if bassin != PILOT]
        return [PILOT, *newcomers[: _BASSINS_OF_SECOND_YEAR - 1], PILOT]
    return visited[:count]


def _turns() -> list[tuple[Family, int]]:
    """Family and rank in it, one family after another so that neighbours differ."""
    families = read_families()
    quotas = [_quota(family) for family in families]
    rest = [index for index, quota in enumerate(quotas) if quota == 0]
    for place in range(ACTIONS - sum(quotas)):
        quotas[rest[place % len(rest)]] += 1
    longest = max(quotas)
    return [
        (family, turn)
        for turn in range(longest)
        for family, quota in zip(families, quotas, strict=True)
        if turn < quota
    ]


def _quota(family: Family) -> int:
    """Actions of the families made from the two source documents; 0 for those that share what remains."""
    if "fiche" in family.fields:
        return _FROM_A_FICHE
    return _FROM_AN_EVENT if family.name in _EVENT_FAMILIES else 0
