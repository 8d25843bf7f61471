"""Every page type goes through the whole life an officer can give it, with its required fields and nothing else."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import get_page_models

from resources.models import EditionPage, EventPage, FicheActionPage
from search.models import Etablissement, FindablePage
from tests.home import factories
from tests.home.editor import create, edit, form_of, messages, rows

pytestmark = pytest.mark.django_db

KINDS = [model for model in get_page_models() if issubclass(model, FindablePage) and model.is_creatable]
each_kind = pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)


@pytest.fixture
def planted(small_site):
    return small_site


@pytest.fixture
def officer(client, planted):
    client.force_login(factories.officer())
    return client


def required(model, planted):
    """What the form of a type asks for besides the title; a type that is not here asks for nothing."""
    edition = {"edition": planted.edition.pk}
    school = Etablissement.objects.first() or factories.school()
    return {
        "ActionPage": {**edition, "lead": school.pk, **rows("sessions", {"starts_at": "09/03/2027 14:00"})},
        "BilanPage": {**edition, "published_on": "01/07/2026"},
        "EditionPage": {"starts_on": "08/03/2027", "ends_on": "12/03/2027"},
    }.get(model.__name__, {})


def parent_of(model, planted):
    return next(page for page in vars(planted).values() if model.can_create_at(page))


def made(client, model, planted, action="publish"):
    with factories.committed():
        response = create(
            client, parent_of(model, planted), model, action, title="Rien d’autre", **required(model, planted)
        )
    page = model.objects.filter(title="Rien d’autre").first()
    assert page, response.context["form"].errors
    return page


def again(page):
    return type(page).objects.get(pk=page.pk)


def empty_boxes(html):
    boxes = BeautifulSoup(html, "html.parser").main.select(
        "h1, h2, h3, p, dt, dd, ul, ol, dl, table, aside, figure, figcaption, section"
    )
    return [box for box in boxes if not box.get_text(strip=True) and not box.find("img")]


@each_kind
def test_a_page_with_its_required_fields_is_published_read_withdrawn_and_deleted(officer, planted, model):
    page = made(officer, model, planted)
    assert page.live
    answer = officer.get(page.url)
    assert answer.status_code == 200
    assert not empty_boxes(answer.content)

    with factories.committed():
        answer = officer.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), follow=True)
    assert "dépubliée" in " ".join(messages(answer))
    assert not again(page).live
    assert officer.get(page.url).status_code == 404

    with factories.committed():
        answer = officer.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert "supprimée" in " ".join(messages(answer))
    assert not model.objects.filter(pk=page.pk).exists()


@each_kind
def test_a_page_is_previewed_saved_previewed_again_and_scheduled(officer, planted, model):
    parent = parent_of(model, planted)
    place = (model._meta.app_label, model._meta.model_name, parent.pk)
    data = form_of(
        officer, reverse("wagtailadmin_pages:add", args=place), model, title="Essai", **required(model, planted)
    )
    preview = reverse("wagtailadmin_pages:preview_on_add", args=place)
    assert officer.post(preview, data).json()["is_valid"]
    assert "Essai" in officer.get(preview).content.decode()

    page = made(officer, model, planted, "save")
    assert not page.live
    data = form_of(officer, reverse("wagtailadmin_pages:edit", args=[page.pk]), model, title="Autre essai")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert officer.post(preview, data).json()["is_valid"]
    shown = officer.get(preview).content.decode()
    assert "Autre essai" in shown
    assert not empty_boxes(shown)

    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    with factories.committed():
        edit(officer, page, go_live_at=tomorrow.strftime("%d/%m/%Y %H:%M"))
    page = again(page)
    assert not page.live
    assert timezone.localdate(page.scheduled_revision.approved_go_live_at) == tomorrow.date()


def preview_of_new(client, parent, model, **fields):
    place = (model._meta.app_label, model._meta.model_name, parent.pk)
    data = form_of(client, reverse("wagtailadmin_pages:add", args=place), model, title="Essai", **fields)
    preview = reverse("wagtailadmin_pages:preview_on_add", args=place)
    assert client.post(preview, data).json()["is_valid"]
    answer = client.get(preview)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_preview_of_a_new_page_shows_nothing_of_pages_it_has_no_link_with(officer, planted):
    """What belongs to no édition and what is a variant of nothing are not its own."""
    with factories.committed():
        planted.agenda.add_child(instance=EventPage(title="Café sans édition", starts_at=timezone.now()))
        planted.fiches.add_child(instance=FicheActionPage(title="Fiche sans variante"))
    tomorrow = timezone.localtime() + datetime.timedelta(days=1)
    event = preview_of_new(officer, planted.agenda, EventPage, starts_at=tomorrow.strftime("%d/%m/%Y %H:%M"))
    assert ".ics" not in event
    assert "Café sans édition" not in preview_of_new(
        officer, planted.editions, EditionPage, starts_on="08/03/2027", ends_on="12/03/2027"
    )
    assert "Variantes" not in preview_of_new(officer, planted.fiches, FicheActionPage)


@each_kind
def test_a_copy_is_a_draft_of_its_own_and_a_page_moves_only_where_it_belongs(officer, planted, model):
    page = made(officer, model, planted)
    parent = page.get_parent()
    data = {"new_title": "La copie", "new_slug": "la-copie", "new_parent_page": parent.pk}
    with factories.committed():
        answer = officer.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)
    assert "copiée" in " ".join(messages(answer))
    copy = model.objects.get(title="La copie")
    assert not copy.live
    assert again(page).live
    with factories.committed():
        copy.get_latest_revision().publish()
    assert officer.get(again(copy).url).status_code == 200

    wrong = planted.agenda if parent.pk != planted.agenda.pk else planted.bilans
    assert officer.get(reverse("wagtailadmin_pages:move", args=[page.pk])).status_code == 200
    officer.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, wrong.pk]))
    assert again(page).get_parent().pk == parent.pk


@pytest.mark.parametrize("place", ["home", *factories.INDEXES])
def test_the_home_page_and_the_lists_are_previewed_and_read_as_drafts(officer, planted, place):
    page = getattr(planted, place)
    data = form_of(officer, reverse("wagtailadmin_pages:edit", args=[page.pk]), type(page), title="Autre titre")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert officer.post(preview, data).json()["is_valid"]
    shown = officer.get(preview)
    assert shown.status_code == 200
    assert place == "home" or "Autre titre" in shown.content.decode()
    edit(officer, page, title="Autre titre")
    assert officer.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
