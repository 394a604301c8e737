"""What a story is right now: its desk state, and what readers get, read from editions."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Edition
from articles.vocabulary import Status

HELD, LIVE, CHANGED, SCHEDULED, WITHDRAWN = "held", "live", "changed", "scheduled", "withdrawn"

NAMES = {
    HELD: _("On legal hold"),
    LIVE: _("Live"),
    CHANGED: _("Live, with unpublished changes"),
    SCHEDULED: _("Scheduled"),
    WITHDRAWN: _("Withdrawn"),
    **dict(Status.choices),
}


def with_state(articles, at=None):
    """Add to a queryset of articles what `state_of` reads, and the hours it goes or went live."""
    at = at or timezone.now()
    editions = Edition.objects.filter(article=OuterRef("pk"))
    in_force = editions.in_force(at)
    return articles.with_public_state(at).annotate(
        live_revision=Subquery(in_force.values("revision")[:1]),
        live_at=Subquery(in_force.values("goes_live_at")[:1]),
        waits_for=Subquery(editions.pending(at).values("goes_live_at")[:1]),
    )


def state_of(article):
    """Return the name of the state of an article loaded by `with_state`."""
    if article.held:
        return HELD
    if article.is_live:
        return LIVE if article.live_revision == article.revision else CHANGED
    if article.status == Status.SPIKED:
        return Status.SPIKED.value
    if article.is_scheduled:
        return SCHEDULED
    return WITHDRAWN if article.was_live else article.status
