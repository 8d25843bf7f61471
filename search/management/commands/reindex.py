"""`reindex`: write every entry anew, then fill a new Elasticsearch index and move the alias to it."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand

from search.engines.elastic.rebuild import rebuild
from search.indexing import reindex
from search.models import Entry, FindablePage

BAR = 40


class Command(BaseCommand):
    help = "Reconstruit l’index de recherche, sans interruption."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only-elasticsearch", action="store_true", help="ne reprend pas l’analyse des pages")

    def handle(self, *args: object, only_elasticsearch: bool = False, **options: object) -> None:
        if not only_elasticsearch:
            total = FindablePage.objects.filter(live=True).count()
            number = reindex(self._bar("Analyse des pages", total))
            self.stdout.write(f"{number} pages indexées.")
        if settings.SPS_ELASTICSEARCH_URL:
            name = rebuild(self._bar("Elasticsearch", Entry.objects.count()))
            self.stdout.write(f"L’alias pointe sur {name}.")

    def _bar(self, label: str, total: int) -> Callable[[int], None]:
        """A progress bar on a terminal; silence elsewhere."""

        def show(number: int) -> None:
            done = BAR * number // max(total, 1)
            end = "\n" if number >= total else ""
            self.stderr.write(f"\r{label} [{'#' * done}{' ' * (BAR - done)}] {number}/{total}{end}", ending="")

        return show if sys.stderr.isatty() else lambda number: None
