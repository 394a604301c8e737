"""What goes out in the next hours, laid out by the hours of the newsroom."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.shift import HOURS, going_out

MOST = 60  # editions on one line


@dataclass(frozen=True)
class Entry:
    hour: str  # "06:15"
    headline: str
    address: str
    section: str
    is_update: bool
    warning: str


@dataclass(frozen=True)
class Hour:
    """One hour of the newsroom's clock; `day` is said where a new one begins."""

    name: str
    day: str
    entries: list = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    now: str
    hours: list
    number: int
    is_more: bool


def time_line(at):
    """Return the Line of the HOURS after `at`, in one query."""
    until = at + timedelta(hours=HOURS)
    waiting = going_out(at).select_related("article", "section").order_by("goes_live_at", "pk")
    waiting = waiting.defer("content", "article__body")
    editions = list(waiting[: MOST + 1])
    begins = _hours(at, until)
    hours = [_hour(moment, number, begins) for number, moment in enumerate(begins)]
    for edition in editions[:MOST]:
        place = sum(moment <= edition.goes_live_at for moment in begins) - 1
        hours[place].entries.append(_entry(edition))
    now = date_format(timezone.localtime(at), "H:i")
    return Line(now, hours, len(editions[:MOST]), len(editions) > MOST)


def _hours(at, until):
    """Return the moments at which the newsroom's clock shows full hours, the one before `at` first.

    They are stepped through in real time, so a day of 23 or 25 hours has as many.
    """
    local = timezone.localtime(at)
    first = at - timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )
    steps = int((until - first) / timedelta(hours=1)) + 1
    return [first + timedelta(hours=step) for step in range(steps)]


def _hour(moment, number, begins):
    local = timezone.localtime(moment)
    before = timezone.localtime(begins[number - 1]) if number else local
    is_new_day = local.date() != before.date()
    return Hour(date_format(local, "H:i"), date_format(local, "l j F") if is_new_day else "")


def _entry(edition):
    article = edition.article
    return Entry(
        hour=date_format(timezone.localtime(edition.goes_live_at), "H:i"),
        headline=edition.headline,
        address=reverse("admin:articles_article_change", args=[article.pk]),
        section=edition.section.name,
        is_update=edition.number > 1,
        warning=_warning(edition, article),
    )


def _warning(edition, article):
    if edition.held:
        return _("on legal hold: readers will not see it")
    if edition.revision != article.revision:
        return _("without what was saved since")
    return ""
