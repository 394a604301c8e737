"""Versions: each save of a working copy is kept."""

from articles.models import Version
from articles.vocabulary import VersionKind


def keep_version(article, *, by, kind=VersionKind.SAVE, reason="", tab="", typed=None):
    """Keep the working copy as it stands now; to be called in the transaction of the save."""
    return Version.objects.create(
        article=article,
        kind=kind,
        revision=article.revision,
        content=article.story().to_json(),
        by=by,
        reason=reason,
        tab=tab,
        typed=typed,
    )
