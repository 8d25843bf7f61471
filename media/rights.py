"""When may a picture of people be shown? Pure rules (design §6, domain §6.1).

Strict by default: what is not stated is not public.
"""

import datetime
from dataclasses import dataclass

from django.db.models import TextChoices


class Persons(TextChoices):
    """Who can be recognised on a picture or in a film."""

    UNSTATED = "non-precise", "Non précisé"
    NONE = "aucune", "Personne n’est reconnaissable"
    ADULTS = "adultes", "Des adultes seulement"
    MINORS = "mineurs", "Au moins un mineur"


class Basis(TextChoices):
    """By what authorisation recognisable people are shown."""

    UNSTATED = "non-precise", "Non précisée"
    ATTESTATION = "attestation", "L’établissement atteste détenir les autorisations"
    RECORDED = "enregistree", "Autorisations enregistrées par le service"


@dataclass(frozen=True)
class Right:
    """What is known of the right to show one picture or film."""

    persons: str
    basis: str = Basis.UNSTATED
    attested_by: str = ""
    covers_site: bool = False
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    withdrawn: bool = False


def obstacles(right: Right, day: datetime.date) -> list[str]:
    """Why it may not be shown on the site that day, as French sentences; empty when it may."""
    if right.withdrawn:
        return ["le droit de la montrer a été retiré"]
    if right.persons == Persons.UNSTATED:
        return ["il n’est pas précisé si des personnes sont reconnaissables"]
    if right.persons == Persons.NONE:
        return []
    return [*_authorisation_obstacles(right), *_date_obstacles(right, day)]


def next_change(
    valid_from: datetime.date | None, valid_until: datetime.date | None, day: datetime.date
) -> datetime.date | None:
    """The next day after `day` on which a right between these dates, both included, begins or has ended."""
    days = [valid_from, valid_until and valid_until + datetime.timedelta(days=1)]
    return min((one for one in days if one and one > day), default=None)


def _authorisation_obstacles(right: Right) -> list[str]:
    found = []
    if right.basis == Basis.UNSTATED:
        found.append("aucune autorisation n’est indiquée pour les personnes reconnaissables")
    elif right.basis == Basis.ATTESTATION and not right.attested_by.strip():
        found.append("le nom et la fonction de la personne qui atteste manquent")
    if not right.covers_site:
        found.append("l’autorisation ne couvre pas ce site")
    return found


def _date_obstacles(right: Right, day: datetime.date) -> list[str]:
    if right.valid_from and day < right.valid_from:
        return [f"l’autorisation commence le {right.valid_from:%d/%m/%Y}"]
    if right.valid_until is None:
        return ["la fin de l’autorisation n’est pas indiquée"]
    if day > right.valid_until:
        return [f"l’autorisation a pris fin le {right.valid_until:%d/%m/%Y}"]
    return []
