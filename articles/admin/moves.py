"""Desk states moved right in a list: what may be moved where, and why not."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.vocabulary import Status

MOVES = {
    Status.DRAFT: gettext_lazy("Back to draft"),
    Status.IN_REVIEW: gettext_lazy("Send to review"),
    Status.READY: gettext_lazy("Mark ready"),
}


def moves_of(article, rights):
    """Return [(status, label)] of the desk states an article (with_state) can be moved to."""
    return [
        (status, label)
        for status, label in MOVES.items()
        if status != article.status and not refusal(article, status, rights)
    ]


def refusal(article, status, rights):
    """Return why an article (with_state) is not moved to that desk state, or an empty string."""
    names = {"story": article}
    if article.status == Status.SPIKED:
        return _("“%(story)s” is spiked; take it back first.") % names
    if not rights.change:
        return _("“%(story)s” is not yours to change.") % names
    if status == Status.READY and not rights.ready:
        return _("You may not mark “%(story)s” ready; send it to review.") % names
    frozen = (article.live_revision, article.waits_revision)
    if status != Status.DRAFT and article.revision in frozen:
        return _("Nothing of “%(story)s” has changed since it was published or scheduled.") % names
    return ""


def move(article, status, user, rights, revision):
    """Move one article (with_state). Raises PublishingError or PermissionDenied."""
    if status not in MOVES:
        raise PermissionDenied
    if why := refusal(article, status, rights):
        raise publishing.NotAllowed(why)
    return publishing.set_status(article, status, by=user, revision=revision)
