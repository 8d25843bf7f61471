"""What the home page shows of the other rooms, in few queries (design §10: home ≤ 8)."""

from django.http import HttpRequest
from django.utils import timezone

from resources.figures import engaged_bassins
from resources.lifecycle import State
from resources.models import ActionPage, ArticlePage, BilanPage
from search import school_year
from search.cards import card_picture
from search.models import Academie
from search.presenting import Card
from search.visibility import visible

NEAR = 3  # actions shown
MOST_COLUMNS = 8
_FOR_CARDS = ("photo", "findablepage_ptr__entry")


def front_of(academie: Academie | None, request: HttpRequest) -> dict:
    """near_cards, news_cards, their urls, chart, bilan; what is empty has no section."""
    return {
        "near_cards": near_cards(request),
        "near_url": "/actions/?tri=date",
        "news_cards": news_cards(request),
        "news_url": "/actualites/",
        "chart": engaged_chart(academie),
        "bilan": latest_bilan(),
    }


def near_cards(request: HttpRequest) -> list[Card]:
    """The next actions announced; when there is none, the latest ones."""
    pages = visible(ActionPage.objects.all()).exclude(state=State.CANCELLED).select_related(*_FOR_CARDS)
    today = timezone.localdate()
    coming = list(pages.filter(sort_date__gte=today).order_by("sort_date")[:NEAR])
    return [_card(page, request) for page in coming or pages.order_by("-sort_date")[:NEAR]]


def news_cards(request: HttpRequest) -> list[Card]:
    """The latest actualités: the week is the top of a year's work (R-79)."""
    pages = visible(ArticlePage.objects.all()).select_related(*_FOR_CARDS)
    return [_card(page, request) for page in pages.order_by("-dated_on", "-pk")[:NEAR]]


def _card(page: ActionPage | ArticlePage, request: HttpRequest) -> Card:
    """The card of a page, in the words its entry already has."""
    photo = page.photo if page.photo and not page.photo.obstacles() else None
    entry = page.findablepage_ptr.entry
    return Card(
        url=page.get_url(request) or "",
        title=page.title,
        kicker=entry.kicker,
        meta=entry.meta,
        picture=card_picture(photo) if photo else None,
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
