"""The admin's views of synonyms and promoted pages, where they do more than Wagtail's."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import Panel
from wagtail.models import Page
from wagtail.snippets.views.snippets import CreateView, EditView

from search.lexicon import Lexicon, lexicon, lexicon_with
from search.models import Promotion, SynonymGroup
from search.request import QUERY_LENGTH, clean
from search.visibility import visible

from .forms import SynonymGroupForm
from .trial import MOST, Effect, effects, in_words

PREVIEW = "action-preview"


class TrialPanel(Panel):
    """The button that shows the effect of a group, and the effect."""

    def get_form_options(self) -> dict:
        # Wagtail adds at the end the fields that no panel says it shows.
        return {"fields": ["trial"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "search/admin/trial.html"

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            return {
                **super().get_context_data(parent_context),
                "effects": self.form.effects,
                "button": PREVIEW,
                "address": f"{self.request.path}#trial",
                "most": MOST,
                "field": self.form["trial"],
            }


class _TriesSynonyms:
    """Mixin of the views that save a group: they show its effect without saving, and say it after saving."""

    request: HttpRequest
    form: SynonymGroupForm
    render_to_response: Callable[..., HttpResponse]
    get_context_data: Callable[..., dict]
    error_message = "Rien n’est enregistré : ce groupe est à corriger."
    _before: Lexicon

    def form_valid(self, form: SynonymGroupForm) -> HttpResponse:
        if PREVIEW not in self.request.POST:
            return super().form_valid(form)
        self.form = form
        form.effects = self._effects(lexicon())
        return self.render_to_response(self.get_context_data())

    def save_instance(self) -> SynonymGroup:
        self._before = lexicon()
        return super().save_instance()

    def get_success_message(self, instance: SynonymGroup | None = None) -> str:
        return f"Synonymes enregistrés. {in_words(self._effects(self._before))}"

    def _effects(self, before: Lexicon) -> list[Effect]:
        """On what was typed, then on the expressions the group had."""
        group = self.form.instance
        earlier = SynonymGroup(expressions=self.form.initial.get("expressions") or "")
        queries = [self.form.cleaned_data["trial"], *group.words, *earlier.words]
        return effects(queries, before, lexicon_with(group))


class _Prefilled:
    """Mixin: a link of the report brings the words of a search."""

    request: HttpRequest
    prefilled: str
    separator = ""

    def get_initial(self) -> dict:
        words = clean(self.request.GET.get(self.prefilled, ""), QUERY_LENGTH)
        return {**super().get_initial(), **({self.prefilled: words + self.separator} if words else {})}


class SynonymGroupCreateView(_TriesSynonyms, _Prefilled, CreateView):
    prefilled = "expressions"
    separator = " | "


class SynonymGroupEditView(_TriesSynonyms, EditView):
    pass


class _WarnsOfHiddenPage:
    """Mixin of the views that save a promotion."""

    request: HttpRequest

    def save_instance(self) -> Promotion:
        promotion = super().save_instance()
        if not visible(Page.objects.filter(pk=promotion.page_id)).exists():
            messages.warning(
                self.request, "Cette page n’est pas publique : les visiteurs ne la verront que quand elle le sera."
            )
        return promotion


class PromotionCreateView(_WarnsOfHiddenPage, _Prefilled, CreateView):
    prefilled = "queries"


class PromotionEditView(_WarnsOfHiddenPage, EditView):
    pass
