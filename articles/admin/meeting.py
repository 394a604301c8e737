"""Words of an autosave and the story as it is saved: what differs, and one text made of both."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.forms import all_valid
from django.utils.translation import gettext as _

from articles import body
from articles.admin.reconcile import BOTH, MINE, SIDES, THEIRS, Comparison, Part
from articles.admin.story_form import DESK_ONLY
from articles.admin.typed import TAB, TAKES, TURN, as_posted, one, saved_for_a_moment
from articles.models import Article, Video
from articles.publishing import keep_version
from articles.publishing.autosaves import set_aside
from articles.story import Story
from articles.vocabulary import VersionKind


@dataclass(frozen=True)
class Copy:
    """A text of a story with what only the desk knows of it."""

    story: Story
    desk: dict

    @classmethod
    def of(cls, article):
        return cls(article.story(), {name: getattr(article, name) for name in DESK_ONLY})


class Meeting:
    """The words of an autosave (`version`) and the story as it is saved now, both as Copies."""

    def __init__(self, version, mine, theirs, article):
        base = _begun_from(version, article)
        self.is_base_known = base is not None
        self.comparison = Comparison(base, mine.story, theirs.story)
        self.desk = [
            _desk_part(version, name, mine.desk[name], theirs.desk[name])
            for name in DESK_ONLY
            if mine.desk[name] != theirs.desk[name]
        ]
        self.parts = self.comparison.parts + self.desk

    def chosen(self, post):
        """Return {key: side} of what a form chose, with what it left open as it stood."""
        found = {part.key: post.get(part.key, part.side) for part in self.parts}
        return {
            part.key: found[part.key]
            if found[part.key] in SIDES and (found[part.key] != BOTH or part.both is not None)
            else ""
            for part in self.parts
        }


def _begun_from(version, article):
    """Return the Story as it was saved when the words of `version` were begun, None if unknown."""
    if version.revision == 0:
        return Story(headline="")
    base = article.versions.of_working_copy().filter(revision=version.revision).first()
    return base and base.story()


def _desk_part(version, name, mine, theirs):
    """Return the Part of a field that no Story has; its form tells what stood there at first."""
    first = f"initial-{name}"
    begun = _plain(one(version.typed, first)) if first in version.typed else None
    side = MINE if _plain(theirs) == begun else THEIRS if _plain(mine) == begun else ""
    return Part(name, mine, theirs, side=side)


def _plain(value):
    """Return the value of a field as a form sends it, whatever ends its lines."""
    text = str(value.pk) if isinstance(value, Article) else str(value or "")
    return "\n".join(text.strip().splitlines())


def posted_of(request, version, **more):
    """Return a copy of `request` that sends the words of `version` from their tab."""
    more |= {TAB: version.tab, TAKES: str(version.pk)}
    return as_posted(request, version.typed, **more)


def copy_of(model_admin, request, version):
    """Return the Copy that the words of `version` give, or None while they do not fit."""
    article = Article.objects.get(pk=version.article_id)
    posted = posted_of(request, version)
    try:
        with saved_for_a_moment(model_admin, posted, article) as (*_f, saved):
            return Copy.of(saved) if saved else None
    except (ValidationError, Error):
        return None


def save_one_text(model_admin, request, version, locked, choose):
    """Make one text of the words of `version` and of the story as it was `locked`, and save it.

    `choose` gets the Meeting and returns {key: side}. Returns the Meeting, or None where the words
    do not fit, and whether the one text stands: not so where a side is not chosen.
    """
    theirs, meeting, sides = Copy.of(locked), None, {}
    with transaction.atomic():
        if mine := _write_mine(model_admin, request, version):
            meeting = Meeting(version, Copy.of(mine), theirs, mine)
            sides = choose(meeting)
        is_whole = meeting is not None and all(sides.values())
        is_new = is_whole and set(sides.values()) - {THEIRS}
        if is_new:
            _write(mine, locked, meeting, sides)
            _keep(mine, version, request.user)
            model_admin.log_change(request, mine, [{"changed": {}}])
        else:
            transaction.set_rollback(True)
    if is_whole and version.kind == VersionKind.AUTOSAVE:
        set_aside(version, reason=_("merged"))
    return meeting, is_whole


def _write_mine(model_admin, request, version):
    """Write the words of `version` into the rows of their locked story, or return None.

    The merged text then finds the photos and people of both sides among the rows.
    """
    article = Article.objects.get(pk=version.article_id)
    posted = posted_of(request, version)
    form = model_admin.get_form(posted, article, change=True)(posted.POST, instance=article)
    form.is_only_read = True
    formsets, _inlines = model_admin._create_formsets(posted, article, True)
    if not (all_valid(formsets) and form.is_valid()):
        return None
    form.save(commit=False).save()
    admin.ModelAdmin.save_related(model_admin, posted, form, formsets, True)
    return Article.objects.get(pk=article.pk)


def _write(article, before, meeting, sides):
    """Write the text chosen in `sides` into `article`, which was `before` when it was locked."""
    texts = (before.body, article.body)
    placed = {key for text in texts for keys in body.figure_keys(text) for key in keys}
    put_by = [row for row in article.captions.all() if not row.is_lead and row.key not in placed]
    put_by += [row for row in article.videos.all() if row.key not in placed]
    mine = article.section
    story = meeting.comparison.merged(sides)
    _tell_videos(story, article)
    Article.load(story, into=article)
    # A Story knows the name of a section; two may share one.
    article.section = mine if mine and mine.name == story.section else before.section
    for name in DESK_ONLY:
        part = next((part for part in meeting.desk if part.name == name), None)
        chosen = part.chosen(sides[part.key]) if part else getattr(before, name)
        setattr(article, name, chosen)
    article.save(update_fields=["section", *DESK_ONLY])
    for row in put_by:
        row.pk = None
        row.save(force_insert=True)


def _tell_videos(story, article):
    """Give the videos of this story alone the words that were chosen; others share theirs."""
    for use in story.videos:
        video = Video.objects.filter(pk=use.ref).first()
        if video and not video.uses.exclude(article=article).exists():
            for name in ("title", "description", "medium", "seconds", "provider", "embed_id"):
                setattr(video, name, getattr(use, name))
            video.save()


def _keep(article, version, by):
    again = Article.objects.with_story_parts().get(pk=article.pk)
    turn = {TURN: version.typed.get(TURN, [])}
    keep_version(again, by=by, tab=version.tab, typed=turn, reason=_("one text of two"))
