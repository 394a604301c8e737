"""The first page of the desk: what is live, what goes out, what waits for whom, who is here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Case, F, FilteredRelation, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.attention import (
    IN_REVIEW_FOR,
    last_steps,
    name_of_account,
    waiting_in,
    with_waits_since,
)
from articles.admin.charts import output_of_week
from articles.admin.going_out import time_line
from articles.admin.moments import hour_in_words, span_in_words
from articles.admin.presence import HERE
from articles.admin.seen import HERE_FOR as SEEN_FOR
from articles.admin.unfinished import unfinished_of
from articles.admin.watch import COUNTED, SHOWN, Item, counted, story_page, watch_lists
from articles.models import Article, Section
from articles.public.front_page import head_of_front
from articles.publishing.accounts import name_of
from articles.vocabulary import Status

NEWEST = 6
MINE = 8
MY_NEWEST = 300  # stories of one's own among which the unpublished are sought
PEOPLE = 40


@dataclass(frozen=True)
class Review:
    """What waits in one section."""

    section: str
    is_mine: bool
    number: int
    items: list


def start_page(user):
    """Return the context of the start page, in a fixed number of queries; empty without a role."""
    if not user.has_perm("articles.view_article"):
        return {}
    at = timezone.now()
    sections = list(Section.objects.marked_for(user))
    lead, is_pinned, newest = _live(at)
    unfinished = unfinished_of(user, at)
    unpublished = _mine(user, at, but={story.article for story in unfinished})
    review, ready = _waiting(user, sections, at)
    output = output_of_week(at, sections)
    return {
        "at": at,
        "columns": _columns(user),
        "lead": lead,
        "is_pinned": is_pinned,
        "published_today": counted(output.today),
        "newest": newest,
        "line": time_line(at),
        "unfinished": unfinished,
        "review": review,
        "ready": ready,
        "review_number": counted(sum(part.number for part in review)),
        "returned": [item for is_returned, item in unpublished if is_returned][:MINE],
        "drafts": [item for is_returned, item in unpublished if not is_returned][:MINE],
        **watch_lists(user, at),
        "output": output,
        "people": _people(at),
    }


def _columns(user):
    """Return the names of the blocks of each column, what concerns the role most first."""
    if user.has_perm("articles.publish_any_article"):
        return [["live"], ["out"], ["ready", "review", "mine"]]
    if user.has_perm("articles.publish_article"):
        return [["ready", "review", "mine"], ["out"], ["live"]]
    return [["mine"], ["out", "review"], ["live"]]


def _live(at):
    """Return (what leads the front or None, whether it is pinned, the NEWEST besides) as Items."""
    editions, places, pinned = head_of_front(at)
    lead = places.get(1)
    newest = [edition for edition in editions if edition != lead][:NEWEST]
    item = _live_item(lead, at) if lead else None
    return item, bool(lead) and lead.article_id in pinned, [_live_item(e, at) for e in newest]


def _live_item(edition, at):
    age = at - edition.sort_at
    short = span_in_words(age) if age < timedelta(days=2) else hour_in_words(edition.sort_at, at)
    return Item(
        edition.headline, story_page(edition.article_id), f"{edition.section.name} · {short}"
    )


def _waiting(user, sections, at):
    """Return ([Review], Items) of what waits in review by section, and of what is ready to go out.

    The user's own sections come first, and what waits longest. What is ready waits for those alone
    who may publish it.
    """
    states = [Status.IN_REVIEW]
    if user.has_perm("articles.publish_article"):
        states.append(Status.READY)
    sent_by = Subquery(last_steps().values(name=name_of_account("by"))[:1])
    # Each is cut inside, for no part of a union may be where the database is SQLite.
    newest = [waiting_in(state, at).values("pk")[: COUNTED + 1] for state in states]
    parts = [
        with_waits_since(Article.objects.filter(pk__in=pks))
        .annotate(sent_by=sent_by)
        .order_by()
        .values_list(
            "status",
            "section_id",
            "pk",
            "headline",
            "waits_since",
            "sent_by",
            "embargo_until",
            "held",
        )
        for pks in newest
    ]
    rows = [_Waiting(*row) for row in parts[0].union(*parts[1:], all=True)]
    order = {section.pk: (not section.is_mine, number) for number, section in enumerate(sections)}
    rows.sort(key=lambda row: (order.get(row.section, (True, len(order))), row.since))
    names = {section.pk: section.name for section in sections}
    mine = {section.pk for section in sections if section.is_mine}
    in_review = [row for row in rows if row.status == Status.IN_REVIEW]
    reviews = [
        Review(names.get(pk, ""), pk in mine, len(found), [row.item(at) for row in found[:SHOWN]])
        for pk, group in groupby(in_review, key=lambda row: row.section)
        for found in [list(group)]
    ]
    everywhere = user.has_perm("articles.publish_any_article")
    ready = [
        row
        for row in rows
        if row.status == Status.READY and not row.held and (everywhere or row.section in mine)
    ]
    return reviews, [row.item(at, names.get(row.section, "")) for row in ready[:MINE]]


class _Waiting(NamedTuple):
    status: str
    section: int | None  # id
    pk: int
    headline: str
    since: datetime
    by: str | None
    embargo: datetime | None
    held: bool

    def item(self, at, section=""):
        waits = at - self.since
        said = [section, span_in_words(waits), self.by]
        if self.embargo and self.embargo > at:
            said.append(_("embargo until %(hour)s") % {"hour": hour_in_words(self.embargo, at)})
        note = " · ".join(filter(None, said))
        is_late = self.status == Status.IN_REVIEW and waits > IN_REVIEW_FOR
        return Item(self.headline, story_page(self.pk), note, is_late)


def _mine(user, at, but):
    """Return [(whether somebody put it back, Item)] of the user's unpublished stories.

    `but` are the ids of those that are shown elsewhere.
    """
    newest = Article.objects.written_by(user).order_by("-saved_at", "-pk").values("pk")[:MY_NEWEST]
    steps = last_steps()
    found = (
        Article.objects.filter(pk__in=newest)
        .exclude(status=Status.SPIKED)
        .that_waits(at)
        .annotate(
            step_by=Subquery(steps.values("by")[:1]),
            step_name=Subquery(steps.values(name=name_of_account("by"))[:1]),
            step_at=Subquery(steps.values("at")[:1]),
            step_reason=Subquery(steps.values("reason")[:1]),
        )
        .order_by("-saved_at", "-pk")
        .only("headline", "status", "saved_at", "revision")
    )
    shown = (article for article in found[: 4 * MINE] if article.pk not in but)
    return [_my_item(article, user, at) for article in shown]


def _my_item(article, user, at):
    is_returned = article.status == Status.DRAFT and article.step_by not in (None, user.pk)
    if is_returned:
        said = (article.step_name, span_in_words(at - article.step_at), article.step_reason)
        note = " · ".join(filter(None, said))
    else:
        state = article.get_status_display() if article.revision else _("Never saved")
        note = f"{state} · {hour_in_words(article.saved_at, at)}"
    return is_returned, Item(str(article), story_page(article.pk), note)


def _people(at):
    """Return Items of the people here: those with a story open, and those seen lately."""
    open_tabs = Q(presences__seen_at__gte=at - HERE)
    here = (
        get_user_model()
        .objects.annotate(tab=FilteredRelation("presences", condition=open_tabs))
        .filter(Q(tab__pk__isnull=False) | Q(profile__seen_at__gte=at - SEEN_FOR))
        .annotate(
            story=Case(When(tab__article__revision__gt=0, then="tab__article_id")),
            story_headline=F("tab__article__headline"),
        )
        .order_by("first_name", "username", "tab__since")
    )
    return [
        Item(
            name_of(user),
            story_page(user.story) if user.story else "",
            user.story_headline if user.story else "",
        )
        for user in here[:PEOPLE]
    ]
