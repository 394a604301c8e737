"""Withdraw a story that readers know: a tombstone takes its place."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import AuditAction, Edition
from articles.publishing import audit
from articles.publishing.audit import hour
from articles.publishing.errors import NotAllowed
from articles.publishing.freeze import append, tombstone
from articles.publishing.locks import lock_row
from articles.publishing.pending import drop_pending


@transaction.atomic
def withdraw(article, *, by, notice, reason, at=None):
    """Replace the live story by a tombstone that tells readers `notice`; return it.

    Readers get 410 with the notice, from `at` on (aware datetime; default: now). An edition that
    waits is cancelled. Raises NotAllowed when readers do not see the story.
    """
    article = lock_row(article)
    now = timezone.now()
    live = Edition.objects.filter(article=article).in_force(now).defer("content").first()
    if live is None or live.is_withdrawal:
        raise NotAllowed(_("“%(story)s” is not live.") % {"story": article})
    if not notice.strip() or not reason.strip():
        raise NotAllowed(_("A withdrawal needs a reason, and a notice for readers."))
    drop_pending(article, by=by, reason=reason)
    end = tombstone(article, live, notice=notice, reason=reason, goes_live_at=max(at or now, now))
    append(article, end, by=by)
    audit.note(
        AuditAction.WITHDRAWN,
        by=by,
        article=article,
        before="live",
        after=hour(end.goes_live_at) if end.goes_live_at > now else "withdrawn",
        reason=reason,
        notice=notice,
        edition=end.number,
    )
    return end
