from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Recherche et territoires"

    def ready(self) -> None:
        from . import checks, signal_handlers, vocabulary_signals  # noqa: F401  registers the system checks

        signal_handlers.connect()
        vocabulary_signals.connect()
