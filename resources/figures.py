"""Figures computed from the actions; nothing is stored (design §8)."""

from django.db.models import Count

from search.models import Academie
from search.visibility import visible

from .lifecycle import State
from .models import ActionPage

# An action that is called off did not engage its bassin.
_NOT_ENGAGED = (State.CANCELLED, State.POSTPONED)


def engaged_bassins(academie: Academie | None = None) -> list[tuple[int, int]]:
    """(school year, bassins with at least one public action led there), oldest first (R-66).

    Of one académie, or of the whole instance.
    """
    actions = visible(ActionPage.objects.all()).exclude(state__in=_NOT_ENGAGED)
    if academie:
        actions = actions.filter(lead__departement__academie=academie)
    years = actions.order_by().values("year").annotate(bassins=Count("lead__bassin", distinct=True))
    return sorted((row["year"], row["bassins"]) for row in years if row["bassins"])
