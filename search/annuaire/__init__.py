"""The national directory of établissements, imported from its CSV (domain §4).

Plain `csv` and Django's bulk methods rather than django-import-export: that library maps one row to
one object, keeps the whole file and a result per row in memory, and skips or collects broken lines,
while here several rows make one établissement with its sites, 60,000 rows must stream, and one
broken line must stop everything before the first write.
"""

from .importing import import_annuaire
from .reading import AnnuaireError
from .report import Report

__all__ = ["AnnuaireError", "Report", "import_annuaire"]
