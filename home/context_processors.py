"""The frame of every public page (home.frame), the path to it, and the words searched."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from search.request import QUERY_LENGTH, clean

from . import frame as kept_frame


def frame(request: HttpRequest) -> dict:
    """Nothing in the admin, which has a frame of its own."""
    if request.path_info.startswith("/gestion/"):
        return {}
    site = Site.find_for_request(request)
    if site is None:
        return {}
    kept = kept_frame.of(site)
    menu = [{**item, "active": request.path_info.startswith(item["url"])} for item in kept["main_menu"]]
    return {
        **kept,
        "main_menu": menu,
        "search_query": clean(request.GET.get("q", ""), QUERY_LENGTH),
        "breadcrumb": SimpleLazyObject(lambda: _breadcrumb(request, site, kept["sections"])),
    }


def _breadcrumb(request: HttpRequest, site: Site, sections: dict[str, dict]) -> list[dict]:
    """title and url of the pages above the one served, from the home page down.

    `sections`: the pages below the home page, by path; deeper pages are asked for.
    """
    route = getattr(request, "_wagtail_route_for_request", None)
    crumbs = [{"title": "Accueil", "url": "/"}]
    if route is None or route.page.depth <= site.root_page.depth + 1:
        return crumbs
    section = sections.get(route.page.path[: -Page.steplen])
    if section:
        return [*crumbs, section]
    above = route.page.get_ancestors().filter(depth__gt=site.root_page.depth).order_by("depth")
    return crumbs + [{"title": page.title, "url": page.get_url(request, site)} for page in above]
