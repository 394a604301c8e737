"""The archive: every story by its day on the newsroom's clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import get_format

from articles.models import Edition
from articles.public.answers import public_page
from articles.public.paging import page_of
from articles.public.redirects import moved_to

MOST_MONTHS = 2400  # listed, back from the newest: two hundred years
FIRST_YEAR, LAST_YEAR = 1000, 9998  # beyond, the neighbours of a day may be no dates
AHEAD = timedelta(days=366)  # a story dated further ahead would push all others out of the list
MOST_COUNTED = 100  # stories of a day; a day that has more says so

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<mark>[-/])(?P<month>[0-9]{2})(?:(?P=mark)(?P<day>[0-9]{2}))?)?/?"
)


@dataclass(frozen=True)
class Month:
    first: date
    has_stories: bool


@dataclass(frozen=True)
class Day:
    date: date
    count: int
    is_inside: bool  # of the month shown; the first and last week reach beyond

    @property
    def has_more(self):
        """Whether there are more stories than were counted."""
        return self.count == MOST_COUNTED


def _date(year, month, day=1):
    """Return the date. Raises ValueError for none, which lets the address match nothing."""
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(year)
    return date(int(year), int(month), int(day))


class YearMonthConverter:
    """A month as in 2026/11."""

    regex = "[0-9]{4}/[0-9]{2}"

    def to_python(self, value):
        return _date(*value.split("/"))

    def to_url(self, value):
        return f"{value.year:04}/{value.month:02}"


class DayConverter:
    """A day as in 2026/11/22."""

    regex = "[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value):
        return _date(*value.split("/"))

    def to_url(self, value):
        return f"{value.year:04}/{value.month:02}/{value.day:02}"


@public_page
def archive(request):
    years = _years(Edition.objects.live(request.at), request.at + AHEAD)
    return render(request, "archive.html", {"years": years})


@public_page
def month(request, month):
    live = Edition.objects.live(request.at)
    weeks = _weeks(live, month)
    if not any(day.count for week in weeks for day in week):
        raise Http404(f"No stories in {month:%Y-%m}.")
    earlier, later = _neighbours(live, *_span(month, _next_month(month)))
    context = {"month": month, "weeks": weeks, "earlier": earlier, "later": later}
    return render(request, "archive_month.html", context)


@public_page
def day(request, day):
    live = Edition.objects.live(request.at)
    since, until = _span(day, _tomorrow(day))
    within = live.filter(sort_at__gte=since, sort_at__lt=until)
    page = page_of(within.with_card_parts(request.at), request.GET.get("before"))
    if not page.editions:
        raise Http404(f"No stories on {day}.")
    earlier, later = _neighbours(live, since, until)
    context = {"day": day, "page": page, "earlier": earlier, "later": later}
    return render(request, "archive_day.html", context)


@public_page
def elsewhere(request, rest):
    """Lead from a date as people write or shorten it to its place; nothing else is below."""
    written = _WRITTEN.fullmatch(rest)
    if not written:
        raise Http404(f"{rest!r} is no date.")
    year, month, day = written["year"], written["month"], written["day"]
    try:
        wanted = _date(year, month or 1, day or 1)
    except ValueError as error:
        raise Http404(str(error)) from error
    if day:
        return moved_to(reverse("archive-day", args=[wanted]))
    if month:
        return moved_to(reverse("archive-month", args=[wanted]))
    return moved_to(f"{reverse('archive')}#y{year}")


def _years(live, end):
    """Return [(year, its twelve Months)] with stories before `end`, the newest first.

    Three queries, each of short ranges of an index: with no `end` SQLite would sort all stories.
    """
    hours = live.filter(sort_at__lt=end).order_by("sort_at").values_list("sort_at", flat=True)
    first, last = hours.first(), hours.last()
    if first is None:
        return []
    starts = _months_back(timezone.localdate(first), timezone.localdate(last))
    counts = live.counts_within([_span(start, _next_month(start)) for start in starts], most=1)
    full = {start for start, count in zip(starts, counts, strict=True) if count}
    years = sorted({start.year for start in full}, reverse=True)
    return [(year, [Month(m, m in full) for m in _months_of(year)]) for year in years]


def _months_back(first, last):
    """Return the first days of the months from that of `last` back to that of `first`."""
    oldest = 12 * max(first.year, FIRST_YEAR) + (first.month - 1 if first.year >= FIRST_YEAR else 0)
    newest = 12 * min(last.year, LAST_YEAR) + (last.month - 1 if last.year <= LAST_YEAR else 11)
    numbers = range(newest, max(oldest, newest - MOST_MONTHS + 1) - 1, -1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _months_of(year):
    return [date(year, number, 1) for number in range(1, 13)]


def _weeks(live, month):
    """Return the weeks of a month as lists of seven Days, beginning as the language has it."""
    first_weekday = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7  # Django counts from Sunday
    weeks = calendar.Calendar(first_weekday).monthdatescalendar(month.year, month.month)
    inside = [day for week in weeks for day in week if day.month == month.month]
    counts = live.counts_within([_span(day, _tomorrow(day)) for day in inside], MOST_COUNTED)
    count_of = dict(zip(inside, counts, strict=True))
    return [[Day(day, count_of.get(day, 0), day in count_of) for day in week] for week in weeks]


def _neighbours(live, since, until):
    """Return the dates of the stories next before `since` and from `until` on; None for none."""
    hours = live.values_list("sort_at", flat=True)
    before = hours.filter(sort_at__lt=since).order_by("-sort_at").first()
    after = hours.filter(sort_at__gte=until).order_by("sort_at").first()
    return tuple(hour and timezone.localdate(hour) for hour in (before, after))


def _span(first, end):
    """Return the moments at which two days begin on the newsroom's clock, as (since, until).

    A day has 23 or 25 hours where the clocks change.
    """
    zone = timezone.get_default_timezone()
    return tuple(datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, end))


def _tomorrow(day):
    return day + timedelta(days=1)


def _next_month(month):
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
