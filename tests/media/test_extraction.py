"""The words of documents: found by the public, never at the price of a stuck or dead worker."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.test import Client

from home.models import StandardPage
from media.extraction import process, reader
from media.extraction.tasks import ask_again, extract_text
from media.models import Document
from tests.home.factories import committed, officer
from tests.media import files
from tests.media.factories import document
from tests.search.finding import answer, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

ROOT = Path(reader.__file__).parents[2]
WORDS = "# Règlement du goûter\n\nLa kermesse des élèves de Sénart : un « cœur » d’équipe, dès l’été."


@pytest.fixture
def worker(settings):
    """The worker's tasks run once what asked for them is committed."""
    settings.TASKS = {**settings.TASKS, "worker": {**settings.TASKS["default"]}}


@pytest.fixture
def read(planted, worker):
    """A function: a document of this content, as it is once the worker has been there."""

    def uploaded(content, name, **fields):
        with committed():
            made = document(content=content, name=name, **fields)
        made.refresh_from_db()
        return made

    return uploaded


@pytest.fixture
def offered(planted, read):
    """A function: the document on a page."""

    def on_page(content, name, live=True, **fields):
        made = read(content, name, **fields)
        with committed():
            body = [("download", {"document": made, "title": ""})]
            page = StandardPage(title="Une page", slug="une-page", body=body, live=live)
            planted.home.add_child(instance=page)
        return made

    return on_page


def found_by(query):
    return slugs(answer(q=query, exact="1"))


REAL = {
    **files.text_of_demo(WORDS),
    "pptx": files.slides("Règlement du goûter", "La kermesse d’équipe, cœur de Sénart"),
}


@pytest.mark.parametrize("kind", sorted(REAL))
def test_a_page_is_found_by_the_words_of_its_document_and_says_which_one(offered, kind):
    made = offered(REAL[kind], f"règlement.{kind}", title="Le règlement")
    assert made.text_note == ""
    for query in ("kermesse", "règlement goûter", "gouter", "coeur", "équipe", "senart"):
        assert found_by(query) == ["une-page"], query
    shown = Client().get("/recherche/?q=kermesse").content.decode().replace("\u00a0", " ")
    assert "Dans le document « Le règlement »" in shown


def test_paragraphs_cells_and_slides_are_not_glued_together(read):
    cells = files.text_of_demo("| Lundi | Mardi |\n| Piscine | Escalade |")
    for kind, content in cells.items():
        assert {"Piscine", "Escalade"} <= set(read(content, f"a.{kind}").text.replace(":", " ").split()), kind
    assert read(files.slides("Fin", "Début"), "a.pptx").text.split() == ["Fin", "Début"]


def test_comments_and_deleted_words_are_not_read(read):
    odt = files.zipped(
        content_xml='<x xmlns:text="t" xmlns:office="o"><text:tracked-changes>Camille</text:tracked-changes>'
        "<text:p>Visible<office:annotation>Martin</office:annotation></text:p></x>"
    )
    docx = files.word(f"{files.paragraph('Visible')}<w:del><w:r><w:delText>Camille Martin</w:delText></w:r></w:del>")
    for content, name in ((odt, "a.odt"), (docx, "a.docx")):
        assert read(content, name).text == "Visible"


def test_a_broken_page_does_not_hide_the_others(read):
    content = files.pdf_of(files.written("Premier"), files.written("Dernier"), kids="4 0 R 99 0 R 6 0 R", count=3)
    assert read(content, "a.pdf").text.split() == ["Premier", "Dernier"]


def test_a_page_whose_drawing_is_damaged_does_not_hide_the_others(read):
    damaged = files.stream(b"\x78\x9c\x00 not deflated", b"/Filter /FlateDecode")
    content = files.pdf_of(files.written("Premier"), damaged, files.written("Dernier"))
    assert read(content, "a.pdf").text.split() == ["Premier", "Dernier"]


def test_a_page_whose_text_is_refused_by_the_library_does_not_hide_the_others(tmp_path, monkeypatch):
    # Refused in its place: what makes PDFium give no text of a page it has opened could not be made.
    usual = pypdfium2.PdfPage.get_textpage

    def refusing(page):
        found = usual(page)
        if "Perdu" in found.get_text_bounded():
            raise pypdfium2.PdfiumError("Failed to load text page.")
        return found

    monkeypatch.setattr(pypdfium2.PdfPage, "get_textpage", refusing)
    path = tmp_path / "a.pdf"
    path.write_bytes(files.pdf_of(*(files.written(text) for text in ("Premier", "Perdu", "Dernier"))))
    assert "".join(reader.pieces(str(path), "pdf")).split() == ["Premier", "Dernier"]
    path.write_bytes(files.pdf_of(files.written("Perdu")))
    with pytest.raises(ValueError, match="aucune page"):
        list(reader.pieces(str(path), "pdf"))


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "mot ">{ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
UNREADABLE = "Le document est illisible, protégé ou abîmé."
NO_TEXT = "Le document ne contient pas de texte (image numérisée ?)."
HOSTILE = {
    "0 octet.pdf": (b"", UNREADABLE),
    "0 octet.docx": (b"", UNREADABLE),
    "tronqué.pdf": (REAL["pdf"][:300], UNREADABLE),
    "tronqué.docx": (REAL["docx"][: len(REAL["docx"]) // 2], UNREADABLE),
    "bruit.pdf": (bytes(range(256)) * 40, UNREADABLE),
    "chiffré.pdf": (files.encrypted_pdf(), UNREADABLE),
    "numérisé.pdf": (files.scanned_pdf(), NO_TEXT),
    "pages.pdf": (files.pdf_of(files.written("Mot"), count=2_000_000_000), None),
    "boucle.pdf": (files.pdf_of(files.written("Mot"), kids="2 0 R"), UNREADABLE),
    "un-pdf.docx": (REAL["pdf"], UNREADABLE),
    "un-docx.pdf": (REAL["docx"], UNREADABLE),
    "un-odt.pptx": (REAL["odt"], NO_TEXT),
    "entités.docx": (files.word(files.paragraph("&e11;"), declaration=BOMB), UNREADABLE),
    "entités.odt": (files.zipped(content_xml=f"{BOMB}<d>&e11;</d>"), UNREADABLE),
    "externe.docx": (files.word(files.paragraph("&e;"), declaration=OUTSIDE), UNREADABLE),
    "bombe.docx": (files.word(files.paragraph("a" * (70 << 20))), UNREADABLE),
    "bombe.odt": (files.zipped(content_xml="<a>" * 1_000_000), UNREADABLE),
    "menteur.docx": (files.word(files.paragraph("Mot"))[:-20], UNREADABLE),
    "tableur.xlsx": (files.zipped(xl__sharedStrings_xml="<a>Mot</a>"), "Ce format n’est pas lu par la recherche."),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_document_ends_with_a_note_for_the_officer(read, client, name):
    content, note = HOSTILE[name]
    made = read(content, name)
    assert made.text_read_at
    assert "root:" not in made.text
    if note is None:
        assert bool(made.text) is not bool(made.text_note)
        return
    assert (made.text, made.text_note) == ("", note)
    client.force_login(officer())
    html = client.get(f"/gestion/documents/edit/{made.pk}/").content.decode()
    assert note in html


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_xml_in_another_encoding_is_read_or_said_unreadable(read, encoding):
    made = read(files.word(files.paragraph("Été indien"), encoding=encoding), "a.docx")
    assert made.text == "Été indien"
    made = read(files.zipped(content_xml="<a>Été</a>".encode("iso-8859-1")), "a.odt")
    assert made.text_note == UNREADABLE


def test_a_document_that_is_read_for_ever_is_interrupted_and_said_so(read, monkeypatch):
    # Long before its other limits are reached.
    monkeypatch.setattr(process, "SECONDS", 0.3)
    made = read(files.endless_pdf(), "a.pdf")
    assert made.text_note == "La lecture a été interrompue : le document est trop long à lire."


def use_of_reader(tmp_path, content, kind):
    """(exit status, processor seconds, peak memory in bytes) of the reader on this content."""
    path = tmp_path / f"a.{kind}"
    path.write_bytes(content)
    command = [sys.executable, "-m", "media.extraction.reader", str(path), kind]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf_of(files.deflated(1 << 31)), "pdf"),
        pytest.param(files.zipped(content_xml="<a>" * 19_000_000), "odt", marks=pytest.mark.slow),
        (files.endless_pdf(), "pdf"),
        (files.word(files.paragraph("é" * (29 << 20))), "docx"),
    ],
    ids=["stream", "depth", "forms", "paragraph"],
)
def test_no_document_makes_the_reader_hold_more_memory_than_its_limit(tmp_path, content, kind):
    _, _, memory = use_of_reader(tmp_path, content, kind)
    assert memory < reader.MEMORY_BYTES


def limited(code):
    """How a process ends that limits itself as the reader does, then runs this code."""
    script = f"from media.extraction import reader; reader.limit(); {code}"
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True).returncode


def test_the_reader_cannot_write_a_file(tmp_path):
    target = tmp_path / "a"
    assert limited(f"import pathlib; pathlib.Path({str(target)!r}).write_text('a')") != 0
    assert not target.exists() or target.stat().st_size == 0


@pytest.mark.slow
def test_the_reader_is_killed_when_its_processor_time_is_over():
    assert limited("exec('while True: pass')") == -signal.SIGKILL


def test_a_document_replaced_is_read_again_and_no_longer_found_by_the_former_text(offered, settings):
    made = offered(files.text_of_demo("# Kermesse")["docx"], "a.docx", title="Annexe")
    assert found_by("kermesse") == ["une-page"]
    settings.TASKS = {**settings.TASKS, "worker": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with committed():  # the worker is down
        made.file.save("b.pdf", ContentFile(files.text_of_demo("# Escalade")["pdf"]))
    assert found_by("kermesse") == []
    with committed():
        extract_text.call(made.pk)
    assert found_by("escalade") == ["une-page"]
    assert found_by("kermesse") == []


def test_the_text_of_a_former_file_never_replaces_that_of_the_present_one(read, monkeypatch):
    made = read(files.text_of_demo("# Kermesse")["docx"], "a.docx")
    slow = process.read

    def overtaken(path, kind):
        with committed():
            Document.objects.filter(pk=made.pk).update(file="documents/autre.pdf", text="Nouveau")
        return slow(path, kind)

    monkeypatch.setattr("media.extraction.tasks.read", overtaken)
    extract_text.call(made.pk)
    made.refresh_from_db()
    assert made.text == "Nouveau"


def test_a_document_deleted_is_no_longer_found(offered):
    made = offered(files.text_of_demo("# Kermesse")["docx"], "a.docx", title="Annexe")
    assert found_by("annexe") == found_by("kermesse") == ["une-page"]
    with committed():
        Document.objects.get(pk=made.pk).delete()
    assert found_by("annexe") == found_by("kermesse") == []


def test_a_document_of_an_unpublished_page_is_never_found(offered):
    offered(files.text_of_demo("# Kermesse")["docx"], "a.docx", title="Annexe", live=False)
    for query in ("kermesse", "annexe", "kermess"):
        found = answer(q=query)
        assert found["results"] == []
        assert found["corrected"] is None


def test_a_document_whose_file_is_gone_is_noted_once_and_not_asked_for_for_ever(read):
    made = read(files.text_of_demo("# Kermesse")["docx"], "a.docx")
    made.file.storage.delete(made.file.name)
    Document.objects.filter(pk=made.pk).update(text_read_at=None, created_at="2020-01-01T00:00Z")
    Document.objects.filter(pk=made.pk).update(text_asked_at="2020-01-01T00:00Z")
    with committed():
        ask_again()
    made.refresh_from_db()
    assert made.text_note == "Le fichier est introuvable."
    assert made.text_read_at


def test_a_document_gone_before_its_turn_stops_nothing(db):
    extract_text.call(4711)
