"""Files and the right to see them, asked at each request."""

import datetime
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from media.models import Document, GalleryPage
from media.rights import Persons
from resources.models import ArticlePage
from tests.home.factories import committed, officer, pilot, publish

from .factories import document, photo, photo_of_minors

pytestmark = pytest.mark.django_db

SPEC = "max-165x165"


def address(picture, spec=SPEC):
    return picture.get_rendition(spec).url


@pytest.fixture
def signed_in(client):
    client.force_login(officer())
    return client


def article_with(planted, file, **fields):
    body = [{"type": "download", "value": {"document": file.pk, "title": ""}}]
    page = ArticlePage(title="Le kit", live=False, body=body, **fields)
    planted.actualites.add_child(instance=page)
    page.save_revision()
    return publish(page)


def test_a_picture_without_anybody_on_it_is_for_everyone(client):
    response = client.get(address(photo()))
    assert response.status_code == 200
    assert response.getvalue().startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers


def test_pupils_are_seen_while_the_authorisation_holds(client):
    url = address(photo_of_minors())
    assert client.get(url).status_code == 200


YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)
NOT_SHOWN = {
    "not stated": {"persons": Persons.UNSTATED},
    "expired": {"valid_until": YESTERDAY},
    "not for this site": {"covers_site": False},
    "nobody attests": {"attested_by": " "},
    "withdrawn": {"withdrawn_at": timezone.now()},
}


@pytest.mark.parametrize("why", NOT_SHOWN)
def test_a_picture_without_a_right_does_not_exist_for_the_public(client, why):
    url = address(photo_of_minors(**NOT_SHOWN[why]))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("why", NOT_SHOWN)
def test_officers_see_it_and_nothing_keeps_it_on_the_way(signed_in, why):
    response = signed_in.get(address(photo_of_minors(**NOT_SHOWN[why])))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_who_sent_a_picture_sees_it(client):
    user = get_user_model().objects.create_user("0770001A")
    url = address(photo(persons=Persons.UNSTATED, uploaded_by_user=user))
    client.force_login(user)
    assert client.get(url).status_code == 200


def test_other_accounts_do_not(client):
    url = address(photo(persons=Persons.UNSTATED))
    for user in (get_user_model().objects.create_user("0770001A"), pilot()):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_a_withdrawal_acts_at_the_next_request(client):
    picture = photo_of_minors()
    url = address(picture)
    etag = client.get(url)["ETag"]
    picture.withdrawn_at = timezone.now()
    picture.save()
    assert client.get(url, headers={"if-none-match": etag}).status_code == 404


def test_the_original_is_never_public(client):
    picture = photo()
    url = address(picture, "original")
    assert client.get(url).status_code == 404
    client.force_login(officer())
    assert client.get(url).status_code == 200
    assert picture.file.url == url


def test_an_address_never_makes_a_new_size(client):
    picture = photo()
    address(picture)
    made_up = f"/images/{picture.token}/max-9000x9000.jpg"
    assert client.get(made_up).status_code == 404
    assert [rendition.filter_spec for rendition in picture.renditions.all()] == [SPEC]


def test_the_address_says_the_format(client):
    url = address(photo(), "max-165x165|format-webp")
    assert url.endswith("/max-165x165.format-webp.webp")
    assert client.get(url)["Content-Type"] == "image/webp"
    assert client.get(url.replace(".webp", ".jpg")).status_code == 404


@pytest.mark.parametrize(
    "path", ["images/x/y.jpg", "images/x/..%2F..%2Fsite.sqlite3", "documents/x/y.pdf", "documents/x/%00"]
)
def test_addresses_of_nothing_are_not_found(client, path):
    assert client.get(f"/{path}").status_code == 404


def test_a_picture_that_has_not_changed_is_not_sent_again(client):
    url = address(photo())
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == first["Cache-Control"]
    assert not again.content


def test_a_picture_costs_one_query(client, django_assert_num_queries):
    url = address(photo_of_minors())
    with django_assert_num_queries(1):
        client.get(url)


def test_a_new_focal_point_is_a_new_picture(client):
    picture = photo()
    url = address(picture, "fill-20x20")
    before = client.get(url)["ETag"]
    picture.focal_point_x = picture.focal_point_y = picture.focal_point_width = picture.focal_point_height = 5
    picture.save()
    assert address(picture, "fill-20x20") == url
    assert client.get(url)["ETag"] != before


def test_only_reading_is_allowed(client):
    assert client.post(address(photo())).status_code == 405


def test_a_document_is_public_while_a_public_page_refers_to_it(client, planted):
    file = document()
    assert client.get(file.url).status_code == 404
    page = article_with(planted, file)
    assert client.get(file.url).status_code == 200
    with committed():
        page.unpublish()
    assert client.get(file.url).status_code == 404


def test_a_page_for_signed_in_people_does_not_publish_its_documents(client, planted):
    file = document()
    page = article_with(planted, file)
    page.view_restrictions.create(restriction_type="login")
    assert client.get(file.url).status_code == 404


def test_an_unpublished_change_does_not_publish_a_document(client, planted):
    page = article_with(planted, document())
    other = document("Masque")
    page.body = [{"type": "download", "value": {"document": other.pk, "title": ""}}]
    page.save_revision()
    assert client.get(other.url).status_code == 404


def test_a_link_in_a_text_publishes_its_document(client, planted):
    file = document()
    gallery = GalleryPage(title="Galerie", body=f'<p><a linktype="document" id="{file.pk}">ici</a></p>')
    with committed():
        planted.galeries.add_child(instance=gallery)
    assert client.get(file.url).status_code == 200


def test_a_document_arrives_under_its_french_name(client, planted):
    file = document(name="Communiqué d’été.pdf")
    article_with(planted, file)
    response = client.get(file.url)
    assert file.url.endswith(quote("Communiqué d’été.pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (f"attachment; filename*=utf-8''{quote('Communiqué d’été.pdf', safe='')}")


@pytest.mark.parametrize("name", ["page.html", "image.svg", "script.js", "sans-suffixe"])
def test_nothing_a_browser_would_run_is_sent_as_such(client, planted, name):
    file = document(content=b"<script>alert(1)</script>", name=name)
    article_with(planted, file)
    response = client.get(file.url)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_link_to_a_replaced_document_leads_to_the_new_one(client, planted):
    file = document(name="v1.pdf")
    article_with(planted, file)
    old = file.url
    Document.objects.filter(pk=file.pk).update(download_name="v2.pdf")
    assert client.get(old).url == f"/documents/{file.token}/v2.pdf"


def test_a_document_whose_file_is_lost_is_not_found(client, planted):
    file = document()
    article_with(planted, file)
    file.file.storage.delete(file.file.name)
    assert client.get(file.url).status_code == 404


CONTENT = bytes(range(256)) * 1000
PARTS = [
    ("bytes=0-0", 206, CONTENT[:1], "bytes 0-0/256000"),
    ("bytes=100-70000", 206, CONTENT[100:70001], "bytes 100-70000/256000"),
    ("bytes=255990-", 206, CONTENT[255990:], "bytes 255990-255999/256000"),
    ("bytes=-5", 206, CONTENT[-5:], "bytes 255995-255999/256000"),
    ("bytes=0-999999", 206, CONTENT, "bytes 0-255999/256000"),
    ("bytes=-999999", 206, CONTENT, "bytes 0-255999/256000"),
    ("bytes=256000-", 416, b"", "bytes */256000"),
    ("bytes=-0", 416, b"", "bytes */256000"),
    ("bytes=5-1", 200, CONTENT, None),
    ("bytes=0-1,4-5", 200, CONTENT, None),
    ("bytes=-", 200, CONTENT, None),
    ("octets=0-1", 200, CONTENT, None),
    (f"bytes={'9' * 5000}-", 200, CONTENT, None),
]


@pytest.fixture
def long_document(planted):
    file = document(content=CONTENT)
    article_with(planted, file)
    return file


@pytest.mark.parametrize(("asked", "status", "sent", "where"), PARTS, ids=[part[0][:20] for part in PARTS])
def test_a_part_of_a_document_can_be_asked_for(client, long_document, asked, status, sent, where):
    response = client.get(long_document.url, headers={"range": asked})
    body = response.getvalue()
    assert response.status_code == status
    assert body == sent
    assert response.get("Content-Range") == where
    if status != 416:
        assert response["Content-Length"] == str(len(sent))
        assert response["Accept-Ranges"] == "bytes"


def test_a_part_of_another_version_is_not_joined_to_this_one(client, long_document):
    etag = client.get(long_document.url)["ETag"]
    same = client.get(long_document.url, headers={"range": "bytes=0-9", "if-range": etag})
    other = client.get(long_document.url, headers={"range": "bytes=0-9", "if-range": '"autre"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_asking_for_the_headers_alone_gives_the_same_headers(client, long_document):
    whole, headers = client.get(long_document.url), client.head(long_document.url)
    kept = ("Content-Type", "Content-Length", "Content-Disposition", "ETag", "Cache-Control")
    assert [headers[name] for name in kept] == [whole[name] for name in kept]
    assert not headers.content


def test_the_server_in_front_sends_the_file_when_there_is_one(client, planted, settings, tmp_path):
    settings.SPS_DATA_DIR = tmp_path
    settings.SPS_ACCEL_PREFIX = "/prive"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "media.storage.PrivateStorage",
            "OPTIONS": {"location": str(tmp_path / "originals")},
        },
    }
    file = document()
    file.file.storage = None
    article_with(planted, file)
    response = client.get(file.url)
    assert response["X-Accel-Redirect"] == f"/prive/originals/{file.file.name}"
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.content
