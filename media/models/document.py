"""Document: a file to download. Public only while a live public page refers to it (design §6)."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.models import Page
from wagtail.search import index

from media.fields import DocumentField
from media.references import referring_page_ids
from search.admin_search.preparing import beginnings
from search.visibility import visible

from .followed import Followed
from .photo import new_token


def document_path(document: "Document", filename: str) -> str:
    return f"documents/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"


class Document(Followed, AbstractDocument):
    """A file offered by the site, with what a reader wants to know before downloading."""

    class Licence(models.TextChoices):
        OUVERTE = "etalab-2.0", "Licence Ouverte 2.0"
        CC_BY_NC_SA = "cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0"
        RESERVED = "tous-droits", "Tous droits réservés"

    followed_fields = ("title", "text")

    file = DocumentField("fichier", upload_to=document_path)
    # Wagtail's own model is called Document too: the reverse names must differ.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="déposé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_documents",
    )
    tags = TaggableManager(blank=True, verbose_name="étiquettes", related_name="media_documents")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    download_name = models.CharField(max_length=150, editable=False, default="")
    licence = models.CharField("licence", max_length=20, choices=Licence, default=Licence.OUVERTE)
    version = models.CharField("version", max_length=30, blank=True)
    dated_on = models.DateField("date du document", null=True, blank=True)
    is_accessible = models.BooleanField(
        "version accessible",
        default=False,
        help_text="Vérifiée avec un lecteur d’écran ou un outil (RGAA 13.3).",
    )

    # What the search reads in it (media.extraction), and why it could not.
    text = models.TextField(editable=False, default="")
    text_note = models.CharField("lecture par la recherche", max_length=150, editable=False, default="")
    text_read_at = models.DateTimeField(null=True, editable=False)
    text_asked_at = models.DateTimeField(default=timezone.now, editable=False)

    search_fields = [
        *AbstractDocument.search_fields,
        # Not its text: on SQLite the ranking costs the square of the matches, seconds where most texts have the word.
        index.AutocompleteField("words_of_filename"),
        index.FilterField("licence"),
    ]
    admin_form_fields = (
        *WagtailDocument.admin_form_fields,
        "licence",
        "version",
        "dated_on",
        "is_accessible",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
        permissions = [("choose_document", "Can choose document")]

    @property
    def filename(self) -> str:
        return self.download_name or PurePath(str(self.file.name)).name

    @property
    def url(self) -> str:
        return reverse("document", args=[self.token, self.filename])

    @property
    def format_label(self) -> str:
        """« PDF », « ODT »…"""
        return PurePath(self.filename).suffix.lstrip(".").upper()

    @property
    def weight_label(self) -> str:
        """« 84 Ko », « 2,1 Mo »: the units French readers know."""
        size = self.get_file_size() or 0
        if size < 1_000_000:
            return f"{max(1, round(size / 1000))}\u00a0Ko"
        return f"{size / 1_000_000:.1f}\u00a0Mo".replace(".", ",")

    @property
    def words_of_filename(self) -> str:
        """« reglement 2026 pdf »: what the admin's search finds it by, beside its title and tags."""
        return " ".join(beginnings(self.filename))

    def forget_text(self) -> None:
        """The file is another: what was read of the former one no longer holds."""
        self.text, self.text_note, self.text_read_at = "", "", None
        self.text_asked_at = timezone.now()

    def is_public(self) -> bool:
        """Whether a page anyone may see refers to it now."""
        return visible(Page.objects.filter(pk__in=self.referring_page_ids())).exists()

    def referring_page_ids(self) -> list[int]:
        """Ids of the pages that refer to it, live or not."""
        return referring_page_ids(Document, [self.pk])
