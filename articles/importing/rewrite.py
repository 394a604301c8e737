"""Write a story over a working copy, and keep the version."""

from dataclasses import replace

from articles import body
from articles.models import Article, Section
from articles.publishing import keep_version
from articles.vocabulary import VersionKind


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
    Article.load(story, into=article)
    for row in put_by:
        row.pk = None
        row.save(force_insert=True)
    version = keep_version(article, by=by, kind=VersionKind.IMPORT, reason=reason[:300])
    return version.story()


def spelt_here(story):
    """Return `story` with its section as that is called here, so that it is no change."""
    section = Section.objects.filter(name__iexact=story.section.strip()).first()
    return replace(story, section=section.name) if section else story
