"""Desk states of the working copy."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Edition
from articles.publishing.errors import NotAllowed
from articles.publishing.freeze import cancel_pending
from articles.publishing.locks import lock
from articles.publishing.notices import tell
from articles.vocabulary import Status


@transaction.atomic
def set_status(article, status, *, by=None, revision=None, reason=""):
    """Move the working copy to draft, in review or ready."""
    if status == Status.SPIKED:
        raise ValueError("spike() keeps the reason and cancels what waits.")
    fresh = lock(article, revision)
    tell(fresh, before=fresh.status, after=status, by=by, words=reason)
    fresh.status = status
    fresh.save(update_fields=["status"])
    return fresh


@transaction.atomic
def spike(article, *, by, reason=""):
    """Drop a story before publication. A scheduled edition is cancelled; a live one refuses."""
    fresh = lock(article)
    in_force = Edition.objects.filter(article=fresh).in_force().first()
    if in_force and not in_force.is_withdrawal:
        raise NotAllowed(
            _("“%(story)s” is live and cannot be spiked; withdraw it instead.") % {"story": fresh}
        )
    cancel_pending(fresh, by=by, reason=reason)
    fresh.status = Status.SPIKED
    fresh.save(update_fields=["status"])
    return fresh
