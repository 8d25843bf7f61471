"""Which site a request is for: asked of the database every few seconds only (one instance may hold several)."""

from collections.abc import Callable

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from wagtail.models import Site

SECONDS = 15  # how long another process may answer for the former site
_KEY = "sites"
_MOST = 50  # names of the host: a wildcard in ALLOWED_HOSTS must not fill the memory


class KeepSite:
    """Middleware: puts the site where `Site.find_for_request` looks first. After the check of the host."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = (request.get_host(), request.get_port())
        kept = cache.get(_KEY, {})
        if address in kept:
            request._wagtail_site = kept[address]  # type: ignore[attr-defined]
        response = self.get_response(request)
        # Only what was asked for is kept: health checks and refusals do without the database.
        site = getattr(request, "_wagtail_site", None)
        if site and address not in kept and len(kept) < _MOST:
            cache.set(_KEY, {**kept, address: site}, SECONDS)
        return response


def forget(**kwargs: object) -> None:
    """Drop what is kept: a site changed."""
    cache.delete(_KEY)


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(forget, sender=Site, dispatch_uid=f"home.sites.{id(signal)}")
