"""Photo: the picture, its words, its rights. Rendition: a size of it, served by a view."""

import secrets
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.urls import reverse
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image
from wagtail.search import index

from media.fields import CleanPictureField
from search.models import Etablissement

from .rights import WithRights


def original_path(photo: "Photo", filename: str) -> str:
    """Our name, not the sender's: it may tell who is on the picture."""
    return f"photos/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"


def rendition_path(rendition: "Rendition", filename: str) -> str:
    return f"{rendition.image.token}/{PurePath(filename).name}"


def new_token() -> str:
    return secrets.token_urlsafe(16)


class Photo(WithRights, AbstractImage):
    """An image of the library. `description` is its alternative text, written by a person."""

    followed_fields = (*WithRights.followed_fields, "description", "credit")

    file = CleanPictureField(
        verbose_name="fichier", upload_to=original_path, width_field="width", height_field="height"
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    credit = models.CharField("crédit", max_length=150, blank=True)
    etablissement = models.ForeignKey(
        Etablissement,
        verbose_name="établissement",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
    )

    search_fields = [
        *(field for field in AbstractImage.search_fields if field.field_name != "tags"),
        # Stock, the chooser fails where words are searched for among the photos of a tag.
        index.RelatedFields(
            "tags",
            [index.SearchField("name", boost=10), index.AutocompleteField("name"), index.FilterField("name")],
        ),
        index.FilterField("persons"),
        index.FilterField("etablissement_id"),
    ]
    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "collection"),
        "collection",
        "credit",
        "etablissement",
        "persons",
        "basis",
        "attested_by",
        "project",
        "covers_site",
        "covers_social",
        "covers_press",
        "covers_print",
        "valid_from",
        "valid_until",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "photo"
        verbose_name_plural = "photos"
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            # Width, height and size must be those of the cleaned file.
            self.file.save(self.file.name, self.file.file, save=False)
            self._set_image_file_metadata()
            self.file.close()  # measuring it left it open
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> ContentFile:  # noqa: A002
        # Wagtail leaves its temporary file open until the garbage collector comes.
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    @property
    def default_alt_text(self) -> str:
        """Never the title: it is often a file name."""
        return self.description


class Rendition(AbstractRendition):
    """A size of a photo. Its address is the view's, never the storage's."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "déclinaison"
        verbose_name_plural = "déclinaisons"
        unique_together = [("image", "filter_spec", "focal_point_key")]

    def get_upload_to(self, filename: str) -> str:
        return rendition_path(self, filename)

    @property
    def url(self) -> str:
        """`/images/<token>/<spec>.<ext>`; the spec is the filter's, its bars written as dots."""
        return reverse("photo", args=[self.image.token, self.file_spec, self.extension])

    @property
    def full_url(self) -> str:
        return self.url

    @property
    def file_spec(self) -> str:
        return self.filter_spec.replace("|", ".")

    @property
    def extension(self) -> str:
        return PurePath(self.file.name).suffix.lstrip(".")
