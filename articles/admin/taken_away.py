"""A story that was taken away from readers: by whom, when, why, and what they are told instead."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import AuditAction, Edition
from articles.publishing.accounts import name_of
from articles.publishing.moments import in_words


@dataclass(frozen=True)
class TakenAway:
    said: str  # `Ann Varley withdrew it on Monday 30 November, 14:05.`
    reason: str
    notice: str = ""  # what readers find in its place
    slug: str = ""  # the end of the address at which they find it


def withdrawal_of(article):
    """Return the TakenAway of a story that is withdrawn now, else None.

    It asks only of a story that readers had and do not see; `article` is loaded by `with_state`.
    """
    if not article.was_live or article.is_live:
        return None
    last = Edition.objects.filter(article=article).in_force().select_related("by")
    last = last.defer("content").first()
    if last is None or not last.is_withdrawal:
        return None
    said = _("%(who)s withdrew it on %(hour)s.") % _who_and_when(last.by, last.goes_live_at)
    return TakenAway(said, last.reason, last.notice, last.slug)


def hold_of(article):
    """Return the TakenAway of a story on legal hold, else None; one query of such a story alone."""
    if not article.held:
        return None
    last = article.audit_entries.filter(action=AuditAction.HELD).select_related("by").first()
    if last is None:
        return None
    said = _("%(who)s put it on legal hold on %(hour)s.") % _who_and_when(last.by, last.at)
    return TakenAway(said, last.reason)


def _who_and_when(user, moment):
    return {"who": name_of(user) if user else _("Somebody"), "hour": in_words(moment)}
