"""Small answers for machines: health, robots, the colours of the académie."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search.engines.health import health

from . import clock
from .models import SiteSettings

_ROBOTS = """User-agent: *
Disallow: /gestion/
Disallow: /espace/
Disallow: /recherche/
Sitemap: {sitemap}
"""


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the site can answer; `?full` adds what the search runs on and the clock's last run."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    body: dict = {"status": "ok"}
    if "full" in request.GET:
        last = clock.last_tick()
        body |= health()
        body["clock"] = last and {"at": last.at.isoformat(), "failed": last.failed}
    return JsonResponse(body)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots leave alone: the admin, the schools' space, endless search results."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(_ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def theme(request: HttpRequest) -> HttpResponse:
    """The académie's colours as a stylesheet; its address changes with them (home.frame)."""
    site = Site.find_for_request(request)
    settings = SiteSettings.for_site(site) if site else SiteSettings()
    css = f":root {{ --brand-base: {settings.brand}; --brand-deep-base: {settings.brand_deep}; }}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")
