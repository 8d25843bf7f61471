"""Nothing becomes public that may not be shown, whatever way it is published; nothing typed is lost."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Workflow

from media.models import GalleryPage
from media.rights import Persons
from search.publishing import PublishingRefused
from tests.home import factories
from tests.home.editor import create, edit, latest, messages, rows
from tests.media.factories import photo

pytestmark = pytest.mark.django_db

REASON = "il n’est pas précisé si des personnes sont reconnaissables"


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def admin(client):
    client.force_login(factories.officer())
    return client


def gallery(planted, picture, title="Atelier théâtre", **fields):
    page = GalleryPage(title=title, live=False, **fields)
    page.items.add(page.items.model(photo=picture))
    planted.galeries.add_child(instance=page)
    page.save_revision()
    return page


def unstated():
    return photo(persons=Persons.UNSTATED)


def is_public(client, page):
    client.logout()
    row = Page.objects.get(pk=page.pk)
    return row.live, client.get(row.url).status_code


def test_a_new_page_with_a_photo_without_rights_stays_a_draft_with_all_that_was_typed(admin, planted):
    picture = unstated()
    lines = rows("items", {"photo": picture.pk, "caption": "La scène"})
    response = create(admin, planted.galeries, GalleryPage, title="Atelier théâtre", **lines)
    page = GalleryPage.objects.get()
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert response.status_code == 200
    assert any(REASON in said for said in messages(response))
    assert b"La sc\xc3\xa8ne" in response.content
    assert is_public(admin, page) == (False, 404)


def test_a_draft_that_may_not_be_shown_is_not_published_and_its_changes_are_kept(admin, planted):
    page = gallery(planted, unstated())
    response = edit(admin, page, title="Un autre titre")
    assert any(REASON in said for said in messages(response))
    assert latest(page).title == "Un autre titre"
    assert is_public(admin, page) == (False, 404)


def test_a_public_page_keeps_its_public_version_when_the_new_one_is_refused(admin, planted):
    page = factories.publish(gallery(planted, photo()))
    lines = rows("items", {"photo": unstated().pk})
    response = edit(admin, page, title="Un autre titre", **lines)
    assert any(REASON in said for said in messages(response))
    assert latest(page).title == "Un autre titre"
    admin.logout()
    public = admin.get(page.url).content.decode()
    assert "Atelier théâtre" in public
    assert "Un autre titre" not in public


def test_what_may_be_shown_is_published(admin, planted):
    picture = photo()
    response = create(admin, planted.galeries, GalleryPage, title="Atelier", **rows("items", {"photo": picture.pk}))
    page = GalleryPage.objects.get()
    assert any("publiée" in said for said in messages(response))
    assert is_public(admin, page) == (True, 200)


def test_a_photo_without_alternative_text_is_refused(admin, planted):
    page = gallery(planted, photo(description=""))
    response = edit(admin, page)
    assert any("n’a pas de texte alternatif" in said for said in messages(response))
    assert is_public(admin, page) == (False, 404)


def test_publishing_many_pages_says_all_that_is_missing_and_publishes_none(admin, planted):
    good, bad = gallery(planted, photo(), "Bonne"), gallery(planted, unstated(), "Mauvaise")
    worse = gallery(planted, photo(description=""), "Pire")
    query = "&".join(f"id={page.pk}" for page in (good, bad, worse))
    explorer = reverse("wagtailadmin_explore", args=[planted.galeries.pk])
    response = admin.post(f"/gestion/bulk/wagtailcore/page/publish/?{query}&next={explorer}", follow=True)
    assert response.redirect_chain[-1][0] == explorer
    (said,) = messages(response)
    assert "Mauvaise" in said
    assert "Pire" in said
    assert not GalleryPage.objects.live().exists()


def test_publishing_a_page_with_its_drafts_below_asks_for_each(admin, planted):
    gallery(planted, unstated(), "Mauvaise")
    path = f"/gestion/bulk/wagtailcore/page/publish/?id={planted.galeries.pk}"
    response = admin.post(path, {"include_descendants": "on"}, follow=True)
    assert "Mauvaise" in messages(response)[0]
    assert not GalleryPage.objects.live().exists()


def test_publishing_many_good_pages_works(admin, planted):
    pages = [gallery(planted, photo(), title) for title in ("Une", "Deux")]
    query = "&".join(f"id={page.pk}" for page in pages)
    admin.post(f"/gestion/bulk/wagtailcore/page/publish/?{query}")
    assert GalleryPage.objects.live().count() == 2


@pytest.fixture
def reviewed(planted):
    """A gallery that waits for its approval."""
    page = gallery(planted, unstated())
    Workflow.objects.get().start(page, factories.officer("auteur"))
    return page


@pytest.mark.parametrize("dialog", [True, False])
def test_an_approval_that_would_publish_what_may_not_be_shown_is_not_given(admin, reviewed, dialog):
    task = reviewed.current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[reviewed.pk, "approve", task.pk])
    headers = {"x-requested-with": "XMLHttpRequest"} if dialog else {}
    response = admin.post(path, {"comment": ""}, headers=headers)
    editor = reverse("wagtailadmin_pages:edit", args=[reviewed.pk])
    assert (response.json()["redirect"] if dialog else response.url) == editor
    assert any(REASON in said for said in messages(admin.get(editor)))
    task.refresh_from_db()
    assert task.status == task.STATUS_IN_PROGRESS
    assert is_public(admin, reviewed) == (False, 404)


def test_approving_while_editing_keeps_the_changes(admin, reviewed):
    response = edit(
        admin,
        reviewed,
        "workflow-action",
        **{"title": "Un autre titre", "workflow-action-name": "approve", "workflow-action-extra-data": "{}"},
    )
    assert any(REASON in said for said in messages(response))
    assert latest(reviewed).title == "Un autre titre"
    assert is_public(admin, reviewed) == (False, 404)


def in_an_hour():
    return timezone.localtime() + datetime.timedelta(hours=1)


def schedule(admin, page):
    when = in_an_hour().strftime("%Y-%m-%d %H:%M")
    return edit(admin, page, go_live_at=when)


def pass_the_hour(page):
    passed = timezone.now() - datetime.timedelta(minutes=1)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = passed
    revision.content["go_live_at"] = passed.isoformat()
    revision.save()
    with factories.committed():
        call_command("publish_scheduled")


def test_what_may_not_be_shown_is_not_even_scheduled(admin, planted):
    page = gallery(planted, unstated())
    response = schedule(admin, page)
    assert any(REASON in said for said in messages(response))
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_new_page_that_is_scheduled_is_not_seen_before_its_hour(admin, planted, monkeypatch):
    seen = []
    add_child = type(planted.galeries).add_child

    def watched(parent, **options):
        child = add_child(parent, **options)
        seen.append(Page.objects.get(pk=child.pk).live)
        return child

    monkeypatch.setattr(GalleryPage._meta.get_field("page_ptr").related_model, "add_child", watched)
    create(admin, planted.galeries, GalleryPage, title="Plus tard", go_live_at=in_an_hour().strftime("%Y-%m-%d %H:%M"))
    page = GalleryPage.objects.get()
    assert seen == [False]
    assert is_public(admin, page) == (False, 404)
    pass_the_hour(page)
    assert is_public(admin, page) == (True, 200)


def test_the_clock_publishes_what_may_be_shown(admin, planted):
    page = gallery(planted, photo())
    schedule(admin, page)
    assert is_public(admin, page) == (False, 404)
    pass_the_hour(page)
    assert is_public(admin, page) == (True, 200)


def test_the_clock_refuses_what_may_no_longer_be_shown_and_says_so(admin, planted):
    picture = photo()
    page, other = gallery(planted, picture, "Retirée"), gallery(planted, photo(), "Bonne")
    schedule(admin, page)
    schedule(admin, other)
    picture.persons = Persons.UNSTATED
    picture.save()
    pass_the_hour(page)
    pass_the_hour(other)
    history = admin.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Publication refusée" in history
    assert REASON in history
    assert PageLogEntry.objects.filter(page=page.pk, action="sps.publish.refused").count() == 1
    assert is_public(admin, page) == (False, 404)
    assert is_public(admin, other) == (True, 200)
    call_command("publish_scheduled")
    assert PageLogEntry.objects.filter(action="sps.publish.refused").count() == 1


def test_an_authorisation_that_starts_with_the_publication_is_enough(admin, planted):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    picture = photo(
        persons=Persons.ADULTS,
        basis="enregistree",
        covers_site=True,
        valid_from=tomorrow,
        valid_until=tomorrow + datetime.timedelta(days=9),
    )
    page = gallery(planted, picture)
    assert any("commence le" in said for said in messages(edit(admin, page)))
    when = timezone.localtime() + datetime.timedelta(days=2)
    response = edit(admin, page, go_live_at=when.strftime("%Y-%m-%d %H:%M"))
    assert not any("commence le" in said for said in messages(response))
    assert page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_code_cannot_pass_it_either(planted):
    page = gallery(planted, unstated())
    with pytest.raises(PublishingRefused, match="reconnaissables"):
        page.get_latest_revision().publish()
    page.live = True
    with pytest.raises(PublishingRefused):
        page.save()
    added = planted.galeries.add_child(instance=with_items(GalleryPage(title="Vivante"), unstated()))
    assert not GalleryPage.objects.live().exists()
    assert added.has_unpublished_changes


def with_items(page, picture):
    page.items.add(page.items.model(photo=picture))
    return page


def test_a_copy_that_stays_public_is_asked_too(planted):
    picture = photo()
    page = factories.publish(gallery(planted, picture))
    picture.persons = Persons.UNSTATED
    picture.save()
    copied = page.copy(update_attrs={"slug": "copie"}, keep_live=True)
    assert not Page.objects.get(pk=copied.pk).live


def test_a_public_page_whose_right_ended_can_still_be_corrected_as_a_draft(admin, planted):
    picture = photo()
    page = factories.publish(gallery(planted, picture))
    picture.persons = Persons.UNSTATED
    picture.save()
    response = edit(admin, page, "save", title="Corrigé")
    assert response.status_code == 200
    page.refresh_from_db()
    page.save()
    assert latest(page).title == "Corrigé"
