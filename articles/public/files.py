"""Renditions and video of our own, only while a live edition uses them.

Read through the storage, so it does not matter where the bytes lie.
"""

import mimetypes
import re

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Edition, Photo, Rendition, Video
from articles.public import errors

FRESH = 300  # seconds; names are hashes, but the right to show a file may end
CHUNK = 64 * 1024

_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})")


@require_safe
def rendition(request, name):
    found = Rendition.objects.filter(name=name).order_by("pk")
    at = timezone.now()
    photos = Photo.objects.in_rights(at).filter(edition_links__edition__in=Edition.objects.live(at))
    return _answer(request, found.filter(photo__in=photos), found)


@require_safe
def video(request, name):
    found = Video.objects.filter(name=name).exclude(file="").order_by("pk")
    live = Edition.objects.live(timezone.now())
    return _answer(request, found.filter(edition_links__edition__in=live), found)


def _answer(request, for_readers, for_staff):
    """Serve the first row for readers; those who may see photos in the admin see the others too."""
    if "\0" in request.path:  # PostgreSQL compares no text with it
        raise Http404
    row = for_readers.first()
    if row:
        response = serve(request, row)
        if response.status_code < 400:
            patch_cache_control(response, public=True, max_age=FRESH, must_revalidate=True)
        else:  # of this one request, no business of others
            patch_cache_control(response, no_store=True)
        return response
    if request.user.has_perm("articles.view_photo") and (row := for_staff.first()):
        response = serve(request, row)
        patch_cache_control(response, private=True, no_store=True)
        return response
    return errors.not_found(request)


def serve(request, row):
    """Return the file of a row, whole or the range asked for (RFC 9110, one range)."""
    etag = f'"{row.name}"'
    if conditional := get_conditional_response(request, etag=etag):
        conditional["ETag"] = etag
        return conditional
    try:
        file = row.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404(row.name) from missing
    size = file.size
    span = byte_range(_wanted_range(request, etag), size)
    if span == ():
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span or (0, size - 1)
    response = FileResponse(
        _Part(file, first, last - first + 1),
        status=206 if span else 200,
        content_type=mimetypes.guess_type(row.name)[0] or "application/octet-stream",
    )
    response.block_size = CHUNK
    if span:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = last - first + 1
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response


def _wanted_range(request, etag):
    """Return the Range header, or nothing where it does not count for this request."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return ""
    return request.headers.get("Range", "")


def byte_range(header, size):
    """Return (first, last) of a Range header for `size` bytes, both included.

    None where the whole is to be sent (no range, several, or not understood), () where nothing
    of the file lies inside.
    """
    match = _RANGE.fullmatch(header.replace(" ", ""))
    if match is None or not (match["first"] or match["last"]):
        return None
    if not match["first"]:
        length = int(match["last"])
        return (max(0, size - length), size - 1) if length and size else ()
    first = int(match["first"])
    last = int(match["last"]) if match["last"] else size - 1
    if match["last"] and last < first:
        return None
    return (first, min(last, size - 1)) if first < size else ()


class _Part:
    """`length` bytes of an open file from `first`, to read in pieces."""

    def __init__(self, file, first, length):
        self.file, self.left = file, length
        file.seek(first)

    def read(self, amount):
        piece = self.file.read(min(amount, self.left))
        self.left -= len(piece)
        return piece

    def close(self):
        self.file.close()
