"""Freeze a text into an edition, and write beside it what lists and addresses read."""

from dataclasses import dataclass

from django.utils import timezone
from taggit.models import Tag

from articles.models import (
    FOREVER,
    LOGGED_KINDS,
    Edition,
    EditionContributor,
    EditionCorrection,
    EditionPhoto,
    EditionTag,
    EditionVideo,
    SearchText,
    Section,
    Video,
)
from articles.publishing.ledger import chain_hash, keys_of, record
from articles.story import Medium, Story, sha256_of_json
from articles.vocabulary import EditionKind, EventKind

SUBSTANTIVE = (EditionKind.UPDATE, EditionKind.CORRECTION)

EVENT_OF_KIND = {
    EditionKind.FIRST: EventKind.PUBLISHED,
    EditionKind.UPDATE: EventKind.UPDATED,
    EditionKind.MINOR: EventKind.UPDATED,
    EditionKind.CORRECTION: EventKind.CORRECTED,
    EditionKind.WITHDRAWAL: EventKind.WITHDRAWN,
}


@dataclass(frozen=True)
class Text:
    """What an edition says and where it stands; `revision` is that of the working copy it was."""

    story: Story
    revision: int
    section: Section
    slug: str


def text_now(article, last):
    """Return the Text of the working copy; `last` is the edition before it, or None."""
    return Text(
        story=article.printed_story(),
        revision=article.revision,
        section=article.section,
        slug=last.slug if last and not article.slug else article.public_slug(),
    )


def text_of(edition):
    """Return the Text that `edition` has already frozen."""
    return Text(edition.story(), edition.revision, edition.section, edition.slug)


def last_edition_that_counts(article, now):
    """Return the newest edition readers saw, tombstones left out, or None."""
    seen = Edition.objects.filter(article=article).that_went_live(now)
    return seen.exclude(kind=EditionKind.WITHDRAWAL).order_by("-number").first()


def frozen(article, text, last, kind, goes_live_at, reason):
    """Return a new Edition of `text`, not saved yet; `last` is the one before it that counts."""
    edition = Edition(
        kind=kind,
        goes_live_at=goes_live_at,
        content=text.story.to_json(),
        content_hash=text.story.content_hash(),
        reason=reason,
        revision=text.revision,
        section=text.section,
        slug=text.slug,
    )
    _set_times(edition, article, text.story, last)
    return edition


def tombstone(article, live, *, notice, reason, goes_live_at):
    """Return a new withdrawal of the edition `live`, not saved yet."""
    names = ("published_at", "updated_at", "sort_at", "section", "slug", "headline", "language")
    return Edition(
        kind=EditionKind.WITHDRAWAL,
        goes_live_at=goes_live_at,
        content_hash=sha256_of_json(None),
        notice=notice,
        reason=reason,
        revision=article.revision,
        **{name: getattr(live, name) for name in names},
    )


def append(article, edition, *, by, story=None):
    """Close the open window and write `edition`, which says `story`; return it."""
    editions = article.editions.select_related("section").defer("content")
    open_edition = editions.filter(replaced_at=FOREVER).first()
    if open_edition:
        open_edition.replaced_at = edition.goes_live_at
        open_edition.save(update_fields=["replaced_at"])
    previous = editions.order_by("-number").first()
    return write(article, edition, by, story, open_edition, previous)


def write(article, edition, by, story, open_edition=None, previous=None):
    """Number and chain the edition, write its lists and the event; return it."""
    edition.article = article
    edition.number = previous.number + 1 if previous else 1
    edition.held = article.held
    edition.by = by
    edition.created_at = timezone.now()
    edition.chain_hash = chain_hash(edition, previous)
    if story:
        _set_card(edition, story)
    edition.save()
    links = _write_lists(edition, story) if story else ((), ())
    _write_notes(edition, story)
    SearchText.objects.keep(edition, story)
    scheduled = edition.goes_live_at > edition.created_at
    keys = keys_of(edition, *links) | (keys_of(open_edition) if open_edition else set())
    record(
        EventKind.SCHEDULED if scheduled else EVENT_OF_KIND[edition.kind],
        article,
        by=by,
        reason=edition.reason,
        keys=keys,
        due_at=edition.goes_live_at,
    )
    return edition


def _set_card(edition, story):
    for name in ("headline", "deck", "kicker", "summary", "language"):
        setattr(edition, name, getattr(story, name))
    lead = story.lead_photo or next(iter(story.photos), None)
    if lead:
        edition.lead_photo_id = lead.ref
        edition.lead_alt_text = lead.alt_text
    edition.has_video = any(video.medium == Medium.VIDEO for video in story.videos)


def _set_times(edition, article, story, last):
    """Fill posted, updated and sort time; nothing is invented for imported stories."""
    if story.published_at:
        edition.published_at = story.published_at
    elif last:
        edition.published_at = last.published_at
    elif not article.sources.exists():
        edition.published_at = edition.goes_live_at
    edition.updated_at = last.updated_at if last else story.updated_at
    if last and edition.kind in SUBSTANTIVE:
        edition.updated_at = edition.goes_live_at
    edition.sort_at = edition.published_at or (last.sort_at if last else edition.goes_live_at)


def _write_lists(edition, story):
    """Write the lists that the edition stands in; return (its tag links, contributor links)."""
    order = {"edition": edition, "article": edition.article, "sort_at": edition.sort_at}
    tags = Tag.objects.filter(name__in=story.tags)
    tag_links = EditionTag.objects.bulk_create(EditionTag(tag=tag, **order) for tag in tags)
    parties = dict.fromkeys(credit.party.ref for credit in story.credits)
    contributor_links = EditionContributor.objects.bulk_create(
        EditionContributor(contributor_id=ref, **order) for ref in parties
    )
    videos = dict.fromkeys(video.ref for video in story.videos)
    posters = Video.objects.filter(pk__in=videos, poster__isnull=False)
    photos = dict.fromkeys(photo.ref for photo in story.photos)
    photos |= dict.fromkeys(posters.values_list("poster", flat=True))
    EditionPhoto.objects.bulk_create(EditionPhoto(edition=edition, photo_id=pk) for pk in photos)
    EditionVideo.objects.bulk_create(EditionVideo(edition=edition, video_id=pk) for pk in videos)
    return tag_links, contributor_links


def _write_notes(edition, story):
    """Write what the log of corrections shows of an edition: its notes, or a tombstone's notice."""
    if edition.is_withdrawal:
        told = [(edition.kind, edition.notice, edition.goes_live_at)]
    else:
        notes = [note for note in story.corrections if note.kind in LOGGED_KINDS]
        hours = _hours_of_undated(edition) if any(note.at is None for note in notes) else {}
        told = [
            (note.kind, note.text, note.at or hours.get((note.kind, note.text), hours.get(None)))
            for note in notes
        ]
    EditionCorrection.objects.bulk_create(
        EditionCorrection(
            edition=edition, article=edition.article, section=edition.section, kind=kind,
            text=text, told_at=at, sort_at=at or edition.sort_at,
        )
        for kind, text, at in told
    )  # fmt: skip


def _hours_of_undated(edition):
    """Return {(kind, text): hour (or None: unknown)} at which notes without a date came to readers.

    Under the key None is the hour of those that no edition before carried.
    """
    article = edition.article
    before = Edition.objects.filter(article=article, number__lt=edition.number)
    shown = before.that_went_live(edition.goes_live_at)
    carried = EditionCorrection.objects.filter(edition__in=shown).order_by("-edition__number")
    hours = {(note.kind, note.text): note.told_at for note in carried}
    is_from_elsewhere = edition.number == 1 and article.sources.exists()
    return hours | {None: None if is_from_elsewhere else edition.goes_live_at}
