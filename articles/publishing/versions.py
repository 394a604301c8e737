"""Versions: each save of a working copy is kept, and each text that was kept comes back."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from articles import body
from articles.models import Article, AuditAction, Caption, Edition, EmbeddedVideo, Section, Version
from articles.publishing.audit import note
from articles.publishing.errors import NotAllowed
from articles.publishing.locks import lock
from articles.publishing.moments import short_hour
from articles.vocabulary import Status, VersionKind


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


@transaction.atomic
def restore(article, kept, *, by, revision, reason=""):
    """Write the text of `kept`, a Version or Edition of `article`, into the working copy.

    Returns the new Version. Nothing goes to readers. Address, slugline, note to the desk and desk
    state stay, and so do photos and videos that wait beside the text. `revision` is the one the
    caller saw. Raises StaleRevision, and NotAllowed where there is no text or no story to change.
    """
    article = lock(article, revision)
    if article.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked; take it back first.") % {"story": article})
    story = kept.story()
    if story is None:
        raise NotAllowed(_("Its text was withdrawn or sealed; there is nothing to restore."))
    if not article.versions.filter(revision=article.revision).exists():
        keep_version(article, by=by)
    waiting = _beside_the_text(article, story)
    article = Article.load(replace(story, section=_section_now(kept, story, article)), article)
    for model, rows in waiting:
        model.objects.bulk_create(rows)
    note(
        AuditAction.RESTORED, by=by, article=article, after=name_of(kept), reason=reason,
        **{kept._meta.model_name: kept.pk},
    )  # fmt: skip
    return keep_version(article, by=by, kind=VersionKind.RESTORE, reason=reason[:300])


def name_of(kept):
    """Return what a Version or Edition is called on the desk: its number, or the hour of it."""
    if isinstance(kept, Edition):
        return _("Edition %(number)s") % {"number": kept.number}
    return _("%(kind)s %(hour)s") % {"kind": kept.get_kind_display(), "hour": short_hour(kept.at)}


def _section_now(kept, story, article):
    """Return the name of the section to restore; one that is no more gives way to today's."""
    if isinstance(kept, Edition):
        return kept.section.name
    is_here = story.section and Section.objects.filter(name__iexact=story.section).exists()
    return story.section if is_here or not article.section else article.section.name


def _beside_the_text(article, story):
    """Return [(model, unsaved copies)] of photos and videos that stand neither here nor there."""
    photo_keys, video_keys = body.figure_keys(article.body)
    photos = [
        use for use in article.captions.all()
        if use.key not in photo_keys and not use.is_lead and use.as_photo() not in story.photos
    ]  # fmt: skip
    videos = [
        use for use in article.videos.all()
        if use.key not in video_keys and use.as_video() not in story.videos
    ]  # fmt: skip
    for use in (*photos, *videos):
        use.pk = None
    return [(Caption, photos), (EmbeddedVideo, videos)]
