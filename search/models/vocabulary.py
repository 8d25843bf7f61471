"""The words pages are sorted by: closed lists (thème, public, niveau, catégorie) and free keywords."""

from typing import Any

from django.db import models
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase

from search.french import fold


class Theme(TagBase):
    """A theme of the académie's frame; closed list, edited by officers."""

    free_tagging = False

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["name"]


class ListedWord(models.Model):
    """A word of an ordered, closed list."""

    name = models.CharField("nom", max_length=100, unique=True)
    slug = models.SlugField("identifiant", max_length=100, unique=True)
    sort_order = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name


class Public(ListedWord):
    """Who an action or a resource is for (R-12)."""

    class Meta(ListedWord.Meta):
        verbose_name = "public"
        verbose_name_plural = "publics"


class Niveau(ListedWord):
    """A school level, from maternelle to post-bac (domain §5.1)."""

    class Meta(ListedWord.Meta):
        verbose_name = "niveau"
        verbose_name_plural = "niveaux"


class Category(ListedWord):
    """The kit's headings: Dans la classe, Orientation, Parents et partenaires, Autres (R-35)."""

    class Meta(ListedWord.Meta):
        verbose_name = "catégorie"
        verbose_name_plural = "catégories"


class KeywordManager(models.Manager["Keyword"]):
    def twin_of(self, name: str) -> "Keyword | None":
        """The keyword that differs at most by case, accents, hyphens or spaces."""
        return self.filter(folded=Keyword.fold(name)).first()


class Keyword(TagBase):
    """A free tag. « Decrochage » typed where « Décrochage » exists is that keyword."""

    folded = models.CharField("forme repliée", max_length=100, unique=True, editable=False)

    objects = KeywordManager()

    class Meta:
        verbose_name = "mot-clé"
        verbose_name_plural = "mots-clés"
        ordering = ["name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = self.fold(self.name)
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """ASCII, œ included; taggit adds a number when the slug is taken."""
        slug = slugify(fold(tag)) or "mot"
        return f"{slug}_{i}" if i is not None else slug

    @staticmethod
    def fold(name: str) -> str:
        """The key twins share: folded, hyphens and runs of spaces as one space, ≤ 100 characters."""
        return " ".join(fold(name).replace("-", " ").split())[:100]


class KeywordedPage(ItemBase):
    """The link between a page and a keyword."""

    tag = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="keyworded_pages")
    content_object = ParentalKey("search.FindablePage", on_delete=models.CASCADE, related_name="keyword_items")

    class Meta:
        verbose_name = "mot-clé d’une page"
        verbose_name_plural = "mots-clés des pages"
