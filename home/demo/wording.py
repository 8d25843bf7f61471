"""Fills the slots of a sentence with the school, the place, the level and the numbers of one action.

No database here: a school is given as a Place. French articles are part of the slots: `{du}` is « du lycée L’Horizon »
or « de l’école Les Roitelets », `{de_commune}` « de Melcourt » or « d’Aubreville ».
"""

import datetime
import re
from dataclasses import dataclass

from .plan import Planned

_SLOT = re.compile(r"\{(\w+)\}")
_VOWELS = "AEIOUYÉÈÊÀÂÎÔHaeiouyéèêàâîôh"
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SMALL = {5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf"}
_SUBJECTS = ("français", "mathématiques", "histoire-géographie", "anglais", "sciences", "arts plastiques", "EPS")


@dataclass(frozen=True)
class Level:
    """A class level: how many of its pupils are called, and the slugs of its niveaux."""

    name: str
    plural: str
    niveaux: tuple[str, ...]


def _level(name: str, plural: str, *niveaux: str) -> tuple[str, Level]:
    return name, Level(name, plural, niveaux)


LEVELS = dict(
    [
        _level("grande section", "enfants de grande section", "cycle-1"),
        _level("CP", "élèves de CP", "cycle-2"),
        _level("CE2", "élèves de CE2", "cycle-2"),
        _level("CM1", "élèves de CM1", "cycle-3"),
        _level("CM2", "élèves de CM2", "cycle-3"),
        _level("sixième", "sixièmes", "cycle-3"),
        _level("cinquième", "cinquièmes", "cycle-4"),
        _level("quatrième", "quatrièmes", "cycle-4"),
        _level("troisième", "troisièmes", "cycle-4"),
        _level("troisième prépa-métiers", "troisièmes prépa-métiers", "troisieme-prepa-metiers"),
        _level("SEGPA", "élèves de SEGPA", "segpa"),
        _level("ULIS", "élèves d’ULIS", "ulis"),
        _level("seconde", "secondes", "seconde"),
        _level("première", "premières", "premiere"),
        _level("terminale", "terminales", "terminale"),
        _level("CAP", "élèves de CAP", "cap"),
        _level("seconde professionnelle", "secondes professionnelles", "bac-pro", "seconde"),
        _level("première professionnelle", "premières professionnelles", "bac-pro", "premiere"),
        _level("terminale professionnelle", "terminales professionnelles", "bac-pro", "terminale"),
        _level("apprentissage", "apprentis", "apprentissage"),
        _level("micro-lycée", "élèves du micro-lycée", "micro-lycee"),
        _level("BTS", "étudiants de BTS", "post-bac"),
    ]
)
# Where a level is taught, by the kind of school the families know.
TAUGHT = {
    "ecole": ("grande section", "CP", "CE2", "CM1", "CM2"),
    "college": ("sixième", "cinquième", "quatrième", "troisième", "troisième prépa-métiers", "SEGPA", "ULIS"),
    "lycee": ("seconde", "première", "terminale", "micro-lycée", "BTS"),
    "pro": (
        "CAP",
        "seconde professionnelle",
        "première professionnelle",
        "terminale professionnelle",
        "apprentissage",
    ),
}


@dataclass(frozen=True)
class Place:
    """The lead's name without its mark (« lycée L’Horizon »), its commune, its bassin and its kind (key of TAUGHT)."""

    school: str
    commune: str
    bassin: str
    kind: str


def level_of(planned: Planned, kind: str) -> Level:
    """The level whose turn it is among those the family works with and the school teaches."""
    wished = [name for name in planned.family.listed("levels") if name in TAUGHT[kind]]
    names = wished or [name for name in TAUGHT[kind] if name not in ("ULIS", "SEGPA", "BTS", "micro-lycée")]
    return LEVELS[names[planned.turn % len(names)]]


def slots_of(planned: Planned, place: Place, level: Level, starts_at: datetime.datetime) -> dict[str, str]:
    """Every slot by its name; the names with a capital begin a sentence."""
    turn = planned.turn
    slots = {name: values[turn % len(values)] for name, values in planned.family.slots.items()}
    slots |= _school_slots(place) | _number_slots(planned.number)
    subject = _SUBJECTS[(planned.number * 3 + turn) % len(_SUBJECTS)]
    slots |= {
        "niveau": level.name,
        "niveau_pluriel": level.plural,
        "de_niveau": _of(level.name) if level.name != "apprentissage" else "en apprentissage",
        "matiere": subject,
        "de_matiere": _of(subject),
        "jour": _DAYS[starts_at.weekday()],
        "heure": f"{starts_at.hour} h {starts_at.minute:02d}".removesuffix(" 00").replace(" ", "\u00a0"),
    }
    return slots | {name[0].upper() + name[1:]: _capital(value) for name, value in slots.items()}


def filled(sentence: str, slots: dict[str, str]) -> str:
    """The sentence with its slots filled; an unknown slot is a KeyError."""
    return _SLOT.sub(lambda found: slots[found[1]], sentence)


def _school_slots(place: Place) -> dict[str, str]:
    feminine = place.school.startswith("école")
    return {
        "ecole": place.school,
        "au": f"à l’{place.school}" if feminine else f"au {place.school}",
        "du": f"de l’{place.school}" if feminine else f"du {place.school}",
        "le": f"l’{place.school}" if feminine else f"le {place.school}",
        "commune": place.commune,
        "a_commune": f"à {place.commune}",
        "de_commune": _of(place.commune),
        "bassin": place.bassin,
        "de_bassin": f"« {place.bassin} »".replace(" »", "\u00a0»").replace("« ", "«\u00a0"),
    }


def _number_slots(number: int) -> dict[str, str]:
    small = 5 + number % 5
    return {
        "n": str(13 + number * 7 % 23),
        "n2": str(21 + number * 11 % 43),
        "n3": str(70 + number * 17 % 230),
        "petit": _SMALL[small],
        "petit_nombre": str(small),
    }


def _of(words: str) -> str:
    return f"d’{words}" if words[0] in _VOWELS else f"de {words}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
