"""The archive: which days have stories, and which stories a day has."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Edition, OldAddress
from articles.public import archive, paging
from articles.publishing import hold, withdraw
from tests.factories import make_edition

NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def make_on(*moments, **fields):
    return [
        make_edition(headline=f"At {moment:%d %H:%M}", published_at=moment, **fields)
        for moment in moments
    ]


def headlines(client, day):
    response = client.get(f"/archive/{day}/")
    if response.status_code == 404:
        return []
    return [edition.headline for edition in response.context["page"].editions]


def months(client):
    """Return the first days of the months that the archive leads to."""
    years = client.get("/archive/").context["years"]
    return [month.first for _year, line in years for month in line if month.has_stories]


def days(client, month):
    """Return {day of the month: count} of the days that a month leads to."""
    weeks = client.get(f"/archive/{month}/").context["weeks"]
    return {day.date.day: day.count for week in weeks for day in week if day.count}


def test_the_archive_leads_to_the_months_that_have_stories(client):
    make_on(NOON, datetime(2024, 12, 31, 23, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    assert months(client) == [date(2026, 1, 1), date(2026, 3, 1), date(2024, 12, 1)]
    page = client.get("/archive/").content.decode()
    assert 'href="/archive/2026/03/"' in page
    assert "2025" not in page
    assert 'href="/archive/2026/02/"' not in page


def test_a_month_leads_to_its_days_and_counts_their_stories(client):
    make_on(NOON, NOON + timedelta(minutes=5), NOON + timedelta(days=3), NOON - timedelta(days=30))
    assert days(client, "2026/03") == {8: 2, 11: 1}
    page = client.get("/archive/2026/03/").content.decode()
    assert 'href="/archive/2026/03/08/"' in page
    assert 'href="/archive/2026/03/09/"' not in page
    assert 'href="/archive/2026/02/"' in page


def test_a_day_with_more_stories_than_are_counted_says_so(client, monkeypatch):
    monkeypatch.setattr(archive, "MOST_COUNTED", 3)
    make_on(*(NOON + timedelta(minutes=number) for number in range(5)))
    assert days(client, "2026/03") == {8: 3}
    assert "3+" in client.get("/archive/2026/03/").content.decode()


def test_a_week_begins_as_the_language_has_it(client, settings):
    make_on(NOON)
    firsts = []
    for language in ("en", "fr"):
        settings.LANGUAGE_CODE = language
        weeks = client.get("/archive/2026/03/").context["weeks"]
        firsts.append(weeks[0][0].date.strftime("%A"))
    assert firsts == ["Sunday", "Monday"]


def test_a_day_has_its_stories_the_newest_first(client):
    make_on(NOON, NOON + timedelta(hours=3), NOON + timedelta(days=1))
    assert headlines(client, "2026/03/08") == ["At 08 15:00", "At 08 12:00"]


@pytest.mark.parametrize(
    ("zone", "day", "first", "last"),
    [
        ("UTC", "2026/03/08", "2026-03-08T00:00Z", "2026-03-08T23:59Z"),
        # The clocks go forward: 23 hours. Then back: 25.
        ("America/Toronto", "2026/03/08", "2026-03-08T05:00Z", "2026-03-09T03:59Z"),
        ("America/Toronto", "2026/11/01", "2026-11-01T04:00Z", "2026-11-02T04:59Z"),
        # No midnight on the day on which the clocks go forward at that hour.
        ("America/Santiago", "2026/09/06", "2026-09-06T04:00Z", "2026-09-07T02:59Z"),
        ("Pacific/Kiritimati", "2026/01/01", "2025-12-31T10:00Z", "2026-01-01T09:59Z"),
    ],
)
def test_a_day_is_whole_on_the_newsrooms_clock(client, settings, zone, day, first, last):
    settings.TIME_ZONE = zone
    first, last = (datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (first, last))
    minute = timedelta(minutes=1)
    make_on(first - minute, first, last, last + minute)
    assert headlines(client, day) == [f"At {last:%d %H:%M}", f"At {first:%d %H:%M}"]
    assert days(client, day[:7])[int(day[-2:])] == 2


def test_a_day_leads_to_the_next_days_that_have_stories_and_to_no_others(client):
    make_on(NOON, NOON - timedelta(days=9), NOON + timedelta(days=40))
    response = client.get("/archive/2026/03/08/")
    assert response.context["earlier"] == date(2026, 2, 27)
    assert response.context["later"] == date(2026, 4, 17)
    assert client.get("/archive/2026/02/27/").context["earlier"] is None
    assert client.get("/archive/2026/04/17/").context["later"] is None
    assert client.get("/archive/2026/04/").context["earlier"] == date(2026, 3, 8)


@pytest.mark.parametrize(
    "address",
    [
        "2026/02/30", "2026/13/01", "2026/00/10", "2026/13", "2026/00", "2026/3/8", "2026/3",
        "0000/01/01", "0001/01/01", "0001/01", "9999/12/31", "9999/12", "2026/03/08/x", "x",
        "٢٠٢٦/٠٣/٠٨", "2026/03/09", "2026/04", "0000", "0999", "9999", "99999999999999999999",
        "20260", "2026-13", "2026-02-30", "2026-03-08-12", "2026-11/history", "ferry-11",
        "ferry-11/history", "2026-03/08", "2026/03-08",
    ],
)  # fmt: skip
def test_a_date_that_is_none_or_has_no_stories_is_not_found(client, address):
    make_on(NOON)
    assert client.get("/archive/2026/03/08/").status_code == 200
    assert client.get(f"/archive/{address}/").status_code == 404


@pytest.mark.parametrize("year", [1, 999, 9999])
def test_a_story_with_an_impossible_date_does_not_break_the_archive(client, year):
    make_on(datetime(year, 6, 1, tzinfo=UTC), NOON)
    assert date(2026, 3, 1) in months(client)
    assert headlines(client, "2026/03/08") == ["At 08 12:00"]


def test_an_address_cut_down_to_the_year_leads_to_its_line(client):
    response = client.get("/archive/2026/")
    assert (response.status_code, response["Location"]) == (301, "/archive/#y2026")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2026", "#y2026"), ("2026-03/", "2026/03/"), ("2026-03", "2026/03/"),
        ("2026-03-08/", "2026/03/08/"), ("2026-03-08", "2026/03/08/"), ("2026/03", "2026/03/"),
        ("2026/03/08", "2026/03/08/"),
    ],
)  # fmt: skip
def test_a_date_written_another_way_leads_to_its_place(client, written, right):
    make_on(NOON)
    response = client.get(f"/archive/{written}")
    assert (response.status_code, response["Location"]) == (301, f"/archive/{right}")


@pytest.mark.parametrize("end", ["", "/"])
def test_no_story_is_below_the_archive(client, end):
    (edition,) = make_on(NOON)
    assert client.get(f"/archive/ferry-{edition.article_id}{end}").status_code == 404
    assert client.get(f"/city/x-{edition.article_id}{end}").status_code == 301


def test_an_old_address_below_the_archive_leads_to_its_story(client):
    (edition,) = make_on(NOON)
    OldAddress.objects.create(article=edition.article, path="/archive/2011/ferry.html")
    response = client.get("/archive/2011/ferry.html")
    assert (response.status_code, response["Location"]) == (301, edition.get_absolute_url())


@pytest.mark.parametrize("fate", ["withdrawn", "held", "pending"])
def test_what_readers_may_not_see_is_in_no_archive(client, fate):
    at = timezone.now() + timedelta(days=3) if fate == "pending" else None
    (edition,) = make_on(NOON, at=at)
    if fate == "withdrawn":
        withdraw(edition.article, by=None, notice="It was wrong.", reason="false")
    if fate == "held":
        hold(edition.article, by=None, reason="Court")
    assert months(client) == []
    assert client.get("/archive/2026/03/").status_code == 404
    assert client.get("/archive/2026/03/08/").status_code == 404
    make_on(NOON + timedelta(days=2))
    assert days(client, "2026/03") == {10: 1}
    assert client.get("/archive/2026/03/10/").context["earlier"] is None


def test_a_story_without_a_date_of_its_own_stands_at_the_hour_it_came(client):
    with time_machine.travel(NOON):
        make_edition(headline="Ours")
        assert headlines(client, "2026/03/08") == ["Ours"]


def test_pages_of_a_long_day_leave_out_no_story_and_leave_the_day_never(client, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    make_on(NOON - timedelta(days=1), *(NOON + timedelta(minutes=n) for n in range(8)))
    seen, query = [], {}
    while True:
        page = client.get("/archive/2026/03/08/", query).context["page"]
        seen += [edition.headline for edition in page.editions]
        if not page.older:
            break
        query = {"before": page.older}
    assert len(seen) == len(set(seen)) == 8


def test_an_empty_archive_says_so(client):
    assert "No stories here yet." in client.get("/archive/").content.decode()


PAGES = ["/archive/", "/archive/2026/03/", "/archive/2026/03/08/"]


@pytest.mark.parametrize("address", PAGES)
def test_the_archive_costs_the_same_with_3_and_with_60_stories(
    client, address, django_assert_max_num_queries
):
    def cost():
        with django_assert_max_num_queries(10) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    make_on(*(NOON + timedelta(hours=n) for n in (-400, 0, 400)))
    few = cost()
    make_on(*(NOON + timedelta(hours=7 * n, minutes=n) for n in range(57)))
    assert cost() == few


def test_months_are_looked_up_in_an_index():
    """A range for each month, and no look at all stories."""
    month = (NOON, NOON + timedelta(days=30))
    with CaptureQueriesContext(connection) as captured:
        assert Edition.objects.live().counts_within([month, month], most=1) == [0, 0]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + captured.captured_queries[0]["sql"])
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
        assert "SEARCH articles_edition USING" in plan
        assert "edition_front_order (sort_at>? AND sort_at<?" in plan


def test_nothing_is_asked_about_no_months():
    assert Edition.objects.live().counts_within([], most=1) == []
