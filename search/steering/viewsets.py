"""The admin's menu « Recherche »: synonyms and chosen pages."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from search.models import Promotion, SynonymGroup
from search.viewsets import VocabularyViewSet

from .forms import PromotionForm, SynonymGroupForm
from .views import (
    PromotionCreateView,
    PromotionEditView,
    SynonymGroupCreateView,
    SynonymGroupEditView,
    TrialPanel,
)


class SynonymGroupViewSet(VocabularyViewSet):
    model = SynonymGroup
    icon = "resubmit"
    form_class = SynonymGroupForm
    add_view_class = SynonymGroupCreateView
    edit_view_class = SynonymGroupEditView
    panels = [FieldPanel("expressions"), FieldPanel("direction"), TrialPanel(heading="Effet")]
    list_display = ["expressions", "direction"]
    list_filter = ["direction"]
    search_fields = ["expressions"]


class PromotionViewSet(VocabularyViewSet):
    model = Promotion
    icon = "pick"
    form_class = PromotionForm
    add_view_class = PromotionCreateView
    edit_view_class = PromotionEditView
    panels = [
        FieldPanel("queries"),
        PageChooserPanel("page"),
        FieldPanel("reason"),
        FieldRowPanel(["starts_on", "ends_on"], heading="Dates"),
        FieldPanel("sort_order"),
    ]
    list_display = ["__str__", Column("page", label="Page"), Column("status", label="État"), "sort_order"]
    search_fields = ["queries", "page"]
    related = ("page",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Promotion.objects.with_visibility().select_related(*self.related)


class SteeringGroup(SnippetViewSetGroup):
    menu_label = "Recherche"
    menu_name = "conduite-de-la-recherche"
    menu_icon = "search"
    menu_order = 360
    items = (SynonymGroupViewSet, PromotionViewSet)
