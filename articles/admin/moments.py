"""Hours and spans as people at a desk say them, in the newsroom's time zone."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def hour_in_words(moment, at=None, *, is_end=False):
    """Return `moment` as seen from `at` (aware; default: now).

    05:30; tomorrow, 06:00; 3 Nov, 06:00. The midnight that `is_end` is 24:00 of the day it ends.
    """
    local, today = timezone.localtime(moment), timezone.localtime(at).date()
    if is_end and local.time() == time():
        local -= timedelta(days=1)
    clock = "24:00" if is_end and local.time() == time() else date_format(local, "H:i")
    match (local.date() - today).days:
        case 0:
            return clock
        case 1:
            return _("tomorrow, %(clock)s") % {"clock": clock}
        case -1:
            return _("yesterday, %(clock)s") % {"clock": clock}
    day = date_format(local, "j M" if local.year == today.year else "j M Y")
    return f"{day}, {clock}"


def span_in_words(span):
    """Return a timedelta in its largest whole unit: 1 min (or less), 2 h, 3 days."""
    minutes = max(1, int(span / timedelta(minutes=1)))
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)d h") % {"n": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def end_of_day(at):
    """Return the first moment of the newsroom's next day (aware), right across clock changes."""
    tomorrow = timezone.localtime(at).date() + timedelta(days=1)
    return start_of_day(tomorrow)


def start_of_day(day):
    """Return the first moment of a date in the newsroom's zone (aware)."""
    return datetime.combine(day, time(), timezone.get_current_timezone())
