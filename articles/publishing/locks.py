"""The lock every verb takes first."""

from django.utils.translation import gettext as _

from articles.models import Article
from articles.publishing.errors import StaleRevision


def lock(article, revision=None):
    """Return `article` fresh from the database, its row locked until the transaction ends.

    SQLite locks the whole database at the start of the transaction instead. Raises StaleRevision
    when the working copy is no longer at `revision`, the one the caller saw.
    """
    # "self" alone: the joined section may be missing, and an outer join cannot be locked.
    fresh = Article.objects.select_for_update(of=("self",)).with_story_parts().get(pk=article.pk)
    if revision is not None and fresh.revision != revision:
        raise StaleRevision(
            _("“%(story)s” was saved by somebody else meanwhile; look at their change first.")
            % {"story": fresh}
        )
    return fresh
