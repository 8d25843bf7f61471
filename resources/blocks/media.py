"""Blocks that show or give a file: image, gallery, download."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from media.models import Photo


def _read_of_photo(photo: Photo | None, *texts: str) -> list[str]:
    """What stands beside a photo, if the photo may be shown: otherwise its page shows nothing of it."""
    if photo is None or photo.obstacles():
        return []
    return [text for text in (*texts, photo.credit) if text]


class FigureBlock(blocks.StructBlock):
    """An image with its contextual alternative, caption and credit."""

    image = ImageBlock(
        label="Image", help_text="Choisie dans la photothèque. Sans droits valides, elle n’est pas montrée."
    )
    caption = blocks.CharBlock(
        label="Légende",
        required=False,
        max_length=250,
        help_text="Sous l’image : ce que l’on voit, où et quand. Aucun nom d’élève.",
    )

    def get_searchable_content(self, value: dict) -> list[str]:
        photo = value.get("image")
        return _read_of_photo(photo, photo.contextual_alt_text or "" if photo else "", value.get("caption") or "")

    class Meta:
        icon = "image"
        label = "Image"
        template = "resources/blocks/figure.html"


class GalleryPhotoBlock(blocks.StructBlock):
    photo = ImageChooserBlock(
        label="Photo", help_text="Choisie dans la photothèque. Sans droits valides, elle n’est pas montrée."
    )
    caption = blocks.CharBlock(
        label="Légende",
        required=False,
        max_length=250,
        help_text="Sous la photo : ce que l’on voit, où et quand. Aucun nom d’élève.",
    )
    alt = blocks.CharBlock(
        label="Texte alternatif ici",
        required=False,
        max_length=250,
        help_text="Vide : celui de la photothèque. Sans nom de personne.",
    )

    def get_searchable_content(self, value: dict) -> list[str]:
        photo = value.get("photo")
        return _read_of_photo(
            photo, value.get("alt") or (photo.description if photo else ""), value.get("caption") or ""
        )

    class Meta:
        icon = "image"
        label = "Photo"


class GalleryBlock(blocks.StructBlock):
    """Several photos side by side."""

    photos = blocks.ListBlock(
        GalleryPhotoBlock(),
        label="Photos",
        min_num=1,
        help_text="Montrées côte à côte. Au-delà d’une dizaine, préférer une page de galerie.",
    )

    class Meta:
        icon = "image"
        label = "Galerie"
        template = "resources/blocks/gallery.html"


class DownloadBlock(blocks.StructBlock):
    """A document with its format, weight and date."""

    document = DocumentChooserBlock(
        label="Document", help_text="Son format, son poids et sa date paraissent à côté de son titre."
    )
    title = blocks.CharBlock(label="Titre", required=False, max_length=150, help_text="Vide : le titre du document.")

    def get_searchable_content(self, value: dict) -> list[str]:
        document = value.get("document")
        return [value.get("title") or document.title] if document else []

    class Meta:
        icon = "doc-full"
        label = "Document à télécharger"
        template = "resources/blocks/download.html"
