"""The pictures and films of many stories at once, as sitemaps name them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from articles.models import Edition, EditionPhoto, Photo, Video
from articles.public.names import absolute
from articles.public.picture_files import social_image
from articles.story import Medium

LONGEST_DESCRIPTION = 2_048  # characters, as Google takes them
LONGEST = 28_800  # seconds


@dataclass(frozen=True)
class SitemapVideo:
    """A film that plays on the page, with all that a search engine needs to show it."""

    thumbnail_loc: str
    title: str
    description: str
    content_loc: str
    duration: str  # seconds, or empty


def images_of(editions, at):
    """Return {edition id: [path of the largest file of each photo it shows]}; one query."""
    jpeg = {"photo__renditions__crop": "full", "photo__renditions__media_type": "image/jpeg"}
    links = EditionPhoto.objects.filter(
        edition__in=[edition.pk for edition in editions],
        photo__in=Photo.objects.in_rights(at),
        **jpeg,
    )
    rows = links.order_by("pk", "photo__renditions__width")
    widest = {
        (edition_id, photo_id): name
        for edition_id, photo_id, name in rows.values_list(
            "edition_id", "photo_id", "photo__renditions__name"
        ).iterator()
    }
    paths = {}
    for (edition_id, _photo_id), name in widest.items():
        paths.setdefault(edition_id, []).append(reverse("rendition", args=[name]))
    return paths


def videos_of(editions, at):
    """Return {edition id: [SitemapVideo]} of the films that are complete; four queries at most.

    Their words are those of the edition, their files and posters those of now.
    """
    stories = {
        edition.pk: edition.story()
        for edition in Edition.objects.filter(pk__in=[e.pk for e in editions])
        if edition.content is not None
    }
    uses = [(pk, use) for pk, story in stories.items() for use in story.videos if use.ref]
    posters = Photo.objects.in_rights(at).prefetch_related("renditions")
    rows = Video.objects.filter(pk__in={use.ref for _pk, use in uses})
    rows = {row.pk: row for row in rows.prefetch_related(Prefetch("poster", posters))}
    found = {}
    for pk, use in uses:
        if video := _complete(use, rows.get(use.ref)):
            found.setdefault(pk, []).append(video)
    return found


def _complete(use, row):
    """Return the SitemapVideo, or None where a search engine would miss something."""
    poster = social_image(row.poster) if row else None
    if not (poster and row.file and use.title and use.description):
        return None
    if use.medium != Medium.VIDEO:
        return None
    return SitemapVideo(
        thumbnail_loc=absolute(poster.get_absolute_url()),
        title=use.title,
        description=use.description[:LONGEST_DESCRIPTION],
        content_loc=absolute(row.get_file_url()),
        duration=str(use.seconds) if 0 < (use.seconds or 0) <= LONGEST else "",
    )
