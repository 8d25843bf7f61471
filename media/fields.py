"""The file fields of the library: the only place every way of uploading passes.

A picture is stored re-encoded (media.cleaning), a document keeps the name its reader will see.
The address of both is that of the view which asks for the right.
"""

from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from wagtail.images.models import WagtailImageField

from .cleaning import clean_picture


class CleanPictureFile(WagtailImageField.attr_class):
    def save(self, name: str, content: File, save: bool = True) -> None:
        # Admin forms clean early, to refuse with a reason; encoding twice would only lose quality.
        if not getattr(content, "is_clean_picture", False):
            cleaned = clean_picture(content)
            name = name_after(name, cleaned)
            content = cleaned
        super().save(name, content, save=save)

    @property
    def url(self) -> str:
        """The whole picture, for staff, once the admin has shown it."""
        suffix = PurePath(self.name).suffix.lstrip(".")
        return reverse("photo", args=[self.instance.token, "original", suffix])


class CleanPictureField(WagtailImageField):
    """WagtailImageField that stores a re-encoded picture (wagtail.images forms save the file itself)."""

    attr_class = CleanPictureFile


class DocumentFile(FieldFile):
    instance: Any  # a Document, which this module does not know

    def save(self, name: str, content: File, save: bool = True) -> None:
        self.instance.download_name = PurePath(name).name[-150:]
        self.instance.forget_text()
        super().save(name, content, save=save)

    @property
    def url(self) -> str:
        return self.instance.url


class DocumentField(FileField):
    """FileField that keeps the sender's file name beside the stored one, which is ours."""

    attr_class = DocumentFile


def name_after(name: str, cleaned: File) -> str:
    """The sender's name with the suffix of what the picture became."""
    return str(PurePath(name).with_suffix(PurePath(str(cleaned.name)).suffix))
