"""Hours in forms: one field in the newsroom's time zone instead of a date and a time."""

from django import forms
from django.db import models


class HourInput(forms.DateTimeInput):
    """The browser's own field for date and time, to the second."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__({"step": "1"} | (attrs or {}), format="%Y-%m-%dT%H:%M:%S")


HOURS = {models.DateTimeField: {"form_class": forms.DateTimeField, "widget": HourInput}}
