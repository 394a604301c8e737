"""New stories that were begun and never saved: one list of them, to go on with or to discard."""

import html
import re
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.moments import hour_in_words
from articles.admin.presence import open_tabs
from articles.admin.typed import one
from articles.models import Article, Version
from articles.publishing.autosaves import set_aside
from articles.vocabulary import Status

LISTED = 20
WORDS = 10  # of a text that stands for a headline
TEXTS = ("headline", "deck", "summary", "body")  # the first of them that has words names a story


@dataclass(frozen=True)
class Unfinished:
    """A story of which nothing is there but what was typed last."""

    article: int  # its id
    version: int
    words: str
    hour: str

    @property
    def address(self):
        """Where its writer goes on."""
        change = reverse("admin:articles_article_change", args=[self.article])
        return f"{change}?words={self.version}"


def unfinished_of(user, at):
    """Return an Unfinished for each new story `user` began and never saved, the last one first."""
    found = {}
    for version in begun_by(user).defer("content").order_by("-at")[: 2 * LISTED]:
        words, hour = _first_words(version.typed), hour_in_words(version.at, at)
        last = Unfinished(version.article_id, version.pk, words, hour)
        found.setdefault(version.article_id, last)
    return list(found.values())[:LISTED]


def first_words(typed, article):
    """Return the first words that are typed and do not stand in the working copy of `article`."""
    here = {line for name in TEXTS for line in _lines(getattr(article, name))}
    lines = (line for name in TEXTS for line in _lines(one(typed, name)))
    first = next((line for line in lines if line not in here), "…")
    return Truncator(first).words(WORDS, truncate=" …")


def _lines(text):
    parts = (html.unescape(strip_tags(part)) for part in re.split(r"</(?:p|h\d|li)>", text))
    return filter(None, (" ".join(part.split()) for part in parts))


def discard(model_admin, request, pk):
    """Ask whether a new story that was never saved is to go, and let it go: it is spiked.

    Its words stay among its versions, as all words do.
    """
    article = Article.objects.filter(pk=pk, created_by=request.user, revision=0).first()
    if article is None or article.status == Status.SPIKED:
        raise Http404
    versions = begun_by(request.user).filter(article=article)
    last = versions.defer("content").order_by("-at").first()
    words = _first_words(last.typed if last else {}) or _("Without words yet")
    if request.method == "POST":
        return _discarded(model_admin, request, article, versions, words)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Discard a new story"),
        "opts": model_admin.opts,
        "words": words,
        "is_open": bool(open_tabs(article, request.user)),
    }
    return TemplateResponse(request, "admin/articles/article/discard.html", context)


def _discarded(model_admin, request, article, versions, words):
    try:
        with transaction.atomic():
            publishing.spike(article, by=request.user, reason=_("Discarded; it was never saved."))
            for version in versions.defer("content", "typed"):
                set_aside(version)
    except publishing.PublishingError as why:
        model_admin.message_user(request, str(why), messages.ERROR)
    else:
        text = _("Discarded: “%(words)s”. It is among the spiked stories.") % {"words": words}
        model_admin.message_user(request, text, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:index"))


def begun_by(user):
    begun = Version.objects.unsaved_of(user).filter(article__created_by=user, article__revision=0)
    return begun.exclude(article__status=Status.SPIKED).exclude(typed=None)


def _first_words(typed):
    """Return the headline of what is typed, or the first words there are."""
    # Paragraphs would run into each other.
    texts = (strip_tags(one(typed, name).replace("</p>", "</p> ")) for name in TEXTS)
    first = next(filter(None, (" ".join(html.unescape(text).split()) for text in texts)), "")
    return Truncator(first).words(WORDS, truncate=" …")
