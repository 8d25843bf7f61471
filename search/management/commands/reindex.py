"""`reindex`: write every entry anew, then fill a new Elasticsearch index and move the alias to it."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError

from search.engines.elastic import indexes
from search.engines.elastic.client import client
from search.engines.elastic.rebuild import DocumentsRefused, rebuild
from search.engines.elastic.sync import send_changes
from search.indexing import reindex
from search.models import Entry, FindablePage

BAR = 40


class Command(BaseCommand):
    help = "Reconstruit l’index de recherche, sans interruption."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only-elasticsearch", action="store_true", help="ne reprend pas l’analyse des pages")

    def handle(self, *args: object, only_elasticsearch: bool = False, **options: object) -> None:
        clustered = bool(settings.SPS_ELASTICSEARCH_URL)
        if clustered:
            self._refuse_a_second()
        if not only_elasticsearch:
            with self._bar("Analyse des pages", FindablePage.objects.filter(live=True).count()) as progress:
                number = reindex(progress)
            self.stdout.write(f"{number} pages indexées.")
        if clustered:
            self._rebuild()

    def _refuse_a_second(self) -> None:
        """Before the long work; a cluster that does not answer is told after it."""
        with _told(), suppress(ApiError, TransportError):
            indexes.refuse_if_running(client())

    def _rebuild(self) -> None:
        with _told(), self._bar("Elasticsearch", Entry.objects.count()) as progress:
            name = rebuild(progress)
        send_changes()
        self.stdout.write(f"L’alias pointe sur {name}.")

    @contextmanager
    def _bar(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """A progress bar on a terminal; silence elsewhere."""
        if not self.stderr.isatty():
            yield lambda number: None
            return

        def show(number: int) -> None:
            done = BAR * min(number, total) // max(total, 1)
            self.stderr.write(f"\r{label} [{'#' * done}{' ' * (BAR - done)}] {number}/{total}", str, ending="")

        try:
            yield show
        finally:
            self.stderr.write("\n", str, ending="")


@contextmanager
def _told() -> Iterator[None]:
    """What can go wrong with the cluster, in words for the operator."""
    try:
        yield
    except (indexes.RebuildRunning, DocumentsRefused) as reason:
        raise CommandError(str(reason)) from reason
    except (ApiError, TransportError) as error:
        raise CommandError(f"Elasticsearch ne répond pas, l’index précédent reste en service : {error}") from error
