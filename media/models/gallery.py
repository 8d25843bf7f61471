"""Galleries: pictures of an action or an édition, in an order, with captions."""

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from search.kinds import Kind
from search.models import FindablePage, ListingPage

from .photo import Photo

# The sizes that gallery_page.html asks for.
GALLERY_SPECS = ("format-webp|fill-360x270", "format-webp|fill-720x540")


class GalleryIndexPage(ListingPage):
    """`/galeries/`: the search, limited to galleries."""

    listed_kind = Kind.GALERIE
    subpage_types = ["media.GalleryPage"]

    class Meta:
        verbose_name = "liste des galeries"


class GalleryPage(FindablePage):
    """Photos with captions; films come beside them."""

    found_kind = Kind.GALERIE
    found_text_fields = ("body",)
    card_photo_field = "cover"

    parent_page_types = ["media.GalleryIndexPage"]
    subpage_types: list[str] = []

    body = RichTextField(
        "présentation",
        blank=True,
        features=["bold", "italic", "link", "ul", "ol"],
        help_text="Quelques lignes au-dessus des photos : quand, où, à quelle occasion. Aucun nom d’élève.",
    )
    cover = models.ForeignKey(Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)

    content_panels = [
        *FindablePage.content_panels,
        "body",
        InlinePanel("items", heading="Photos", label="photo"),
        *FindablePage.sorting_panels,
        *FindablePage.territory_panels,
    ]

    class Meta:
        verbose_name = "galerie"
        verbose_name_plural = "galeries"

    def fill_found_fields(self) -> None:
        items = list(self.items.all())
        self.cover = items[0].photo if items else None
        super().fill_found_fields()

    def found_media(self) -> set[str]:
        from media.held import held_media  # which reads the models

        return held_media(self)

    def items_with_photos(self) -> list["GalleryItem"]:
        """Its items in their order, pictures and sizes with them: three queries, however many they are."""
        items = list(self.items.all())
        photos = Photo.objects.prefetch_renditions(*GALLERY_SPECS)
        prefetch_related_objects(items, Prefetch("photo", queryset=photos))
        return items

    def found_text(self) -> str:
        shown = (item for item in self.items_with_photos() if not item.photo.obstacles())
        texts = (text for item in shown for text in (item.alt_text, item.caption, item.photo.credit) if text)
        return "\n".join([super().found_text(), *texts]).strip()


class GalleryItem(Orderable):
    """A photo in a gallery; its alternative text may differ from the library's."""

    gallery = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="items")
    photo = models.ForeignKey(
        Photo,
        verbose_name="photo",
        on_delete=models.CASCADE,
        related_name="+",
        help_text="La première de la liste illustre la galerie ; sans droits valides, aucune n’est montrée.",
    )
    caption = models.CharField(
        "légende",
        max_length=250,
        blank=True,
        help_text="Sous la photo, par exemple « La fresque terminée, dans le hall ». Aucun nom d’élève.",
    )
    alt = models.CharField(
        "texte alternatif ici",
        max_length=250,
        blank=True,
        help_text="Vide : celui de la photothèque. Sans nom de personne.",
    )

    panels = [FieldPanel("photo"), MultiFieldPanel([FieldPanel("caption"), FieldPanel("alt")])]

    class Meta(Orderable.Meta):
        verbose_name = "photo de la galerie"
        verbose_name_plural = "photos de la galerie"

    @property
    def alt_text(self) -> str:
        return self.alt or self.photo.description
