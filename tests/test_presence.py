"""Who is in a story, since when, in which tab, and what was saved meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from articles.models import Presence
from tests.desk import desk, opened, save, url
from tests.factories import make_article, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

HALF_PAST_FIVE = datetime(2026, 11, 24, 5, 32, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(HALF_PAST_FIVE, tick=False) as clock:
        yield clock


def colleague(name="ann", **fields):
    client = Client()
    client.force_login(make_user(username=name, is_superuser=True, **fields))
    return client


def beat(client, article, data, **more):
    """One beat of the heart of a page; return what the page is told."""
    answer = client.post(url(article, "presence"), data | more)
    assert answer.status_code == 200
    return answer.json()


def test_two_editors_see_each_other_and_since_when(desk, clock):
    article = make_article()
    ann = colleague(first_name="Ann", last_name="Varley")
    beat(ann, article, opened(ann, article))
    clock.shift(5)
    beat(ann, article, opened(ann, article))
    told = beat(desk, article, opened(desk, article))
    assert told["others"] == ["Ann Varley is in this story since 05:32 (2 tabs)."]
    assert told["others"][0] in desk.get(url(article)).content.decode()
    assert not told["news"]


def test_ones_own_other_tab_is_told_as_such(desk, clock):
    article = make_article()
    data = opened(desk, article)
    assert beat(desk, article, data)["others"] == []
    other = opened(desk, article)
    assert beat(desk, article, other)["others"] == ["You have this story open in another tab."]


def test_a_page_that_saved_takes_its_leave(desk, clock):
    article = make_article()
    data = opened(desk, article)
    beat(desk, article, data)
    save(desk, article, data, headline="New")
    assert beat(desk, article, opened(desk, article))["others"] == []


def test_a_page_that_is_loaded_again_does_not_name_the_page_it_was(desk, clock):
    article = make_article()
    ann = colleague(first_name="Ann")
    for client in (desk, ann):
        beat(client, article, opened(client, article))
    page = desk.get(url(article)).content.decode()
    assert "another tab" not in page
    assert "Ann is in this story" in page


def test_an_autosave_is_a_sign_of_life_too(desk, clock):
    article = make_article()
    ann = colleague()
    ann.post(url(article, "autosave"), opened(ann, article))
    assert beat(desk, article, opened(desk, article))["others"]


@pytest.mark.parametrize(("seconds", "is_here"), [(24, True), (26, False)])
def test_a_tab_not_heard_of_is_no_longer_there(desk, clock, seconds, is_here):
    article = make_article()
    ann = colleague()
    beat(ann, article, opened(ann, article))
    data = opened(desk, article)
    clock.shift(seconds)
    assert bool(beat(desk, article, data)["others"]) is is_here


def test_leaving_takes_the_name_away_and_old_rows_are_cleared(desk, clock):
    article = make_article()
    ann = colleague()
    data = opened(ann, article)
    beat(ann, article, data)
    beat(ann, article, data, leave="1")
    assert not Presence.objects.exists()
    beat(ann, article, data)
    clock.shift(timedelta(hours=2))
    beat(desk, article, opened(desk, article), first="1")
    assert [row.user.username for row in Presence.objects.all()] == ["chief"]


def test_a_save_elsewhere_is_told_before_one_saves(desk, clock):
    article = make_article()
    data = opened(desk, article)
    save(desk, article, data)
    data = opened(desk, article)
    clock.shift(timedelta(minutes=12))
    bo = colleague("bo", first_name="Bo")
    save(bo, article, opened(bo, article), headline="Bo's")
    told = beat(desk, article, data)
    assert told["news"] == "Bo saved at 05:44; your page shows 05:32."
    kept = desk.post(url(article, "autosave"), data).json()
    assert kept["news"] == told["news"]
    save(desk, article, opened(desk, article), headline="Mine")
    assert "You saved in another tab" in beat(desk, article, data)["news"]


def test_presence_is_for_those_who_may_change_the_story(client, desk):
    article = make_article()
    data = opened(desk, article)
    desk.logout()
    assert desk.post(url(article, "presence"), data).status_code == 401
    reporter = Client()
    reporter.force_login(make_user("Reporter"))
    data = {"words_tab": "a-tab-of-mine"}
    assert reporter.post(url(article, "presence"), data).status_code == 403
    assert reporter.get(url(article, "presence")).status_code == 405
    assert not Presence.objects.exists()
