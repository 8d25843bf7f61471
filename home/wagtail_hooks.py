"""The admin as officers and pilots meet it."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from search.publishing import REFUSED_ACTION, PublishingGate, PublishingRefused

from . import menu
from .panels import DeskPanel
from .territory import TerritoryView


@hooks.register("register_admin_urls")
def territory_address() -> list[URLPattern]:
    return [path("territoire/", TerritoryView.as_view(), name="territory")]


@hooks.register("insert_global_admin_css")
def add_our_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def keep_typed_dates() -> str:
    return format_html('<script src="{}"></script>', static("js/admin-dates.js"))


@hooks.register("get_avatar_url")
def show_no_face(user: object, size: int) -> str:
    return str(versioned_static("wagtailadmin/images/default-user-avatar.png"))


@hooks.register("construct_homepage_panels")
def put_the_desk_first(request: HttpRequest, panels: list[Component]) -> None:
    """The desk says what was edited lately, too."""
    panels[:] = [DeskPanel(), *(panel for panel in panels if not isinstance(panel, RecentEditsPanel))]


@hooks.register("construct_main_menu")
def name_the_work(request: HttpRequest, items: list[MenuItem]) -> None:
    items += [*menu.territory_items(request), *menu.work_items(request)]


@hooks.register("construct_help_menu")
def keep_french_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not menu.is_foreign_help(item)]


@hooks.register("before_publish_page")
def ask_the_gate(request: HttpRequest, page: Page) -> None:
    """Before the edit button, which goes past `Page.publish()`, has touched anything; for scheduling too."""
    if reasons := _refusals(page):
        raise PublishingRefused(reasons, page)


@hooks.register("before_bulk_action")
def ask_the_gate_for_all(request: HttpRequest, action_type: str, objects: list, action: BulkAction) -> None:
    """All reasons of all pages at once: one at a time would be as many attempts."""
    if action_type != "publish" or action.model is not Page:
        return
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [draft for page in objects for draft in page.get_descendants().not_live()]
    reasons = [
        f"« {page.title} » : {reason}"
        for page in pages
        for reason in _refusals(page.specific.get_latest_revision_as_object())
    ]
    if reasons:
        raise PublishingRefused(reasons)


def _refusals(page: Page) -> list[str]:
    return page.publishing_refusals(page) if isinstance(page, PublishingGate) else []


@hooks.register("register_log_actions")
def register_refusals(actions: LogActionRegistry) -> None:
    @actions.register_action(REFUSED_ACTION)
    class Refused(LogFormatter):
        """A scheduled publication that the gate refused."""

        label = "Publication refusée"

        def format_message(self, entry: PageLogEntry | ModelLogEntry) -> str:
            return "Publication refusée : " + " ".join(entry.data.get("reasons", []))
