"""The worker's part: read a document, keep its words, index again the pages that offer it."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from media.following import follow
from media.models import Document

from .process import Reading, read

# A worker that was killed leaves its document waiting; the clock asks again after this time.
OVERDUE = timedelta(minutes=10)


@task(backend="worker")
def extract_text(document_id: int) -> None:
    """Read one document; harmless when it is gone or was read already."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        return
    try:
        reading = _read(document)
    except FileNotFoundError:
        reading = Reading(note="Le fichier est introuvable.")
    # Another file may have come meanwhile: it was asked for by itself, and this text is not its own.
    same = Document.objects.filter(pk=document_id, file=document.file.name)
    due = {"pages_due_on": timezone.localdate()} if reading.text != document.text else {}
    with transaction.atomic():
        if same.update(text=reading.text, text_note=reading.note, text_read_at=timezone.now(), **due) and due:
            follow(document)


def _read(document: Document) -> Reading:
    # A local copy: the storage may be far away, and the reader only knows paths.
    with tempfile.NamedTemporaryFile(prefix="sps-", suffix=".lu") as copy:
        with document.file.open("rb") as source:
            for chunk in iter(lambda: source.read(1 << 20), b""):
                copy.write(chunk)
        copy.flush()
        return read(Path(copy.name), Path(document.filename).suffix.lstrip(".").lower())


def ask_for_text(document: Document) -> None:
    """Queue the reading of a new file, once the transaction that brought it is committed."""
    transaction.on_commit(lambda: extract_text.enqueue(document.pk))


def ask_again() -> None:
    """Queue again the documents nobody has read: the worker was down, or was killed."""
    late = Document.objects.filter(text_read_at__isnull=True, created_at__lt=timezone.now() - OVERDUE)
    for document in late.filter(text_asked_at__lt=timezone.now() - OVERDUE)[:100]:
        Document.objects.filter(pk=document.pk).update(text_asked_at=timezone.now())
        extract_text.enqueue(document.pk)
