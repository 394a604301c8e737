"""Output by section and day: right across clock changes, and readable without colour."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.admin.charts import DAYS, HEIGHT, output_of_week
from articles.models import Edition, Section
from articles.publishing import publish, withdraw
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday


def live(section, *hours):
    """Publish one story of a section at each of these hours (aware)."""
    for hour in hours:
        with time_machine.travel(hour, tick=False):
            make_edition(section=section)


def week(at=NOON):
    with time_machine.travel(at, tick=False):
        return output_of_week(at, list(Section.objects.all()))


def numbers(output):
    return {line.name: [bar.number for bar in line.bars] for line in output.lines}


def test_stories_are_counted_on_the_day_they_went_out():
    live("City", NOON, NOON - timedelta(hours=1), NOON - timedelta(days=6))
    live("World", NOON - timedelta(days=1), NOON - timedelta(days=7))
    output = week()
    assert numbers(output) == {"City": [1, 0, 0, 0, 0, 0, 2], "World": [0, 0, 0, 0, 0, 1, 0]}
    assert [line.total for line in output.lines] == [3, 1]
    assert output.total == 4
    assert [short for short, _name in output.days] == [
        "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed",
    ]  # fmt: skip


def test_update_is_no_second_story_and_withdrawn_or_waiting_ones_are_none():
    live("City", NOON - timedelta(days=1))
    article = Edition.objects.get().article
    with time_machine.travel(NOON, tick=False):
        publish(article, by=None, kind="update")
        publish(make_article(section="City"), by=None, at=NOON + timedelta(hours=1))
        withdraw(make_edition(section="City").article, by=None, notice="Gone.", reason="Wrong")
    assert numbers(week()) == {"City": [0, 0, 0, 0, 0, 1, 0]}


@pytest.mark.parametrize(
    ("now", "hour", "place"),
    [
        # Clocks in Berlin go back on 25 October 2026 at 01:00 UTC, and forward on 29 March.
        (datetime(2026, 10, 26, 11, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC), -2),
        (datetime(2026, 10, 26, 11, tzinfo=UTC), datetime(2026, 10, 25, 22, 59, tzinfo=UTC), -2),
        (datetime(2026, 10, 26, 11, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC), -1),
        (datetime(2026, 3, 30, 10, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC), -2),
        (datetime(2026, 3, 30, 10, tzinfo=UTC), datetime(2026, 3, 29, 21, 59, tzinfo=UTC), -2),
    ],
)
def test_days_are_the_newsrooms_across_clock_changes(settings, now, hour, place):
    settings.TIME_ZONE = "Europe/Berlin"
    with timezone.override("Europe/Berlin"):
        live("City", hour)
        (line,) = week(now).lines
    assert line.bars[place].number == 1
    assert line.total == 1


def test_bars_are_as_high_as_their_numbers_say_and_nothing_is_nothing():
    live("City", *[NOON] * 4)
    live("World", NOON - timedelta(days=1))
    city, world = week().lines
    assert (city.bars[-1].height, city.bars[-1].top) == (HEIGHT, 0)
    assert world.bars[-2].height == HEIGHT // 4
    assert world.bars[-1].height == 0


@time_machine.travel(NOON, tick=False)
def test_chart_is_a_table_with_every_number_in_words_and_no_style_in_it(client):
    live("City", NOON, NOON)
    client.force_login(make_user(username="chief", is_superuser=True))
    page = client.get("/admin/").content.decode()
    chart = page[page.index('<table class="output">') : page.index("</table>")]
    assert '<caption class="visually-hidden">Stories published, by section and day' in chart
    assert '<abbr title="Wednesday 25 November">Wed</abbr>' in chart
    assert '<th scope="row">City</th>' in chart
    assert re.findall(r"<span[^>]*>(\d+)</span>", chart) == ["0"] * (DAYS - 1) + ["2"]
    assert chart.count("<svg") == chart.count('aria-hidden="true"') == DAYS
    assert not re.search(r"\sstyle=|<style|<script|\sfill=", chart)
