"""Words that meet another save: both texts part by part, and the way to one of them or to both.

The same page compares words that wait in an autosave with the story as it is saved.
"""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction
from django.forms import all_valid
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import body
from articles.admin.autosave import keep
from articles.admin.differences import shown
from articles.admin.moments import hour_of
from articles.admin.reconcile import BOTH, MINE, SIDES, THEIRS, Comparison, Part
from articles.admin.recovery import WORDS, version_to_take
from articles.admin.typed import (
    TAB,
    TAKES,
    TURN,
    TooLarge,
    as_posted,
    new_tab,
    number,
    saved_for_a_moment,
    tab_of,
    typed_of,
)
from articles.importing.merge import Difference
from articles.models import Article, Video
from articles.publishing import StaleRevision, keep_version
from articles.publishing.accounts import name_of
from articles.publishing.autosaves import set_aside
from articles.publishing.locks import lock
from articles.story import Story
from articles.vocabulary import VersionKind

# Of the form, but not of a Story.
DESK_ONLY = ("slug", "slugline", "ed_note", "translation_of")


@dataclass(frozen=True)
class Copy:
    """A text of a story with what only the desk knows of it."""

    story: Story
    desk: dict

    @classmethod
    def of(cls, article):
        return cls(article.story(), {name: getattr(article, name) for name in DESK_ONLY})


@dataclass(frozen=True)
class Choice:
    """A Part on the page: its two texts as lists of (words, whether marked), and what to choose."""

    part: Part
    label: str
    mine: list
    theirs: list
    sides: list  # (value, label)
    chosen: str
    is_missing: bool


def _begun_from(version, article):
    """Return the Story as it was saved when the words of `version` were begun, None if unknown."""
    if version.revision == 0:
        return Story(headline="")
    base = article.versions.of_working_copy().filter(revision=version.revision).first()
    return base and base.story()


class Meeting:
    """The words of an autosave and the story as it is saved now."""

    def __init__(self, version, mine, theirs, article):
        self.comparison = Comparison(_begun_from(version, article), mine.story, theirs.story)
        self.desk = [
            Part(name, mine.desk[name], theirs.desk[name],
                 side=MINE if not theirs.desk[name] else THEIRS if not mine.desk[name] else "")
            for name in DESK_ONLY
            if mine.desk[name] != theirs.desk[name]
        ]  # fmt: skip
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


def of_save(model_admin, request, article, form, formsets):
    """Return the page for a save that came too late, or None if its words do not fit yet.

    They are kept first, as the autosave of their tab.
    """
    codes = [error.code for error in form.non_field_errors().as_data()]
    fits = codes == ["stale"] and len(form.errors) == 1 and all_valid(formsets)
    if not fits:
        return None
    try:
        typed = typed_of(_with_uploads(request.POST, formsets))
    except TooLarge:
        return None
    fresh = lock(Article.objects.get(pk=article.pk))
    version = keep(model_admin, request, fresh, tab_of(request.POST) or new_tab(), typed)
    return page(model_admin, request, fresh, version)


def _with_uploads(post, formsets):
    """Return what was posted, with the photos of files that came along and are kept already."""
    post = post.copy()
    for formset in formsets:
        for row in formset.forms:
            name = row.add_prefix("photo")
            if name in row.data:
                post[name] = str(row.data[name])
    return post


def words(model_admin, request, pk, version):
    """Compare words of one's own with the saved story; on POST do what a button says."""
    article = model_admin.get_object(request, str(pk))
    version = article and version_to_take(request.user, article, str(version))
    if not version:
        raise Http404
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    if request.method != "POST":
        return page(model_admin, request, article, version)
    if "_aside" in request.POST:
        return _aside(model_admin, request, article, version)
    if "_mine" in request.POST:
        posted = _posted(request, version, overwrite=request.POST.get("revision"), _save="1")
        return model_admin.changeform_view(posted, str(pk))
    return _merge(model_admin, request, article, version)


def page(model_admin, request, article, version, said=""):
    """Return the page of a Meeting; where the words do not fit, lead to the form that says why."""
    mine = _mine(model_admin, request, version)
    if mine is None:
        text = _("These words cannot be compared yet: what is marked below needs a change first.")
        model_admin.message_user(request, text, messages.WARNING)
        return HttpResponseRedirect(_change(article, version))
    article = Article.objects.with_story_parts().get(pk=article.pk)
    meeting = Meeting(version, mine, Copy.of(article), article)
    is_answered = "revision" in request.POST
    chosen = meeting.chosen(request.POST if is_answered else {})
    saves = article.versions.of_working_copy().filter(revision=article.revision)
    last = saves.defer("content").select_related("by").first()
    who = name_of(last.by) if last and last.by and last.by != request.user else ""
    label = _("Theirs") if who else _("As saved")
    choices = [_choice(part, chosen[part.key], is_answered, label) for part in meeting.parts]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Two texts: %(story)s") % {"story": article},
        "opts": model_admin.opts,
        "article": article,
        "version": version,
        "hour": hour_of(version.at),
        "who": who,
        "theirs_label": label,
        "saved_hour": hour_of(article.saved_at),
        "is_stale": version.revision != article.revision,
        "choices": choices,
        "open": sum(not choice.chosen for choice in choices),
        "said": said,
        "take_up": _change(article, version),
    }
    return TemplateResponse(request, "admin/articles/article/words.html", context)


def _change(article, version=None):
    address = reverse("admin:articles_article_change", args=[article.pk])
    return f"{address}?{WORDS}={version.pk}" if version else address


def _posted(request, version, **more):
    """Return a copy of `request` that sends the words of `version` from their tab."""
    more |= {TAB: version.tab, TAKES: str(version.pk)}
    return as_posted(request, version.typed, **more)


def _mine(model_admin, request, version):
    """Return the Copy that the words of `version` give, or None while they do not fit."""
    article = Article.objects.get(pk=version.article_id)
    try:
        with saved_for_a_moment(model_admin, _posted(request, version), article) as (*_f, saved):
            return Copy.of(saved) if saved else None
    except (ValidationError, Error):
        return None


def _choice(part, chosen, is_answered, theirs_label):
    mine, theirs = part.mine, part.theirs
    if part.name in DESK_ONLY:
        mine, theirs = str(mine or ""), str(theirs or "")
    texts = shown(Difference(part.name, mine, theirs))
    sides = [(MINE, _("Mine")), (THEIRS, theirs_label)]
    if part.both is not None:
        joined = _("Both changes") if part.side == BOTH else _("Both, one after the other")
        sides.append((BOTH, joined))
    return Choice(part, texts.label, texts.mine, texts.new, sides, chosen,
                  is_answered and not chosen)  # fmt: skip


def _aside(model_admin, request, article, version):
    if version.kind == VersionKind.AUTOSAVE:
        set_aside(version)
    text = _("Set aside. Your words of %(hour)s stay among the versions.")
    if article.revision == 0:
        text = _("Set aside. Your words of %(hour)s stay: “%(story)s” is among My stories.")
    given = {"hour": hour_of(version.at), "story": article}
    model_admin.message_user(request, text % given, messages.SUCCESS)
    new = reverse("admin:articles_article_add")
    return HttpResponseRedirect(_change(article) if article.revision else new)


def _merge(model_admin, request, article, version):
    """Save the text that the form chose, if the story is still at the revision it showed."""
    said = ""
    with transaction.atomic():
        try:
            fresh = lock(article, number(request.POST.get("revision")) or -1)
        except StaleRevision:
            said = _(
                "The story was saved once more meanwhile. What you chose is kept where it "
                "still stands; look at the rest and save again."
            )
        else:
            theirs = Copy.of(fresh)
            mine = _write_mine(model_admin, request, version)
            meeting = mine and Meeting(version, Copy.of(mine), theirs, mine)
            sides = meeting.chosen(request.POST) if mine else {}
            if mine and all(sides.values()):
                _write(mine, fresh, meeting, sides)
                _keep(mine, version, request.user)
                model_admin.log_change(request, mine, [{"changed": {}}])
            else:
                transaction.set_rollback(True)
                said = _(
                    "Nothing is saved yet: some parts were changed on both sides. Choose for each."
                )
    if said:
        return page(model_admin, request, article, version, said)
    model_admin.message_user(request, _("Saved: one text of both."), messages.SUCCESS)
    return HttpResponseRedirect(_change(article))


def _write_mine(model_admin, request, version):
    """Write the words of `version` into the rows of their locked story, or return None.

    The merged text then finds the photos and people of both sides among the rows.
    """
    article = Article.objects.get(pk=version.article_id)
    posted = _posted(request, version)
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
    if version.kind == VersionKind.AUTOSAVE:
        set_aside(version, reason=_("merged"))
    again = Article.objects.with_story_parts().get(pk=article.pk)
    turn = {TURN: version.typed.get(TURN, [])}
    keep_version(again, by=by, tab=version.tab, typed=turn, reason=_("one text of two"))
