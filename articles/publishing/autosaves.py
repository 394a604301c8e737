"""Autosaves: what somebody typed and has not saved, kept beside the working copy, never in it."""

from django.utils import timezone

from articles.models import Version
from articles.vocabulary import VersionKind


def keep_autosave(article, *, by, tab, revision, typed, content):
    """Keep `typed` as the one autosave of a person's tab, in place of the one before; return it.

    To be called under the lock of the article. `revision` is that of the working copy the words
    were typed over, `content` the Story (JSON) they would give.
    """
    now = timezone.now()
    written = {"revision": revision, "typed": typed, "content": content, "at": now}
    version, _made = Version.objects.update_or_create(
        kind=VersionKind.AUTOSAVE, article=article, by=by, tab=tab,
        defaults=written, create_defaults=written | {"since": now},
    )  # fmt: skip
    return version


def move_autosave(number, *, article, by, tab):
    """Let the autosave that was taken up (its id) go on as that of `tab`, unless `tab` has one."""
    mine = Version.objects.unsaved_of(by).filter(article=article)
    if not mine.filter(tab=tab).exists():
        mine.filter(pk=number).update(tab=tab)


def drop_autosaves(article, *, by, tab, taken=None):
    """Forget the autosave of `tab`, and the one it took up (its id): the save holds their words."""
    mine = Version.objects.unsaved_of(by).filter(article=article)
    mine.filter(tab=tab).delete()
    if taken:
        mine.filter(pk=taken).delete()


def set_aside(version, *, reason=""):
    """Keep an autosave that nobody wants to go on with; words are never deleted."""
    version.kind, version.reason = VersionKind.SET_ASIDE, reason[:300]
    version.save(update_fields=["kind", "reason"])


def is_own_work(article, since, *, by, tab=None):
    """True if `by` made all saves of `article` after the revision `since`; in `tab`, if named."""
    if tab == "":
        return False
    ours = article.versions.of_working_copy().filter(revision__gt=since, by=by)
    if tab is not None:
        ours = ours.filter(tab=tab)
    count = ours.values("revision").distinct().count()
    return 0 < count == article.revision - since
