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
    """Return [(what its button sends, label)] of the moves of an article (with_state)."""
    if article.revision == 0:
        return []
    has_nothing_new = article.revision in (article.live_revision, article.waits_revision)
    return [
        (token(status, article), label)
        for status, label in MOVES.items()
        if status != article.status
        and article.status != Status.SPIKED
        and not (has_nothing_new and status != Status.DRAFT)
        and not _not_theirs(article, status, rights)
    ]


def token(status, article):
    """Return what a button sends: the state it moves to, and what the page showed of the story."""
    return f"{status}:{article.revision}:{article.status}"


def read_token(text):
    """Return (status, revision, seen) of a `token`. Raises PermissionDenied for what is none."""
    status, revision, seen = [*text.split(":"), "", ""][:3]
    if status not in MOVES or not revision.isdecimal() or seen not in Status.values:
        raise PermissionDenied
    return status, int(revision[:12]), seen


def warning_of(article, status):
    """Return what somebody should know who moved an article to that desk state, or nothing."""
    if status == Status.IN_REVIEW and article.section_id is None:
        return _("It has no section yet, so no desk is told, only the publishers.")
    return ""


def move(article, status, user, rights, revision=None, seen=None):
    """Move one article, which was shown with that revision and desk state.

    Raises PublishingError or PermissionDenied.
    """
    if status not in MOVES:
        raise PermissionDenied
    # Of a spiked story nobody has the rights; that it is spiked says more.
    if article.status != Status.SPIKED and (why := _not_theirs(article, status, rights)):
        raise publishing.NotAllowed(why)
    return publishing.set_status(article, status, by=user, revision=revision, seen=seen)


def _not_theirs(article, status, rights):
    """Return why the user may not move an article to that desk state, or an empty string."""
    if not rights.change:
        return _("“%(story)s” is not yours to change.") % {"story": article}
    if status == Status.READY and not rights.ready:
        return _("You may not mark “%(story)s” ready; send it to review.") % {"story": article}
    return ""
