"""Output by section and day as a table whose cells carry bars: a chart that can be read aloud."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from articles.admin.moments import start_of_day
from articles.models import Edition

DAYS = 7
MOST = 3000  # stories that are counted; a paper with more in a week is told so
HEIGHT = 32  # of the tallest bar, in units of its drawing


@dataclass(frozen=True)
class Bar:
    number: int
    height: int

    @property
    def top(self):
        return HEIGHT - self.height


@dataclass(frozen=True)
class Line:
    """One section's week; `bars` are as many as there are days."""

    name: str
    bars: list
    total: int


@dataclass(frozen=True)
class Output:
    """`days` are (short name, full name) of the newsroom's days, the last one today."""

    days: list
    lines: list
    total: int
    is_cut: bool
    height: int = HEIGHT

    @property
    def today(self):
        return sum(line.bars[-1].number for line in self.lines)


def output_of_week(at, sections):
    """Return the Output of the newsroom's last DAYS days, in one query.

    Counted are stories that are live, on the day of their first edition, in the section they
    stand in now; sections without any are left out.
    """
    today = timezone.localtime(at).date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    live = Edition.objects.live(at).filter(sort_at__gte=start_of_day(days[0])).newest_first()
    rows = list(live.values_list("section_id", "sort_at")[: MOST + 1])
    counts = Counter((pk, timezone.localtime(hour).date()) for pk, hour in rows[:MOST])
    tallest = max((n for (_pk, day), n in counts.items() if day in days), default=0)
    lines = [_line(section, counts, days, tallest) for section in sections]
    return Output(
        days=[(date_format(day, "D"), date_format(day, "l j F")) for day in days],
        lines=[line for line in lines if line.total],
        total=sum(line.total for line in lines),
        is_cut=len(rows) > MOST,
    )


def _line(section, counts, days, tallest):
    numbers = [counts[section.pk, day] for day in days]
    bars = [Bar(number, _height(number, tallest)) for number in numbers]
    return Line(section.name, bars, sum(numbers))


def _height(number, tallest):
    """Return the height of a bar; the smallest number is still seen, nothing is nothing."""
    return max(2, round(HEIGHT * number / tallest)) if number else 0
