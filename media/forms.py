"""The admin's forms for photos and documents: single upload, multiple upload and chooser use them.

WAGTAILIMAGES_IMAGE_FORM_BASE and WAGTAILDOCS_DOCUMENT_FORM_BASE name them.
"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from search import uai
from search.models import Etablissement

from .cleaning import clean_picture
from .fields import name_after

BASIS_HELP = (
    "Demandée dès qu’une personne est reconnaissable ; il faut alors aussi qui l’atteste, « couvre ce site » "
    "et une date de fin."
)
ALT_HELP = "Décrit l’image pour qui ne la voit pas, sans nom de personne."


class PictureField(WagtailImageField):
    """Cleans as it checks: a hostile or broken picture is an error of the form, not of the server."""

    def check_image_pixel_size(self, f: UploadedFile) -> None:
        """Not Wagtail's way: it decodes first, and fails on a file cut short."""

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if isinstance(upload, UploadedFile):
            _replace_content(upload)
        return upload


class UaiField(forms.ModelChoiceField):
    """An établissement by its UAI: the directory has some 70,000, too many for a list to choose from."""

    widget = forms.TextInput

    def __init__(self, label: str) -> None:
        super().__init__(
            Etablissement.objects.all(),
            required=False,
            label=label,
            to_field_name="uai",
            help_text="Son UAI, par exemple 0750655E. Vide si la photo n’est pas celle d’un établissement.",
            error_messages={"invalid_choice": "Aucun établissement connu n’a cet UAI."},
        )

    def to_python(self, value: Any) -> Etablissement | None:
        return super().to_python(uai.normalise(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """The form of a stored photo gives a primary key; the field shows what was typed."""
        if isinstance(value, int):
            return Etablissement.objects.filter(pk=value).values_list("uai", flat=True).first()
        return super().prepare_value(value)


class PhotoForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PictureField(required=file.required, label=file.label, widget=file.widget)
        if "etablissement" in self.fields:
            self.fields["etablissement"] = UaiField(str(self.fields["etablissement"].label))
        if "basis" in self.fields:
            self.fields["basis"].help_text = BASIS_HELP
        alt = self.fields["description"]
        alt.label, alt.help_text, alt.required = "Texte alternatif", ALT_HELP, True
        # Nothing that guesses fills it: a title is often a file name.
        alt.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "La fin de l’autorisation précède son début.")
        return cleaned


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The multiple upload sends the file before the officer has seen the form, and Wagtail cannot
        # set a document aside: what is not sent takes the model's default.
        self.fields["licence"].required = False
        if self.instance.text_note and "file" in self.fields:
            self.fields["file"].help_text = f"Lecture par la recherche\u00a0: {self.instance.text_note}"


def _replace_content(upload: UploadedFile) -> None:
    """Put the clean picture in the upload itself: Wagtail's multiple upload keeps aside what was sent."""
    cleaned = clean_picture(upload)
    upload.name = name_after(str(upload.name), cleaned)
    content: Any = upload.file
    content.seek(0)
    content.truncate()
    content.write(cleaned.read())
    content.seek(0)
    upload.size = cleaned.size
    upload.is_clean_picture = True  # type: ignore[attr-defined]
