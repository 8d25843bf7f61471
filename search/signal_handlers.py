"""Keep the index in step with the pages."""

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from wagtail.signals import page_unpublished

from .indexing import index_page
from .models import FindablePage


def index_after_commit(sender: type[Model], instance: Model, **kwargs: object) -> None:
    """After the commit, because modelcluster writes tags and lists after the row itself."""
    if kwargs.get("raw") or not isinstance(instance, FindablePage):
        return
    pk = instance.pk

    def index_now() -> None:
        page = FindablePage.objects.filter(pk=pk).first()
        if page:
            index_page(page)

    transaction.on_commit(index_now)


def connect() -> None:
    post_save.connect(index_after_commit, dispatch_uid="search.index_after_commit")
    page_unpublished.connect(index_after_commit, dispatch_uid="search.index_after_unpublish")
