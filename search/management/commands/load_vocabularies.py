"""Load académies, départements, categories, publics, niveaux and synonyms (search.vocabularies)."""

from typing import Any

from django.core.management.base import BaseCommand

from search import vocabularies


class Command(BaseCommand):
    help = "Charge académies, départements, catégories, publics, niveaux et synonymes. Sans danger à répéter."

    def handle(self, *args: Any, **options: Any) -> None:
        for label, created, updated in vocabularies.load():
            if options["verbosity"] > 0:
                self.stdout.write(f"{label} : {created} créés, {updated} mis à jour")
