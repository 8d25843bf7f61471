"""Fill an empty site with the demo content, or complete it; twice is harmless (home.demo)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo import accounts, site


class Command(BaseCommand):
    help = "Charge le contenu de démonstration. Sans danger à répéter : ce qui existe reste tel quel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale", type=int, default=1, metavar="N", help="multiplie le nombre d’actions par N (300 par défaut)"
        )

    def handle(self, *args: Any, scale: int = 1, **options: Any) -> None:
        if scale < 1:
            raise CommandError("L’échelle est un nombre entier, à partir de 1.")
        report = self.stdout.write if options["verbosity"] else lambda text: None
        try:
            added = site.build(scale, report)
        except site.NotADemoError as problem:
            raise CommandError("Ce site a déjà son propre contenu : la démonstration n’y est pas mêlée.") from problem
        report(f"{added} actions ajoutées." if added else "Le contenu de démonstration est déjà là : rien à faire.")
        for account in accounts.load(site.academie()):
            secret = f"mot de passe {account.password}" if account.password else "sans mot de passe"
            report(f"Compte de démonstration, {account.role} : {account.login} ({secret})")
