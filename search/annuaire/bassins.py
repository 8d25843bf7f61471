"""The bassins de formation that the directory names."""

from search.models import Bassin, Departement

from .report import Report
from .rows import School


class Bassins:
    """Finds the bassin of a row by its official code, and creates it the first time."""

    def __init__(self, report: Report, dry_run: bool) -> None:
        self._report = report
        self._dry_run = dry_run
        # A code is only sure within its académie.
        self._known = {
            (bassin.departement.academie_id, bassin.code): bassin
            for bassin in Bassin.objects.exclude(code="").select_related("departement")
        }

    def of(self, school: School, departement: Departement, current: Bassin | None) -> Bassin | None:
        """The row's bassin; without one, the current one.

        A bassin without official code was drawn by the académie: the directory does not undo it.
        """
        if not school.bassin_code or (current and not current.code):
            return current
        key = (departement.academie_id, school.bassin_code)
        if key not in self._known:
            self._known[key] = self._create(school, departement)
        return self._known[key]

    def _create(self, school: School, departement: Departement) -> Bassin:
        bassin = Bassin(
            name=school.bassin_name or f"Bassin {school.bassin_code}",
            code=school.bassin_code,
            departement=departement,
        )
        self._report.bassins.append(f"{bassin} ({departement.code})")
        if not self._dry_run:
            bassin.save()
        return bassin
