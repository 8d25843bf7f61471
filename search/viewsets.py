"""The vocabularies in the Wagtail admin, under « Territoires et mots »."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from . import etablissement_admin
from .french import fold
from .models import (
    Academie,
    Bassin,
    Category,
    Departement,
    Etablissement,
    Keyword,
    Mandate,
    Niveau,
    Promotion,
    Public,
    ReseauFoquale,
    SynonymGroup,
    Theme,
)
from .vocabulary_forms import BassinForm, EtablissementForm, KeywordForm, WordForm


class FoldedIndexView(IndexView):
    """A short list, searched without minding case and accents, on every database alike."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        wanted = fold(self.search_query).split()
        if not wanted:
            return queryset
        return queryset.filter(pk__in=[row.pk for row in queryset if self._has_all(row, wanted)])

    def _has_all(self, row: Model, wanted: list[str]) -> bool:
        text = fold(" ".join(str(getattr(row, name)) for name in self.search_fields or ()))
        return all(word in text for word in wanted)


class VocabularyViewSet(SnippetViewSet):
    """Common to all: panels with a form class of ours, and the folded search."""

    index_view_class = FoldedIndexView
    search_fields: list[str] | None = ["name"]
    copy_view_enabled = False
    list_per_page = 50
    form_class: type | None = None
    related: tuple[str, ...] = ()

    def get_edit_handler(self) -> ObjectList:
        options: dict[str, Any] = {"base_form_class": self.form_class} if self.form_class else {}
        return ObjectList(self.panels, **options).bind_to_model(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model._default_manager.select_related(*self.related)


class WordViewSet(VocabularyViewSet):
    """A tag-like word: only its name is edited."""

    form_class = WordForm
    icon = "tag"
    panels = [FieldPanel("name", heading="Nom")]
    list_display = ["name", "slug"]


class ListedWordViewSet(WordViewSet):
    """A word of an ordered list."""

    icon = "list-ul"
    panels = [FieldPanel("name"), FieldPanel("sort_order")]
    list_display = ["name", "sort_order", "slug"]
    ordering = ["sort_order", "name"]


class AcademieViewSet(WordViewSet):
    model = Academie
    icon = "globe"
    panels = [FieldPanel("name", heading="Nom"), FieldRowPanel(["code", "zone"]), "region_academique"]
    list_display = ["name", "code", "region_academique", "zone"]
    list_filter = ["zone"]
    search_fields = ["name", "code", "region_academique"]


class DepartementViewSet(VocabularyViewSet):
    model = Departement
    icon = "globe"
    panels = [FieldRowPanel(["code", "code_insee"]), "name", "structure", "academie"]
    list_display = ["name", "code", "academie", "structure"]
    list_filter = ["academie"]
    search_fields = ["name", "code"]
    related = ("academie",)
    ordering = "code"


class BassinViewSet(VocabularyViewSet):
    model = Bassin
    icon = "site"
    form_class = BassinForm
    panels = ["name", "departement", "code"]
    list_display = ["name", "departement", "code"]
    list_filter = ["departement"]
    search_fields = ["name", "code", "departement"]
    related = ("departement",)


class EtablissementViewSet(VocabularyViewSet):
    model = Etablissement
    icon = "home"
    form_class = EtablissementForm
    panels = etablissement_admin.PANELS
    list_display = etablissement_admin.COLUMNS
    filterset_class = etablissement_admin.EtablissementFilterSet
    # Some 70,000 rows: Wagtail's index is searched, not the rows.
    index_view_class = IndexView
    search_fields = None
    add_view_class = etablissement_admin.EtablissementCreateView
    edit_view_class = etablissement_admin.EtablissementEditView
    chooser_viewset_class = etablissement_admin.EtablissementChooserViewSet
    # The directory's import writes in bulk, past the reference index.
    add_to_reference_index = False
    related = ("departement", "bassin")


class ReseauFoqualeViewSet(VocabularyViewSet):
    model = ReseauFoquale
    icon = "group"
    panels = [
        "name",
        "coordinator",
        "bassins",
        InlinePanel("addresses", heading="Adresses du comité de pilotage", label="adresse"),
    ]
    list_display = ["name", "coordinator"]
    search_fields = ["name", "coordinator"]


class ThemeViewSet(WordViewSet):
    model = Theme


class KeywordViewSet(WordViewSet):
    model = Keyword
    form_class = KeywordForm


class PublicViewSet(ListedWordViewSet):
    model = Public


class NiveauViewSet(ListedWordViewSet):
    model = Niveau


class CategoryViewSet(ListedWordViewSet):
    model = Category


class MandateViewSet(VocabularyViewSet):
    model = Mandate
    icon = "user"
    panels = [
        FieldRowPanel(["user", "role"]),
        MultiFieldPanel(
            ["academie", "departement", "bassin", "etablissement"],
            heading="Territoire",
            help_text="Un seul des quatre.",
        ),
        FieldRowPanel(["starts_on", "ends_on"]),
    ]
    list_display = ["user", "role", "territory", "starts_on", "ends_on"]
    list_filter = ["role", "academie", "departement"]
    search_fields = ["user", "territory"]
    related = ("user", "academie", "departement", "bassin", "etablissement")


class VocabularyGroup(SnippetViewSetGroup):
    menu_label = "Territoires et mots"
    menu_name = "territoires-et-mots"
    menu_icon = "globe"
    menu_order = 350
    items = (
        EtablissementViewSet,
        BassinViewSet,
        ReseauFoqualeViewSet,
        DepartementViewSet,
        AcademieViewSet,
        ThemeViewSet,
        KeywordViewSet,
        PublicViewSet,
        NiveauViewSet,
        CategoryViewSet,
        MandateViewSet,
    )


# For the permissions of groups: the words officers keep, and what an administrator decides.
OFFICERS_MODELS = (
    Bassin,
    Etablissement,
    ReseauFoquale,
    Theme,
    Keyword,
    Public,
    Niveau,
    Category,
    SynonymGroup,
    Promotion,
)
ADMINISTRATORS_MODELS = (Academie, Departement, Mandate)
