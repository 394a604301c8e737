"""The months of the paper, and their parts: how many stories there are, found by index alone."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.http import Http404

from articles.models import Edition

PER_FILE = 2_000  # stories; the standard allows 50,000, but nobody should have to hold them
MOST_PARTS = 10_000  # of a month
MOST_MONTHS = 1_800  # listed in the index, back from the newest story: 150 years


class Month(NamedTuple):
    month: object  # date of its first day
    parts: int
    changed_at: datetime  # when its last edition went live, a withdrawal too


def following(month):
    """Return the first day of the month after `month` (a first day)."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def live_months(at):
    """Return the Months in which a story is live at `at`, the newest first; three queries.

    One query asks for each month between the first and the last story: is one live (the first
    found is enough), how many are in force, when did the last go live. The last two read the
    index `edition_front_order` once and alone, not the stories.
    """
    # The bound, which every story keeps, lets the index be read from one end.
    near = Edition.objects.filter(sort_at__lt=at + timedelta(days=366))
    by_place = near.order_by("sort_at", "article_id").values_list("sort_at", flat=True)
    first, last = by_place.first(), by_place.last()
    if first is None:
        return []
    months = list(_months_back(first, last))
    told = Edition.objects.that_went_live(at).order_by()
    told_sql, told_values = told.values(
        "sort_at", "goes_live_at", "replaced_at"
    ).query.sql_with_params()
    live_sql, live_values = _in_month(Edition.objects.live(at))
    # Put together of Django's own SQL and places for values; no text of anybody's is in it.
    sql = (
        f"WITH months(number, first, following) AS (VALUES {_places(months)}) "  # noqa: S608
        "SELECT number, SUM(CASE WHEN replaced_at > %s THEN 1 ELSE 0 END), MAX(goes_live_at) "
        f"FROM months JOIN ({told_sql}) told "
        "ON told.sort_at >= months.first AND told.sort_at < months.following "
        f"WHERE EXISTS ({live_sql}) GROUP BY number ORDER BY number"
    )
    now = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_bounds(months), now, *told_values, *live_values])
        return [
            Month(months[number], -(-count // PER_FILE), _moment(changed))
            for number, count, changed in cursor.fetchall()
        ]


def part_of(month, part, at):
    """Return the live editions in one part (1, 2, …) of a month, oldest first; two queries.

    Parts are counted in editions in force, so that they are found in the index: those that are
    held or tombstones leave a part smaller. Raises Http404 for a part there is not.
    """
    editions = Edition.objects.live(at).filter(_between(month)).order_by("sort_at", "article_id")
    keys = Edition.objects.in_force(at).filter(_between(month)).order_by("sort_at", "article_id")
    keys = keys.values_list("sort_at", "article_id")
    known = 0 < part <= MOST_PARTS
    start, end = (_nth(keys, number * PER_FILE) for number in (part - 1, part)) if known else (0, 0)
    if not start:
        raise Http404(f"{month:%Y-%m} has no part {part}.")
    editions = editions.filter(_not_before(start))
    return editions.exclude(_not_before(end)) if end else editions


def _nth(keys, number):
    return next(iter(keys[number : number + 1]), None)


def _not_before(key):
    sort_at, article_id = key
    return Q(sort_at__gt=sort_at) | Q(sort_at=sort_at, article_id__gte=article_id)


def _between(month):
    return Q(sort_at__gte=_midnight(month), sort_at__lt=_midnight(following(month)))


def _months_back(first, last):
    """Yield the first days of the months from that of `last` back to that of `first`."""
    oldest = first.astimezone(UTC).date().replace(day=1)
    month = last.astimezone(UTC).date().replace(day=1)
    for _ in range(MOST_MONTHS):
        yield month
        if month <= oldest:
            return
        month = month.replace(
            year=month.year - (month.month == 1), month=(month.month - 2) % 12 + 1
        )


def _midnight(day):
    return datetime.combine(day, time(), UTC)


def _in_month(editions):
    """Return (SQL, values) of `editions` within the row `months` of the query around it."""
    narrowed = (
        editions.order_by()
        .values("pk")
        .filter(sort_at__gte=RawSQL("months.first", ()), sort_at__lt=RawSQL("months.following", ()))
    )
    return narrowed.query.sql_with_params()


def _places(months):
    return ", ".join(["(%s, %s, %s)"] * len(months))


def _bounds(months):
    """Return the values of the table `months`: number, first moment, first of the next."""
    adapt = connection.ops.adapt_datetimefield_value
    return [
        value
        for number, month in enumerate(months)
        for value in (number, adapt(_midnight(month)), adapt(_midnight(following(month))))
    ]


def _moment(value):
    """Return what the database gave as an aware datetime; SQLite keeps text, in UTC."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
