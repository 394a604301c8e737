"""The lock every verb takes first, and turns for what no single row stands for."""

import hashlib

from django.db import connection
from django.utils.translation import gettext as _

from articles.models import Article
from articles.publishing.errors import StaleRevision


def lock(article, revision=None):
    """Return `article` with its story parts, fresh from the database, as `lock_row` does.

    Raises StaleRevision when the working copy is no longer at `revision`, the one the caller saw.
    """
    fresh = _locked().with_story_parts().get(pk=article.pk)
    if revision is not None and fresh.revision != revision:
        raise StaleRevision(
            _("“%(story)s” was saved by somebody else meanwhile; look at their change first.")
            % {"story": fresh}
        )
    return fresh


def lock_row(article):
    """Return `article` fresh from the database, its row locked until the transaction ends.

    For verbs that do not read the story itself, which is five queries more. SQLite locks the whole
    database at the start of the transaction instead.
    """
    return _locked().select_related("section").get(pk=article.pk)


def _locked():
    # "self" alone: the joined section may be missing, and an outer join cannot be locked.
    return Article.objects.select_for_update(of=("self",))


def take_turns(*what):
    """Wait until no other transaction has the turn of the same `what` (names and numbers).

    It is held to the end of the transaction. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        digest = hashlib.sha256(":".join(map(str, what)).encode()).digest()
        turn = int.from_bytes(digest[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn])
