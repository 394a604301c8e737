"""Freeze a working copy into an edition, cancel one that waits, withdraw a story."""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
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
    Video,
)
from articles.publishing.checks import open_doubts, problems
from articles.publishing.errors import EditionWaits, NotAllowed, NotReady
from articles.publishing.ledger import chain_hash, keys_of, record
from articles.publishing.locks import lock
from articles.publishing.notices import tell_writer
from articles.story import Medium, sha256_of_json
from articles.vocabulary import EditionKind, EventKind, Status

SUBSTANTIVE = (EditionKind.UPDATE, EditionKind.CORRECTION)

EVENT_OF_KIND = {
    EditionKind.FIRST: EventKind.PUBLISHED,
    EditionKind.UPDATE: EventKind.UPDATED,
    EditionKind.MINOR: EventKind.UPDATED,
    EditionKind.CORRECTION: EventKind.CORRECTED,
    EditionKind.WITHDRAWAL: EventKind.WITHDRAWN,
}


class Waiting(StrEnum):
    """What becomes of an edition that waits when another is published before its hour."""

    CANCEL = "cancel"
    REFREEZE = "refreeze"  # it keeps its hour and gets the new text


@transaction.atomic
def publish(article, *, by, revision=None, kind=None, at=None, reason="", despite="", waiting=None):
    """Freeze the working copy at `revision` into an Edition and return it.

    It goes live at `at` (aware datetime; default: now), never before an embargo ends. `kind`
    defaults to first or update; a new note on what was wrong makes any a correction. `despite` is
    the reason to go on although checks warn. `waiting` says what becomes of an edition that is
    scheduled already.
    Raises StaleRevision, NotReady, EditionWaits, NotAllowed.
    """
    article = lock(article, revision)
    if article.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked; take it back first.") % {"story": article})
    story = article.printed_story()
    _refuse_unready(article, story, despite)
    now = timezone.now()
    goes_live_at = max(filter(None, (at, now, article.embargo_until)))
    pending = _make_way(article, now, by, waiting)
    last = _last_edition_that_counts(article, now)
    kind = kind or (EditionKind.UPDATE if last else EditionKind.FIRST)
    if last and _brings_note(story, last):
        kind = EditionKind.CORRECTION
    edition = _frozen(article, story, last, kind, goes_live_at, reason or despite)
    _append(article, edition, by, story)
    if pending and waiting == Waiting.REFREEZE:
        _append(article, _again(edition, pending), by, story)
    tell_writer(article, by=by, goes_live_at=goes_live_at)
    return edition


def publish_new(article, *, by, despite=""):
    """Freeze an article that was made in this very transaction; return its first Edition.

    Nobody else can know it: there is no lock to take, no edition before, none to make way for.
    Raises NotReady.
    """
    story = article.printed_story()
    _refuse_unready(article, story, despite)
    edition = _frozen(article, story, None, EditionKind.FIRST, timezone.now(), despite)
    return _write(article, edition, by, story)


def _brings_note(story, last):
    """True if `story` tells of a mistake of which the edition `last` did not tell."""
    before = last.story()
    known = {(note.kind, note.text) for note in before.corrections} if before else set()
    return any(
        note.kind in LOGGED_KINDS and (note.kind, note.text) not in known
        for note in story.corrections
    )


def _frozen(article, story, last, kind, goes_live_at, reason):
    """Return a new Edition of `story`, not saved yet; `last` is the one before it that counts."""
    edition = Edition(
        kind=kind,
        goes_live_at=goes_live_at,
        content=story.to_json(),
        content_hash=story.content_hash(),
        reason=reason,
    )
    _set_times(edition, article, story, last)
    return edition


@transaction.atomic
def cancel_pending(article, *, by, reason=""):
    """Cancel the edition that waits, if there is one, and return it; what is live goes on."""
    article = lock(article)
    now = timezone.now()
    pending = Edition.objects.filter(article=article).pending(now).first()
    if pending is None:
        return None
    hour = pending.goes_live_at
    pending.replaced_at = hour
    pending.save(update_fields=["replaced_at"])
    before = article.editions.filter(replaced_at=hour, goes_live_at__lt=hour)
    before.update(replaced_at=FOREVER)
    record(EventKind.CANCELLED, article, by=by, reason=reason, keys=keys_of(pending))
    return pending


@transaction.atomic
def withdraw(article, *, by, notice, reason, at=None):
    """Replace the live story by a tombstone that tells readers `notice`; return it.

    Readers get 410 with the notice. An edition that waits is cancelled. Raises NotAllowed when
    readers never saw the story.
    """
    article = lock(article)
    now = timezone.now()
    live = Edition.objects.filter(article=article).in_force(now).first()
    if live is None or live.is_withdrawal:
        raise NotAllowed(_("“%(story)s” is not live.") % {"story": article})
    if not notice.strip() or not reason.strip():
        raise NotAllowed(_("A withdrawal needs a reason, and a notice for readers."))
    cancel_pending(article, by=by, reason=reason)
    tombstone = Edition(
        kind=EditionKind.WITHDRAWAL,
        goes_live_at=max(at or now, now),
        content_hash=sha256_of_json(None),
        notice=notice,
        reason=reason,
        published_at=live.published_at,
        updated_at=live.updated_at,
        sort_at=live.sort_at,
        section=live.section,
        slug=live.slug,
        headline=live.headline,
        language=live.language,
    )
    return _append(article, tombstone, by, None)


def _refuse_unready(article, story, despite):
    found = [*problems(story), *open_doubts(article)]
    if any(problem.is_blocker for problem in found) or (found and not despite):
        raise NotReady(found)


def _make_way(article, now, by, waiting):
    """Cancel the pending edition and return it, or None. Raises EditionWaits if not told to."""
    pending = Edition.objects.filter(article=article).pending(now).first()
    if pending is None:
        return None
    if waiting is None:
        hour = timezone.localtime(pending.goes_live_at).strftime("%Y-%m-%d %H:%M")
        raise EditionWaits(
            _("An edition waits for %(hour)s. Say whether to cancel it or to give it this text.")
            % {"hour": hour}
        )
    return cancel_pending(article, by=by, reason=waiting)


def _last_edition_that_counts(article, now):
    """Return the newest edition readers saw, tombstones left out, or None."""
    seen = Edition.objects.filter(article=article).that_went_live(now)
    return seen.exclude(kind=EditionKind.WITHDRAWAL).order_by("-number").first()


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
    edition.section = article.section
    edition.slug = last.slug if last and not article.slug else article.public_slug()


def _again(edition, pending):
    """Return a new Edition with the text of `edition` and the kind and hour of `pending`."""
    names = (
        "content", "content_hash", "reason", "published_at", "sort_at", "section", "slug",
    )  # fmt: skip
    twin = Edition(
        kind=pending.kind,
        goes_live_at=pending.goes_live_at,
        updated_at=edition.updated_at,
        **{name: getattr(edition, name) for name in names},
    )
    if pending.kind in SUBSTANTIVE:
        twin.updated_at = pending.goes_live_at
    return twin


def _append(article, edition, by, story):
    """Close the open window and write the edition; return it."""
    open_edition = article.editions.filter(replaced_at=FOREVER).first()
    if open_edition:
        open_edition.replaced_at = edition.goes_live_at
        open_edition.save(update_fields=["replaced_at"])
    previous = article.editions.order_by("-number").first()
    return _write(article, edition, by, story, open_edition, previous)


def _write(article, edition, by, story, open_edition=None, previous=None):
    """Number and chain the edition, write its lists and the event; return it."""
    edition.article = article
    edition.number = previous.number + 1 if previous else 1
    edition.revision = article.revision
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
