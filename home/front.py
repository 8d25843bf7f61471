"""What the home page shows of the other rooms, in few queries (design §10: home ≤ 8)."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail.query import PageQuerySet

from media.models import Photo
from resources.lifecycle import State
from resources.models import ActionPage, ArticlePage, BilanPage
from search import school_year
from search.cards import pictures_of_photos
from search.models import BASSINS_LABEL
from search.presenting import Card, Picture
from search.visibility import visible

NEAR = 3  # actions shown
_COMING = {"title": "Prochaines actions", "url": "/agenda/", "link_label": "Tout l’agenda"}
_PAST = {"title": "Ce qui s’est fait", "url": "/actions/?tri=date", "link_label": "Toutes les actions"}
MOST_COLUMNS = 8
# A card shows the words of the page's entry; of the page itself, its title and its address.
_DOCUMENT_COLUMNS = [f"document__{name}" for name in ("title", "token", "download_name", "file", "file_size")]
_FOR_CARDS = ("title", "url_path", "photo_id", "entry__kicker", "entry__meta")


def front_of(engaged: list[tuple[int, int]], request: HttpRequest) -> dict:
    """near (title, cards, url, link_label), news_cards and news_url, chart, bilan; what is empty has no section.

    `engaged`: (school year, engaged bassins) pairs, oldest first.
    """
    actions, coming = next_actions()
    news = latest_news()
    photos = Photo.objects.filter(pk__in={*(page.photo_id for page in actions), *(page.photo_id for page in news)})
    pictures = pictures_of_photos(photos)
    return {
        "near": {**(_COMING if coming else _PAST), "cards": [_card(page, pictures, request) for page in actions]},
        "news_cards": [_card(page, pictures, request) for page in news],
        "news_url": "/actualites/",
        "chart": engaged_chart(engaged),
        "bilan": latest_bilan(),
    }


def next_actions() -> tuple[list[ActionPage], bool]:
    """The next actions and True; when none is to come, the latest ones and False. Never one that is called off."""
    pages = _with_entries(ActionPage.objects.exclude(state__in=(State.CANCELLED, State.POSTPONED)))
    coming = list(pages.filter(sort_date__gte=timezone.localdate()).order_by("sort_date", "pk")[:NEAR])
    return (coming, True) if coming else (list(pages.order_by("-sort_date", "-pk")[:NEAR]), False)


def latest_news() -> list[ArticlePage]:
    """The latest actualités: the week is the top of a year's work (R-79)."""
    return list(_with_entries(ArticlePage.objects.all()).order_by("-dated_on", "-pk")[:NEAR])


def _with_entries(pages: PageQuerySet) -> PageQuerySet:
    """Those anyone may see, with what a card shows; a page whose entry is not written yet waits for it."""
    return visible(pages).filter(entry__isnull=False).select_related("entry").only(*_FOR_CARDS)


def _card(page: ActionPage | ArticlePage, pictures: dict[int, Picture], request: HttpRequest) -> Card:
    """The card of a page, in the words its entry already has."""
    return Card(
        url=page.get_url(request) or "",
        title=page.title,
        kicker=page.entry.kicker,
        meta=page.entry.meta,
        picture=pictures.get(page.photo_id or 0),
    )


def engaged_chart(years: list[tuple[int, int]]) -> dict | None:
    """The growth of the démarche, up to the édition that reached the most bassins (see bars.html)."""
    if len(years) < 2:
        return None
    most = max(number for _, number in years)
    last = next(i for i, (_, number) in enumerate(years) if number == most)
    shown = years[: last + 1][-MOST_COLUMNS:]
    return {
        "title": f"De {shown[0][1]} à {most} {BASSINS_LABEL} en {len(shown)} ans",
        "caption": f"Nombre de {BASSINS_LABEL} où au moins une action a été menée, par édition.",
        "label_head": "Édition",
        "value_head": BASSINS_LABEL.capitalize(),
        "maximum": most,
        "columns": True,
        "rows": [
            {"label": school_year.label(year), "value": number, "display": "", "now": number == most}
            for year, number in shown
        ],
    }


def latest_bilan() -> dict | None:
    """The newest public bilan: title, url, summary, document."""
    bilans = visible(BilanPage.objects.all()).select_related("document")
    bilan = bilans.only("title", "url_path", "summary", *_DOCUMENT_COLUMNS).order_by("-year").first()
    if bilan is None:
        return None
    return {"title": bilan.title, "url": bilan.url, "summary": bilan.summary, "document": bilan.document}
