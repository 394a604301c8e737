"""A Story into rows: all of them are made and checked first, then each kind is written at once."""

import secrets

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from taggit.models import Tag, TaggedItem

from articles import body
from articles.models.correction import Correction
from articles.models.people import Byline, Contributor, name_key
from articles.models.photo import Caption, Photo
from articles.models.reader import RelatedLink
from articles.models.slugs import batches, free_slugs, slug_in_its_script
from articles.models.video import EmbeddedVideo, Video
from articles.story import Video as VideoBlock

# Rows the program itself found or made; to check each would ask the database again.
_ROWS_BEHIND = {
    "article", "photo", "video", "contributor", "section", "target", "edition", "poster",
    "uploaded_by", "created_by", "translation_of",
}  # fmt: skip


def new_key():
    """Return a key for a photo or video in a body."""
    return secrets.token_urlsafe(9)


def check(row):
    """Return `row`. Raises ValidationError where a value does not fit its column."""
    row.clean_fields(exclude={*_ROWS_BEHIND, "language"})
    return row


def fits(model, column, text, name):
    """Return `text`. Raises ValidationError, under `name`, where it does not fit the column."""
    try:
        model._meta.get_field(column).run_validators(text)
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error
    return text


class StoryRows:
    """The rows of `story` below `article`, which may be new. Raises ValidationError."""

    def __init__(self, article, story):
        self.article, self.story = article, story
        self.photos = Photo.objects.in_bulk(_refs(story.photos))
        self.videos = Video.objects.in_bulk(_refs(story.videos))
        self.new_photos, self.new_videos, self.captions, self.embedded = [], [], [], []
        if story.lead_photo:
            self._place_photo(story.lead_photo, is_lead=True)
        self.body = body.to_html(story.blocks, self._place)
        self.corrections = [
            check(Correction(article=article, kind=note.kind, text=note.text, at=note.at,
                             position=position))
            for position, note in enumerate(story.corrections)
        ]  # fmt: skip
        self.links = self._related_links()
        self.bylines = self._bylines()

    def write(self, instead):
        """Write all rows; `instead` of those that a saved article has already."""
        for model, rows in (
            (Photo, self.new_photos),
            (Video, self.new_videos),
            (Caption, self.captions),
            (EmbeddedVideo, self.embedded),
            (Byline, self.bylines),
            (Correction, self.corrections),
            (RelatedLink, self.links),
        ):
            if instead and model not in (Photo, Video):
                model.objects.filter(article=self.article).delete()
            model.objects.bulk_create(rows)
        self.tags = _write_tags(self.article, self.story.tags, instead)

    def prefetched(self):
        """Return {related name: queryset} of what was written, as a prefetch leaves it."""
        return {
            name: _fetched(model.objects.all(), rows)
            for name, model, rows in (
                ("captions", Caption, self.captions),
                ("videos", EmbeddedVideo, self.embedded),
                ("bylines", Byline, self.bylines),
                ("corrections", Correction, self.corrections),
                ("related_links", RelatedLink, self.links),
                ("tags", Tag, self.tags),
            )
        }

    def _place(self, block):
        is_video = isinstance(block, VideoBlock)
        return self._place_video(block) if is_video else self._place_photo(block)

    def _place_photo(self, use, is_lead=False):
        photo = self.photos.get(use.ref)
        if photo is None:
            words = ("caption", "alt_text", "creator", "supplier", "credit_line")
            photo = check(Photo(**{name: getattr(use, name) for name in words}))
            self.new_photos.append(photo)
        row = Caption(
            article=self.article,
            key=new_key(),
            photo=photo,
            caption=use.caption,
            alt_text=use.alt_text,
            decorative=use.decorative,
            is_lead=is_lead,
            credit_override="" if use.credit_line == photo.credit else use.credit_line,
        )
        self.captions.append(check(row))
        return row.key

    def _place_video(self, use):
        video = self.videos.get(use.ref)
        if video is None:
            shared = ("title", "description", "medium", "seconds", "provider", "embed_id")
            video = check(Video(**{name: getattr(use, name) for name in shared}))
            self.new_videos.append(video)
        row = EmbeddedVideo(
            article=self.article, key=new_key(), video=video, label=use.label, teaser=use.teaser,
            age=use.age, captured_at=use.captured_at,
        )  # fmt: skip
        self.embedded.append(check(row))
        return row.key

    def _related_links(self):
        """Return the unsaved links; what has neither words nor a story of ours says nothing."""
        ours = type(self.article).objects.only("pk").in_bulk(_refs(self.story.related))
        return [
            check(
                RelatedLink(
                    article=self.article,
                    target_id=link.ref if link.ref in ours else None,
                    title=link.title,
                    label=link.label,
                    url="" if link.ref in ours else link.url,
                    position=position,
                )
            )
            for position, link in enumerate(self.story.related)
            if link.title or link.ref in ours
        ]

    def _bylines(self):
        credits = self.story.credits
        rows = [
            check(Byline(article=self.article, role=credit.role, printed=credit.printed,
                         position=position))
            for position, credit in enumerate(credits)
        ]  # fmt: skip
        known = Contributor.objects.in_bulk(_refs(credit.party for credit in credits))
        others = [credit.party for credit in credits if credit.party.ref not in known]
        by_name = Contributor.objects.for_parties(others)
        for row, party in zip(rows, (credit.party for credit in credits), strict=True):
            row.contributor = known.get(party.ref) or by_name[name_key(party.name), party.kind]
            row.name = "" if party.name == row.contributor.name else party.name
        return rows


def _fetched(queryset, rows):
    """Return `queryset` as if it had been asked and answered with `rows`."""
    queryset._result_cache, queryset._prefetch_done = rows, True
    return queryset


def _refs(uses):
    return {use.ref for use in uses if use.ref is not None}


def _write_tags(article, names, instead):
    """Give `article` the tags of these names, in their order, and return their list."""
    if instead:
        TaggedItem.objects.filter(**_tagged(article)).delete()
    return append_tags(article, names)


def append_tags(article, names):
    """Give `article` the tags of these names after those it has, and return their list.

    Names are taken letter by letter, and are none that it has.
    """
    tags = {}
    for some in batches(dict.fromkeys(names)):
        tags |= {tag.name: tag for tag in Tag.objects.filter(name__in=some)}
    tags |= make_tags([name for name in dict.fromkeys(names) if name not in tags])
    given = [tags[name] for name in dict.fromkeys(names)]
    place = _tagged(article)
    TaggedItem.objects.bulk_create(TaggedItem(tag=tag, **place) for tag in given)
    return given


def _tagged(article):
    return {
        "object_id": article.pk,
        "content_type": ContentType.objects.get_for_model(article),
    }


def make_tags(names):
    """Return {name: Tag} of new tags. Raises ValidationError for a name that is too long."""
    tags = [Tag(name=name) for name in names]
    for tag in tags:
        try:
            tag.clean_fields(exclude={"slug"})
        except ValidationError as error:
            said = f"“{tag.name}”: {' '.join(error.messages)}"
            raise ValidationError({"tags": [said]}) from error
    slugs = free_slugs(Tag.objects.all(), names, "tag", spell=slug_in_its_script)
    for tag, slug in zip(tags, slugs, strict=True):
        tag.slug = slug
    return {tag.name: tag for tag in Tag.objects.bulk_create(tags)}
