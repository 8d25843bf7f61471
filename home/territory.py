"""Actions by territory: the list pilots work from, and officers for the whole site (design §3, §7)."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import urlencode
from django.views.generic import TemplateView
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from resources.lifecycle import State
from resources.models import ActionPage
from search.french import fold
from search.models import BASSIN_LABEL, Mandate

PER_PAGE = 50


def has_territory(user: object) -> bool:
    """Whether the list is theirs: by a current mandate, or because they keep the whole site."""
    return user_has_any_page_permission(user) or Mandate.objects.current().filter(user=user).exists()


def territory_title(user: object) -> str:
    return "Suivi des actions" if user_has_any_page_permission(user) else "Actions de mon territoire"


def actions_of(user: object) -> QuerySet[ActionPage]:
    """What happens in the user's schools, as lead or as partner; drafts not yet sent are the schools' own.

    Who keeps the whole site sees it all.
    """
    if user_has_any_page_permission(user):
        return ActionPage.objects.all()
    schools = Mandate.objects.current().filter(user=user).etablissements()
    taking_part = ActionPage.etablissements.through.objects.filter(etablissement__in=schools)
    found = ActionPage.objects.filter(pk__in=taking_part.values("findablepage_id"))
    return found.exclude(state=State.DRAFT)


def counts_by_state(actions: QuerySet[ActionPage]) -> dict[str, int]:
    """`{"transmise": 3, …}`, states without an action left out."""
    return dict(actions.order_by().values_list("state").annotate(Count("pk")))


def _saying(actions: QuerySet[ActionPage], wanted: list[str]) -> list[int]:
    """Primary keys of the actions whose title, lead or UAI has all the folded words: databases mind accents."""
    rows = actions.values_list("pk", "title", "lead__name", "lead__uai")
    texts = {pk: fold(" ".join(parts)) for pk, *parts in rows}
    return [pk for pk, text in texts.items() if all(word in text for word in wanted)]


class TerritoryView(WagtailAdminTemplateMixin, TemplateView):
    """The list: by state, with a search on titles and schools."""

    template_name = "home/admin/territory.html"
    header_icon = "calendar-alt"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not has_territory(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return territory_title(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: object) -> dict:
        actions = actions_of(self.request.user)
        state = self.request.GET.get("etat", "")
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        page = Paginator(self._listed(actions, state, words), PER_PAGE).get_page(self.request.GET.get("page"))
        return {
            **super().get_context_data(**kwargs),
            "states": self._states(counts_by_state(actions), state),
            "may_edit": user_has_any_page_permission(self.request.user),
            "actions": page,
            "state": state,
            "words": words,
            "bassin_label": BASSIN_LABEL,
            "query": urlencode({"etat": state, "q": words}),
        }

    def _listed(self, actions: QuerySet[ActionPage], state: str, words: str) -> QuerySet[ActionPage]:
        if state:
            actions = actions.filter(state=state)
        if wanted := fold(words).split():
            actions = actions.filter(pk__in=_saying(actions, wanted))
        return actions.select_related("lead__bassin").order_by("-sort_date", "title", "pk")

    def _states(self, counts: dict[str, int], chosen: str) -> list[dict]:
        tabs = [{"value": "", "label": "Toutes", "count": sum(counts.values())}]
        tabs += [
            {"value": value, "label": label, "count": counts[value]}
            for value, label in State.choices
            if value in counts
        ]
        return [{**tab, "is_chosen": tab["value"] == chosen} for tab in tabs]
