"""Bring the directory into the database: survey the whole file, then write it batch by batch."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

from django.db import transaction
from wagtail.search.backends import get_search_backends

from search.carriers import refresh_pages_later
from search.models import Departement, Etablissement, EtablissementSite

from .bassins import Bassins
from .comparing import FIELDS, Comparison, compare
from .reading import AnnuaireError, read
from .report import Report
from .rows import School, Site, departement_code, parse

BATCH = 500


def import_annuaire(path: Path, departements: Iterable[str] = (), *, dry_run: bool = False) -> Report:
    """Create and update the établissements of the file, close those that vanished from it.

    Only the given départements, or all those of the file. Nothing is ever deleted, and demonstration
    établissements are left alone. All or nothing: AnnuaireError leaves the database as it was.
    """
    return _Import(path, departements, dry_run).run()


class _Import:
    def __init__(self, path: Path, departements: Iterable[str], dry_run: bool) -> None:
        self.path = path
        self.dry_run = dry_run
        self.report = Report()
        self.departements = {d.code: d for d in Departement.objects.select_related("academie")}
        self.chosen = {self._known(code) for code in departements}
        self.bassins = Bassins(self.report, dry_run)
        self.uais: set[str] = set()
        self.rows_of: Counter[str] = Counter()
        self.covered: set[str] = set()
        self.touched: list[int] = []

    def _known(self, said: str) -> str:
        code = departement_code(said)
        if code not in self.departements:
            raise AnnuaireError(f"Département « {said} » inconnu.")
        return code

    def run(self) -> Report:
        self._survey()
        with nullcontext() if self.dry_run else transaction.atomic():
            grouped = self._grouped()
            while batch := list(islice(grouped, BATCH)):
                self._bring_in(batch)
            self._close_vanished()
            if not self.dry_run:
                refresh_pages_later(Etablissement, self.touched)
        return self.report

    def _survey(self) -> None:
        """Read everything once before the first write: errors, warnings, which UAIs have several rows."""
        if not self.departements:
            raise AnnuaireError("Les départements ne sont pas chargés : lancer d’abord load_vocabularies.")
        for line in read(self.path):
            school = parse(line, self.departements, self.report.warnings.append)
            self.uais.add(school.uai)
            if self._is_wanted(school):
                self.rows_of[school.uai] += 1
                self.covered.add(school.departement)
        absent = self.chosen - self.covered
        if absent or not self.covered:
            # Going on would close every établissement of the département.
            where = f" du département {', '.join(sorted(absent))}" if absent else ""
            raise AnnuaireError(f"Le fichier ne contient aucun établissement{where}.")

    def _is_wanted(self, school: School) -> bool:
        return not self.chosen or school.departement in self.chosen

    def _grouped(self) -> Iterator[list[School]]:
        """The rows of one UAI together, though they may stand apart in the file."""
        waiting: defaultdict[str, list[School]] = defaultdict(list)
        for line in read(self.path):
            school = parse(line, self.departements, lambda warning: None)
            if not self._is_wanted(school):
                continue
            waiting[school.uai].append(school)
            if len(waiting[school.uai]) == self.rows_of[school.uai]:
                yield waiting.pop(school.uai)

    def _bring_in(self, batch: list[list[School]]) -> None:
        known = self._known_schools([rows[0].uai for rows in batch])
        comparisons = [
            compare(rows, known.get(rows[0].uai), self.departements[rows[0].departement], self.bassins)
            for rows in batch
        ]
        for comparison in comparisons:
            self._note(comparison)
        if not self.dry_run:
            _write([comparison for comparison in comparisons if not comparison.is_same])

    def _known_schools(self, uais: list[str]) -> dict[str, Etablissement]:
        found = Etablissement.objects.filter(uai__in=uais)
        return {
            school.uai: school for school in found.select_related("departement", "bassin").prefetch_related("sites")
        }

    def _note(self, comparison: Comparison) -> None:
        if comparison.known is None:
            self.report.created.append(str(comparison.etablissement))
        elif comparison.changes:
            self.report.add_change(comparison.etablissement, comparison.changes)
            self.touched.append(comparison.known.pk)
        else:
            self.report.unchanged += 1

    def _close_vanished(self) -> None:
        open_here = Etablissement.objects.filter(departement__code__in=self.covered, is_open=True, is_fictional=False)
        gone = [school for school in open_here.iterator() if school.uai not in self.uais]
        self.report.closed += [f"{school} : absent du fichier" for school in gone]
        if self.dry_run:
            return
        for school in gone:
            school.is_open = False
        Etablissement.objects.bulk_update(gone, ["is_open"], batch_size=BATCH)


def _write(comparisons: list[Comparison]) -> None:
    schools = [comparison.etablissement for comparison in comparisons]
    # New or known by their UAI; a bulk update would be ten times slower.
    Etablissement.objects.bulk_create(schools, update_conflicts=True, unique_fields=["uai"], update_fields=FIELDS)
    _rewrite_sites({c.etablissement.pk: c.sites for c in comparisons if c.sites is not None})
    _index([school.pk for school in schools])


def _rewrite_sites(sites: dict[int, list[Site]]) -> None:
    EtablissementSite.objects.filter(etablissement__in=list(sites)).delete()
    EtablissementSite.objects.bulk_create(
        EtablissementSite(etablissement_id=pk, **site._asdict()) for pk, places in sites.items() for site in places
    )


def _index(pks: list[int]) -> None:
    """Tell the admin's search, which bulk methods do not."""
    found = Etablissement.objects.filter(pk__in=pks)
    schools = list(found.select_related("departement").prefetch_related("sites"))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Etablissement, schools)
