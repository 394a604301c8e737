"""Correct a live story: tell readers what was wrong, and publish the edition that says so."""

from dataclasses import fields, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import LOGGED_KINDS, AuditAction, Edition
from articles.publishing.errors import NotAllowed
from articles.publishing.freeze import append, frozen, text_now, text_of
from articles.publishing.going_live import (
    Waiting,
    append_again,
    both,
    make_way,
    refuse_unready,
    settle,
    tell,
)
from articles.publishing.locks import lock
from articles.publishing.versions import keep_version
from articles.story import Story
from articles.vocabulary import EditionKind, Status


@transaction.atomic
def correct(
    article, *, by, kind, text, is_substantive, reason, revision=None, only_live=False,
    despite="", waiting=None, reports=None,
):  # fmt: skip
    """Add a public note of `kind` (CorrectionKind) to a live story, publish it, return the Edition.

    The working copy at `revision` gets the note. Readers get the working copy, or with
    `only_live` the text, section and address they have now, and the note. An edition that waits
    is cancelled or, with Waiting.REFREEZE, gets the words of the correction; with `only_live` its
    own words and the note. `reports` (ErrorReports) are what it answers: they are settled.
    Raises StaleRevision, NotAllowed, NotReady, EditionWaits.
    """
    if not text.strip() or not reason.strip():
        raise NotAllowed(_("A correction needs its words for readers, and a reason."))
    article = lock(article, revision)
    now = timezone.now()
    live = Edition.objects.filter(article=article).in_force(now).first()
    if live is None or live.is_withdrawal or live.content is None:
        raise NotAllowed(_("“%(story)s” is not live.") % {"story": article})
    if article.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked; take it back first.") % {"story": article})
    was_all_live = not other_changes(article, live)
    note = _add_note(article, kind, text.strip(), by, reason)
    article = lock(article)
    words = text_now(article, live)
    if only_live and not was_all_live:
        words = _with_note(text_of(live), note)
    warnings = refuse_unready(article, words.story, despite, now, live, is_told=only_live)
    pending = make_way(article, now, by, waiting)
    why = both(reason, despite)
    edition = frozen(article, words, live, _kind_of(kind, is_substantive), now, why)
    append(article, edition, by=by, story=words.story)
    note.edition = edition
    note.save(update_fields=["edition"])
    if pending and waiting == Waiting.REFREEZE:
        is_told_apart = only_live and not pending.is_withdrawal
        later = _with_note(text_of(pending), note) if is_told_apart else words
        append_again(article, pending, later, edition, by)
    if not only_live:
        settle(article)
    if reports is not None:
        reports.settle(by=by)
    tell(
        article, edition, by=by, before="live", despite=despite, warnings=warnings,
        action=AuditAction.CORRECTED,
    )  # fmt: skip
    return edition


def other_changes(article, live):
    """Return the names of what readers of the edition `live` do not have yet (list).

    They are fields of a Story, and `slug`, for the address is no part of the text. A section that
    is only called otherwise by now is no change.
    """
    mine, theirs = text_now(article, live), text_of(live)
    names = [field.name for field in fields(Story) if field.name != "section"]
    changed = [name for name in names if getattr(mine.story, name) != getattr(theirs.story, name)]
    where = [name for name in ("section", "slug") if getattr(mine, name) != getattr(theirs, name)]
    return changed + where


def _add_note(article, kind, text, by, reason):
    """Write the note into the working copy as a save of its own; return its row."""
    last = article.corrections.order_by("-position").first()
    position = last.position + 1 if last else 0
    note = article.corrections.create(kind=kind, text=text, position=position)
    article.revision += 1
    article.saved_at = timezone.now()
    article.save(update_fields=["revision", "saved_at"])
    article._prefetched_objects_cache = {}
    keep_version(article, by=by, reason=reason)
    return note


def _with_note(text, note):
    story = text.story
    return replace(
        text, story=replace(story, corrections=(*story.corrections, note.as_correction()))
    )


def _kind_of(kind, is_substantive):
    if not is_substantive:
        return EditionKind.MINOR
    return EditionKind.CORRECTION if kind in LOGGED_KINDS else EditionKind.UPDATE
