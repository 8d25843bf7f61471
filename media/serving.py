"""How a private file is sent once its right has been asked: cache, parts of it, who reads it from disk.

Nothing here decides who may see a file; the views do (media.views).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header

CHUNK = 64 * 1024
PUBLIC = "public, max-age=60"
PRIVATE = "private, no-store"

# Only types that a browser does not execute; everything else is bytes.
CONTENT_TYPES = {
    "avif": "image/avif",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Sending:
    """A stored file as one reader receives it. `filename` is what the reader's computer calls it."""

    file: FieldFile
    filename: str
    is_public: bool
    as_attachment: bool


def send(request: HttpRequest, sending: Sending) -> HttpResponseBase:
    """200, 206, 304 or 416; raises Http404 when the file is gone from the storage."""
    etag = etag_of(sending.file)
    headers = _headers(sending, etag)
    unchanged = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if unchanged is not None and unchanged.status_code != 200:
        return unchanged
    if settings.SPS_ACCEL_PREFIX:
        return HttpResponse(headers={**headers, "X-Accel-Redirect": _accel_path(sending.file)})
    return _read(request, sending.file, headers)


def etag_of(file: FieldFile) -> str:
    """Names are drawn at random, and a rendition made again is another row: both say which bytes these are."""
    return f'"{sha256(f"{file.instance.pk} {file.name}".encode()).hexdigest()[:24]}"'


def _headers(sending: Sending, etag: str) -> dict[str, str]:
    suffix = PurePath(sending.filename).suffix.lstrip(".").lower()
    disposition = content_disposition_header(sending.as_attachment, sending.filename)
    return {
        "Content-Type": CONTENT_TYPES.get(suffix, "application/octet-stream"),
        "Content-Disposition": str(disposition),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": PUBLIC if sending.is_public else PRIVATE,
        "ETag": etag,
    }


def _accel_path(file: FieldFile) -> str:
    """Below the prefix, a file keeps its place in the data folder: `<prefix>/originals/photos/…`."""
    place = Path(file.path).relative_to(settings.SPS_DATA_DIR)
    return str(iri_to_uri(f"{settings.SPS_ACCEL_PREFIX.rstrip('/')}/{place.as_posix()}"))


def _read(request: HttpRequest, file: FieldFile, headers: dict[str, str]) -> HttpResponseBase:
    try:
        size = file.size
        part = _part_asked_for(request, size, headers["ETag"])
    except FileNotFoundError as error:
        raise Http404 from error
    headers["Accept-Ranges"] = "bytes"
    if part is not None and not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    status, wanted = (200, range(size)) if part is None else (206, part)
    if part:
        headers["Content-Range"] = f"bytes {part[0]}-{part[-1]}/{size}"
    headers["Content-Length"] = str(len(wanted))
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_chunks(file, wanted), status=status, headers=headers)


def _part_asked_for(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes of a single-part Range header: None for the whole file, empty when out of it (RFC 9110 §14)."""
    asked = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", request.headers.get("Range", "").strip())
    if not asked or asked[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked[1], asked[2]
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _chunks(file: FieldFile, wanted: range) -> Iterator[bytes]:
    with file.storage.open(str(file.name), "rb") as source:
        source.seek(wanted.start)
        left = len(wanted)
        while left and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
