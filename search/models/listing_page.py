"""The index pages: each is the search limited to one kind (design §4)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from search.editing import PROMOTE_PANELS, SETTINGS_PANELS, TITLE, forget_empty_text
from search.kinds import Kind
from search.publishing import PublishingGate


class ListingPage(PublishingGate, Page):
    """Shows the search results of `listed_kind` below an introduction."""

    # Why index pages are not themselves in the results (search.checks asks).
    not_findable_because = "une liste n’est pas un contenu"
    listed_kind: Kind
    # URL name of the feed of what is new in it, if there is one.
    feed: str = ""

    intro = RichTextField(
        "introduction",
        blank=True,
        features=["bold", "italic", "link"],
        help_text="Une ou deux phrases montrées au-dessus de la liste, pour dire ce qu’on y trouve.",
    )

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1

    content_panels = [TITLE, FieldPanel("intro")]
    promote_panels = PROMOTE_PANELS
    settings_panels = SETTINGS_PANELS

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        forget_empty_text(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from search.views import listing  # views import the models

        return listing(request, page=self, kind=self.listed_kind)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request)
