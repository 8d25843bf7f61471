"""The admin's page form as a person fills it: what it shows is sent back, with changes."""

from django.urls import reverse
from django.utils.text import slugify
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield


def create(client, parent, model, action="publish", **changes):
    """Send the form of a new page; the answer follows redirections."""
    url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
    return _send(client, url, model, action, changes)


def edit(client, page, action="publish", **changes):
    """Send the form of a page: `action` is publish, submit or save."""
    return _send(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), type(page), action, changes)


def rows(name, *items):
    """The lines of an inline list: `rows("items", {"photo": 1})`."""
    data = {f"{number}": {**item, "ORDER": number + 1} for number, item in enumerate(items)}
    return nested_form_data({name: {"TOTAL_FORMS": len(items), "INITIAL_FORMS": 0, **data}})


def latest(page):
    """The page as its last revision has it."""
    return type(page).objects.get(pk=page.pk).get_latest_revision().as_object()


def messages(response):
    return [str(message) for message in response.context["messages"]]


def form_of(client, url, model, **changes):
    """What the form at this address sends when nothing but `changes` is filled in."""
    form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    # Streams are built by scripts: nothing of them is in the page.
    for name, value in nested_form_data(_empty_streams(model)).items():
        form.setdefault(name, value)
    for name, value in changes.items():
        form.setlist(name, value) if isinstance(value, list) else form.__setitem__(name, value)
    form["slug"] = form["slug"] or slugify(form["title"])
    return form


def _send(client, url, model, action, changes):
    form = form_of(client, url, model, **changes)
    if action != "save":
        form[f"action-{action}"] = "1"
    return client.post(url, form, follow=True)


def _empty_streams(model):
    return {field.name: streamfield([]) for field in model._meta.get_fields() if isinstance(field, StreamField)}
