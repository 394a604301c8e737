"""Hours in forms: one field in the newsroom's time zone instead of a date and a time."""

from datetime import UTC

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.publishing.moments import WallTimeError, moment_of, plain_hours_around


class HourInput(forms.DateTimeInput):
    """The browser's own field for date and time, to the second."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__({"step": "1"} | (attrs or {}), format="%Y-%m-%dT%H:%M:%S")


class WallTimeField(forms.DateTimeField):
    """An hour of the newsroom's clocks; one that names no single moment is explained.

    An hour that comes twice is taken where it was there already, and where an offset says which.
    """

    widget = HourInput
    known = None  # what the form began with

    def get_bound_field(self, form, field_name):
        self.known = form.get_initial_for_field(self, field_name)
        return super().get_bound_field(form, field_name)

    def to_python(self, value):
        if _names_its_offset(value):
            return super().to_python(value)
        with timezone.override(UTC):  # the hour as it is typed
            typed = super().to_python(value)
        if typed is None:
            return None
        typed = timezone.make_naive(typed, UTC)
        if self.known and timezone.make_naive(self.known).replace(microsecond=0) == typed:
            return self.known
        try:
            return moment_of(typed.date(), typed.time())
        except WallTimeError as error:
            raise forms.ValidationError(_explained(error, typed), code="wall_time") from error


def _names_its_offset(value):
    try:
        found = parse_datetime(value.strip()) if isinstance(value, str) else value
    except ValueError:
        return False
    return getattr(found, "tzinfo", None) is not None


def _explained(error, typed):
    """Return why an hour (naive) names no single moment, and what to write instead."""
    around = plain_hours_around(typed)
    if not around:
        return str(error)
    instead = _("Write %(before)s or %(after)s instead.")
    before, after = (f"{hour:%H:%M}" for hour in around)
    return f"{error} {instead % {'before': before, 'after': after}}"


HOURS = {models.DateTimeField: {"form_class": WallTimeField, "widget": HourInput}}
