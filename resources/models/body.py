"""What every page with a body shares: the stream, and what it holds."""

from django.db import models
from wagtail.fields import StreamField

from media.held import held_media
from media.models import Document
from media.references import referred
from resources.blocks import BodyBlock
from search.models import OfferedDocument


class WithBody(models.Model):
    """A `body` of BodyBlock; tells the search what photos and documents it holds."""

    body = StreamField(
        BodyBlock(),
        verbose_name="contenu",
        blank=True,
        help_text="Le texte de la page, fait de blocs que l’on ajoute et déplace : intertitres, textes, images…",
    )

    class Meta:
        abstract = True

    def found_documents(self) -> list[OfferedDocument]:
        return [OfferedDocument(document.pk, document.title, document.text) for document in referred(self, Document)]

    def found_media(self) -> set[str]:
        return held_media(self)
