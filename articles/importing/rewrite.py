"""Write a story over a working copy, and keep the version."""

from dataclasses import replace

from articles import body
from articles.models import Article, EmbeddedVideo, Section, Video
from articles.models.loading import check
from articles.publishing import keep_version
from articles.story import Video as VideoBlock
from articles.vocabulary import VersionKind

_PLAYER = ("provider", "embed_id")
_SHARED = ("title", "description", "medium", "seconds", *_PLAYER)  # what a row says to all stories


def rewrite(article, story, *, by, reason):
    """Give a locked `article` the text of `story`, if that is new, and return the Story it has now.

    Photos and videos that an editor has put by, outside the text, stay put by.
    """
    mine = article.story()
    # With the rows behind photos and people: another picture is a change too.
    if story.to_json() == mine.to_json():
        return mine
    placed = {key for keys in body.figure_keys(article.body) for key in keys}
    put_by = [row for row in article.captions.all() if not row.is_lead and row.key not in placed]
    put_by += [row for row in article.videos.all() if row.key not in placed]
    Article.load(_with_own_words(story, article), into=article)
    for row in put_by:
        row.pk = None
        row.save(force_insert=True)
    version = keep_version(article, by=by, kind=VersionKind.IMPORT, reason=reason[:300])
    return version.story()


def _with_own_words(story, article):
    """Return `story`, and let the rows of its videos say what it says of them.

    A row that another story shows stays as it is, and this story gets one of its own, unless that
    would cost it the file or the poster.
    """
    rows = Video.objects.in_bulk({video.ref for video in story.videos if video.ref})
    blocks = [
        _told(block, rows[block.ref], article)
        if isinstance(block, VideoBlock) and block.ref in rows
        else block
        for block in story.blocks
    ]
    return replace(story, blocks=tuple(blocks))


def _told(block, row, article):
    words = {name: getattr(block, name) for name in _SHARED if not (row.file and name in _PLAYER)}
    if all(getattr(row, name) == value for name, value in words.items()):
        return block
    if EmbeddedVideo.objects.filter(video=row).exclude(article=article).exists():
        return block if row.file or row.poster_id else replace(block, ref=None)
    for name, value in words.items():
        setattr(row, name, value)
    check(row).save(update_fields=words)
    return block


def spelt_here(story):
    """Return `story` with its section as that is called here, so that it is no change."""
    section = Section.objects.filter(name__iexact=story.section.strip()).first()
    return replace(story, section=section.name) if section else story
