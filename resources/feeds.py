"""Feeds of the latest actions and actualités (R-84)."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.utils import timezone

from search.kinds import Kind
from search.models import FindablePage

LATEST = 30


class KindFeed(Feed):
    """The latest public pages of one kind."""

    language = "fr"
    kind: Kind

    def items(self) -> QuerySet[FindablePage]:
        return FindablePage.objects.visible().filter(kind=self.kind).order_by("-sort_date", "-pk")[:LATEST]

    def item_title(self, item: FindablePage) -> str:
        return item.title

    def item_description(self, item: FindablePage) -> str:
        return item.summary

    def item_link(self, item: FindablePage) -> str:
        return item.get_url() or "/"

    def item_pubdate(self, item: FindablePage) -> datetime | None:
        if item.sort_date is None:
            return None
        return timezone.make_aware(datetime.combine(item.sort_date, time()))


class ActionFeed(KindFeed):
    """`/actions/flux.xml`."""

    kind = Kind.ACTION
    title = "Les actions des établissements"
    link = "/actions/"
    description = "Les dernières actions de la Semaine de la persévérance scolaire."


class ArticleFeed(KindFeed):
    """`/actualites/flux.xml`."""

    kind = Kind.ACTUALITE
    title = "Les actualités de la persévérance scolaire"
    link = "/actualites/"
    description = "Ce qui se passe toute l’année."
