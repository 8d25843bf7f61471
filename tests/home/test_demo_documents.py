"""The documents of the demo: each is a file that opens, and says what its page says."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image

from home.demo import files
from media.models import Document
from resources.models import BilanPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_content")]


def test_bilans_offer_a_document_with_the_figures_of_their_actions():
    bilan = BilanPage.objects.get(year=2014)
    with bilan.document.file.open() as stored:
        document = pypdfium2.PdfDocument(stored.read())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Bassins engagés : 24." in text.replace("\xa0", " ")
    assert not BilanPage.objects.filter(document=None).exists()


@pytest.mark.parametrize("key", files.TOOLS)
def test_each_communication_tool_is_a_file_one_can_open(key):
    document = Document.objects.get(download_name=files.TOOLS[key].name)
    with document.file.open() as stored:
        content = stored.read()
    assert document.file_size == len(content)
    opener = {"PDF": _open_pdf, "PNG": _open_picture}.get(document.format_label, _open_office)
    opener(content)


def _open_pdf(content):
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"] == "Charte graphique de la Semaine"
    document.close()


def _open_picture(content):
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        assert picture.size == (1600, 400)


def _open_office(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert first.filename in ("mimetype", "[Content_Types].xml")
        assert first.filename != "mimetype" or first.compress_type == zipfile.ZIP_STORED
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                text = archive.read(name).decode()
                assert "$" not in text
                ElementTree.fromstring(text)
