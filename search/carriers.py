"""Which pages carry a word of the vocabularies, and how they follow its changes."""

from collections.abc import Iterable

from django.db import models, transaction
from django_tasks import task

from .engines.elastic.sync import send_changes
from .indexing import write_entry
from .models import (
    Academie,
    Bassin,
    Category,
    Departement,
    Etablissement,
    FindablePage,
    Keyword,
    Niveau,
    Public,
    Theme,
)

# Where FindablePage holds each vocabulary.
LOOKUPS: dict[type[models.Model], str] = {
    Academie: "academies",
    Bassin: "bassins",
    Category: "category",
    Departement: "departements",
    Etablissement: "etablissements",
    Keyword: "keyword_items__tag",
    Niveau: "niveaux",
    Public: "publics",
    Theme: "themes",
}
_TERRITORY = ("bassins", "departements", "academies")
# More pages than this are left to the worker: an officer must not wait for them.
AT_ONCE = 200


def carrying(model: type[models.Model], pks: Iterable[int]) -> list[int]:
    """Primary keys of the pages, live or not, that carry one of these words."""
    pages = FindablePage.objects.filter(**{f"{LOOKUPS[model]}__in": list(pks)})
    return list(pages.order_by("pk").values_list("pk", flat=True).distinct())


def refresh_pages_later(model: type[models.Model], pks: Iterable[int]) -> None:
    """After the commit, bring the pages that carry these words up to date."""
    refresh_later(carrying(model, pks))


def refresh_later(page_pks: list[int]) -> None:
    """After the commit, bring these pages up to date: a few at once, many by the worker."""
    if not page_pks:
        return
    if len(page_pks) <= AT_ONCE:
        transaction.on_commit(lambda: refresh(page_pks))
        return
    for start in range(0, len(page_pks), AT_ONCE):
        refresh_by_worker.enqueue(page_pks[start : start + AT_ONCE])


@task(backend="worker")
def refresh_by_worker(page_pks: list[int]) -> None:
    """`refresh`, as a task."""
    refresh(page_pks)


def refresh(page_pks: list[int]) -> None:
    """Compute the territory of these pages again and write their entries in the index."""
    for page in FindablePage.objects.filter(pk__in=page_pks).specific().iterator():
        with transaction.atomic():
            page.fill_found_fields()
            for name in _TERRITORY:
                getattr(page, name).commit()
            write_entry(page.pk)
    transaction.on_commit(send_changes)
