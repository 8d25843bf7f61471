"""What every page with a body shares: the stream, and what it holds."""

from django.db import models
from wagtail.fields import StreamField

from resources.blocks import BodyBlock


class WithBody(models.Model):
    """A `body` of BodyBlock; tells the search whether it holds photos or a document."""

    body = StreamField(BodyBlock(), verbose_name="contenu", blank=True)

    class Meta:
        abstract = True

    def fill_found_fields(self) -> None:
        held = {block.block_type for block in self.body}
        self.has_photos = bool(held & {"figure", "gallery"})
        self.has_document = "download" in held
        super().fill_found_fields()
