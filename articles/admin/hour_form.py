"""The part of a form that asks for an hour: quick choices, or a day and a time of the newsroom."""

from datetime import datetime, time, timedelta

from django import forms
from django.http import JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.publishing.moments import (
    FIRST_YEAR,
    LAST_YEAR,
    HourTwice,
    WallTimeError,
    full_words,
    moment_of,
)

MORNING, EVENING = time(6), time(18)
NOW, OTHER = "now", "other"
FOLDS = {"0": 0, "1": 1}


def quick_hours(now):
    """Return the hours (aware) that a desk chooses most, the next one first."""
    today = timezone.localtime(now).date()
    monday = today + timedelta(days=7 - today.weekday())
    found = []
    for day, clock in (
        (today, EVENING),
        (today + timedelta(days=1), MORNING),
        (today + timedelta(days=1), EVENING),
        (monday, MORNING),
    ):
        try:
            moment = moment_of(day, clock, fold=0)
        except WallTimeError:
            continue
        if moment > now and moment not in found:
            found.append(moment)
    return found


class HourForm(forms.Form):
    """Asks for `at` (aware datetime, or None where it may be at once)."""

    may_be_now = False

    when = forms.ChoiceField(label=_("When"), widget=forms.RadioSelect, required=False)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    clock = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    fold = forms.ChoiceField(label=_("Which of the two"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = timezone.now()
        choices = [(hour.isoformat(), _choice(hour, self.now)) for hour in quick_hours(self.now)]
        if self.may_be_now:
            choices.insert(0, (NOW, _("At once")))
            self.initial.setdefault("when", NOW)
        given = self._raw("when")
        if given and given not in (OTHER, *dict(choices)) and _hour_in(given):
            # It was offered when the page was opened.
            choices.append((given, full_words(_hour_in(given), self.now)))
        self.fields["when"].choices = [*choices, (OTHER, _("Another hour, below"))]
        zone = timezone.get_current_timezone_name()
        self.fields["clock"].help_text = _("In the time zone of the newsroom, %(zone)s.") % {
            "zone": zone
        }
        self._ask_which_of_two()

    def clean(self):
        cleaned = super().clean()
        cleaned["at"] = None
        when, day, clock = (cleaned.get(name) for name in ("when", "day", "clock"))
        if self.errors:
            return cleaned
        if self.may_be_now and not any((when, day, clock)):
            return cleaned
        if when and when != OTHER:
            if day or clock:
                self.add_error("when", _("Choose one of these, or a day and a time; not both."))
            elif when != NOW:
                cleaned["at"] = _hour_in(when)
            return self._in_future(cleaned, "when")
        if not day or not clock:
            missing = "day" if not day else "clock"
            self.add_error(missing, _("Say the day and the time, or choose an hour above."))
            return cleaned
        try:
            cleaned["at"] = moment_of(day, clock, self._fold())
        except WallTimeError as error:
            self.add_error("clock", str(error))
        return self._in_future(cleaned, "clock")

    def hour_words(self):
        """Return what the day and time typed so far mean, in words, or why they mean nothing."""
        day, clock = self._typed()
        if not day or not clock:
            return ""
        return words_for(day, clock, self._fold())

    def _in_future(self, cleaned, name):
        at = cleaned["at"]
        if at and at <= self.now and not self.errors:
            text = _("%(hour)s is past: choose an hour to come.")
            self.add_error(name, text % {"hour": full_words(at, self.now)})
        return cleaned

    def _ask_which_of_two(self):
        """Keep the question which of two hours is meant only where it arises."""
        day, clock = self._typed()
        try:
            if day and clock:
                moment_of(day, clock)
        except HourTwice as twice:
            self.fields["fold"].choices = [
                ("0", _("the first: %(hour)s") % {"hour": full_words(twice.first, self.now)}),
                ("1", _("the second: %(hour)s") % {"hour": full_words(twice.second, self.now)}),
            ]
            return
        except WallTimeError:
            pass
        del self.fields["fold"]

    def _raw(self, name):
        if self.is_bound:
            return self.data.get(self.add_prefix(name), "")
        return str(self.initial.get(name) or "")

    def _typed(self):
        try:
            return parse_date(self._raw("day")), parse_time(self._raw("clock"))
        except ValueError:
            return None, None

    def _fold(self):
        return FOLDS.get(self._raw("fold"))


def _choice(hour, now):
    """Return the words of a quick choice: `Tomorrow, Monday 30 November, 06:00, in 7 hours`."""
    days = (timezone.localtime(hour).date() - timezone.localtime(now).date()).days
    words = full_words(hour, now)
    if days > 1:
        return words
    return (gettext("Tomorrow, %(words)s") if days else gettext("Today, %(words)s")) % {
        "words": words
    }


def words_for(day, clock, fold=None):
    """Return in words when the newsroom's clocks show `clock` on `day`, or why they never do."""
    try:
        return full_words(moment_of(day, clock, fold))
    except WallTimeError as error:
        return str(error)


def hour_view(request):
    """Answer an hour typed on a page with what it means in words."""
    given = request.GET
    try:
        day, clock = parse_date(given.get("day", "")), parse_time(given.get("clock", ""))
    except ValueError:
        day = clock = None
    fold = FOLDS.get(given.get("fold"))
    return JsonResponse({"words": words_for(day, clock, fold) if day and clock else ""})


def _hour_in(text):
    """Return the moment (aware) written in ISO 8601, or None."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR else None
