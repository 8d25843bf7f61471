"""What the home page shows of the other rooms, in few queries (design §10: home ≤ 8)."""

from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from resources.figures import engaged_bassins
from resources.lifecycle import State
from resources.models import ActionPage, BilanPage, EditionPage
from search import school_year
from search.cards import card_picture
from search.models import Academie
from search.presenting import Card
from search.visibility import visible

NEAR = 3  # actions shown
MOST_COLUMNS = 8


def current_edition() -> EditionPage | None:
    """The édition of this school year, else the most recent one, with its phases."""
    editions = visible(EditionPage.objects.all()).filter(year__lte=school_year.of_day(timezone.localdate()))
    return editions.order_by("-year").prefetch_related("phases").first()


def front_of(edition: EditionPage | None, academie: Academie | None, request: HttpRequest) -> dict:
    """edition, near_cards, near_url, chart, bilan; each may be empty: its section then does not exist."""
    return {
        "edition": edition or current_edition(),
        "near_cards": near_cards(request),
        "near_url": "/agenda/",
        "chart": engaged_chart(academie),
        "bilan": latest_bilan(),
    }


def near_cards(request: HttpRequest) -> list[Card]:
    """The next actions announced; when there is none, the latest ones."""
    pages = (
        visible(ActionPage.objects.all())
        .exclude(state=State.CANCELLED)
        .select_related("photo", "lead__bassin", "category")
    )
    pages = pages.annotate(first=Max("sessions__starts_at"))
    coming = list(pages.filter(first__gte=timezone.now()).order_by("first")[:NEAR])
    found = coming or list(pages.order_by("-first")[:NEAR])
    return [_card(page, request) for page in found]


def _card(page: ActionPage, request: HttpRequest) -> Card:
    shown = page.photo and not page.photo.obstacles()
    return Card(
        url=page.get_url(request) or "",
        title=page.title,
        kicker=page.card_kicker(),
        meta=page.card_meta(),
        picture=card_picture(page.photo) if shown else None,
    )


def engaged_chart(academie: Academie | None) -> dict | None:
    """The growth of the démarche, up to the édition that reached the most bassins (see bars.html)."""
    years = engaged_bassins(academie)
    if len(years) < 2:
        return None
    most = max(number for _, number in years)
    last = next(i for i, (_, number) in enumerate(years) if number == most)
    shown = years[: last + 1][-MOST_COLUMNS:]
    return {
        "title": f"De {shown[0][1]} à {most} bassins en {len(shown)} ans",
        "caption": "Nombre de bassins où au moins une action a été menée, par édition.",
        "label_head": "Édition",
        "value_head": "Bassins engagés",
        "maximum": most,
        "columns": True,
        "rows": [
            {"label": school_year.label(year), "value": number, "display": "", "now": number == most}
            for year, number in shown
        ],
    }


def latest_bilan() -> dict | None:
    """The newest public bilan: title, url, summary, document."""
    bilan = visible(BilanPage.objects.all()).select_related("document").order_by("-year").first()
    if bilan is None:
        return None
    return {"title": bilan.title, "url": bilan.url, "summary": bilan.summary, "document": bilan.document}
