"""What every page with a body shares: the stream, and what it holds."""

from django.db import models
from wagtail.fields import StreamField

from media.models import Document
from media.references import referred
from resources.blocks import BodyBlock


class WithBody(models.Model):
    """A `body` of BodyBlock; tells the search whether it holds photos or a document."""

    body = StreamField(
        BodyBlock(),
        verbose_name="contenu",
        blank=True,
        help_text="Le texte de la page, fait de blocs que l’on ajoute et déplace : intertitres, textes, images…",
    )

    class Meta:
        abstract = True

    def found_documents(self) -> list[tuple[str, str]]:
        return [(document.title, document.text) for document in referred(self, Document)]

    def fill_found_fields(self) -> None:
        held = {block.block_type for block in self.body}
        self.has_photos = bool(held & {"figure", "gallery"})
        self.has_document = "download" in held
        super().fill_found_fields()
