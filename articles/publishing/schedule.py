"""Schedule a story or an update, move what waits to another hour, cancel it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import AuditAction
from articles.publishing import audit
from articles.publishing.audit import hour
from articles.publishing.errors import NotAllowed
from articles.publishing.freeze import (
    append,
    frozen,
    last_edition_that_counts,
    text_now,
    text_of,
    tombstone,
)
from articles.publishing.going_live import both, publish, refuse_unready, settle, tell
from articles.publishing.locks import lock
from articles.publishing.moments import full_words
from articles.publishing.pending import cancel_pending
from articles.vocabulary import Status


def schedule(article, at, *, by, revision=None, kind=None, reason="", despite=""):
    """Let the working copy at `revision` go live at `at` (aware datetime); return the Edition.

    Raises NotAllowed for an hour that is past, and what publish() raises.
    """
    _refuse_past(at)
    return publish(
        article, by=by, revision=revision, kind=kind, at=at, reason=reason, despite=despite
    )


@transaction.atomic
def reschedule(article, at, *, by, revision=None, text="waiting", reason="", despite=""):
    """Cancel the edition that waits and let one wait for `at` (aware datetime) instead; return it.

    `text` is "waiting" for the words that wait, "current" for those of the working copy at
    `revision`. Raises StaleRevision, NotAllowed, NotReady.
    """
    _refuse_past(at)
    article = lock(article, revision if text == "current" else None)
    now = timezone.now()
    pending = cancel_pending(article, by=by, reason=reason)
    if pending is None:
        raise NotAllowed(_("Nothing of “%(story)s” is scheduled.") % {"story": article})
    goes_live_at = max(filter(None, (at, article.embargo_until)))
    last = last_edition_that_counts(article, now)
    warnings = []
    if pending.is_withdrawal:
        edition = tombstone(
            article, last, notice=pending.notice, reason=pending.reason, goes_live_at=goes_live_at
        )
        append(article, edition, by=by)
    else:
        words = text_of(pending) if text == "waiting" else text_now(article, last)
        warnings = refuse_unready(article, words.story, despite, goes_live_at, pending)
        why = both(reason, despite) or pending.reason
        edition = frozen(article, words, last, pending.kind, goes_live_at, why)
        append(article, edition, by=by, story=words.story)
    if text == "current":
        settle(article)
    tell(
        article, edition, by=by, before=hour(pending.goes_live_at), despite=despite,
        warnings=warnings, action=AuditAction.RESCHEDULED,
    )  # fmt: skip
    return edition


@transaction.atomic
def cancel(article, *, by, reason=""):
    """Cancel the edition that waits and return it; readers never learn of it.

    Its words are ready for another hour. Raises NotAllowed when nothing waits.
    """
    article = lock(article)
    pending = cancel_pending(article, by=by, reason=reason)
    if pending is None:
        raise NotAllowed(_("Nothing of “%(story)s” is scheduled.") % {"story": article})
    if article.status == Status.DRAFT and pending.revision == article.revision:
        article.status = Status.READY
        article.save(update_fields=["status"])
    audit.note(
        AuditAction.CANCELLED,
        by=by,
        article=article,
        before=hour(pending.goes_live_at),
        after=audit.state_in_words(article, timezone.now()),
        reason=reason,
        edition=pending.number,
    )
    return pending


def _refuse_past(at):
    now = timezone.now()
    if at <= now:
        raise NotAllowed(
            _("%(hour)s is past: choose an hour to come, or publish now.")
            % {"hour": full_words(at, now)}
        )
