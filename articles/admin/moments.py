"""Hours and spans as people at a desk say them, in the newsroom's time zone."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.publishing.moments import short_hour


def hour_of(moment):
    """Return an hour of the newsroom, with its day unless that is today."""
    local = timezone.localtime(moment)
    return date_format(local, "H:i") if local.date() == timezone.localdate() else short_hour(moment)


def hour_in_words(moment, at):
    """Return `moment` as seen from `at` (both aware): 05:30; 06:00 tomorrow; 3 Nov, 06:00."""
    local = timezone.localtime(moment)
    days = (local.date() - timezone.localtime(at).date()).days
    hour = date_format(local, "H:i")
    match days:
        case 0:
            return hour
        case 1:
            return _("%(hour)s tomorrow") % {"hour": hour}
        case -1:
            return _("%(hour)s yesterday") % {"hour": hour}
    return short_hour(moment)


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
