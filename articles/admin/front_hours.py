"""Hours of pins: the fields that ask for them, and how they are said."""

from datetime import UTC, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.hours import HourInput
from articles.publishing.fronts import JUST_NOW
from articles.publishing.moments import WallTimeError, moment_of

SHORTEST = timedelta(hours=6)  # of the end that is offered


def end_offered(now=None):
    """Return the midnight of the newsroom that ends a pin unless somebody says otherwise.

    It is at least six hours away, so that what is pinned late in the evening is there in the
    morning.
    """
    later = timezone.localtime(now) + SHORTEST
    midnight = datetime.combine(later.date() + timedelta(days=1), time())
    return timezone.make_aware(midnight)


def hour_in_words(moment, now=None):
    """Return “24:00”, “tomorrow, 06:00” or “Monday 2 March, 06:00” for an hour of the newsroom."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    day, clock = local.date(), date_format(local, "H:i")
    if clock == "00:00":  # the end of a day, as it is said
        day, clock = day - timedelta(days=1), "24:00"
    if day == today:
        return clock
    if day == today + timedelta(days=1):
        return _("tomorrow, %(clock)s") % {"clock": clock}
    if day == today - timedelta(days=1):
        return _("yesterday, %(clock)s") % {"clock": clock}
    form = "l j F" if day.year == today.year else "l j F Y"
    return f"{date_format(day, form)}, {clock}"


def end_in_words(until, now=None):
    if until is None:
        return _("until somebody changes it")
    return _("until %(hour)s") % {"hour": hour_in_words(until, now)}


class WallTimeField(forms.DateTimeField):
    """An hour of the clocks: one that they jump over is told in words, of two it is the first."""

    def to_python(self, value):
        if not value:
            return None
        try:
            with timezone.override(UTC):  # the hour as it is typed
                typed = super().to_python(value)
            return moment_of(typed.date(), typed.time(), fold=0)
        except WallTimeError as error:
            raise forms.ValidationError(str(error), code="wall_time") from error


class HoursForm(forms.Form):
    """From when until when a pin holds; an hour that is past is told while it can be mended."""

    since = WallTimeField(
        label=gettext_lazy("From"),
        required=False,
        widget=HourInput({"step": "60"}),
        help_text=gettext_lazy("Empty: at once."),
    )
    until = WallTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=HourInput({"step": "60"}),
        help_text=gettext_lazy(
            "Empty: until somebody changes it. The midnight offered goes with the hour above."
        ),
    )

    def clean_since(self):
        return self._to_come("since", _("leave it empty for at once"))

    def clean_until(self):
        return self._to_come("until", _("leave it empty to keep the place until it is changed"))

    def clean(self):
        given = super().clean()
        since, until = given.get("since"), given.get("until")
        if since and until == end_offered():  # left as it was: the end goes with the beginning
            given["until"] = until = end_offered(since)
        if since and until and until <= since:
            self.add_error("until", _("The end must be after the beginning."))
        return given

    def _to_come(self, name, instead):
        hour = self.cleaned_data[name]
        if hour and hour <= timezone.now() - JUST_NOW:
            text = _("%(hour)s is past; choose a later hour, or %(instead)s.")
            said = hour_in_words(hour) if hour.year >= timezone.now().year - 1 else hour.year
            raise forms.ValidationError(text % {"hour": said, "instead": instead}, code="past")
        return hour


def offered(since=None):
    """Return what the fields hold before anybody typed; `since` for a story that waits for it."""
    return {"since": since, "until": end_offered(since)}
