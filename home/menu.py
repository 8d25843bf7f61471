"""The admin's menu, named after the work: each kind of content is one click away."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, Site

from media.models import GalleryIndexPage
from resources.models import (
    ActionIndexPage,
    ArticleIndexPage,
    BilanIndexPage,
    EditionIndexPage,
    EventIndexPage,
    FicheActionIndexPage,
    ResourceIndexPage,
)

from .territory import has_territory

# In the order of the menu: label, icon.
WORK: dict[type[Page], tuple[str, str]] = {
    ActionIndexPage: ("Actions", "group"),
    FicheActionIndexPage: ("Fiches action", "list-ol"),
    ResourceIndexPage: ("Ressources", "folder-open-inverse"),
    GalleryIndexPage: ("Galeries", "image"),
    ArticleIndexPage: ("Actualités", "doc-full"),
    EventIndexPage: ("Agenda", "date"),
    EditionIndexPage: ("Éditions", "calendar"),
    BilanIndexPage: ("Bilans", "clipboard-list"),
}
# Wagtail's news and its guide, both in English.
_FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")


def territory_items(request: HttpRequest) -> list[MenuItem]:
    """The list of actions by state, for who has a territory or keeps the whole site."""
    if not has_territory(request.user):
        return []
    # A longer name would be cut by the side bar.
    label = "Suivi des actions" if user_has_any_page_permission(request.user) else "Mon territoire"
    return [MenuItem(label, reverse("territory"), name="territory", icon_name="calendar-alt", order=5)]


def work_items(request: HttpRequest) -> list[MenuItem]:
    """One item per index page of the site the admin is asked on; none for who has no page to keep."""
    if not user_has_any_page_permission(request.user):
        return []
    site = Site.find_for_request(request)
    if site is None:
        return []
    children = Page.objects.child_of(site.root_page).select_related("content_type")
    places = {page.cached_content_type.model_class(): page.pk for page in children}
    return [
        MenuItem(
            label,
            reverse("wagtailadmin_explore", args=[places[model]]),
            name=f"work-{model._meta.model_name}",
            icon_name=icon,
            order=10 + number,
        )
        for number, (model, (label, icon)) in enumerate(WORK.items())
        if model in places
    ]


def is_foreign_help(item: MenuItem) -> bool:
    return str(item.name).startswith(_FOREIGN_HELP)
