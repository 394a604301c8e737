"""Hours in the newsroom's time zone: in words, and from what a form says.

WallTimeError        a wall clock's hour that names no single moment
├── NoSuchHour       clocks jump over it
└── HourTwice        clocks go back over it; say which
"""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FIRST_YEAR, LAST_YEAR = 1970, 2200
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class WallTimeError(ValueError):
    """The message is worded for the editor."""


class NoSuchHour(WallTimeError):
    pass


class HourTwice(WallTimeError):
    """`first` and `second` are the two moments (aware)."""

    def __init__(self, message, first, second):
        super().__init__(message)
        self.first, self.second = first, second


def short_hour(moment):
    """Return an hour of the newsroom as short as a list wants it; the year where it differs."""
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localdate().year
    return date_format(local, "j M, H:i" if this_year else "j M Y, H:i")


def to_the_second(moment):
    """Return an hour as `short_hour`, told apart from others of the same minute."""
    return f"{short_hour(moment)}:{timezone.localtime(moment):%S}"


def in_words(moment, now=None):
    """Return `Monday 30 November, 06:00`; the year where it is another, the zone where it helps.

    It helps for an hour that the clocks of that day show twice.
    """
    local = timezone.localtime(moment)
    this_year = timezone.localtime(now or timezone.now()).year
    words = date_format(local, _("l j F, H:i") if local.year == this_year else _("l j F Y, H:i"))
    return f"{words} {local.tzname()}" if _offsets(local.replace(tzinfo=None))[2] > 0 else words


def distance_in_words(moment, now=None):
    """Return how far off a moment is: `in 7 hours`, `5 minutes ago`, `now`."""
    # In UTC: two hours of one zone differ by what its clocks show, not by what passes.
    passed = moment.astimezone(UTC) - (now or timezone.now()).astimezone(UTC)
    ahead, span = passed >= timedelta(0), abs(passed)
    if span < MINUTE / 2:
        return _("now")
    if span < 59.5 * MINUTE:
        n = max(1, round(span / MINUTE))
        words = (
            ngettext("in %(n)d minute", "in %(n)d minutes", n)
            if ahead
            else ngettext("%(n)d minute ago", "%(n)d minutes ago", n)
        )
    elif span < 47.5 * HOUR:
        n = round(span / HOUR)
        words = (
            ngettext("in %(n)d hour", "in %(n)d hours", n)
            if ahead
            else ngettext("%(n)d hour ago", "%(n)d hours ago", n)
        )
    else:
        n = round(span / DAY)
        words = (
            ngettext("in %(n)d day", "in %(n)d days", n)
            if ahead
            else ngettext("%(n)d day ago", "%(n)d days ago", n)
        )
    return words % {"n": n}


def full_words(moment, now=None):
    """Return `Monday 30 November, 06:00, in 7 hours`."""
    return f"{in_words(moment, now)}, {distance_in_words(moment, now)}"


def moment_of(day, clock, fold=None):
    """Return the moment (aware) at which the newsroom's clocks show `clock` (time) on `day`.

    `fold` is 0 for the first, 1 for the second of an hour that comes twice.
    Raises WallTimeError.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WallTimeError(_("The year %(year)d is out of reach.") % {"year": day.year})
    naive = datetime.combine(day, clock)
    first, second, overlap = _offsets(naive)
    if overlap < 0:
        before, after = _clocks_around(naive, first.utcoffset(), second.utcoffset())
        text = _("%(hour)s does not exist on %(day)s: clocks go from %(before)s to %(after)s.")
        clocks = {"before": f"{before:%H:%M}", "after": f"{after:%H:%M}"}
        raise NoSuchHour(text % {**_named(naive), **clocks})
    if overlap > 0 and fold is None:
        text = _("%(hour)s comes twice on %(day)s: the first (%(first)s) or second (%(second)s)?")
        names = {"first": first.tzname(), "second": second.tzname()}
        raise HourTwice(text % {**_named(naive), **names}, first, second)
    return second if overlap > 0 and fold else first


def plain_hours_around(naive):
    """Return the nearest minutes (naive) before and after an hour that the clocks show just once.

    None where the hour is out of reach.
    """
    if not FIRST_YEAR <= naive.year <= LAST_YEAR:
        return None
    minute = naive.replace(second=0, microsecond=0)
    return tuple(
        next(hour for n in range(24 * 60) if not _offsets(hour := minute + n * step)[2])
        for step in (-MINUTE, MINUTE)
    )


def _offsets(naive):
    """Return (first, second, overlap): both readings of a wall clock's hour.

    `overlap` is positive (seconds) where it comes twice, negative where it is jumped over, else 0.
    """
    zone = timezone.get_current_timezone()
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first, second, (first.utcoffset() - second.utcoffset()).total_seconds()


def _clocks_around(naive, before, after):
    """Return what clocks show (naive) when they jump over `naive`, and what they show then."""
    zone = timezone.get_current_timezone()
    early, late = (naive - after).replace(tzinfo=UTC) - MINUTE, (naive - before).replace(tzinfo=UTC)
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    jump = late.replace(tzinfo=None, microsecond=0)
    return jump + before, jump + after


def _named(naive):
    return {"hour": f"{naive:%H:%M}", "day": date_format(naive.date(), _("l j F Y"))}
