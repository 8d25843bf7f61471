from django.apps import AppConfig
from django.conf import settings


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Recherche et territoires"

    def ready(self) -> None:
        from . import checks, signal_handlers, vocabulary_signals  # noqa: F401  registers the system checks
        from .engines.elastic.client import client

        if settings.SPS_ELASTICSEARCH_URL:
            client()  # An address nobody can call is refused now, not at the first search.
        signal_handlers.connect()
        vocabulary_signals.connect()
