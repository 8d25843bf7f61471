"""Blocks that show or give a file: image, gallery, download."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock


class FigureBlock(blocks.StructBlock):
    """An image with its contextual alternative, caption and credit."""

    image = ImageBlock(label="image")
    caption = blocks.CharBlock(label="légende", required=False, max_length=250)

    class Meta:
        icon = "image"
        label = "Image"
        template = "resources/blocks/figure.html"


class GalleryPhotoBlock(blocks.StructBlock):
    photo = ImageChooserBlock(label="photo")
    caption = blocks.CharBlock(label="légende", required=False, max_length=250)
    alt = blocks.CharBlock(
        label="texte alternatif ici",
        required=False,
        max_length=250,
        help_text="Vide : celui de la photothèque. Sans nom de personne.",
    )

    class Meta:
        icon = "image"
        label = "Photo"


class GalleryBlock(blocks.StructBlock):
    """Several photos side by side."""

    photos = blocks.ListBlock(GalleryPhotoBlock(), label="photos", min_num=1)

    class Meta:
        icon = "image"
        label = "Galerie"
        template = "resources/blocks/gallery.html"


class DownloadBlock(blocks.StructBlock):
    """A document with its format, weight and date."""

    document = DocumentChooserBlock(label="document")
    title = blocks.CharBlock(label="titre", required=False, max_length=150, help_text="Vide : le titre du document.")

    class Meta:
        icon = "doc-full"
        label = "Document à télécharger"
        template = "resources/blocks/download.html"
