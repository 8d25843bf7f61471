"""The demo's accounts, with known passwords: only where SPS_DEMO_ACCOUNTS says so."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from home.groups import OFFICERS, PILOTS
from search.models import Academie, Bassin, Departement, Etablissement, Mandate

PASSWORD = "demonstration-2026"  # noqa: S105  refused everywhere but in development


@dataclass(frozen=True)
class Account:
    """What the person who tries the demo needs to sign in; établissements have no password."""

    role: str
    login: str
    password: str = ""


def load(academie: Academie) -> list[Account]:
    """Make the accounts that are missing; empty where demo accounts are not allowed."""
    if not settings.SPS_DEMO_ACCOUNTS:
        return []
    departement = Departement.objects.filter(academie=academie).order_by("-code")[0]
    bassin = Bassin.objects.filter(departement=departement).order_by("code")[0]
    school = Etablissement.objects.filter(bassin=bassin, type="Collège").order_by("uai")[0]
    _make("officier", OFFICERS, Mandate.Role.OFFICER, academie=academie)
    _make("pilote", PILOTS, Mandate.Role.PILOT, departement=departement)
    _make("pilote-bassin", PILOTS, Mandate.Role.PILOT, bassin=bassin)
    _make(school.uai, "", Mandate.Role.SCHOOL, etablissement=school)
    return [
        Account("chargé de communication", "officier", PASSWORD),
        Account(f"pilote, {departement.name}", "pilote", PASSWORD),
        Account(f"pilote, bassin {bassin.name}", "pilote-bassin", PASSWORD),
        Account(f"établissement, {school.name}", school.uai),
    ]


def _make(
    login: str, group: str, role: Mandate.Role, **territory: Academie | Departement | Bassin | Etablissement
) -> None:
    """An account with its mandate, and with the known password when it works in the admin."""
    user, created = get_user_model().objects.get_or_create(
        username=login, defaults={"first_name": "Compte", "last_name": "de démonstration"}
    )
    if not created:
        return
    if group:
        user.groups.add(Group.objects.get(name=group))
        user.set_password(PASSWORD)
    else:
        user.set_unusable_password()
    user.save()
    Mandate.objects.create(user=user, role=role, **territory)
