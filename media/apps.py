from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = "Photos et documents"

    def ready(self) -> None:
        from . import (
            publishing_checks,  # noqa: F401  registers what the publishing gate asks
            signal_handlers,
        )

        signal_handlers.connect()
