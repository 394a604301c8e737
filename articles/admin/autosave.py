"""Autosaves: a page hands over what is typed on it, and is told where that is kept."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.moments import hour_in_words
from articles.admin.presence import note_presence, told
from articles.admin.typed import (
    TAKES,
    TURN,
    TooLarge,
    as_posted,
    new_tab,
    number,
    one,
    saved_for_a_moment,
    tab_of,
    typed_of,
)
from articles.models import Article, Version
from articles.publishing.autosaves import is_own_work, keep_autosave, move_autosave
from articles.publishing.locks import lock


class Refused(Exception):
    """The words cannot be kept here; the message is worded for the editor."""


def autosave(model_admin, request, pk=None):
    """Keep what is typed, for a story that is not there yet with a draft made for it."""
    tab = tab_of(request.POST)
    try:
        typed = typed_of(request.POST)
    except TooLarge as error:
        return JsonResponse({"why": str(error)}, status=413)
    if not tab:
        return JsonResponse({"why": _("This page has no name; open the story anew.")}, status=400)
    try:
        with transaction.atomic():
            article = the_article(model_admin, request, pk, tab, typed)
            if answer := _saved_meanwhile(article, request, tab):
                return JsonResponse(answer)
            version = keep(model_admin, request, article, tab, typed)
    except Refused as refusal:
        return JsonResponse({"why": str(refusal)}, status=403)
    note_presence(article, request.user, tab)
    seen = number(request.POST.get("seen_revision"))
    answer = {"kept": hour_in_words(version.at), "version": version.pk}
    return JsonResponse(told(article, request.user, tab, seen) | answer | addresses(article))


def addresses(article):
    """Return where a page goes on with `article`: {name: path}."""
    names = {"change": "change", "autosave": "autosave", "preview": "preview",
             "presence": "presence"}  # fmt: skip
    return {
        key: reverse(f"admin:articles_article_{name}", args=[article.pk])
        for key, name in names.items()
    }


def the_article(model_admin, request, pk, tab, typed):
    """Return the Article of a page, locked; made where there is none. Raises Refused."""
    if pk is None:
        return _begun(model_admin, request, tab, typed)
    article = Article.objects.filter(pk=pk).first()
    if article is None:
        raise Refused(_("This story is not there any more."))
    article = lock(article)
    if not model_admin.has_change_permission(request, article):
        raise Refused(_("You may not change this story any more: %(state)s.")
                      % {"state": article.get_status_display()})  # fmt: skip
    return article


def _begun(model_admin, request, tab, typed):
    """Return the draft that a tab began, or begin it: its headline so far, and nothing else."""
    if not model_admin.has_add_permission(request):
        raise Refused(_("You may not write stories."))
    # Two first autosaves of one tab would make two stories; the row of the person is their gate.
    get_user_model().objects.select_for_update(no_key=True).get(pk=request.user.pk)
    if found := begun_in(request.user, tab):
        return lock(found)
    longest = Article._meta.get_field("headline").max_length
    headline = " ".join(one(typed, "headline").split())[:longest]
    return Article.objects.create(headline=headline, created_by=request.user)


def begun_in(user, tab):
    """Return the Article for which `user` kept or saved words in `tab` last, or None."""
    if not tab:
        return None
    kept = Version.objects.filter(by=user, tab=tab).defer("content", "typed")
    version = kept.select_related("article").first()
    return version.article if version else None


def _saved_meanwhile(article, request, tab):
    """Return the answer for a tab that has saved: its words so far are in that save.

    An autosave that was under way then comes too late; a page that lives on gets a new name.
    """
    ours = article.versions.of_working_copy().filter(by=request.user, tab=tab)
    last = ours.order_by("-revision").values_list("revision", flat=True).first()
    if last is None:
        return None
    seen = number(request.POST.get("seen_revision"))
    is_ours = seen is not None and is_own_work(article, seen, by=request.user, tab=tab)
    revision = article.revision if is_ours else seen
    return {"saved": True, "tab": new_tab(), "seen": revision} | addresses(article)


def keep(model_admin, request, article, tab, typed):
    """Keep `typed` as the autosave of that tab of `request.user`, under the lock; return it."""
    if taken := number(request.POST.get(TAKES)):
        move_autosave(taken, article=article, by=request.user, tab=tab)
    last = Version.objects.unsaved_of(request.user).filter(article=article, tab=tab).first()
    before = number(one(last.typed, TURN)) or 0 if last else 0
    turn = number(one(typed, TURN))
    if turn is None:  # of a form that was sent, not of an autosave: nothing is newer
        typed = typed | {TURN: [str(before)]}
    elif turn < before:
        return last  # a later one of the same tab came first
    seen = number(one(typed, "seen_revision"))
    return keep_autosave(
        article,
        by=request.user,
        tab=tab,
        revision=article.revision if seen is None else seen,
        typed=typed,
        content=_content(model_admin, request, article, typed)
        or (last.content if last else article.story().to_json()),
    )


def _content(model_admin, request, article, typed):
    """Return the story (JSON) that `typed` gives, or None while something in it does not fit."""
    posted = as_posted(request, typed)
    fresh = Article.objects.get(pk=article.pk)
    try:
        with saved_for_a_moment(model_admin, posted, fresh) as (_form, _formsets, saved):
            return saved.story().to_json() if saved else None
    except (ValidationError, Error):
        return None
