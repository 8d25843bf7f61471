from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Accueil"

    def ready(self) -> None:
        from wagtail.admin.views.account import AvatarSettingsPanel

        from . import dates, frame, groups, sites

        dates.explain_refusals()
        frame.connect()
        sites.connect()
        # A profile picture would be one more picture of a person, outside the library and its rights; Wagtail's
        # account page lists this panel by name, with neither a setting nor a hook to leave it out.
        AvatarSettingsPanel.is_active = lambda panel: False
        post_migrate.connect(groups.make_groups, sender=self, dispatch_uid="home.make_groups")
