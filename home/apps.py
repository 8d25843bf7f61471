from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Accueil"

    def ready(self) -> None:
        from . import frame, groups, sites

        frame.connect()
        sites.connect()
        post_migrate.connect(groups.make_groups, sender=self, dispatch_uid="home.make_groups")
