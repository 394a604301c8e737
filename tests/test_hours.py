"""Hours of the desk: said in one way; what no clock shows is explained where it is typed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.utils import timezone

from articles.admin.front_hours import HoursForm
from articles.admin.moments import hour_in_words
from articles.admin.photos import PhotoAdmin
from articles.admin.preview_links import LinkForm
from articles.admin.rows import CorrectionForm
from articles.admin.site import Desk
from articles.admin.video_rows import VideoRowForm
from articles.models import Photo

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
GAP, TWICE = "2026-03-29T02:30", "2026-10-25T02:30"


@pytest.fixture
def berlin(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    with timezone.override("Europe/Berlin"):
        yield


class RightsForm(forms.Form):
    rights_until = PhotoAdmin(Photo, Desk()).formfield_for_dbfield(
        Photo._meta.get_field("rights_until"), None
    )


FIELDS = [
    (HoursForm, "until"), (LinkForm, "expires_at"), (CorrectionForm, "at"),
    (VideoRowForm, "captured_at"), (RightsForm, "rights_until"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "words"),
    [(-48, "27 Feb, 12:00"), (-24, "yesterday, 12:00"), (1, "13:00"), (12, "tomorrow, 00:00"),
     (18, "tomorrow, 06:00"), (48, "3 Mar, 12:00"), (24 * 365, "1 Mar 2027, 12:00")],
)  # fmt: skip
def test_hours_are_said_as_people_say_them(hours, words):
    assert hour_in_words(NOON + hours * HOUR, NOON) == words
    with time_machine.travel(NOON, tick=False):
        assert hour_in_words(NOON + hours * HOUR) == words


def test_midnight_that_ends_something_is_24_00():
    assert hour_in_words(NOON + 12 * HOUR, NOON, is_end=True) == "24:00"
    assert hour_in_words(NOON + 36 * HOUR, NOON, is_end=True) == "tomorrow, 24:00"
    assert hour_in_words(NOON + HOUR, NOON, is_end=True) == "13:00"


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "name"), FIELDS)
def test_hour_that_no_clock_shows_or_that_comes_twice_is_explained(berlin, form, name):
    with time_machine.travel(NOON, tick=False):
        (error,) = form({name: GAP}).errors[name]
        assert error == (
            "02:30 does not exist on Sunday 29 March 2026: clocks go from 02:00 to 03:00. "
            "Write 01:59 or 03:00 instead."
        )
        (error,) = form({name: TWICE}).errors[name]
        assert error == (
            "02:30 comes twice on Sunday 25 October 2026: the first (CEST) or second (CET)? "
            "Write 01:59 or 03:00 instead."
        )
        (error,) = form({name: "9999-01-01T00:00"}).errors[name]
        assert error == "The year 9999 is out of reach."


@pytest.mark.parametrize("fold", [0, 1])
def test_hour_that_was_there_already_stays_the_one_of_two_that_it_was(berlin, fold):
    zone = timezone.get_current_timezone()
    known = datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=fold)
    form = HoursForm({"since": "2026-10-25T02:30:00"}, initial={"since": known})
    with time_machine.travel(NOON, tick=False):
        assert form.is_valid(), form.errors
    assert form.cleaned_data["since"].astimezone(UTC) == known.astimezone(UTC)


def test_offset_says_which_of_two_hours_is_meant(berlin):
    with time_machine.travel(NOON, tick=False):
        form = HoursForm({"since": "2026-10-25T02:30+01:00"})
        assert form.is_valid(), form.errors
    assert form.cleaned_data["since"] == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
