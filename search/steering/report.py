"""What visitors search, and what they do not find: the officers' report."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search.lexicon import lexicon
from search.models import SearchCount
from search.models.steering import SHOWN_FROM_DAYS, SHOWN_FROM_SEARCHES

from .promoted import PromotedPages

TITLE = "Recherches des visiteurs"
PER_PAGE = 50
PERIODS = {"7": "7 jours", "30": "30 jours", "365": "un an"}
USUAL_PERIOD = "30"
KINDS = {"": "Les plus fréquentes", "sans-resultat": "Sans résultat"}


def counted(days: int, *, without_results: bool = False) -> QuerySet:
    """Words, total, last (day), found (results on that day) of the searches of these days, most frequent first.

    The words are in the order of the day that had most of them: the likeliest to be the usual one.
    """
    since = timezone.localdate() - datetime.timedelta(days=days - 1)
    same = SearchCount.objects.filter(terms=OuterRef("terms"), day__gte=since)
    groups = (
        SearchCount.objects.shown()
        .filter(day__gte=since)
        .values("terms")
        .annotate(
            total=Sum("searches"),
            last=Max("day"),
            found=Subquery(same.order_by("-day").values("results")[:1]),
            shown_words=Subquery(same.order_by("-searches", "-day").values("words")[:1]),
        )
        .order_by("-total", "-last", "terms")
    )
    return groups.filter(found=0) if without_results else groups


class SearchReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


def may_read(user: Any) -> bool:
    return user.has_perm("search.view_searchcount")


class SearchReportView(WagtailAdminTemplateMixin, TemplateView):
    """By period, all searches or those that find nothing; each leads to what may be done about it."""

    template_name = "search/admin/search_report.html"
    page_title = TITLE
    header_icon = "search"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: object) -> dict:
        asked = self.request.GET
        period = _known(asked.get("jours", ""), PERIODS, USUAL_PERIOD)
        kind = _known(asked.get("voir", ""), KINDS, "")
        rows = counted(int(period), without_results=bool(kind))
        page = Paginator(rows, PER_PAGE).get_page(asked.get("page"))
        chosen = lexicon().promoted
        return {
            **super().get_context_data(**kwargs),
            "periods": _tabs(PERIODS, period, lambda value: {"jours": value, "voir": kind}),
            "kinds": _tabs(KINDS, kind, lambda value: {"jours": period, "voir": value}),
            "page": page,
            "rows": [{**row, **self._links(row["shown_words"], chosen)} for row in page],
            "query": urlencode({"jours": period, "voir": kind}),
            "shown_from": {"searches": SHOWN_FROM_SEARCHES, "days": SHOWN_FROM_DAYS},
        }

    def _links(self, words: str, chosen: PromotedPages) -> dict[str, str | bool]:
        """Where to see these results, uncounted, and what this person may do about them; empty what they may not."""
        user = self.request.user
        links: dict[str, str | bool] = {
            "results_url": f"{reverse('search')}?{urlencode({'q': words, 'exact': '1'})}",
            "synonym_url": "",
            "promotion_url": "",
            "is_promoted": bool(chosen.find(words, timezone.localdate())),
        }
        if user.has_perm("search.add_synonymgroup"):
            links["synonym_url"] = _add("synonymgroup", expressions=words)
        if user.has_perm("search.add_promotion") and not links["is_promoted"]:
            links["promotion_url"] = _add("promotion", queries=words)
        return links


def _known(value: str, choices: dict[str, str], usual: str) -> str:
    return value if value in choices else usual


def _add(model: str, **fields: str) -> str:
    return f"{reverse(f'wagtailsnippets_search_{model}:add')}?{urlencode(fields)}"


def _tabs(choices: dict[str, str], chosen: str, address: Any) -> list[dict]:
    return [
        {"label": label, "url": f"?{urlencode(address(value))}", "is_chosen": value == chosen}
        for value, label in choices.items()
    ]
