"""Editions as ninjs items for the API: the frozen words, and what is bound only now."""

import mimetypes
from dataclasses import replace

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.exporting.ninjs import STANDARD, UPDATED, to_ninjs
from articles.models import Contributor, Edition, EditionPhoto, Photo
from articles.public.article_page import article_pages
from articles.public.names import absolute, guid
from articles.public.robots import plus_data_mining
from articles.story import Photo as PhotoBlock
from articles.story import Related

PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"


def whole_item(edition, version, at, is_current=True):
    """Return the ninjs item of an edition with a story, in a fixed number of queries.

    `version` is its number as readers count. One that is not current is withheld: what it says
    has been replaced.
    """
    (page,) = article_pages([edition], at)
    files = _Files(page.story, at)
    item = to_ninjs(_as_of_now(page), guid(edition.article_id), is_current, files.more_of)
    words = [*item.pop("descriptions", ()), *_updated(edition)]
    return item | {
        "representationType": "full",
        "version": str(version),
        "versionCreated": edition.goes_live_at.isoformat(),
        **({"descriptions": words} if words else {}),
        "renditions": [*item.get("renditions", ()), *_addresses(edition)],
    }


def short_item(edition, version):
    """Return the ninjs item of an edition loaded by `with_card_parts`: what a card shows."""
    photo = edition.lead_photo
    roles = {"main": edition.headline, "deck": edition.deck, "kicker": edition.kicker}
    item = {
        "uri": guid(edition.article_id),
        "standard": STANDARD,
        "type": "composite" if photo or edition.has_video else "text",
        "representationType": "partial",
        "version": str(version),
        "pubStatus": "usable",
        "firstCreated": edition.published_at and edition.published_at.isoformat(),
        "versionCreated": edition.goes_live_at.isoformat(),
        "language": edition.language or settings.LANGUAGE_CODE,
        "headlines": [{"role": role, "value": text} for role, text in roles.items() if text],
        "descriptions": [*_summary(edition), *_updated(edition)],
        "subjects": [{"name": edition.section.name, "rel": "section"}],
        "renditions": _addresses(edition),
        "associations": [_lead(edition)] if photo and photo.renditions.all() else [],
    }
    return {name: value for name, value in item.items() if value not in (None, [])}


def canceled_item(edition):
    """Return the ninjs item of a story that nobody may read any more: that it is so, no word."""
    return {
        "uri": guid(edition.article_id),
        "standard": STANDARD,
        "pubStatus": "canceled",
        "versionCreated": edition.goes_live_at.isoformat(),
    }


def _summary(edition):
    return [{"role": "summary", "value": edition.summary}] if edition.summary else []


def _updated(edition):
    """Return the last change of substance; the standard has a field for any change alone."""
    moment = edition.updated_at
    return [{"role": UPDATED, "value": moment.isoformat()}] if moment else []


def _lead(edition):
    alt = edition.lead_alt_text
    return {
        "name": "lead",
        "rel": "lead",
        "type": "picture",
        "uri": f"{guid(edition.article_id)}#lead",
        **({"descriptions": [{"role": "alt", "value": alt}]} if alt else {}),
        **_of_photo(edition.lead_photo),
    }


def _addresses(edition):
    """Return where the story is read: by people, and by machines in full."""
    item = reverse("api-story", args=[edition.article_id])
    return [
        {
            "name": "canonical",
            "href": absolute(edition.get_absolute_url()),
            "contentType": "text/html",
        },
        {"name": "ninjs", "href": absolute(item), "contentType": "application/json"},
    ]


def _as_of_now(page):
    """Return the story of an ArticlePage with its hours, and the names and links of this moment."""
    edition, story = page.edition, page.story
    people = Contributor.objects.in_bulk({c.party.ref for c in story.credits} - {None})
    return replace(
        story,
        published_at=edition.published_at,
        updated_at=edition.updated_at,
        language=page.language,
        section=edition.section.name,
        credits=tuple(_named(credit, people) for credit in story.credits),
        tags=tuple(tag.name for tag in page.tags),
        related=tuple(
            Related(link.text, link.label, absolute(link.url) if link.url[:1] == "/" else link.url)
            for link in page.related
        ),
    )


def _named(credit, people):
    row = people.get(credit.party.ref)
    return replace(credit, party=replace(credit.party, name=row.name)) if row else credit


class _Files:
    """The files of one story's pictures and films that readers may fetch now."""

    def __init__(self, story, at):
        refs = {photo.ref for photo in story.photos} - {None}
        # A picture of an earlier edition is served only while a live one shows it.
        used = EditionPhoto.objects.filter(
            photo=OuterRef("pk"), edition__in=Edition.objects.live(at)
        )
        shown = Photo.objects.in_rights(at).filter(Exists(used), pk__in=refs)
        self.photos = {row.pk: row for row in shown.prefetch_related("renditions")}

    def more_of(self, block):
        """Return the fields of the association of a photo; a video has all it needs."""
        row = self.photos.get(block.ref) if isinstance(block, PhotoBlock) else None
        return _of_photo(row) if row else {}


def _of_photo(photo):
    """Return what the row of a photo (renditions loaded) adds to its association."""
    source = photo.metadata.get("digital_source_type", "")
    more = {
        "copyrightNotice": photo.copyright_notice,
        "digitalSourceType": {"uri": source} if source.startswith("http") else None,
        "rightsInfo": {"langId": PLUS, "linkedRights": plus_data_mining(photo)},
        "renditions": [_rendition(file, photo) for file in photo.renditions.all()],
    }
    return {name: value for name, value in more.items() if value}


def _rendition(file, photo):
    suffix = (mimetypes.guess_extension(file.media_type) or "").lstrip(".")
    whole = {
        "poi": {"x": round(photo.focal_x * file.width), "y": round(photo.focal_y * file.height)}
    }
    return {
        "name": f"{file.crop}-{file.width}-{suffix}",
        "href": absolute(file.get_absolute_url()),
        "contentType": file.media_type,
        "width": file.width,
        "height": file.height,
        **(whole if file.crop == "full" else {}),
    }
