"""The age printed beside a video: raw words until somebody says when the page was read."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils.timezone import make_aware
from hypothesis import given
from hypothesis import strategies as st

from articles.ages import Resolved, resolved, with_anchor
from articles.story import Paragraph, Story, StoryError, Video
from tests.desk import desk, opened, save, send, url
from tests.factories import make_article
from tests.test_public_article import page_of

__all__ = ["desk"]  # a fixture

READ = datetime(2025, 7, 22, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "at", "precision"),
    [
        ("10 days ago", date(2025, 7, 12), "day"),
        ("10 Days Ago ", date(2025, 7, 12), "day"),
        ("a day ago", date(2025, 7, 21), "day"),
        ("two weeks ago", date(2025, 7, 8), "week"),
        ("7 months ago", date(2024, 12, 1), "month"),
        ("1 year ago", date(2024, 1, 1), "year"),
        ("an hour ago", datetime(2025, 7, 22, 9, tzinfo=UTC), "hour"),
        ("3h ago", datetime(2025, 7, 22, 7, tzinfo=UTC), "hour"),
        ("12 mins ago", datetime(2025, 7, 22, 10, tzinfo=UTC), "minute"),
        ("il y a 3 jours", date(2025, 7, 19), "day"),
        ("Il y a une heure", datetime(2025, 7, 22, 9, tzinfo=UTC), "hour"),
        ("il y a 2 ans", date(2023, 1, 1), "year"),
        ("il y a 5 mois", date(2025, 2, 1), "month"),
        ("vor 2 Stunden", datetime(2025, 7, 22, 8, tzinfo=UTC), "hour"),
        ("vor einem Tag", date(2025, 7, 21), "day"),
        ("vor fünf Wochen", date(2025, 6, 17), "week"),
        ("hace 3 días", date(2025, 7, 19), "day"),
        ("hace un año", date(2024, 1, 1), "year"),
        ("há 2 dias", date(2025, 7, 20), "day"),
        ("há um mês", date(2025, 6, 1), "month"),
        ("2 dias atrás", date(2025, 7, 20), "day"),
        ("yesterday", date(2025, 7, 21), "day"),
        ("hier", date(2025, 7, 21), "day"),
        ("Gestern", date(2025, 7, 21), "day"),
        ("aujourd’hui", date(2025, 7, 22), "day"),
        ("July 22", date(2025, 7, 22), "day"),
        ("July 23", date(2024, 7, 23), "day"),
        ("Dec. 31st", date(2024, 12, 31), "day"),
        ("22 juillet", date(2025, 7, 22), "day"),
        ("1er août", date(2024, 8, 1), "day"),
        ("3. März", date(2025, 3, 3), "day"),
        ("22 de diciembre", date(2024, 12, 22), "day"),
        ("1 de março de 2023", date(2023, 3, 1), "day"),
        ("Feb 29", date(2024, 2, 29), "day"),
        ("July 2, 2019", date(2019, 7, 2), "day"),
    ],
)
def test_an_age_with_its_anchor_is_a_date(age, at, precision):
    assert resolved(age, READ) == Resolved(at, precision)


@pytest.mark.parametrize(
    "age",
    [
        "", "ago", "days ago", "over a year ago", "about 2 hours ago", "last week", "Monday",
        "in 2 days", "some days ago", "2m ago", "3 jours ago", "il y a 3 days", "vor langem",
        "31 November", "Feb 30", "July 23, 2025", "July", "2025", "22/07", "900 years ago",
        "٣ days ago", "1000000000 days ago", "-3 days ago", "un jours ago",
    ],
)  # fmt: skip
def test_an_age_that_is_not_certain_is_no_date(age):
    assert resolved(age, READ) is None


@pytest.mark.parametrize("age", ["10 days ago", "July 22", "July 2, 2019"])
def test_an_age_without_an_anchor_is_no_date(age):
    assert resolved(age, None) is None


def test_days_are_those_of_the_anchors_own_clock():
    late = datetime(2025, 7, 22, 1, tzinfo=UTC)
    assert resolved("yesterday", late).at == date(2025, 7, 21)
    west = late.astimezone(timezone(timedelta(hours=-4)))
    assert resolved("yesterday", west).at == date(2025, 7, 20)


def test_an_anchor_at_the_beginning_of_time_is_no_crash():
    first = datetime(1, 1, 1, tzinfo=UTC)
    for age in ("3 days ago", "2 hours ago", "5 months ago", "9 years ago", "July 22"):
        assert resolved(age, first) is None


@given(st.text(max_size=40) | st.from_regex(r"(il y a |vor |há )?[0-9]{1,3} [a-z]{1,8} ?(ago)?"))
def test_no_words_break_the_reading_of_ages(words):
    found = resolved(words, READ)
    assert found is None or found.precision in ("minute", "hour", "day", "week", "month", "year")


def test_an_anchor_reaches_all_videos_of_a_story():
    text, video = Paragraph("Text."), Video("The lamp", age="10 days ago")
    story = Story(headline="A", blocks=(text, video, video))
    anchored = with_anchor(story, READ)
    assert [v.captured_at for v in anchored.videos] == [READ, READ]
    assert anchored.blocks[0] == text
    assert with_anchor(anchored, None) == story
    with pytest.raises(StoryError, match="offset"):
        with_anchor(story, READ.replace(tzinfo=None))


# At the desk and on the page.


def facts_of(client, **fields):
    """Return the facts that readers get beside a video."""
    video = Video("The lamp", **fields)
    html = page_of(client, blocks=(Paragraph("Text."), video))
    facts = html.partition('<p class="video-facts"')[2].partition("</p>")[0].partition(">")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", facts).split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "words"),
    [
        ("10 days ago", "July 12, 2025"),
        ("July 22", "July 22, 2025"),
        ("2 weeks ago", "about July 8, 2025"),
        ("2 months ago", "about May 2025"),
        ("1 year ago", "about 2024"),
        ("2 hours ago", "about July 22, 2025, 8 a.m. UTC"),
        ("12 minutes ago", "July 22, 2025, 10 a.m. UTC"),
        ("over a year ago", "over a year ago, as first printed"),
    ],
)
def test_readers_get_the_date_no_finer_than_it_is_known(client, settings, age, words):
    settings.TIME_ZONE = "UTC"
    assert facts_of(client, age=age, captured_at=READ) == words


@pytest.mark.django_db
@pytest.mark.parametrize("age", ["10 days ago", "July 22", "2 hours ago"])
def test_readers_get_the_words_as_printed_while_no_anchor_is_confirmed(client, age):
    assert facts_of(client, age=age) == f"{age}, as first printed"


@pytest.mark.django_db
def test_a_day_is_that_of_the_newsrooms_clock(client, settings):
    settings.TIME_ZONE = "America/Toronto"
    late = datetime(2025, 7, 22, 1, tzinfo=UTC)
    assert facts_of(client, age="yesterday", captured_at=late) == "July 20, 2025"


@pytest.mark.django_db
def test_the_desk_sets_the_anchor_and_sees_the_date(desk):
    article = make_article(blocks=(Video("The lamp", "WATCH", age="10 days ago"),))
    row = {"videos-0-captured_at": "2025-07-22T10:12:00"}
    page = desk.get(url(article)).content.decode()
    assert "When was the page read that said so?" in page
    story = save(desk, article, opened(desk, article) | row).story()
    assert story.videos[0].captured_at == make_aware(datetime(2025, 7, 22, 10, 12))
    page = " ".join(re.sub(r"<[^>]*>", " ", desk.get(url(article)).content.decode()).split())
    assert "Readers see July 12, 2025 , to the day." in page


@pytest.mark.django_db
def test_the_desk_keeps_an_anchor_to_the_fraction(desk):
    exact = READ.replace(second=1, microsecond=123456)
    article = make_article(blocks=(Video("The lamp", "WATCH", age="today", captured_at=exact),))
    data = opened(desk, article) | {"videos-0-teaser": "how:"}
    assert save(desk, article, data).story().videos[0].captured_at == exact


@pytest.mark.django_db
def test_an_anchor_in_the_future_is_refused(desk):
    article = make_article(blocks=(Video("The lamp", "WATCH", age="10 days ago"),))
    data = opened(desk, article) | {"videos-0-captured_at": "2199-01-01T10:00:00"}
    assert "yet to come" in send(desk, article, data).content.decode()
