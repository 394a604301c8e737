"""A story that came back from review: who sent it, when, and the words to its writer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import AuditAction
from articles.publishing.accounts import name_of
from articles.publishing.moments import in_words
from articles.vocabulary import Status

# With each of these the desk state begins anew, and words of before are done with.
STEPS = (
    AuditAction.STATUS,
    AuditAction.PUBLISHED,
    AuditAction.SCHEDULED,
    AuditAction.RESCHEDULED,
    AuditAction.CORRECTED,
)


@dataclass(frozen=True)
class SentBack:
    said: str  # `Ann Varley sent it back to draft on Monday 30 November, 14:05.`
    words: str  # to the writer, or empty


def sent_back(article, user):
    """Return the SentBack of a draft that came back from review or ready, else None; one query.

    Who took a story back without a word is not told so.
    """
    if article.status != Status.DRAFT:
        return None
    last = article.audit_entries.filter(action__in=STEPS).select_related("by").first()
    if last is None or last.after != Status.DRAFT or last.before == Status.SPIKED:
        return None
    if last.by == user and not last.reason:
        return None
    given = {"who": name_of(last.by) if last.by else _("Somebody"), "hour": in_words(last.at)}
    return SentBack(_("%(who)s sent it back to draft on %(hour)s.") % given, last.reason)
