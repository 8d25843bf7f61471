"""What an officer sends through the admin: stored clean, or refused with a reason, never an error page."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from media.models import Document, Photo
from tests.home.factories import officer, school

from .factories import SECRETS, drawing, photo, picture_bytes, telling_exif, upload

pytestmark = pytest.mark.django_db

WORDS = {"description": "Des élèves répètent une scène", "persons": "aucune", "basis": "non-precise"}


@pytest.fixture
def admin(client):
    client.force_login(officer())
    return client


def fields(**more):
    return {"title": "Répétition", "collection": Collection.objects.get(depth=1).pk, "tags": "", **WORDS, **more}


def add(admin, file):
    """By the form for one photo."""
    response = admin.post(reverse("wagtailimages:add"), fields(file=file))
    if response.status_code == 302:
        return []
    return response.context["form"].errors.get("file", [])


def choose(admin, file):
    """By the upload tab of the dialog in a page."""
    sent = {f"image-chooser-upload-{name}": value for name, value in fields(file=file).items()}
    response = admin.post(reverse("wagtailimages_chooser:create"), sent)
    assert response.status_code == 200
    answer = json.loads(response.content)
    return [] if answer["step"] == "chosen" else [answer["htmlFragment"]]


def add_many(admin, file):
    """By the form for several photos: the file first, then the words about it."""
    sent = {"title": file.name, "files[]": file}
    answer = admin.post(reverse("wagtailimages:add_multiple"), sent).json()
    if not answer["success"]:
        return [answer["error_message"]]
    number = answer["uploaded_file_id"]
    words = {f"uploaded-image-{number}-{name}": value for name, value in fields().items()}
    created = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    answer = admin.post(created, words).json()
    assert answer["success"], answer
    return []


WAYS = pytest.mark.parametrize("send", [add, choose, add_many], ids=["one", "dialog", "several"])


@WAYS
def test_nothing_stored_tells_who_took_the_picture_and_where(admin, stored_files, send):
    content = picture_bytes("JPEG", drawing((800, 600)), exif=telling_exif(), comment=b"Camille Martin")
    assert send(admin, upload(content)) == []
    picture = Photo.objects.get()
    for spec in ("original", "max-165x165", "width-400|format-jpeg", "width-400|format-png", "format-webp"):
        picture.get_rendition(spec)
    files = stored_files()
    assert len(files) == 6
    assert not [secret for secret in SECRETS for file in files if secret in file]


def test_nothing_waiting_in_the_form_for_several_photos_tells_it_either(admin, stored_files):
    content = picture_bytes("JPEG", drawing((800, 600)), exif=telling_exif())
    admin.post(reverse("wagtailimages:add_multiple"), {"title": "a.jpg", "files[]": upload(content)})
    assert UploadedFile.objects.count() == 1
    (file,) = stored_files()
    assert not [secret for secret in SECRETS if secret in file]


@WAYS
def test_a_photo_held_sideways_is_stored_upright(admin, send):
    assert send(admin, upload(picture_bytes("JPEG", drawing((90, 60)), exif=telling_exif(6)))) == []
    picture = Photo.objects.get()
    assert (picture.width, picture.height) == (60, 90)
    with picture.file.open() as file:
        assert Image.open(file).size == (60, 90)
    assert picture.file_size == picture.file.size


@WAYS
def test_a_large_photo_that_waited_on_disk_is_cleaned_as_well(admin, stored_files, settings, send):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    assert send(admin, upload(picture_bytes("JPEG", exif=telling_exif()))) == []
    assert not [secret for secret in SECRETS for file in stored_files() if secret in file]


@WAYS
def test_a_heic_is_stored_as_a_jpeg(admin, send):
    assert send(admin, upload(picture_bytes("HEIF"), "IMG_2034.heic")) == []
    assert Photo.objects.get().file.name.endswith(".jpg")


@WAYS
@pytest.mark.parametrize("suffix", ["jpg", "jpeg", "png", "webp", "avif"])
def test_the_formats_of_the_web_are_accepted(admin, send, suffix):
    format_ = {"jpg": "JPEG", "jpeg": "JPEG"}.get(suffix, suffix.upper())
    assert send(admin, upload(picture_bytes(format_), f"photo.{suffix}")) == []


def animated(format_):
    return picture_bytes(format_, save_all=True, append_images=[drawing().rotate(90)], duration=100)


REFUSED = {
    "animated": (lambda: animated("WEBP"), "a.webp", "animées"),
    "truncated": (lambda: picture_bytes("JPEG", drawing((640, 480)))[:3000], "a.jpg", "incomplet"),
    "empty": (lambda: b"", "a.jpg", "vide"),
    "not a picture": (lambda: b"<html><script>", "a.jpg", "image"),
    "SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "JPG"),
    "GIF": (lambda: picture_bytes("GIF"), "a.gif", "JPG"),
    "another format than its name": (lambda: picture_bytes("PNG"), "a.jpg", "extension"),
    "no suffix": (lambda: picture_bytes(), "photo", "JPG"),
}


@WAYS
@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_shown_is_refused_with_a_reason(admin, stored_files, send, kind):
    content, name, reason = REFUSED[kind]
    (said,) = send(admin, SimpleUploadedFile(name, content()))
    assert reason in said
    assert not Photo.objects.exists()
    assert not stored_files()


@WAYS
def test_a_file_that_is_too_heavy_is_refused(admin, send, monkeypatch):
    monkeypatch.setattr("wagtail.images.fields.WagtailImageField.check_image_file_size", too_heavy)
    (said,) = send(admin, upload())
    assert "trop" in said


def too_heavy(field, file):
    field.max_upload_size = 10
    from django.core.exceptions import ValidationError

    message = field.error_messages["file_too_large"] % {"file_size": "20 o", "max_filesize": "10 o"}
    raise ValidationError(message)


def test_replacing_the_file_of_a_photo_cleans_the_new_one_and_forgets_the_old_one(admin, stored_files):
    picture = photo(content=picture_bytes("JPEG"))
    picture.get_rendition("max-165x165")
    new = picture_bytes("JPEG", drawing((90, 60)), exif=telling_exif(6))
    response = admin.post(reverse("wagtailimages:edit", args=[picture.pk]), fields(file=upload(new)))
    assert response.status_code == 302
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (60, 90)
    assert not picture.renditions.exists()
    assert not [secret for secret in SECRETS for file in stored_files() if secret in file]


def test_a_photo_needs_a_text_for_those_who_do_not_see_it(admin):
    response = admin.post(reverse("wagtailimages:add"), fields(file=upload(), description=" "))
    assert "requis" in str(response.context["form"].errors["description"])
    assert not Photo.objects.exists()


@pytest.mark.parametrize("way", ["wagtailimages:add", "wagtailimages_chooser:choose"])
def test_the_form_asks_for_that_text_and_never_proposes_the_file_name(admin, way):
    page = admin.get(reverse(way)).content.decode()
    page = json.loads(page)["html"] if page.startswith("{") else page
    assert "Décrit l’image pour qui ne la voit pas, sans nom de personne." in page
    assert "Personnes reconnaissables" in page


def test_the_form_for_several_photos_asks_for_it_and_for_the_persons_of_each(admin):
    sent = {"title": "IMG_2034", "files[]": upload(name="IMG_2034.jpg")}
    form = admin.post(reverse("wagtailimages:add_multiple"), sent).json()["form"]
    assert "Texte alternatif" in form
    assert "Personnes reconnaissables" in form
    assert "IMG_2034" not in form.partition("-description")[2].partition("</div>")[0]


def test_the_end_of_an_authorisation_comes_after_its_start(admin):
    dates = {"valid_from": "2026-03-01", "valid_until": "2026-02-01"}
    response = admin.post(reverse("wagtailimages:add"), fields(file=upload(), **dates))
    assert "précède" in str(response.context["form"].errors["valid_until"])


def test_an_alternative_text_is_never_made_from_the_title():
    assert photo(title="IMG_2034", description="").default_alt_text == ""


def test_several_documents_keep_their_names(admin):
    file = SimpleUploadedFile("Communiqué été.pdf", b"%PDF-1.7")
    sent = {"title": "Communiqué", "files[]": file}
    answer = admin.post(reverse("wagtaildocs:add_multiple"), sent).json()
    assert "Licence" in answer["form"]
    stored = Document.objects.get(pk=answer["doc_id"])
    assert stored.filename == "Communiqué été.pdf"
    assert stored.licence == Document.Licence.OUVERTE


def test_a_document_of_a_refused_kind_is_refused(admin):
    file = SimpleUploadedFile("page.html", b"<script>")
    sent = {**fields(file=file), "licence": "etalab-2.0"}
    response = admin.post(reverse("wagtaildocs:add"), sent)
    assert response.context["form"].errors["file"]
    assert not Document.objects.exists()


def test_a_photo_is_given_its_school_by_uai_and_no_list_of_the_whole_directory_is_sent(admin):
    lead = school("Collège Rosa-Parks", "0770001A")
    page = BeautifulSoup(admin.get(reverse("wagtailimages:add")).content, "html.parser")
    assert page.find(attrs={"name": "etablissement"}).name == "input"

    answer = admin.post(reverse("wagtailimages:add"), fields(file=upload(), etablissement="9999999Z"))
    assert answer.context["form"].errors["etablissement"] == ["Aucun établissement connu n’a cet UAI."]
    admin.post(reverse("wagtailimages:add"), fields(file=upload(), etablissement=" 0770001a "))
    stored = Photo.objects.get()
    assert stored.etablissement == lead

    page = BeautifulSoup(admin.get(reverse("wagtailimages:edit", args=[stored.pk])).content, "html.parser")
    assert page.find(attrs={"name": "etablissement"})["value"] == "0770001A"
