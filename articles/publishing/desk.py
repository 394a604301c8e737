"""Desk states of the working copy."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import AuditAction, Edition
from articles.publishing import audit, notices
from articles.publishing.errors import NotAllowed
from articles.publishing.locks import lock_row
from articles.publishing.pending import drop_pending
from articles.publishing.quicker import refuse_stale
from articles.vocabulary import EditionKind, Status

# From where to where one step leads; spike() and unspike() are the only ways in and out of spiked.
STEPS = {
    Status.DRAFT: (Status.IN_REVIEW, Status.READY),
    Status.IN_REVIEW: (Status.DRAFT, Status.READY),
    Status.READY: (Status.DRAFT, Status.IN_REVIEW),
    Status.SPIKED: (),
}


@transaction.atomic
def set_status(article, status, *, by, revision=None, seen=None, reason=""):
    """Move the working copy to draft, in review or ready; return the article.

    Of a live story these are the states of its next changes. `revision` and `seen` (Status) are
    what the caller was shown. Raises StaleRevision, NotAllowed.
    """
    fresh = lock_row(article)
    refuse_stale(fresh, by=by, revision=revision, seen=seen)
    if fresh.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked; take it back first.") % {"story": fresh})
    if fresh.revision == 0:
        raise NotAllowed(_("“%(story)s” was never saved; open it and save it.") % {"story": fresh})
    if status == fresh.status:
        raise NotAllowed(
            _("“%(story)s” is already in the state “%(state)s”.")
            % {"story": fresh, "state": Status(status).label}
        )
    if status not in STEPS[fresh.status]:
        raise NotAllowed(_("“%(story)s” cannot be spiked so.") % {"story": fresh})
    if status != Status.DRAFT and has_nothing_new(fresh):
        raise NotAllowed(
            _("Nothing of “%(story)s” has changed since it was published or scheduled.")
            % {"story": fresh}
        )
    return _move(fresh, status, by, reason)


@transaction.atomic
def spike(article, *, by, reason=""):
    """Drop a story before publication. What waits is cancelled; what readers have had refuses."""
    fresh = lock_row(article)
    if fresh.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked already.") % {"story": fresh})
    in_force = Edition.objects.filter(article=fresh).in_force().defer("content").first()
    if in_force:
        raise NotAllowed(_why_not_spiked(fresh, in_force) % {"story": fresh})
    drop_pending(fresh, by=by, reason=reason)
    return _move(fresh, Status.SPIKED, by, reason)


@transaction.atomic
def unspike(article, *, by, reason=""):
    """Take a spiked story back to draft. Raises NotAllowed when it is not spiked."""
    fresh = lock_row(article)
    if fresh.status != Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is not spiked.") % {"story": fresh})
    return _move(fresh, Status.DRAFT, by, reason)


def _why_not_spiked(article, in_force):
    if in_force.is_withdrawal:
        return _("“%(story)s” is withdrawn: its notice stays where readers look for it.")
    if article.held:
        return _("“%(story)s” was live and is on legal hold: readers do not see it.")
    return _("“%(story)s” is live and cannot be spiked; withdraw it instead.")


def has_nothing_new(article):
    """True if the working copy is what readers get now, or will get at an hour that is set."""
    open_editions = Edition.objects.filter(article=article).without_end()
    frozen = open_editions.exclude(kind=EditionKind.WITHDRAWAL).filter(revision=article.revision)
    return frozen.exists()


def _move(article, status, by, reason):
    before, article.status = article.status, status
    article.save(update_fields=["status"])
    audit.note(
        AuditAction.STATUS, by=by, article=article, before=before, after=status, reason=reason
    )
    notices.tell(article, before=before, after=status, by=by, words=reason)
    return article
