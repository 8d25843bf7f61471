"""Établissements in the admin: the list, the UAI warning, and the chooser of the pages' forms."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_filters import AllValuesFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, EditView

from .models import Academie, Etablissement


class UaiWarningPanel(Panel):
    """Says that the check letter is wrong: a warning, since legacy codes in use break the rule."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.uai_warning)

        def render_html(self, parent_context: object = None) -> SafeString:
            return format_html('<div class="help-block help-warning">{}</div>', self.instance.uai_warning)


PANELS = [
    UaiWarningPanel(),
    MultiFieldPanel(
        ["uai", "name", FieldRowPanel(["type", "statut"])],
        heading="Identité",
    ),
    MultiFieldPanel([FieldRowPanel(["departement", "bassin"])], heading="Territoire"),
    FieldPanel("mailbox"),
    InlinePanel(
        "sites",
        heading="Sites",
        label="site",
        panels=[
            "address",
            FieldRowPanel(["postal_code", "commune"]),
            FieldRowPanel(["telephone", "web"]),
            FieldRowPanel(["latitude", "longitude"]),
        ],
    ),
    MultiFieldPanel(["is_open", "is_fictional"], heading="État"),
]


class EtablissementFilterSet(WagtailFilterSet):
    academie = ModelChoiceFilter(field_name="departement__academie", queryset=Academie.objects.all(), label="Académie")
    type = AllValuesFilter(label="Type")

    class Meta:
        model = Etablissement
        fields = ["academie", "departement", "bassin", "type", "statut", "is_open", "is_fictional"]


COLUMNS = [
    "name",
    "uai",
    "type",
    Column("departement", label="Département", sort_key="departement__code"),
    "bassin",
    BooleanColumn("is_open", label="Ouvert", sort_key="is_open"),
    Column("uai_warning", label="À vérifier"),
]


def listed() -> QuerySet[Etablissement]:
    """What lists show, without a query per row."""
    return Etablissement.objects.select_related("departement", "bassin")


class _WarnsOfUai:
    """Mixin of the views that save: the warning follows the person to the list."""

    request: HttpRequest

    def save_instance(self) -> Etablissement:
        etablissement = super().save_instance()
        if etablissement.uai_warning:
            messages.warning(self.request, etablissement.uai_warning)
        return etablissement


class EtablissementCreateView(_WarnsOfUai, CreateView):
    pass


class EtablissementEditView(_WarnsOfUai, EditView):
    pass


class _OpenOnes:
    """Mixin of the chooser's views: an action is led by an établissement that exists today."""

    def get_object_list(self) -> QuerySet[Etablissement]:
        return listed().filter(is_open=True).prefetch_related("sites")

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("type", label="Type"),
            Column("communes", label="Commune"),
            Column("departement", label="Département"),
        ]


class EtablissementChooseView(_OpenOnes, ChooseView):
    pass


class EtablissementChooseResultsView(_OpenOnes, ChooseResultsView):
    pass


class EtablissementChooserViewSet(SnippetChooserViewSet):
    choose_view_class = EtablissementChooseView
    choose_results_view_class = EtablissementChooseResultsView
