"""The edition that waits for its hour."""

from django.db import transaction
from django.utils import timezone

from articles.models import FOREVER, Edition
from articles.publishing.ledger import keys_of, record
from articles.publishing.locks import lock_row
from articles.vocabulary import EventKind


@transaction.atomic
def cancel_pending(article, *, by, reason=""):
    """Cancel the edition that waits, if there is one, and return it; what is live goes on.

    A part of other verbs, which say in the audit why.
    """
    return drop_pending(lock_row(article), by=by, reason=reason)


def drop_pending(article, *, by, reason=""):
    """Do the same to an article that the verb has locked itself."""
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
