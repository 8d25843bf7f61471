"""Files of the library: each request asks for the right, so a withdrawal acts at the next one (design §6).

Who may not see a file gets 404, never 403: that it exists is not told either.
"""

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images.models import Filter
from wagtail.permissions import policy_registry

from .models import Document, Photo, Rendition
from .serving import Sending, send


@require_safe
def photo(request: HttpRequest, token: str, spec: str, ext: str) -> HttpResponseBase:
    """A size of a photo that exists already: an address never makes a new one."""
    rendition = _rendition(token, spec, ext)
    is_public = _is_derived(rendition) and not rendition.image.obstacles()
    if not is_public and not _may_see(request, rendition.image):
        raise Http404
    return send(request, Sending(rendition.file, f"{spec}.{ext}", is_public=is_public, as_attachment=False))


@require_safe
def document(request: HttpRequest, token: str, filename: str) -> HttpResponseBase:
    """A document, as long as a page anyone may see refers to it; for staff, always."""
    found = get_object_or_404(Document, token=token)
    is_public = found.is_public()
    if not is_public and not _may_see(request, found):
        raise Http404
    if filename != found.filename:  # the file was replaced since the link was made
        return HttpResponseRedirect(found.url)
    return send(request, Sending(found.file, filename, is_public=is_public, as_attachment=True))


def _rendition(token: str, spec: str, ext: str) -> Rendition:
    renditions = Rendition.objects.select_related("image").filter(
        image__token=token, filter_spec=spec.replace(".", "|")
    )
    for rendition in renditions:
        # One per focal point the photo ever had; the present one counts.
        present = Filter(rendition.filter_spec).get_cache_key(rendition.image)
        if (rendition.focal_point_key, rendition.extension) == (present, ext):
            return rendition
    raise Http404


def _is_derived(rendition: Rendition) -> bool:
    """The admin looks at originals too; they are not for the public, whatever the right."""
    return "original" not in rendition.filter_spec.split("|")


def _may_see(request: HttpRequest, item: Photo | Document) -> bool:
    """Whether the visitor sent it, or works with it in the admin."""
    user = request.user
    if not user.is_authenticated:
        return False
    if item.uploaded_by_user_id == user.pk:
        return True
    return user.has_perm("wagtailadmin.access_admin") and policy_registry.get_by_type(
        type(item)
    ).user_has_any_permission_for_instance(user, {"change", "choose", "delete"}, item)
