"""`relevance`: ask the judged queries of the engines and print how good the answers are (search.relevance)."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from elasticsearch import ApiError, TransportError

from search.engines import Engine, database_engine
from search.engines.elastic import ElasticsearchEngine, indexes
from search.engines.elastic.client import client
from search.kinds import Kind
from search.relevance import Judged, Measure, ask, measure, read

ENGINES = ("sqlite", "postgresql", "elasticsearch")
TYPES = (Kind.FICHE.value, Kind.TEMPS_FORT.value)
PATIENCE = 30  # seconds: what is measured here is not speed
COLUMNS = (
    *("moteur", "parmi", "synonymes", "jeu", "requêtes", "succès@3", "elle-même@10"),
    *("MRR", "nDCG@10", "exacts (médiane)", "vides à tort", "bruit"),
)
HEADING = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


class Command(BaseCommand):
    help = "Mesure la pertinence de la recherche sur les requêtes jugées (search/data/judgements.json)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=ENGINES, help="un seul moteur (sinon tous ceux qui répondent)")
        parser.add_argument("--type", action="append", choices=Kind.values, default=[], help="limite les réponses")
        parser.add_argument("--without-synonyms", action="store_true", help="sans la table des synonymes")
        parser.add_argument(
            "--all", action="store_true", help="fiches et temps forts, puis tout ; avec et sans synonymes"
        )
        parser.add_argument("--strict", action="store_true", help="sans les autres bonnes réponses (also)")
        parser.add_argument(
            "--details", action="store_true", help="montre chaque requête mal répondue, ou sans sa page même"
        )

    def handle(self, **options: object) -> None:
        engines = list(_engines(options["engine"]))
        self.stdout.write(HEADING)
        for name, engine in engines:
            for types, synonyms in _runs(options):
                answers = ask(read(), engine, types, synonyms=synonyms, strict=bool(options["strict"]))
                if any(one.engine != name for one in answers):
                    raise CommandError(f"{name} n’a pas répondu à tout : la base de données a pris le relais.")
                self._print(name, types, synonyms, answers)
                if options["details"]:
                    self._print_failures(answers)

    def _print(self, name: str, types: Sequence[str], synonyms: bool, answers: Sequence[Judged]) -> None:
        what = f"| {name} | {', '.join(types) or 'tout le site'} | {'oui' if synonyms else 'non'} |"
        held_out = [one for one in answers if one.judgement.held_out]
        tuned = [one for one in answers if not one.judgement.held_out]
        for label, some in (("toutes", answers), ("réglage", tuned), ("contrôle", held_out)):
            self.stdout.write(f"{what} {label} {_cells(measure(some))}")

    def _print_failures(self, answers: Sequence[Judged]) -> None:
        for one in answers:
            if not one.succeeds or (one.judgement.expected and not one.itself):
                asked = one.judgement
                self.stdout.write(f"\n{asked.query} [{asked.kind}] attendu : {', '.join(asked.expected) or 'rien'}")
                self.stdout.write(f"  rangs {one.ranks}, {one.exact} exacts : {' ; '.join(one.shown[:5])}")


def _engines(wanted: object) -> Iterator[tuple[str, Callable[[], Engine]]]:
    """The engines that can be asked here: the database's, and the cluster when its address is set."""
    found: dict[str, Callable[[], Engine]] = {database_engine().name: database_engine}
    if settings.SPS_ELASTICSEARCH_URL:
        found["elasticsearch"] = lambda: ElasticsearchEngine(fallback=database_engine(), seconds=PATIENCE)
        if wanted in (None, "elasticsearch"):
            _refuse_without_index()
    if wanted and wanted not in found:
        raise CommandError(f"{wanted} n’est pas configuré ici : la base est {connection.vendor}.")
    return ((name, engine) for name, engine in found.items() if wanted in (None, name))


def _refuse_without_index() -> None:
    """Say what to do, rather than that the database answered; a cluster that is down is told by that."""
    with suppress(ApiError, TransportError):
        if not indexes.is_serving(client()):
            raise CommandError("Elasticsearch : l’index n’existe pas : lancez make reindex.")


def _runs(options: dict[str, Any]) -> list[tuple[Sequence[str], bool]]:
    """(types, with synonyms) of each table asked for."""
    if options["all"]:
        return [(types, synonyms) for types in (TYPES, ()) for synonyms in (True, False)]
    return [(tuple(options["type"]), not options["without_synonyms"])]


def _cells(figures: Measure) -> str:
    shares = f"{figures.success:.1%} | {figures.itself:.1%} | {figures.mrr:.3f} | {figures.ndcg:.3f}"
    return f"| {figures.queries} | {shares} | {figures.exact:g} | {figures.empty} | {figures.noise} |"
