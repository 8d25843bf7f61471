"""The photo and document libraries of the admin work though no file has an address of its own."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Collection

from media.models import Document, GalleryPage, Photo
from media.rights import Persons
from media.storage import PrivateStorage
from tests.home.factories import committed, officer

from .factories import document, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(officer())
    return client


@pytest.fixture
def used(planted):
    """A photo nobody may see yet and a document, both in a gallery."""
    picture, file = photo(persons=Persons.UNSTATED), document()
    gallery = GalleryPage(title="G", live=False, body=f'<a linktype="document" id="{file.pk}">ici</a>')
    gallery.items.add(gallery.items.model(photo=picture))
    with committed():
        planted.galeries.add_child(instance=gallery)
        gallery.save_revision()
    return gallery


IMAGE_PAGES = [
    "/gestion/images/",
    "/gestion/images/?layout=list",
    "/gestion/images/?q=atelier",
    "/gestion/images/results/",
    "/gestion/images/add/",
    "/gestion/images/multiple/add/",
    "/gestion/images/{}/",
    "/gestion/images/{}/delete/",
    "/gestion/images/usage/{}/",
    "/gestion/images/chooser/",
    "/gestion/images/chooser/?layout=list",
    "/gestion/images/chooser/results/",
    "/gestion/images/chooser/chosen/{}/",
    "/gestion/images/chooser/chosen-multiple/?id={}",
    "/gestion/images/chooser/{}/select_format/",
    "/gestion/bulk/media/photo/add_tags/?id={}",
    "/gestion/bulk/media/photo/add_to_collection/?id={}",
    "/gestion/bulk/media/photo/delete/?id={}",
    "/gestion/api/main/images/",
    "/gestion/api/main/images/{}/",
]
DOCUMENT_PAGES = [
    "/gestion/documents/",
    "/gestion/documents/?q=communique",
    "/gestion/documents/results/",
    "/gestion/documents/add/",
    "/gestion/documents/multiple/add/",
    "/gestion/documents/edit/{}/",
    "/gestion/documents/delete/{}/",
    "/gestion/documents/usage/{}/",
    "/gestion/documents/chooser/",
    "/gestion/documents/chooser/results/",
    "/gestion/documents/chooser/chosen/{}/",
    "/gestion/documents/chooser/chosen-multiple/?id={}",
    "/gestion/bulk/media/document/add_tags/?id={}",
    "/gestion/bulk/media/document/add_to_collection/?id={}",
    "/gestion/bulk/media/document/delete/?id={}",
    "/gestion/api/main/documents/",
    "/gestion/api/main/documents/{}/",
]


@pytest.mark.parametrize("path", IMAGE_PAGES)
def test_every_screen_of_the_photo_library_opens(admin, used, path):
    assert admin.get(path.format(Photo.objects.get().pk)).status_code == 200


@pytest.mark.parametrize("path", DOCUMENT_PAGES)
def test_every_screen_of_the_document_library_opens(admin, used, path):
    assert admin.get(path.format(Document.objects.get().pk)).status_code == 200


def test_officers_see_the_previews_of_photos_that_are_not_public(admin, used):
    picture = Photo.objects.get()
    for path in ("/gestion/images/", f"/gestion/images/{picture.pk}/"):
        page = admin.get(path).content.decode()
        addresses = {piece.split('"')[0] for piece in page.split('src="')[1:] if piece.startswith("/images/")}
        assert addresses
        assert {admin.get(address).status_code for address in addresses} == {200}


def test_a_page_with_photos_opens_in_the_editor_and_in_preview(admin, used):
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[used.pk])).status_code == 200
    assert admin.get(reverse("wagtailadmin_pages:view_draft", args=[used.pk])).status_code == 200


def test_wagtails_own_addresses_of_files_are_not_there(client, used):
    picture, file = Photo.objects.get(), Document.objects.get()
    client.force_login(officer("autre"))
    for path in (f"/gestion/images/{picture.pk}/generate_url/", f"/documents/{file.pk}/{file.filename}"):
        assert client.get(path).status_code == 404


def test_the_library_gives_the_address_that_asks_for_the_right(admin, used):
    picture, file = Photo.objects.get(), Document.objects.get()
    asked = f"/gestion/api/main/images/{picture.pk}/"
    assert admin.get(asked).json()["meta"]["download_url"].endswith(picture.file.url)
    chosen = json.loads(admin.get(f"/gestion/documents/chooser/chosen/{file.pk}/").content)
    assert chosen["result"]["url"] == file.url
    assert file.file.url == file.url


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_many_files_are_tagged_and_moved_at_once(admin, used, kind):
    model = {"photo": Photo, "document": Document}[kind]
    item = model.objects.get()
    shelf = Collection.objects.get(depth=1).add_child(name="Affiches")
    for action, sent in (
        ("add_tags", {"tags": "atelier"}),
        ("add_to_collection", {"collection": shelf.pk}),
    ):
        response = admin.post(f"/gestion/bulk/media/{kind}/{action}/?id={item.pk}", sent)
        assert response.status_code == 302, response.content
    item.refresh_from_db()
    assert [str(tag) for tag in item.tags.all()] == ["atelier"]


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_deleting_deletes_the_file(admin, kind, monkeypatch, tmp_path):
    model = {"photo": Photo, "document": Document}[kind]
    monkeypatch.setattr(model._meta.get_field("file"), "storage", PrivateStorage(location=str(tmp_path)))
    item = {"photo": photo, "document": document}[kind]()
    assert [path for path in tmp_path.rglob("*") if path.is_file()]
    with committed():
        admin.post(f"/gestion/bulk/media/{kind}/delete/?id={item.pk}")
    assert not model.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
