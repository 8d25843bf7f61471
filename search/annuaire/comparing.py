"""What a directory's rows change in the établissement we know."""

from dataclasses import dataclass
from typing import Any

from search.models import Departement, Etablissement, EtablissementSite

from .bassins import Bassins
from .rows import School, Site

FIELDS = ("name", "type", "statut", "departement", "bassin", "mailbox", "is_open")
Changes = dict[str, tuple[str, str]]


@dataclass(slots=True)
class Comparison:
    """The établissement with its new values; `changes` by label; `sites` when they must be rewritten."""

    etablissement: Etablissement
    is_new: bool
    changes: Changes
    sites: list[Site] | None


def compare(rows: list[School], known: Etablissement | None, departement: Departement, bassins: Bassins) -> Comparison:
    """The first row speaks for the établissement, each row for a site."""
    school = rows[0]
    etablissement = known or Etablissement(uai=school.uai)
    values = {
        **{name: getattr(school, name) for name in ("name", "type", "statut", "mailbox", "is_open")},
        "departement": departement,
        "bassin": bassins.of(school, departement, etablissement.bassin),
    }
    changes = {} if known is None else _changes(etablissement, values)
    for name, value in values.items():
        setattr(etablissement, name, value)
    sites = list(dict.fromkeys(row.site for row in rows))
    current = [] if known is None else [_site(site) for site in known.sites.all()]
    moved = sorted(map(repr, current)) != sorted(map(repr, sites))
    if known is not None and moved:
        changes |= _site_changes(current, sites)
    return Comparison(etablissement, known is None, changes, sites if moved else None)


def _changes(etablissement: Etablissement, values: dict[str, Any]) -> Changes:
    return {
        _label(Etablissement, name): (_said(getattr(etablissement, name)), _said(value))
        for name, value in values.items()
        if getattr(etablissement, name) != value
    }


def _site_changes(current: list[Site], wanted: list[Site]) -> Changes:
    if len(current) == len(wanted) == 1:
        return {
            _label(EtablissementSite, name): (_said(before), _said(after))
            for name, before, after in zip(Site._fields, current[0], wanted[0], strict=True)
            if before != after
        }
    return {"sites": (_places(current), _places(wanted))}


def _site(site: EtablissementSite) -> Site:
    return Site(*(getattr(site, name) for name in Site._fields))


def _places(sites: list[Site]) -> str:
    return " | ".join(f"{site.address}, {site.postal_code} {site.commune}".strip(", ") for site in sites)


def _label(model: type[Etablissement] | type[EtablissementSite], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)
