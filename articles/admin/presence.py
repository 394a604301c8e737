"""Presence: who else has a story open, since when, and whether somebody saved it meanwhile."""

from datetime import timedelta

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.moments import hour_in_words
from articles.admin.typed import number, tab_of
from articles.models import Presence
from articles.publishing.accounts import name_of
from articles.publishing.autosaves import is_own_work

HERE = timedelta(seconds=25)  # a page is heard of every 8
FORGOTTEN = timedelta(hours=1)


def note_presence(article, user, tab):
    """Note that `user` has `article` open in `tab` now."""
    now = timezone.now()
    Presence.objects.bulk_create(
        [Presence(article=article, user=user, tab=tab, since=now, seen_at=now)],
        update_conflicts=True,
        unique_fields=["article", "user", "tab"],
        update_fields=["seen_at"],
    )


def open_tabs(article, user):
    """Return the names of the tabs in which `user` has `article` open now (set)."""
    here = Presence.objects.seen_since(timezone.now() - HERE)
    return set(here.filter(article=article, user=user).values_list("tab", flat=True))


def leave(article, user, tab):
    """Note that the page of that tab is left."""
    Presence.objects.filter(article=article, user=user, tab=tab).delete()


def others_in(article, user, tab=""):
    """Return who has `article` open besides this tab, in words, oneself last.

    Without a tab nothing is said of oneself: a page that is being opened may follow another, in
    the same tab, that has not taken its leave yet.
    """
    here = Presence.objects.seen_since(timezone.now() - HERE).filter(article=article)
    rows = here.exclude(user=user, tab=tab).select_related("user")
    tabs = {}
    for row in rows:
        tabs.setdefault(row.user, []).append(row)
    mine = tabs.pop(user, [])
    said = [_in_words(other, rows) for other, rows in tabs.items()]
    if mine and tab:
        said.append(_("You have this story open in another tab."))
    return said


def _in_words(other, rows):
    given = {"who": name_of(other), "hour": hour_in_words(rows[0].since), "n": len(rows)}
    return (
        ngettext(
            "%(who)s is in this story since %(hour)s.",
            "%(who)s is in this story since %(hour)s (%(n)d tabs).",
            len(rows),
        )
        % given
    )


def news_for(article, user, tab, seen):
    """Return what was saved after the revision `seen` (number) in words, or an empty string."""
    if seen is None or seen >= article.revision or is_own_work(article, seen, by=user, tab=tab):
        return ""
    saves = article.versions.of_working_copy().defer("content", "typed")
    last = saves.filter(revision=article.revision).select_related("by").first()
    shown = saves.filter(revision=seen).first()
    given = {
        "who": name_of(last.by) if last and last.by else _("Somebody"),
        "hour": hour_in_words(article.saved_at),
        "shown": hour_in_words(shown.at) if shown else hour_in_words(article.created_at),
    }
    if is_own_work(article, seen, by=user):
        text = _("You saved in another tab at %(hour)s; this page shows %(shown)s. Saving here "
                 "joins both.")  # fmt: skip
        return text % given
    if last and last.by == user:
        return _("You saved in another tab at %(hour)s; this page shows %(shown)s.") % given
    return _("%(who)s saved at %(hour)s; your page shows %(shown)s.") % given


def told(article, user, tab, seen):
    """Return what a page is told at each beat of its heart (JSON values)."""
    return {
        "others": others_in(article, user, tab),
        "tabs": sorted(open_tabs(article, user) - {tab}),
        "news": news_for(article, user, tab, seen),
        "revision": article.revision,
    }


def presence(model_admin, request, pk):
    """Hear that a page is open, or on `leave` that it is left, and tell it who else is there."""
    article = model_admin.model.objects.filter(pk=pk).first()
    tab = tab_of(request.POST)
    if article is None or not tab or not model_admin.has_change_permission(request, article):
        return JsonResponse({"why": _("You may not change this story.")}, status=403)
    if "leave" in request.POST:
        leave(article, request.user, tab)
        return JsonResponse({})
    if "first" in request.POST:
        Presence.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).delete()
    note_presence(article, request.user, tab)
    seen = number(request.POST.get("seen_revision"))
    return JsonResponse(told(article, request.user, tab, seen))
