"""Refuse a step that was chosen on a page which is no longer true, and say who was quicker."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import AuditAction, AuditEntry, Edition
from articles.publishing.accounts import name_of
from articles.publishing.errors import StaleRevision
from articles.publishing.moments import in_words
from articles.vocabulary import Status

# The steps that move a desk state.
MOVING = (
    AuditAction.STATUS, AuditAction.PUBLISHED, AuditAction.SCHEDULED, AuditAction.CANCELLED,
    AuditAction.CORRECTED, AuditAction.WITHDRAWN,
)  # fmt: skip


def refuse_stale(article, *, by, revision=None, seen=None):
    """Raise StaleRevision unless `article`, locked, is as `by` was shown it.

    The desk state changes without a new revision, so both are compared; None is not.
    """
    if revision is not None and article.revision != revision:
        raise StaleRevision(saved_meanwhile(article, by))
    if seen is not None and article.status != seen:
        steps = AuditEntry.objects.filter(article=article, action__in=MOVING)
        last = steps.select_related("by").order_by("-pk").first()
        raise StaleRevision(
            _(
                "%(who)s was quicker%(hour)s: “%(story)s” is now: %(state)s. "
                "It stays so; look at it first."
            )
            % {
                "who": _who(last.by if last else None, by),
                "hour": f", {in_words(last.at)}" if last else "",
                "story": article,
                "state": _state_in_words(article),
            }
        )


def saved_meanwhile(article, by):
    """Return in words who saved `article` last, for `by`, who was shown it as it was before."""
    saves = article.versions.of_working_copy().filter(revision=article.revision)
    last = saves.select_related("by").defer("content", "typed").first()
    text = _("%(who)s saved “%(story)s” meanwhile: %(hour)s. Nothing was done; look at it first.")
    return text % {
        "who": _who(last.by if last else None, by),
        "story": article,
        "hour": in_words(article.saved_at),
    }


def _who(person, by):
    if person is None:
        return _("Somebody")
    return _("Your other page") if person == by else name_of(person)


def _state_in_words(article):
    """Return the desk state, or what readers get where nothing is under way."""
    last = Edition.objects.filter(article=article).without_end().first()
    if article.status != Status.DRAFT or last is None or last.revision != article.revision:
        return article.get_status_display()
    if last.goes_live_at > timezone.now():
        return _("scheduled for %(hour)s") % {"hour": in_words(last.goes_live_at)}
    return _("withdrawn") if last.is_withdrawal else _("live")
