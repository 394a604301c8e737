"""Pictures that come with a source: found, kept, and given to the photos of its story."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from articles.importing.assets import keep_photo, make_missing_renditions
from articles.importing.errors import SeedError
from articles.models import Caption, Photo
from articles.pictures import PictureError
from articles.story import Photo as PhotoBlock


def with_pictures(read):
    """Return the story of a Read (of seeds.py) with its pictures as `ref`s, and a list of notes."""
    story = read.reading.story
    paths, notes = _paths(read)
    rows = {}
    for place, path in paths.items():
        if place > len(story.photos):
            notes.append(_("%(file)s: the story has no photo %(place)d")
                         % {"file": path.name, "place": place})  # fmt: skip
            continue
        try:
            rows[place] = _photo_of(path, story.photos[place - 1])
        except (PictureError, OSError) as error:
            notes.append(f"{path.name}: {error}")
    return _number_photos(story, rows), notes


def render_left_over(photos=None):
    """Make the files for readers at once: an import has no one waiting, and no worker to ask.

    `photos` is a queryset; default: those of imported stories, of which an interrupted run may
    have left some, or a version of this program that made fewer shapes.
    """
    if photos is None:
        photos = Photo.objects.filter(uses__article__sources__isnull=False)
    for photo in photos.lacking_renditions().distinct():
        make_missing_renditions(photo)


def _paths(read):
    """Return ({place: path}, notes): files named by the source, then those of the same name."""
    paths, notes = read.file.pictures() if not read.reading.part else {}, []
    for place, name in sorted(read.reading.pictures.items()):
        try:
            paths[place] = read.file.beside(name)
        except SeedError as error:
            notes.append(f"{name}: {error}")
    return paths, notes


def _photo_of(path, use):
    """Return the Photo of a file; one that came without a credit takes the one printed below it."""
    if path.stat().st_size > settings.PHOTO_MAX_BYTES:
        raise PictureError(_("larger than %(max)d MB.")
                           % {"max": settings.PHOTO_MAX_BYTES // 1_000_000})  # fmt: skip
    photo = keep_photo(path.read_bytes(), path.name, leave_to_worker=False)
    if not photo.credit and use.credit_line:
        photo.creator, photo.supplier = use.creator, use.supplier
        photo.credit_line = use.credit_line
        photo.save(update_fields=["creator", "supplier", "credit_line"])
    return photo


def _number_photos(story, rows):
    """Return `story` with photo number n (1 is the first) as the row rows[n] makes it read."""
    place = 0

    def numbered(block):
        nonlocal place
        if not isinstance(block, PhotoBlock):
            return block
        place += 1
        return as_used(block, rows[place]) if place in rows else block

    lead = numbered(story.lead_photo)
    return replace(story, lead_photo=lead, blocks=tuple(map(numbered, story.blocks)))


def as_used(use, photo):
    """Return the use of a Photo as its rows will say it: without a credit, that of the photo."""
    row = Caption(
        photo=photo,
        caption=use.caption,
        alt_text=use.alt_text,
        decorative=use.decorative,
        credit_override="" if use.credit_line == photo.credit else use.credit_line,
    )
    return row.as_photo()
