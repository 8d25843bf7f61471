"""The results page, its JSON twin, the index pages and the suggestions."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from . import presenting
from .cards import with_pictures
from .kinds import Kind
from .lexicon import Lexicon, lexicon
from .request import read
from .service import Results, search
from .steering.counting import count
from .steering.showing import promoted_cards
from .suggestions import suggest
from .visibility import visible


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`/recherche/`, and the same for machines with `format=json`."""
    words = lexicon()
    is_for_machines = request.GET.get("format") == "json"
    try:
        found = _search_or_404(request, None, words)
    except Http404 as none:
        if is_for_machines:
            return JsonResponse({"error": str(none)}, status=404, json_dumps_params={"ensure_ascii": False})
        raise
    if is_for_machines:
        return JsonResponse(presenting.for_machines(found, request), json_dumps_params={"ensure_ascii": False})
    count(found, request, words)
    context = presenting.for_page(found, request, is_index=False)
    context["promoted_cards"] = promoted_cards(found, request)
    if not found.answer.total:
        context["suggestions_empty"] = _to_start_from()
    crumbs = [{"title": "Accueil", "url": "/"}]
    return render(request, "search/results.html", {"results": context, "breadcrumb": crumbs})


def listing(request: HttpRequest, page: Page, kind: Kind) -> HttpResponse:
    """An index page: the search limited to one kind, with the pictures of its cards."""
    found = _search_or_404(request, kind)
    context = presenting.for_page(found, request, is_index=True)
    context["cards"] = with_pictures(context["cards"], found.entries)
    if not found.answer.total:
        context["suggestions_empty"] = _to_start_from()
    return render(request, "search/results.html", {**page.get_context(request), "results": context})


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """`/recherche/suggestions/?q=`: at most eight titles, themes and établissements."""
    return JsonResponse(suggest(request.GET.get("q", ""), request), safe=False)


def _search_or_404(request: HttpRequest, kind: Kind | None, words: Lexicon | None = None) -> Results:
    found = search(read(request.GET, kind), words=words)
    if found.request.page > found.pages:
        raise Http404("Cette page de résultats n’existe pas.")
    return found


def _to_start_from() -> list[dict]:
    """A few index pages, for a search that found nothing."""
    pages = visible(Page.objects.all()).filter(slug__in=["familles", "fiches-action", "ressources", "actions"], depth=3)
    return [{"title": page.title, "url": page.get_url()} for page in pages.order_by("path")]
