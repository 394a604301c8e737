"""The rows of one page of the story list, with all that is said in them, in two queries."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.attention import reasons_of, with_reasons
from articles.admin.moments import hour_in_words, span_in_words
from articles.admin.moves import moves_of
from articles.admin.presence import HERE
from articles.admin.roles import rights_in_list
from articles.admin.state import (
    CHANGED,
    LIVE,
    NAMES,
    SCHEDULED,
    published_elsewhere,
    state_of,
    with_state,
)
from articles.admin.verbs import address_of
from articles.models import Article, Presence
from articles.publishing.accounts import name_of
from articles.vocabulary import EditionKind, Status


@dataclass(frozen=True)
class Row:
    article: Article
    address: str
    state: str
    state_name: str
    when: str  # since when it is in that state, and by whom
    waits: str  # what waits, with its hour, or empty
    reschedule: str  # the addresses where that hour is changed
    cancel: str  # and given up; empty where it is not the user's to do
    writer: str
    saved: str
    here: list  # names of those who have it open
    reasons: list  # why it needs somebody
    moves: list  # (what its button sends, label)


def rows_of(ids, user, own_sections, at):
    """Return the Rows of the articles with those ids, in that order."""
    found = with_reasons(with_state(Article.objects.filter(pk__in=ids), at), at)
    found = found.select_related("section", "created_by").defer("body", "deck", "summary")
    articles = {article.pk: article for article in found}
    rights = rights_in_list(user, articles.values(), own_sections)
    here = who_is_in(articles, at)
    return [_row(articles[pk], rights[pk], here.get(pk, []), at) for pk in ids if pk in articles]


def who_is_in(ids, at):
    """Return {article id: names} of those who have stories open at `at`."""
    here = {}
    tabs = Presence.objects.seen_since(at - HERE).filter(article__in=list(ids))
    for tab in tabs.select_related("user"):
        names = here.setdefault(tab.article_id, [])
        if name_of(tab.user) not in names:
            names.append(name_of(tab.user))
    return here


def _row(article, rights, here, at):
    state = state_of(article)
    address = reverse("admin:articles_article_change", args=[article.pk])
    waits_for_review = article.status == Status.IN_REVIEW and state in (Status.IN_REVIEW, CHANGED)
    since = article.last_step_at or article.saved_at
    may_move = rights.schedule and article.is_scheduled
    return Row(
        article=article,
        address=address,
        state=state,
        state_name=NAMES[state] if article.revision else _("Never saved"),
        when=_when(article, state, at),
        waits=_what_waits(article, state, at),
        reschedule=address_of("reschedule", article) if may_move else "",
        cancel=address_of("cancel", article) if may_move else "",
        writer=name_of(article.created_by) if article.created_by else _("Import"),
        saved=hour_in_words(article.saved_at, at),
        here=here,
        reasons=list(reasons_of(article, at, since if waits_for_review else None)),
        moves=moves_of(article, rights),
    )


def _what_waits(article, state, at):
    if not article.waits_for:
        return ""
    hour = {"hour": hour_in_words(article.waits_for, at)}
    if state == SCHEDULED:
        return hour["hour"]
    if article.waits_kind == EditionKind.WITHDRAWAL:
        return _("withdrawal %(hour)s") % hour
    if article.was_live:
        return _("update %(hour)s") % hour
    return _("first publication %(hour)s") % hour


def _when(article, state, at):
    """Return since when, and by whom, in words; what is not known is left out."""
    if state in (LIVE, CHANGED):
        hour = {"hour": hour_in_words(article.live_at, at)}
        if published := published_elsewhere(article):
            return f"{_('here since %(hour)s') % hour}; {published}"
        return _("since %(hour)s") % hour
    if article.last_step_at is None or state not in Status.values:
        return ""
    said = {
        "span": span_in_words(at - article.last_step_at),
        "name": article.last_step_by or _("somebody"),
    }
    match state:
        case Status.IN_REVIEW:
            return _("for %(span)s, sent by %(name)s") % said
        case Status.DRAFT:
            return _("for %(span)s, put back by %(name)s") % said
    return _("for %(span)s, by %(name)s") % said
