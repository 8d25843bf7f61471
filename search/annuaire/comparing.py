"""What a directory's rows change in the établissement we know."""

from dataclasses import dataclass

from search.models import Departement, Etablissement, EtablissementSite

from .bassins import Bassins
from .rows import School, Site

FIELDS = ("name", "type", "statut", "departement", "bassin", "mailbox", "is_open")
Changes = dict[str, tuple[str, str]]


@dataclass(slots=True)
class Comparison:
    """`etablissement` as the rows say, unsaved; `known` as it is, or None.

    `changes` by label, before and after; `sites` when they must be rewritten, else None.
    """

    etablissement: Etablissement
    known: Etablissement | None
    changes: Changes
    sites: list[Site] | None

    @property
    def is_same(self) -> bool:
        return self.known is not None and not self.changes


def compare(rows: list[School], known: Etablissement | None, departement: Departement, bassins: Bassins) -> Comparison:
    """The first row speaks for the établissement, each row for a site."""
    school = rows[0]
    wanted = Etablissement(
        uai=school.uai,
        departement=departement,
        bassin=bassins.of(school, departement, known.bassin if known else None),
        **{name: getattr(school, name) for name in ("name", "type", "statut", "mailbox", "is_open")},
    )
    sites = list(dict.fromkeys(row.site for row in rows))
    if known is None:
        return Comparison(wanted, None, {}, sites)
    current = [_site(site) for site in known.sites.all()]
    moved = sorted(map(repr, current)) != sorted(map(repr, sites))
    changes = _changes(known, wanted) | (_site_changes(current, sites) if moved else {})
    return Comparison(wanted, known, changes, sites if moved else None)


def _changes(known: Etablissement, wanted: Etablissement) -> Changes:
    return {
        _label(Etablissement, name): (_said(getattr(known, name)), _said(getattr(wanted, name)))
        for name in FIELDS
        if getattr(known, name) != getattr(wanted, name)
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
