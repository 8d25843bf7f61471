"""The admin's form for photos: single upload, multiple upload and chooser all use it.

WAGTAILIMAGES_IMAGE_FORM_BASE names it.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.images.forms import BaseImageForm

from .cleaning import clean_picture
from .fields import name_after

ALT_HELP = "Décrit l’image pour qui ne la voit pas, sans nom de personne."


class PhotoForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alt = self.fields["description"]
        alt.label, alt.help_text, alt.required = "Texte alternatif", ALT_HELP, True
        # Nothing that guesses fills it: a title is often a file name.
        alt.widget.attrs["autocomplete"] = "off"

    def clean_file(self) -> Any:
        """The picture, re-encoded: a hostile or broken one is an error of the form, not of the server."""
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            _replace_content(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "La fin de l’autorisation précède son début.")
        return cleaned


def _replace_content(upload: UploadedFile) -> None:
    """Put the clean picture in the upload itself: Wagtail's multiple upload keeps aside what was sent."""
    cleaned = clean_picture(upload)
    upload.name = name_after(upload.name, cleaned)
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(cleaned.read())
    upload.file.seek(0)
    upload.size = cleaned.size
    upload.is_clean_picture = True
