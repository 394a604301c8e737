"""Publish a working copy: at once, at an hour, or when its embargo ends."""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import LOGGED_KINDS, AuditAction, Edition
from articles.publishing import audit, notices
from articles.publishing.audit import hour, state_in_words
from articles.publishing.checks import all_problems, open_doubts, problems, text_problems
from articles.publishing.errors import EditionWaits, NotAllowed, NotReady, ReasonMissing
from articles.publishing.freeze import (
    append,
    frozen,
    last_edition_that_counts,
    text_now,
    tombstone,
    write,
)
from articles.publishing.locks import lock
from articles.publishing.moments import full_words
from articles.publishing.pending import cancel_pending
from articles.vocabulary import EditionKind, Status


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
    scheduled already. What is withdrawn comes back only with a `reason`. The desk state begins
    anew.
    Raises StaleRevision, NotReady, EditionWaits, ReasonMissing, NotAllowed.
    """
    article = lock(article, revision)
    if article.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked; take it back first.") % {"story": article})
    now = timezone.now()
    _refuse_silent_return(article, now, reason)
    goes_live_at = max(filter(None, (at, now, article.embargo_until)))
    last = last_edition_that_counts(article, now)
    text = text_now(article, last)
    warnings = refuse_unready(article, text.story, despite, goes_live_at, last)
    before = state_in_words(article, now)
    pending = make_way(article, now, by, waiting)
    if pending and waiting == Waiting.REFREEZE and at and at > now:
        raise NotAllowed(_("Only what is published at once leaves room for an edition that waits."))
    kind = kind or (EditionKind.UPDATE if last else EditionKind.FIRST)
    if last and _brings_note(text.story, last):
        kind = EditionKind.CORRECTION
    edition = frozen(article, text, last, kind, goes_live_at, both(reason, despite))
    append(article, edition, by=by, story=text.story)
    if pending and waiting == Waiting.REFREEZE and pending.goes_live_at > goes_live_at:
        append_again(article, pending, text, edition, by)
    settle(article)
    if by is not None:  # what an import publishes is told by its source and the event
        tell(article, edition, by=by, before=before, despite=despite, warnings=warnings)
    return edition


def _refuse_silent_return(article, now, reason):
    in_force = Edition.objects.filter(article=article).in_force(now)
    if not reason.strip() and in_force.filter(kind=EditionKind.WITHDRAWAL).exists():
        raise ReasonMissing(
            _("“%(story)s” was withdrawn: give a reason why readers get it again.")
            % {"story": article}
        )


def publish_new(article, *, by, despite=""):
    """Freeze an article that was made in this very transaction; return its first Edition.

    Nobody else can know it: there is no lock to take, no edition before, none to make way for.
    Raises NotReady.
    """
    text = text_now(article, None)
    found = [*problems(text.story), *open_doubts(article)]
    if any(problem.is_blocker for problem in found) or (found and not despite):
        raise NotReady(found)
    edition = frozen(article, text, None, EditionKind.FIRST, timezone.now(), despite)
    return write(article, edition, by, text.story)


def refuse_unready(article, story, despite, at, last=None, *, is_told=False):
    """Return the warnings that `despite` goes on against. Raises NotReady.

    What the edition `last` warned of already was answered for then and needs no reason again.
    `is_told` says that readers have these very words: then only what is new is looked at.
    """
    found = all_problems(article, story, at)
    known = last.story() if last else None
    told = set(text_problems(article, known, last.goes_live_at)) if known else set()
    new = [problem for problem in found if not problem.is_note and problem not in told]
    blocking = [p for p in (new if is_told else found) if p.is_blocker]
    if blocking or (new and not despite.strip()):
        raise NotReady([problem for problem in found if not problem.is_note])
    return [problem.message for problem in new]


def make_way(article, now, by, waiting):
    """Cancel the pending edition and return it, or None. Raises EditionWaits if not told to."""
    pending = Edition.objects.filter(article=article).pending(now).first()
    if pending is None:
        return None
    if waiting is None:
        if pending.is_withdrawal:
            text = _("A withdrawal waits for %(hour)s. Say whether to cancel it or to keep it.")
        else:
            text = _(
                "An edition waits for %(hour)s. Say whether to cancel it or to give it this text."
            )
        raise EditionWaits(text % {"hour": full_words(pending.goes_live_at, now)})
    return cancel_pending(article, by=by, reason=waiting)


def append_again(article, pending, text, last, by):
    """Let the edition `pending`, cancelled a moment ago, wait again for its hour with `text`."""
    if pending.is_withdrawal:
        twin = tombstone(
            article, last, notice=pending.notice, reason=pending.reason,
            goes_live_at=pending.goes_live_at,
        )  # fmt: skip
        return append(article, twin, by=by)
    twin = frozen(article, text, last, pending.kind, pending.goes_live_at, pending.reason)
    return append(article, twin, by=by, story=text.story)


def both(reason, despite):
    """Return the reason of an edition: why it was made, and why despite warnings."""
    return "; ".join(dict.fromkeys(filter(None, (reason.strip(), despite.strip()))))[:300]


def settle(article):
    """Let the desk state begin anew: what was under way has been frozen."""
    if article.status != Status.DRAFT:
        article.status = Status.DRAFT
        article.save(update_fields=["status"])


def tell(article, edition, *, by, before, despite="", warnings=(), action=None):
    """Note in the audit that `edition` was frozen, and tell the writer."""
    waits = edition.goes_live_at > edition.created_at
    if action is None:
        action = AuditAction.SCHEDULED if waits else AuditAction.PUBLISHED
    overridden = {"despite": despite, "warnings": warnings} if despite and warnings else {}
    audit.note(
        action,
        by=by,
        article=article,
        before=before,
        after=hour(edition.goes_live_at) if waits else "live",
        reason=edition.reason,
        edition=edition.number,
        kind=str(edition.kind),
        **overridden,
    )
    notices.tell_writer(article, by=by, goes_live_at=edition.goes_live_at)


def _brings_note(story, last):
    """True if `story` tells of a mistake of which the edition `last` did not tell."""
    before = last.story()
    known = {(note.kind, note.text) for note in before.corrections} if before else set()
    return any(
        note.kind in LOGGED_KINDS and (note.kind, note.text) not in known
        for note in story.corrections
    )
