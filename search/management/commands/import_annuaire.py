"""Import the national directory of établissements (search.annuaire)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.annuaire import AnnuaireError, import_annuaire


class Command(BaseCommand):
    help = (
        "Importe l’annuaire de l’éducation (CSV de fr-en-annuaire-education). Sans danger à répéter ; "
        "un établissement disparu du fichier est marqué fermé, jamais supprimé."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path, help="le CSV exporté, en UTF-8, séparé par des « ; »")
        parser.add_argument("--dry-run", action="store_true", help="montre ce qui changerait, n’écrit rien")
        only = "seulement ces départements : 94, 2A…"
        parser.add_argument("--departement", nargs="+", default=[], metavar="CODE", help=only)

    def handle(self, *args: Any, fichier: Path, departement: list[str], **options: Any) -> None:
        dry_run = options["dry_run"]
        try:
            report = import_annuaire(fichier, departement, dry_run=dry_run)
        except AnnuaireError as problem:
            raise CommandError(f"Rien n’a été importé. {problem}") from problem
        for warning in report.warnings:
            self.stderr.write(f"Attention : {warning}")
        if dry_run or options["verbosity"] > 1:
            for line in report.lines():
                self.stdout.write(line)
        self.stdout.write(f"{'Sans rien écrire : ' if dry_run else ''}{report.summary()}.")
