"""What goes out and what is withdrawn in the next hours, by the hours of the newsroom."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.shift import HOURS, coming
from articles.models import Edition

MOST = 60  # editions on one line


@dataclass(frozen=True)
class Entry:
    hour: str  # "06:15"
    headline: str
    address: str
    section: str
    what: str  # "update", "withdrawal", or empty: a first publication
    is_withdrawal: bool
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
    number: int  # of what goes out
    withdrawals: int
    is_more: bool

    @property
    def shown(self):
        return self.number + self.withdrawals


def time_line(at):
    """Return the Line of the HOURS after `at`, in one query."""
    until = at + timedelta(hours=HOURS)
    waiting = coming(at).select_related("article", "section").order_by("goes_live_at", "pk")
    known = Edition.objects.filter(article=OuterRef("article")).that_went_live(at)
    waiting = waiting.defer("content", "article__body").annotate(was_live=Exists(known))
    found = list(waiting[: MOST + 1])
    editions = found[:MOST]
    begins = _hours(at, until)
    hours = [_hour(moment, number, begins) for number, moment in enumerate(begins)]
    for edition in editions:
        place = sum(moment <= edition.goes_live_at for moment in begins) - 1
        hours[place].entries.append(_entry(edition))
    now = date_format(timezone.localtime(at), "H:i")
    withdrawals = sum(edition.is_withdrawal for edition in editions)
    return Line(now, hours, len(editions) - withdrawals, withdrawals, len(found) > MOST)


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
        what=_what(edition),
        is_withdrawal=edition.is_withdrawal,
        warning=_warning(edition, article),
    )


def _what(edition):
    if edition.is_withdrawal:
        return _("withdrawal")
    return _("update") if edition.was_live else ""


def _warning(edition, article):
    if edition.held:
        return _("on legal hold: readers will not see it")
    if not edition.is_withdrawal and edition.revision != article.revision:
        return _("without what was saved since")
    return ""
