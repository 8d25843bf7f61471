"""The admin's menus of words and of the search, and the refusal to delete a word that something stands on."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import router
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .steering import report
from .steering.viewsets import SteeringGroup
from .viewsets import VocabularyGroup

register_snippet(VocabularyGroup)
register_snippet(SteeringGroup)


@hooks.register("register_admin_urls")
def search_report_address() -> list[URLPattern]:
    return [path("rapports/recherches/", report.SearchReportView.as_view(), name="search_report")]


@hooks.register("register_reports_menu_item")
def search_report_item() -> MenuItem:
    return report.SearchReportMenuItem(
        report.TITLE, reverse("search_report"), name="search-report", icon_name="search", order=100
    )


@hooks.register("before_delete_snippet")
def refuse_to_delete_what_is_needed(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Asked of the database itself: Wagtail's reference index is late, and blind to imported rows."""
    if not instances:
        return None
    model = type(instances[0])
    try:
        Collector(using=router.db_for_write(model)).collect(list(instances))
    except ProtectedError as problem:
        holders = sorted({str(row._meta.verbose_name_plural) for row in problem.protected_objects})
        messages.error(request, f"Suppression impossible : {', '.join(holders)} en dépendent. Rien n’a été supprimé.")
        return redirect(model.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    return None
