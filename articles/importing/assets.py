"""Keep pictures: the original bytes once, their words, and the files made from them."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from articles.models import Photo, Rendition
from articles.pictures import PictureError, measured, open_picture, plan, read_words, render
from articles.pictures.metadata import as_json
from articles.pictures.renditions import SUFFIXES

# Fields of Photo that the picture's own words fill where nobody has written.
_WORDS = (
    "title", "caption", "alt_text", "creator", "supplier", "copyright_notice", "usage_terms",
    "taken_at", "place",
)  # fmt: skip


def keep_photo(content, filename, *, by=None, leave_to_worker=True):
    """Return the Photo of a picture (bytes), made if these bytes are new here.

    The files for readers are made by the worker after the transaction, unless the caller wants
    to call `make_renditions` itself. Raises PictureError with a message for the editor.
    """
    if known := Photo.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first():
        return known
    photo = Photo(uploaded_by=by)
    return attach_picture(photo, content, filename, leave_to_worker=leave_to_worker)


def attach_picture(photo, content, filename, *, leave_to_worker=True):
    """Give `photo` its file and return it saved; words already written are kept.

    Raises PictureError, also where another photo has the same bytes.
    """
    if len(content) > settings.PHOTO_MAX_BYTES:
        raise PictureError(
            _("“%(name)s” has %(size)d MB; %(max)d MB are the most.")
            % {
                "name": filename,
                "size": len(content) // 1_000_000,
                "max": settings.PHOTO_MAX_BYTES // 1_000_000,
            }
        )
    image = open_picture(content)
    probe = measured(image)
    sha256 = hashlib.sha256(content).hexdigest()
    if twin := Photo.objects.filter(sha256=sha256).exclude(pk=photo.pk).first():
        raise PictureError(_("This picture is here already: “%(photo)s”.") % {"photo": twin})
    photo.sha256 = sha256
    for name in ("media_type", "width", "height", "colour"):
        setattr(photo, name, getattr(probe, name))
    _fill_words(photo, read_words(image))
    if not (photo.title or photo.caption or photo.alt_text):
        photo.title = Path(filename).stem[: Photo._meta.get_field("title").max_length]
    photo.file.save(f"{sha256}.{probe.suffix}", ContentFile(content), save=False)
    photo.save()
    if leave_to_worker:
        transaction.on_commit(lambda: render_photo.enqueue(photo.pk))
    return photo


def make_renditions(photo):
    """Make the files for readers anew from the original; old ones that differ go."""
    rows = _render(photo)
    with transaction.atomic():
        old = {r.name: r for r in photo.renditions.all()}
        photo.renditions.all().delete()
        Rendition.objects.bulk_create(rows)
    still_used = set(Rendition.objects.filter(name__in=old).values_list("name", flat=True))
    for name in old.keys() - still_used:
        old[name].file.delete(save=False)


def make_missing_renditions(photo):
    """Make the files that `photo` lacks; those it has keep their addresses. Return their number."""
    planned = {file.key for file in plan((photo.width, photo.height))}
    wanted = planned - set(photo.renditions.values_list("crop", "media_type", "width"))
    rows = _render(photo, wanted) if wanted else []
    # Somebody else may have been quicker.
    Rendition.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _render(photo, wanted=None):
    """Return the Rendition rows, not saved yet, of `wanted` keys (None: all); files are kept."""
    with photo.file.open("rb") as original:
        image = open_picture(original.read())
    made = list(render(image, (photo.focal_x, photo.focal_y), wanted))
    return [_rendition(photo, rendered) for rendered in made]


@task()
def render_photo(photo_id):
    """Make the files of a photo in the worker; a photo deleted meanwhile needs none."""
    photo = Photo.objects.filter(pk=photo_id).exclude(file="").first()
    if photo:
        make_renditions(photo)


def _rendition(photo, rendered):
    digest = hashlib.sha256(rendered.content).hexdigest()
    row = Rendition(
        photo=photo,
        crop=rendered.crop,
        media_type=rendered.media_type,
        width=rendered.width,
        height=rendered.height,
        name=f"{digest[:32]}.{SUFFIXES[rendered.media_type]}",
    )
    row.file.name = row.file.field.upload_to(row, row.name)
    if not row.file.storage.exists(row.file.name):
        row.file.storage.save(row.file.name, ContentFile(rendered.content))
    return row


def _fill_words(photo, words):
    for name in _WORDS:
        if not getattr(photo, name):
            limit = Photo._meta.get_field(name).max_length
            setattr(photo, name, getattr(words, name)[:limit])
    if not photo.credit_line:
        photo.credit_line = words.credit[:1001]
    photo.metadata = as_json(words)
