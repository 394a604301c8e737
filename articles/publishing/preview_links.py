"""Secret addresses at which somebody without an account reads a story before its time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import AuditAction, PreviewLink
from articles.publishing.audit import note
from articles.publishing.errors import NotAllowed
from articles.publishing.locks import lock_row
from articles.vocabulary import Status

USUAL = timedelta(days=3)
LONGEST = timedelta(days=30)


@transaction.atomic
def make_preview_link(article, *, by, label, expires_at):
    """Return a new PreviewLink that opens until `expires_at` (aware). Raises NotAllowed."""
    article = lock_row(article)
    now = timezone.now()
    if article.held:
        raise NotAllowed(_("“%(story)s” is on legal hold: no link opens.") % {"story": article})
    if article.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked; take it back first.") % {"story": article})
    if not now < expires_at <= now + LONGEST:
        raise NotAllowed(
            _("A link opens for %(days)d days at most; choose an hour from now on.")
            % {"days": LONGEST.days}
        )
    link = PreviewLink.objects.create(
        article=article, label=label, by=by, created_at=now, expires_at=expires_at
    )
    until = timezone.localtime(expires_at).strftime("%Y-%m-%d %H:%M")
    after = _("%(whom)s, until %(hour)s") % {"whom": link, "hour": until}
    note(AuditAction.LINK_MADE, by=by, article=article, after=after, link=link.pk)
    return link


@transaction.atomic
def revoke_preview_link(link, *, by):
    """Close `link` at once and for good; one that was revoked already stays as it was."""
    now = timezone.now()
    if PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        note(AuditAction.LINK_REVOKED, by=by, article=link.article, before=link, link=link.pk)
