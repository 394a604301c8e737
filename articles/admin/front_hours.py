"""Hours of pins: the fields that ask for them, and how they are said."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.hours import HourInput, WallTimeField
from articles.admin.moments import hour_in_words
from articles.publishing.fronts import JUST_NOW

SHORTEST = timedelta(hours=6)  # of the end that is offered


def end_offered(now=None):
    """Return the midnight of the newsroom that ends a pin unless somebody says otherwise.

    It is at least six hours away, so that what is pinned late in the evening is there in the
    morning.
    """
    later = timezone.localtime(now) + SHORTEST
    midnight = datetime.combine(later.date() + timedelta(days=1), time())
    return timezone.make_aware(midnight)


def end_in_words(until, now=None):
    if until is None:
        return _("until somebody changes it")
    return _("until %(hour)s") % {"hour": hour_in_words(until, now, is_end=True)}


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
            given = {"hour": hour_in_words(hour), "instead": instead}
            raise forms.ValidationError(text % given, code="past")
        return hour


def offered(since=None):
    """Return what the fields hold before anybody typed; `since` for a story that waits for it."""
    return {"since": since, "until": end_offered(since)}
