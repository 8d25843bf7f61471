"""What an officer sees of what is refused: by the publishing gate, with the reasons; an address that means nothing."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.defaults import bad_request
from wagtail.admin.utils import get_valid_next_url_from_request

from search.publishing import PublishingRefused


class RefuseNul:
    """Middleware: an address of the admin with a NUL in its query means nothing, and PostgreSQL fails on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        in_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if in_admin and "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request, SuspiciousOperation())
        return self.get_response(request)


class TellRefusals:
    """Middleware: whatever way led to the gate, the answer is a message and the page to correct."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublishingRefused):
            return None
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return render(request, "403.html", status=403)
        messages.error(request, _sentence(exception))
        target = _where_to_correct(request, exception)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # The dialogs of Wagtail's workflows follow this address.
            return JsonResponse({"step": "success", "redirect": target})
        return HttpResponseRedirect(target)


def _sentence(refused: PublishingRefused) -> SafeString:
    opening = (
        "La page n’est pas publiée. Votre texte est gardé en brouillon."
        if refused.page
        else "Aucune page n’a été publiée."
    )
    reasons = format_html_join("", "<li>{}</li>", ((reason,) for reason in refused.reasons))
    return format_html("{}<ul>{}</ul>", opening, reasons)


def _where_to_correct(request: HttpRequest, refused: PublishingRefused) -> str:
    if refused.page:
        return reverse("wagtailadmin_pages:edit", args=[refused.page.pk])
    return get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
