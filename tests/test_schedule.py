"""Hours of the newsroom: in words, across clock changes, set, moved, cancelled and embargoed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format

from articles.models import Article, Edition, Event
from articles.publishing import (
    EditionWaits,
    NotAllowed,
    NotReady,
    Waiting,
    cancel,
    publish,
    reschedule,
    schedule,
    set_embargo,
    withdraw,
)
from articles.publishing.moments import (
    HourTwice,
    NoSuchHour,
    WallTimeError,
    distance_in_words,
    full_words,
    in_words,
    moment_of,
)
from articles.story import Photo
from articles.vocabulary import EditionKind, Status
from tests.desk import desk, opened, said, save, send, url
from tests.factories import make_article, make_edition

__all__ = ["desk"]  # a fixture

HOUR = timedelta(hours=1)
TORONTO, BERLIN = "America/Toronto", "Europe/Berlin"


@pytest.fixture(autouse=True)
def _database(db):
    pass


@pytest.fixture
def zone(request, settings):
    """The newsroom's clocks hang where the test says."""
    settings.TIME_ZONE = request.param
    timezone.get_default_timezone.cache_clear()
    yield request.param
    timezone.get_default_timezone.cache_clear()


def in_zone(name):
    return pytest.mark.parametrize("zone", [name], indirect=True)


def change(article, **fields):
    with transaction.atomic():
        Article.load(replace(article.story(), **fields), into=article)
    return article


def headlines(at=None):
    return list(Edition.objects.live(at).values_list("headline", flat=True))


# In words.


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(seconds=10), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=59), "in 59 minutes"),
        (timedelta(minutes=61), "in 1 hour"),
        (timedelta(hours=7), "in 7 hours"),
        (timedelta(hours=40), "in 40 hours"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(hours=-1), "1 hour ago"),
        (timedelta(days=-3), "3 days ago"),
    ],
)
def test_how_far_off_an_hour_is_can_be_said(ahead, words):
    now = datetime(2026, 11, 29, 23, tzinfo=UTC)
    assert distance_in_words(now + ahead, now) == words


@in_zone(TORONTO)
def test_an_hour_is_said_as_the_clock_of_the_newsroom_shows_it(zone):
    now = datetime(2026, 11, 30, 4, tzinfo=UTC)
    assert full_words(now + 7 * HOUR, now) == "Monday 30 November, 06:00, in 7 hours"
    assert in_words(datetime(2027, 1, 4, 11, tzinfo=UTC), now) == "Monday 4 January 2027, 06:00"


@in_zone(BERLIN)
def test_a_night_in_which_clocks_go_forward_is_an_hour_shorter(zone):
    now = moment_of(date(2026, 3, 28), time(23))
    assert full_words(moment_of(date(2026, 3, 29), time(6)), now) == (
        "Sunday 29 March, 06:00, in 6 hours"
    )


@pytest.mark.parametrize(
    ("zone", "day", "words"),
    [
        (BERLIN, date(2026, 3, 29), "02:30 does not exist on Sunday 29 March 2026: clocks go from "
         "02:00 to 03:00."),
        (TORONTO, date(2026, 3, 8), "02:30 does not exist on Sunday 8 March 2026: clocks go from "
         "02:00 to 03:00."),
    ],
    indirect=["zone"],
)  # fmt: skip
def test_an_hour_that_does_not_exist_is_refused(zone, day, words):
    with pytest.raises(NoSuchHour) as refused:
        moment_of(day, time(2, 30))
    assert str(refused.value) == words
    for clock in (time(1, 59), time(3)):
        assert timezone.localtime(moment_of(day, clock)).time() == clock


@pytest.mark.parametrize(
    ("zone", "day", "clock", "names"),
    [
        (BERLIN, date(2026, 10, 25), time(2, 30), ("CEST", "CET")),
        (TORONTO, date(2026, 11, 1), time(1, 30), ("EDT", "EST")),
    ],
    indirect=["zone"],
)
def test_an_hour_that_comes_twice_is_asked_about(zone, day, clock, names):
    with pytest.raises(HourTwice) as asked:
        moment_of(day, clock)
    assert f"{clock:%H:%M} comes twice" in str(asked.value)
    first, second = moment_of(day, clock, fold=0), moment_of(day, clock, fold=1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == HOUR
    assert [in_words(moment).rpartition(" ")[2] for moment in (first, second)] == list(names)
    assert moment_of(day, time(4), fold=1) == moment_of(day, time(4))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_no_day_is_too_odd_to_be_answered(day):
    with pytest.raises(WallTimeError):
        moment_of(day, time(0))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_days_are_named_in_the_language_of_the_page(language):
    with translation.override(language):
        assert date_format(date(2026, 11, 30), "l") in in_words(
            datetime(2026, 11, 30, 12, tzinfo=UTC)
        )


# The verbs.


def test_only_hours_to_come_are_scheduled():
    article = make_article()
    for ahead in (-HOUR, timedelta(0)):
        with pytest.raises(NotAllowed, match="is past"):
            schedule(article, timezone.now() + ahead, by=None)
    assert not Edition.objects.exists()


def test_an_update_of_a_live_story_waits_for_its_hour():
    article = make_edition(headline="At first").article
    six = timezone.now() + HOUR
    schedule(change(article, headline="At six"), six, by=None, kind=EditionKind.MINOR)
    assert (headlines(), headlines(six)) == (["At first"], ["At six"])
    with pytest.raises(EditionWaits):
        schedule(article, six + HOUR, by=None)


@pytest.mark.parametrize(("text", "headline"), [("waiting", "Waits"), ("current", "Newer")])
def test_what_waits_moves_to_another_hour_with_its_own_words_or_newer_ones(text, headline):
    article = make_edition(headline="At first").article
    six = timezone.now() + HOUR
    schedule(change(article, headline="Waits"), six, by=None)
    change(article, headline="Newer")
    reschedule(article, six + HOUR, by=None, text=text)
    assert headlines(six) == ["At first"]
    assert headlines(six + HOUR) == [headline]
    assert Edition.objects.pending().count() == 1


def test_a_story_of_ours_that_is_moved_is_posted_at_its_new_hour():
    six = timezone.now() + HOUR
    article = make_edition(at=six).article
    edition = reschedule(article, six + HOUR, by=None)
    assert edition.published_at == edition.sort_at == six + HOUR


def test_a_withdrawal_that_waits_can_be_moved_and_cancelled():
    article = make_edition(headline="Here").article
    six = timezone.now() + HOUR
    withdraw(article, by=None, notice="Gone.", reason="Agreed", at=six)
    assert (headlines(), headlines(six)) == (["Here"], [])
    moved = reschedule(article, six + HOUR, by=None)
    assert (moved.kind, moved.notice) == (EditionKind.WITHDRAWAL, "Gone.")
    cancel(article, by=None)
    assert headlines(six + 2 * HOUR) == ["Here"]


def test_publishing_before_a_withdrawal_that_waits_can_leave_it_waiting():
    article = make_edition(headline="Here").article
    six = timezone.now() + HOUR
    withdraw(article, by=None, notice="Gone.", reason="Agreed", at=six)
    publish(change(article, headline="Until then"), by=None, waiting=Waiting.REFREEZE)
    assert (headlines(), headlines(six)) == (["Until then"], [])
    assert Edition.objects.current(six).get().notice == "Gone."


def test_only_what_is_published_at_once_goes_before_what_waits():
    article = make_edition(at=timezone.now() + HOUR).article
    with pytest.raises(NotAllowed):
        publish(article, by=None, at=timezone.now() + 2 * HOUR, waiting=Waiting.REFREEZE)


def test_nothing_is_cancelled_or_moved_that_does_not_wait():
    article = make_edition().article
    with pytest.raises(NotAllowed, match="is scheduled"):
        cancel(article, by=None)
    with pytest.raises(NotAllowed, match="is scheduled"):
        reschedule(article, timezone.now() + HOUR, by=None)


def test_a_cancelled_story_is_ready_for_another_hour():
    article = make_edition(at=timezone.now() + HOUR).article
    assert Article.objects.get().status == Status.DRAFT
    cancel(article, by=None)
    assert Article.objects.get().status == Status.READY


def test_moving_to_an_hour_after_the_rights_of_a_photo_is_refused():
    six = timezone.now() + HOUR
    edition = make_edition(at=six, lead_photo=Photo("A pier.", "A pier.", "Wire"))
    edition.lead_photo.rights_until = six + HOUR
    edition.lead_photo.save()
    with pytest.raises(NotReady, match="rights end"):
        reschedule(edition.article, six + 2 * HOUR, by=None, despite="never mind")
    assert headlines(six) != []


def test_readers_find_no_trace_of_what_was_moved_or_cancelled(client):
    edition = make_edition(headline="At first")
    article = edition.article
    six = timezone.now() + HOUR
    schedule(change(article, headline="Planned"), six, by=None)
    reschedule(article, six + HOUR, by=None)
    cancel(article, by=None)
    with time_machine.travel(six + 3 * HOUR):
        for address in (
            edition.get_absolute_url(), edition.get_history_url(), "/", "/feed/",
            "/sitemap/news.xml", f"/api/v1/stories/{article.pk}/",
            f"/api/v1/stories/{article.pk}/editions/", "/corrections/", "/search/?q=planned",
        ):  # fmt: skip
            response = client.get(address)
            assert "Planned" not in response.content.decode(), address
            assert response.status_code in (200, 404), address
    assert Edition.objects.that_went_live(six + 3 * HOUR).count() == 1


def test_an_embargo_wins_over_any_hour():
    noon = timezone.now() + 5 * HOUR
    article = make_article()
    set_embargo(article, noon, by=None, reason="Agreed")
    edition = schedule(article, timezone.now() + HOUR, by=None)
    assert edition.goes_live_at == noon
    with pytest.raises(NotAllowed, match="to come"):
        set_embargo(article, timezone.now() - HOUR, by=None)
    set_embargo(article, None, by=None, reason="Lifted")
    assert Event.objects.first().reason == "Lifted"
    assert headlines(noon - timedelta(minutes=1)) == []


# The pages of the desk.


def asked(desk, article, name, **given):
    return desk.post(url(article, name), {"confirm": "1", **given}, follow=True)


@in_zone(TORONTO)
def test_the_desk_schedules_by_the_newsrooms_clock_and_reads_it_in_words(desk, zone):
    with time_machine.travel(datetime(2026, 11, 30, 4, tzinfo=UTC), tick=False):
        article = make_article()
        page = desk.get(url(article, "schedule")).content.decode()
        assert "Today" not in page
        assert "Tomorrow, Monday 30 November, 06:00, in 7 hours" in page
        response = asked(desk, article, "schedule", day="2026-11-30", clock="06:00", when="other")
        assert "Scheduled for Monday 30 November, 06:00, in 7 hours." in said(response)
        assert "Scheduled for Monday 30 November, 06:00, in 7 hours" in response.content.decode()
    assert Edition.objects.get().goes_live_at == datetime(2026, 11, 30, 11, tzinfo=UTC)


@in_zone(TORONTO)
def test_a_quick_choice_is_an_hour_like_any_other(desk, zone):
    with time_machine.travel(datetime(2026, 3, 7, 22, tzinfo=UTC), tick=False):
        article = make_article()
        form = desk.get(url(article, "schedule")).context["form"]
        tomorrow = next(value for value, words in form.fields["when"].choices if "06:00" in words)
        asked(desk, article, "schedule", when=tomorrow)
    # Clocks went forward that night.
    assert Edition.objects.get().goes_live_at == datetime(2026, 3, 8, 10, tzinfo=UTC)


@in_zone(BERLIN)
def test_the_form_refuses_an_hour_that_does_not_exist_and_asks_about_one_that_comes_twice(
    desk, zone
):
    article = make_article()
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        page = asked(desk, article, "schedule", day="2026-03-29", clock="02:30").content.decode()
        assert "02:30 does not exist on Sunday 29 March 2026" in page
        assert 'value="2026-03-29"' in page
        twice = {"day": "2026-10-25", "clock": "02:30"}
        page = asked(desk, article, "schedule", **twice).content.decode()
        assert "02:30 comes twice" in page
        assert "the second: Sunday 25 October, 02:30 CET" in page
        assert not Edition.objects.exists()
        asked(desk, article, "schedule", **twice, fold="1")
    assert Edition.objects.get().goes_live_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"when": "other"},
        {"when": "yesterday"},
        {"when": "9999-12-31T23:59:00-12:00"},
        {"when": "0001-01-01T00:00:00+14:00"},
        {"when": "other\0", "day": "\0", "clock": "\0", "fold": "\0"},
        {"when": "2020-01-01T06:00:00+00:00"},
        {"day": "2020-01-01", "clock": "06:00"},
        {"day": "0001-01-01", "clock": "00:00"},
        {"day": "9999-12-31", "clock": "23:59"},
        {"day": "soon", "clock": "25:61"},
        {"day": "2030-01-01"},
    ],
)
def test_hours_that_make_no_sense_are_answered_and_nothing_is_scheduled(desk, given):
    response = asked(desk, make_article(), "schedule", **given)
    assert response.status_code == 200
    assert "Nothing was done" in response.content.decode()
    assert not Edition.objects.exists()
    assert desk.get("/admin/articles/article/hour/", given).status_code == 200


@in_zone(TORONTO)
def test_an_hour_is_said_in_words_before_anything_is_done(desk, zone):
    article = make_article()
    with time_machine.travel(datetime(2026, 11, 30, 4, tzinfo=UTC), tick=False):
        typed = {"day": "2026-11-30", "clock": "06:00"}
        page = desk.post(url(article, "schedule"), {**typed, "look": "1"}).content.decode()
        assert "Monday 30 November, 06:00, in 7 hours" in page
        told = desk.get("/admin/articles/article/hour/", typed).json()
        assert told == {"words": "Monday 30 November, 06:00, in 7 hours"}
    assert not Edition.objects.exists()


def test_a_change_of_a_live_story_is_scheduled_only_when_its_weight_is_said(desk):
    article = make_edition().article
    later = {"day": f"{timezone.localdate() + timedelta(days=2)}", "clock": "06:00"}
    response = asked(desk, article, "schedule", **later)
    assert "Nothing was done" in response.content.decode()
    asked(desk, article, "schedule", **later, kind="withdrawal")
    assert not Edition.objects.pending().exists()
    asked(desk, article, "schedule", **later, kind="minor")
    assert Edition.objects.pending().get().kind == EditionKind.MINOR


def test_nothing_is_scheduled_that_was_saved_after_it_was_looked_at(desk):
    article = make_article()
    form = desk.get(url(article, "schedule")).context["form"]
    save(desk, article, opened(desk, article), headline="Another")
    later = {"day": f"{timezone.localdate() + timedelta(days=2)}", "clock": "06:00"}
    response = asked(desk, article, "schedule", **later, revision=form.initial["revision"])
    assert "Your other page saved “Another” meanwhile" in response.content.decode()
    assert not Edition.objects.exists()
    # What is confirmed once more is what this page shows now.
    shown = re.search(r'name="revision" value="(\d+)"', response.content.decode())[1]
    asked(desk, article, "schedule", **later, revision=shown)
    assert Edition.objects.pending().get().headline == "Another"


def test_a_reason_to_go_on_is_asked_for_where_something_warns(desk):
    later = {"day": f"{timezone.localdate() + timedelta(days=2)}", "clock": "06:00"}
    plain, warned = make_article(), make_article(headline="TK")
    assert 'name="despite"' not in desk.get(url(plain, "schedule")).content.decode()
    assert 'name="despite"' in desk.get(url(warned, "schedule")).content.decode()
    asked(desk, plain, "schedule", **later)
    assert Edition.objects.pending().get().article == plain


def test_the_page_of_a_story_says_what_waits_and_moves_and_cancels_it(desk):
    article = make_edition(headline="At first").article
    six = timezone.now() + HOUR
    schedule(change(article, headline="Waits"), six, by=None)
    change(article, headline="Newer")
    page = desk.get(url(article)).content.decode()
    assert f"“Waits” waits for {in_words(six)}" in page
    form = desk.get(url(article, "reschedule")).context["form"]
    assert form.fields["text"].initial == "waiting"
    later = {"day": f"{timezone.localdate() + timedelta(days=2)}", "clock": "06:00"}
    response = asked(desk, article, "reschedule", **later, text="waiting")
    assert "Scheduled for" in said(response)
    assert Edition.objects.pending().get().headline == "Waits"
    response = asked(desk, article, "cancel")
    assert "no longer scheduled" in said(response)
    assert not Edition.objects.pending().exists()


def test_saving_can_lead_on_to_the_page_that_schedules(desk):
    article = make_article()
    response = send(desk, article, opened(desk, article), headline="Saved first", _verb="schedule")
    assert response.redirect_chain[-1][0] == url(article, "schedule")
    assert Article.objects.get().headline == "Saved first"


def test_an_embargo_is_set_moved_and_lifted_with_a_reason(desk):
    article = make_article()
    day = timezone.localdate() + timedelta(days=2)
    asked(desk, article, "embargo", day=f"{day}", clock="06:00")
    assert Article.objects.get().embargo_until is None
    asked(desk, article, "embargo", day=f"{day}", clock="06:00", reason="Agreed")
    until = moment_of(day, time(6))
    page = desk.get(url(article)).content.decode()
    assert f"under embargo until {full_words(until)}" in page
    response = asked(
        desk, article, "schedule", day=f"{day - timedelta(days=1)}", clock="06:00", when="other"
    )
    assert f"It appears when its embargo ends: {full_words(until)}" in said(response)
    asked(desk, article, "lift", reason="Early agreed")
    assert Article.objects.get().embargo_until is None


def test_a_withdrawal_at_once_or_at_an_hour_is_not_both(desk):
    article = make_edition(headline="Here").article
    given = {"notice": "Gone.", "reason": "Agreed", "when": "now"}
    day = timezone.localdate() + timedelta(days=2)
    page = asked(desk, article, "withdraw", **given, day=f"{day}").content.decode()
    assert "not both" in page
    assert headlines() == ["Here"]
    response = asked(
        desk, article, "withdraw", **given | {"when": "other"}, day=f"{day}", clock="06:00"
    )
    assert f"will be withdrawn: {full_words(moment_of(day, time(6)))}" in said(response)
    assert f"to be withdrawn on {in_words(moment_of(day, time(6)))}" in response.content.decode()
    assert headlines() == ["Here"]
