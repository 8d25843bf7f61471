"""The two groups of people who work in the admin, made once; what they may do is then edited there.

Officers have the page tree. Pilots have none of it: their lists follow their mandates (design §3).
"""

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)

from search.models import SearchCount
from search.viewsets import OFFICERS_MODELS

OFFICERS = "Chargés de communication"
PILOTS = "Pilotes de territoire"

_TREE = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
_LIBRARY = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
# Applications whose records (settings, redirections) officers keep; of the ground, OFFICERS_MODELS and the
# counted searches, which are only read.
_KEPT = ("home", "wagtailredirects")
_LIBRARY_MODELS = {"image": ("wagtailimages", "image"), "document": ("wagtaildocs", "document")}


def make_groups(sender: AppConfig | None = None, **kwargs: object) -> None:
    """Make the groups that are missing; called after each migration. Groups that exist are left alone."""
    if not Page.objects.filter(depth=1).exists():
        return  # only part of the migrations has run
    for label in (*_KEPT, "search", "wagtailadmin"):
        # Django makes each application's permissions in its turn, later than this.
        create_permissions(apps.get_app_config(label), verbosity=0)
    officers, is_new = Group.objects.get_or_create(name=OFFICERS)
    if is_new:
        _grant_officers(officers)
        _replace_defaults(officers)
    pilots, is_new = Group.objects.get_or_create(name=PILOTS)
    if is_new:
        pilots.permissions.add(_access())


def _access() -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


def _grant_officers(group: Group) -> None:
    words = ContentType.objects.get_for_models(*OFFICERS_MODELS, SearchCount).values()
    kept = Permission.objects.filter(Q(content_type__app_label__in=_KEPT) | Q(content_type__in=words))
    group.permissions.add(_access(), *kept)
    root = Page.objects.get(depth=1)
    for kind in _TREE:
        GroupPagePermission.objects.create(group=group, page=root, permission_type=kind)
    shelf = Collection.objects.get(depth=1)
    for codename in _LIBRARY:
        # Wagtail looks for its own models' permissions, whatever model is used.
        app, model = _LIBRARY_MODELS[codename.split("_")[1]]
        permission = Permission.objects.get(content_type__app_label=app, content_type__model=model, codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=shelf, permission=permission)


def _replace_defaults(officers: Group) -> None:
    """Wagtail brings two groups and a workflow with English names that nobody here would look for."""
    Group.objects.filter(name__in=("Moderators", "Editors"), user__isnull=True).delete()
    Workflow.objects.filter(name="Moderators approval").update(name="Relecture")
    for task in GroupApprovalTask.objects.filter(name="Moderators approval"):
        task.name = "Relecture par un chargé de communication"
        task.save()
        task.groups.set([officers])
