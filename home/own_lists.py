"""Who has nothing but a mandate stays in their own lists (design §3).

Access to Wagtail's admin alone opens more than it seems: its page chooser shows every draft, its API every
photo of the library with its title. So pilots get what is named here, and nothing else by guessing addresses.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import permission_denied, user_has_any_page_permission
from wagtail.models import GroupCollectionPermission

_ACCESS = {"wagtailadmin.access_admin"}
# Names of the addresses of the admin: their lists, their account, and what its pages are made with.
OPEN = frozenset(
    {
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


def has_only_lists(user: object) -> bool:
    """Whether the user may enter the admin but keeps nothing there: no page, no file, no word, no setting."""
    return (
        user.is_authenticated  # type: ignore[attr-defined]
        and not user_has_any_page_permission(user)
        and user.get_all_permissions() <= _ACCESS  # type: ignore[attr-defined]
        and not GroupCollectionPermission.objects.filter(group__user=user).exists()
    )


class KeepToOwnLists:
    """Middleware: refuses as Wagtail does, by a message and the way back to the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        match = request.resolver_match
        if not request.path.startswith(reverse("wagtailadmin_home")) or (match and match.view_name in OPEN):
            return None
        return _refuse(request) if has_only_lists(request.user) else None


def _refuse(request: HttpRequest) -> HttpResponse:
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return HttpResponse("Réservé à d’autres personnes.", status=403, content_type="text/plain; charset=utf-8")
    return permission_denied(request)
