from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Actions et ressources"

    def ready(self) -> None:
        from . import signal_handlers

        signal_handlers.connect()
