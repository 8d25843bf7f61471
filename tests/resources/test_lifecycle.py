"""Publishing and withdrawing an action in the admin are moves of its life (design §7)."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from resources.lifecycle import LIVE_STATES, State, after_publishing, after_unpublishing
from resources.models import ActionPage
from tests.home import factories
from tests.home.editor import create, edit, latest, messages, rows

BEFORE_PUBLISHING = [State.DRAFT, State.SENT, State.TO_COMPLETE]


@pytest.mark.parametrize("state", BEFORE_PUBLISHING)
def test_publishing_announces_before_the_last_day_and_tells_it_is_done_after(state):
    assert after_publishing(state, is_past=False) == State.ANNOUNCED
    assert after_publishing(state, is_past=True) == State.DONE


@pytest.mark.parametrize("state", sorted(LIVE_STATES))
def test_publishing_again_changes_nothing_withdrawing_asks_the_school_to_complete(state):
    assert after_publishing(state, is_past=True) == state
    assert after_unpublishing(state) == State.TO_COMPLETE


@pytest.mark.parametrize("state", [*BEFORE_PUBLISHING, State.REFUSED])
def test_withdrawing_what_is_not_public_changes_nothing(state):
    assert after_unpublishing(state) == state


def test_a_refused_action_is_not_published():
    with pytest.raises(ValueError, match="refusée"):
        after_publishing(State.REFUSED, is_past=False)


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def admin(client):
    client.force_login(factories.officer())
    return client


def state_of(page):
    row = ActionPage.objects.get(pk=page.pk)
    return row.live, row.state


DAY = datetime.timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "state"), [(9 * DAY, State.ANNOUNCED), (-9 * DAY, State.DONE)])
def test_the_publish_button_moves_the_action(admin, planted, starts, state):
    page = factories.action(planted, starts_at=timezone.now() + starts)
    edit(admin, page)
    assert state_of(page) == (True, state)


@pytest.mark.django_db
def test_an_action_created_and_published_at_once_is_announced(admin, planted):
    lead = factories.school()
    tomorrow = timezone.localtime() + DAY
    session = rows("sessions", {"starts_at": tomorrow.strftime("%Y-%m-%d %H:%M"), "place": "CDI"})
    fields = {"title": "Théâtre forum", "edition": planted.edition.pk, "lead": lead.pk, **session}
    response = create(admin, planted.actions, ActionPage, **fields)
    page = ActionPage.objects.get()
    assert any("publiée" in said for said in messages(response))
    assert state_of(page) == (True, State.ANNOUNCED)
    assert admin.get("/actions/2025-2026/theatre-forum/").status_code == 200


@pytest.mark.django_db
def test_saving_a_draft_moves_nothing(admin, planted):
    page = factories.action(planted)
    edit(admin, page, "save", title="Autre titre")
    assert state_of(page) == (False, State.DRAFT)


@pytest.mark.django_db
def test_withdrawing_sends_it_back_to_be_completed(admin, planted):
    page = factories.publish(factories.action(planted))
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert state_of(page) == (False, State.TO_COMPLETE)
    assert admin.get(page.url).status_code == 404


@pytest.mark.django_db
def test_many_actions_published_at_once_move_too(admin, planted):
    pages = [factories.action(planted, "Une"), factories.action(planted, "Deux", lead=factories.school(uai="0770002B"))]
    query = "&".join(f"id={page.pk}" for page in pages)
    admin.post(f"/gestion/bulk/wagtailcore/page/publish/?{query}")
    assert [state_of(page) for page in pages] == [(True, State.ANNOUNCED)] * 2
    admin.post(f"/gestion/bulk/wagtailcore/page/unpublish/?{query}")
    assert [state_of(page) for page in pages] == [(False, State.TO_COMPLETE)] * 2


@pytest.mark.django_db
def test_the_clock_announces_at_the_hour_and_withdraws_at_the_end(admin, planted):
    page = factories.action(planted)
    when = timezone.localtime() + DAY
    edit(admin, page, go_live_at=when.strftime("%Y-%m-%d %H:%M"))
    assert state_of(page) == (False, State.DRAFT)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - DAY
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert state_of(page) == (True, State.ANNOUNCED)
    ActionPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - DAY)
    call_command("publish_scheduled")
    assert state_of(page) == (False, State.TO_COMPLETE)


@pytest.mark.django_db
def test_publishing_a_refused_action_is_refused_with_the_reason(admin, planted):
    page = factories.action(planted, state=State.REFUSED)
    response = edit(admin, page, title="Autre titre")
    assert any("a été refusée" in said for said in messages(response))
    assert state_of(page) == (False, State.REFUSED)
    assert latest(page).title == "Autre titre"


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.CANCELLED, State.POSTPONED])
def test_an_action_called_off_stays_public_and_says_so(admin, planted, state):
    page = factories.publish(factories.action(planted))
    page.move_to(state)
    edit(admin, page, title="Autre titre")
    assert state_of(page) == (True, state)
    assert f"Action {state.label.lower()}" in admin.get(page.url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.CANCELLED, State.POSTPONED])
def test_an_action_called_off_says_so_in_lists_at_once(client, planted, state):
    page = factories.publish(factories.action(planted))
    said = f"Action {state.label.lower()}"
    assert said not in client.get("/actions/").content.decode()
    with factories.committed():
        page.move_to(state)
    assert said in client.get("/actions/").content.decode()
    with factories.committed():
        page.move_to(State.ANNOUNCED)
    assert said not in client.get("/actions/").content.decode()


@pytest.mark.django_db
def test_an_old_version_does_not_bring_back_an_old_state(admin, planted):
    page = factories.publish(factories.action(planted))
    first = page.revisions.first()
    page.move_to(State.REPORTED)
    first.publish()
    assert state_of(page) == (True, State.REPORTED)


@pytest.mark.django_db
def test_a_copy_starts_its_own_life(admin, planted):
    page = factories.publish(factories.action(planted))
    page.move_to(State.CAPITALISED)
    fields = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": planted.actions.pk, "alias": ""}
    admin.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields)
    assert state_of(ActionPage.objects.get(slug="copie")) == (False, State.DRAFT)


@pytest.mark.django_db
def test_the_form_shows_the_state_and_does_not_let_it_be_typed(admin, planted):
    page = factories.publish(factories.action(planted))
    editor = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Annoncée" in editor
    assert 'name="state"' not in editor
    edit(admin, page, state=State.CAPITALISED)
    assert state_of(page) == (True, State.ANNOUNCED)


@pytest.mark.django_db
def test_an_action_is_not_sent_for_review_by_wagtails_workflow(admin, planted):
    page = factories.action(planted)
    for form in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:add", args=["resources", "actionpage", planted.actions.pk]),
    ):
        assert "action-submit" not in admin.get(form).content.decode()
