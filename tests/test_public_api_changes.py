"""What changed since a moment: the list by which others keep their copies right."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from articles.models import FOREVER, Edition
from articles.public.api_changes import SETTLING
from articles.public.names import guid
from articles.publishing import cancel_pending, hold, publish, set_embargo, withdraw
from articles.vocabulary import EditionKind
from tests.factories import make_edition
from tests.ninjs import faults
from tests.test_public_api import HOUR, LIST, change, get, headlines

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(db):
    """The newsroom's clock, which stands still until it is moved."""
    with time_machine.travel(datetime(2026, 3, 1, 8, 30, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def since(clock):
    """A moment before all stories."""
    return timezone.now().isoformat()


def make_at(clock, headline, after=MINUTE, **fields):
    """Return an edition that went live `after` what was before it."""
    clock.shift(after)
    return make_edition(headline=headline, **fields)


def changes(client, since, **query):
    """Return the answer about what changed, once it has settled."""
    with time_machine.travel(timezone.now() + SETTLING, tick=False):
        return get(client, LIST, changed_since=since, **query)


def test_the_oldest_change_comes_first_and_each_story_once(client, clock, since):
    first = make_at(clock, "First", published_at=timezone.now())
    make_at(clock, "Second", published_at=timezone.now() - 9000 * HOUR)
    clock.shift(MINUTE)
    publish(change(first.article, headline="First, again"), by=None, despite="a test")
    answer = changes(client, since)
    assert headlines(answer) == ["Second", "First, again"]
    assert [faults(item) for item in answer["items"]] == [[], []]
    assert answer["items"][1]["version"] == "2"


@pytest.mark.parametrize("kind", [EditionKind.MINOR, EditionKind.CORRECTION, EditionKind.UPDATE])
def test_every_edition_is_a_change(client, clock, kind):
    edition = make_at(clock, "Ferry")
    clock.shift(MINUTE)
    since = timezone.now().isoformat()
    assert changes(client, since)["items"] == []
    publish(edition.article, by=None, kind=kind, despite="a test")
    assert headlines(changes(client, since)) == ["Ferry"]  # at that very moment, too


def test_a_story_that_was_withdrawn_or_sealed_is_cancelled_without_a_word(client, clock, since):
    gone, sealed = make_at(clock, "Secret gone"), make_at(clock, "Secret sealed")
    clock.shift(MINUTE)
    tombstone = withdraw(gone.article, by=None, notice="False.", reason="false")
    Edition.objects.filter(pk=sealed.pk).update(content=None, sealed_at=timezone.now())
    answer = changes(client, since)
    assert [item["uri"] for item in answer["items"]] == [guid(sealed.article_id),
                                                         guid(gone.article_id)]  # fmt: skip
    assert {item["pubStatus"] for item in answer["items"]} == {"canceled"}
    assert answer["items"][1]["versionCreated"] == tombstone.goes_live_at.isoformat()
    assert [faults(item) for item in answer["items"]] == [[], []]
    assert "Secret" not in json.dumps(answer)


def test_what_readers_may_not_see_is_not_told(client, clock, since):
    hold(make_at(clock, "Held").article, by=None, reason="order")
    pending = make_at(clock, "Pending", at=timezone.now() + HOUR)
    embargoed = make_at(clock, "Embargoed", at=timezone.now() + HOUR / 2)
    set_embargo(embargoed.article, timezone.now() + HOUR, by=None)
    assert changes(client, since)["items"] == []
    cancel_pending(pending.article, by=None)
    clock.shift(2 * HOUR)
    assert headlines(changes(client, since)) == ["Embargoed"]


def test_a_scheduled_edition_is_told_from_its_hour_on_and_the_one_before_it_until_then(
    client, clock, since
):
    edition = make_at(clock, "Now")
    article = change(edition.article, headline="At nine")
    later = publish(article, by=None, at=timezone.now() + HOUR, despite="a test")
    answer = changes(client, since)
    assert headlines(answer) == ["Now"]
    clock.move_to(later.goes_live_at)
    assert headlines(get(client, answer["later"])) == []
    assert headlines(changes_at(client, answer["later"])) == ["At nine"]


def changes_at(client, address):
    with time_machine.travel(timezone.now() + SETTLING, tick=False):
        return get(client, address)


def test_a_change_is_told_when_all_before_it_have_surely_been_written(client, clock, since):
    edition = make_at(clock, "Ferry")
    assert get(client, LIST, changed_since=since)["items"] == []
    clock.move_to(edition.goes_live_at + SETTLING)
    assert headlines(get(client, LIST, changed_since=since)) == ["Ferry"]


def test_a_text_that_was_replaced_is_not_told_while_the_new_one_settles(client, clock, since):
    edition = make_at(clock, "Wrong")
    clock.shift(HOUR)
    withdraw(edition.article, by=None, notice="False.", reason="false")
    assert get(client, LIST, changed_since=since)["items"] == []


def test_who_follows_the_list_gets_every_change_once_whatever_happens_meanwhile(
    client, clock, since
):
    articles = [make_at(clock, f"{number}").article for number in range(7)]
    same = timezone.now()
    articles += [make_at(clock, f"{number}", after=0 * MINUTE).article for number in (7, 8)]
    assert Edition.objects.filter(goes_live_at=same).count() == 3
    seen, answer = [], changes(client, since, limit=2)
    clock.shift(MINUTE)
    publish(change(articles[0], headline="0 again"), by=None, despite="a test")  # told already
    publish(change(articles[5], headline="5 again"), by=None, despite="a test")  # yet to come
    while True:
        seen += headlines(answer)
        if "next" not in answer:
            break
        answer = changes_at(client, answer["next"])
    assert seen == ["0", "1", "2", "3", "4", "6", "7", "8", "0 again", "5 again"]
    assert changes_at(client, answer["later"])["items"] == []
    make_at(clock, "9")
    assert headlines(changes_at(client, answer["later"])) == ["9"]


def test_only_what_is_there_now_has_a_next_page(client, clock, since):
    for number in range(3):
        make_at(clock, f"{number}")
    with time_machine.travel(timezone.now() + SETTLING, tick=False):
        response = client.get(LIST, {"changed_since": since, "limit": 2})
        answer = response.json()
        assert response["Link"] == f'<{answer["next"]}>; rel="next"'
        assert "later" not in answer
        response = client.get(answer["next"])
        assert "Link" not in response
        assert "limit=2" in response.json()["later"]
    empty = changes(client, "2026-04-01")
    assert empty["later"] == "http://testserver" + LIST + "?changed_since=2026-04-01"


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("changed_since=yesterday", "changed_since='yesterday' found; write a date like 2026-11-03,"
         " or a moment with its offset like 2026-11-03T08:30:00Z."),
        ("changed_since=x_1", "changed_since='x_1' found; write a moment, or the key that `next` "
         "or `later` gave."),
        ("changed_since=2026-03-01&section=city", "section found beside changed_since; leave it "
         "out, or what left that list were missed."),
        ("changed_since=2026-03-01&limit=0", "limit='0' found; write a whole number from 1 to "
         "100."),
    ],
)  # fmt: skip
def test_a_wrong_wish_is_told_with_what_to_write(client, clock, query, detail):
    assert get(client, f"{LIST}?{query}", 400)["detail"] == detail


def test_a_poll_costs_the_same_number_of_queries_with_3_and_with_60_stories(
    client, clock, since, django_assert_num_queries
):
    for number in range(3):
        make_at(clock, f"{number}")
    with django_assert_num_queries(5):
        assert len(changes(client, since, limit=100)["items"]) == 3
    for number in range(3, 60):
        make_at(clock, f"{number}")
    with django_assert_num_queries(5):
        assert len(changes(client, since, limit=100)["items"]) == 60


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads a plan of SQLite")
def test_changes_are_found_in_an_index(client, clock, since, django_assert_max_num_queries):
    make_at(clock, "Ferry")
    with django_assert_max_num_queries(10) as seen:
        changes(client, since)
    selected = [q["sql"] for q in seen if "9999-01-01" in q["sql"] and "article_id" in q["sql"]]
    assert len(selected) == 2
    assert FOREVER.year == 9999
    plans = []
    for sql in selected:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plans.append(cursor.fetchall()[0][-1])
    assert "edition_pending (replaced_at=? AND goes_live_at>? AND goes_live_at<?)" in plans[0]
    assert "edition_pending (replaced_at>? AND replaced_at<?)" in plans[1]
