"""What a plain page can carry below its text: the CIOs of the académie, the map of the site."""

from django.db.models import Min, QuerySet
from wagtail.models import Page, Site

from resources.models import ActionPage
from search.models import Academie, Etablissement
from search.visibility import visible

CIO_TYPES = ("CIO", "Information et orientation")  # the second is the annuaire's word
MAP_DEPTH = 2  # levels below the home page


def cios(academie: Academie | None) -> QuerySet[Etablissement]:
    """The open centres d’information et d’orientation, by commune, with their sites."""
    found = Etablissement.objects.filter(type__in=CIO_TYPES, is_open=True)
    if academie:
        found = found.filter(departement__academie=academie)
    return found.annotate(commune=Min("sites__commune")).order_by("commune").prefetch_related("sites")


def site_map(site: Site) -> list[dict]:
    """The pages of the site as nested title, url, children; one query, whatever the depth.

    Without the actions: there are hundreds a year, and their list, which is there, finds them better.
    """
    root = site.root_page
    below = visible(root.get_descendants()).not_type(ActionPage)
    pages = below.filter(depth__lte=root.depth + MAP_DEPTH).order_by("path")
    by_path: dict[str, dict] = {}
    top: list[dict] = []
    for page in pages:
        node = {"title": page.title, "url": page.get_url(current_site=site), "children": []}
        by_path[page.path] = node
        parent = by_path.get(page.path[: -Page.steplen])
        (parent["children"] if parent else top).append(node)
    return top
