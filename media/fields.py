"""The file field that cleans: the only place every way of uploading a picture passes."""

from pathlib import PurePath

from django.core.files.base import File
from wagtail.images.models import WagtailImageField

from .cleaning import clean_picture


class CleanPictureFile(WagtailImageField.attr_class):
    def save(self, name: str, content: File, save: bool = True) -> None:
        cleaned = clean_picture(content)
        cleaned.name = str(PurePath(name).with_suffix(PurePath(cleaned.name).suffix))
        super().save(cleaned.name, cleaned, save=save)


class CleanPictureField(WagtailImageField):
    """WagtailImageField that stores a re-encoded picture (wagtail.images forms save the file itself)."""

    attr_class = CleanPictureFile
