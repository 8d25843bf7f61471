"""Who keeps no page of the tree stays with what is theirs: own lists, account, words (design §3).

Access to Wagtail's admin alone opens more than it seems: its page chooser shows every draft, its API every
photo of the library with its title. So whoever has no permission on the page tree gets what is named here, and
nothing else by guessing addresses, whatever else they are allowed: those views ask for their own permission,
and show no page, photo or document.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, reverse
from wagtail.admin.auth import permission_denied, user_has_any_page_permission
from wagtail.models import GroupCollectionPermission

from search.models import Mandate, Promotion
from search.viewsets import ADMINISTRATORS_MODELS, OFFICERS_MODELS

# Names of the addresses of the admin: their lists, their account, and what its pages are made with.
OPEN = frozenset(
    {
        "search_report",
        "territory",
        "wagtailadmin_account",
        "wagtailadmin_dismissibles",
        "wagtailadmin_home",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_sprite",
    }
)
# A promotion names a page; so do redirections, sites, workflows and the permissions of groups.
_WORDS = [model._meta for model in (*OFFICERS_MODELS, *ADMINISTRATORS_MODELS) if model is not Promotion]
_CHOSEN = [meta for meta in _WORDS if meta is not Mandate._meta]  # Wagtail's choosers ask for no permission
OPEN_SPACES = frozenset(
    {
        "wagtailsettings",
        "wagtailsnippets",
        "wagtailusers_users",
        *(f"wagtailsnippets_{meta.app_label}_{meta.model_name}" for meta in _WORDS),
        *(f"wagtailsnippetchoosers_{meta.app_label}_{meta.model_name}" for meta in _CHOSEN),
    }
)
# For who has a permission on a collection: its views show the files of the collections one keeps.
LIBRARY = frozenset(
    {"wagtaildocs", "wagtaildocs_chooser", "wagtailimages", "wagtailimages_chooser", "wagtailadmin_collections"}
)


def may_enter(user: object, match: ResolverMatch) -> bool:
    """Whether this address of the admin may be asked for; the view still asks for its own permission."""
    if match.view_name in OPEN or match.namespace in OPEN_SPACES:
        return True
    if user_has_any_page_permission(user):
        return True
    return match.namespace in LIBRARY and GroupCollectionPermission.objects.filter(group__user=user).exists()


class KeepToOwnLists:
    """Middleware: refuses as Wagtail does, by a message and the way back to the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not request.path.startswith(reverse("wagtailadmin_home")) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        return None if match and may_enter(request.user, match) else _refuse(request)


def _refuse(request: HttpRequest) -> HttpResponse:
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return HttpResponse("Réservé à d’autres personnes.", status=403, content_type="text/plain; charset=utf-8")
    return permission_denied(request)
