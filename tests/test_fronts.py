"""What stands where on a front, by pins and by time, and how editors change it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import (
    FRONT_PLACES,
    SECTION_PLACES,
    AuditAction,
    AuditEntry,
    Event,
    FrontAct,
    FrontChange,
    FrontPin,
    Section,
)
from articles.publishing import NotAllowed, StaleRevision, fronts, hold, schedule, spike
from articles.publishing.front_order import Off, Put, moved
from articles.publishing.front_words import words_of
from articles.vocabulary import EventKind
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ann():
    return make_user("Publisher", username="ann", first_name="Ann")


@pytest.fixture
def stories():
    """Stories that have been live for long."""
    with time_machine.travel(NOON - 30 * 24 * HOUR, tick=False):
        return {name: make_edition(headline=name).article for name in "ABCDEF"}


def order(at=None, section=None):
    """Return the pinned places as text: `1A 3B`."""
    places = FrontPin.objects.places(section, at)
    return " ".join(f"{place}{pin.article.headline}" for place, pin in places.items())


def pin(article, place, **given):
    return fronts.pin(article, given.pop("section", None), place, by=given.pop("by", None), **given)


def test_a_pin_holds_its_place_and_no_other(stories):
    pin(stories["A"], 3)
    assert order() == "3A"


def test_a_pin_at_a_taken_place_pushes_down_to_the_next_gap(stories):
    for name, place in (("A", 1), ("B", 2), ("C", 5)):
        pin(stories[name], place)
    pin(stories["D"], 1)
    assert order() == "1D 2A 3B 5C"


def test_what_was_pushed_comes_up_again_when_the_newer_pin_goes(stories):
    pin(stories["A"], 1)
    pin(stories["B"], 1, until=timezone.now() + HOUR)
    assert order() == "1B 2A"
    assert order(timezone.now() + 2 * HOUR) == "1A"


def test_a_story_is_pinned_once_on_a_front(stories):
    pin(stories["A"], 1)
    pin(stories["A"], 4)
    assert order() == "4A"


def test_the_newest_of_two_timed_pins_holds_the_place(stories):
    at = timezone.now()
    pin(stories["A"], 1, since=at + 2 * HOUR)
    pin(stories["B"], 1, since=at + HOUR)
    pin(stories["C"], 1)
    assert order() == "1C"
    assert order(at + HOUR) == "1B 2C"
    assert order(at + 2 * HOUR) == "1A 2B 3C"


def test_each_front_has_pins_of_its_own(stories):
    city = Section.objects.get()
    pin(stories["A"], 1)
    pin(stories["B"], 1, section=city)
    assert (order(), order(section=city)) == ("1A", "1B")


def test_unpinning_leaves_the_place_to_time(stories):
    pin(stories["A"], 1)
    pin(stories["B"], 2)
    fronts.unpin(stories["A"], None, by=None)
    assert order() == "2B"
    with pytest.raises(NotAllowed, match="not pinned"):
        fronts.unpin(stories["A"], None, by=None)


def test_a_pin_can_end_at_an_hour(stories):
    at = timezone.now()
    pin(stories["A"], 1)
    change = fronts.unpin(stories["A"], None, by=None, since=at + HOUR)
    assert (order(), order(at + 2 * HOUR)) == ("1A", "")
    fronts.undo(change, by=None)
    assert order(at + 2 * HOUR) == "1A"


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [("B", 1, "1B 2A 4C"), ("A", 2, "1B 2A 4C"), ("C", 1, "1C 2A 3B"), ("A", 4, "1B 3C 4A")],
)
def test_moving_swaps_with_what_lies_between(stories, name, to, expected):
    for other, place in (("A", 1), ("B", 2), ("C", 4)):
        pin(stories[other], place)
    fronts.move(stories[name], None, to, by=None)
    assert order() == expected


def test_moving_keeps_the_end_of_a_pin(stories):
    until = timezone.now() + HOUR
    pin(stories["A"], 1, until=until)
    fronts.move(stories["A"], None, 3, by=None)
    assert FrontPin.objects.places(None)[3].until == until


def test_a_story_that_stands_by_time_is_pinned_by_moving_it(stories):
    fronts.move(stories["A"], None, 2, by=None, start=3, until=timezone.now() + HOUR)
    assert order() == "2A"
    with pytest.raises(NotAllowed, match="not on this front"):
        fronts.move(stories["B"], None, 2, by=None)


def test_several_moves_are_one_act(stories):
    for name, place in (("A", 1), ("B", 2)):
        pin(stories[name], place)
    steps = [Put(stories["C"], 1), Off(stories["A"]), Put(stories["D"], 5), Put(stories["D"], 6)]
    change = fronts.arrange(None, steps, by=None)
    assert order() == "1C 2B 6D"
    fronts.undo(change, by=None)
    assert order() == "1A 2B"


def test_an_order_can_wait_for_its_hour(stories):
    at = timezone.now()
    pin(stories["A"], 1)
    steps = [Off(stories["A"]), Put(stories["B"], 1), Put(stories["C"], 2)]
    change = fronts.arrange(None, steps, by=None, since=at + HOUR)
    assert order() == "1A"
    assert order(at + HOUR + MINUTE) == "1B 2C"
    fronts.undo(change, by=None)
    assert order(at + HOUR + MINUTE) == "1A"


def test_an_act_without_a_step_is_none():
    with pytest.raises(NotAllowed, match="Nothing would change"):
        fronts.arrange(None, [], by=None)


def test_a_timed_pin_is_cancelled_before_its_hour(stories):
    later = timezone.now() + HOUR
    pin(stories["A"], 1, since=later)
    change = fronts.cancel(FrontPin.objects.get(), by=None)
    assert order(later) == ""
    fronts.undo(change, by=None)
    assert order(later) == "1A"


def test_undo_is_undone_in_turn(stories):
    first = pin(stories["A"], 1)
    second = pin(stories["B"], 1)
    back = fronts.undo(second, by=None)
    assert (order(), back.act) == ("1A", FrontAct.UNDO)
    again = fronts.undo(back, by=None)
    assert (order(), again.act) == ("1B 2A", FrontAct.REDO)
    fronts.undo(again, by=None)
    fronts.undo(first, by=None)
    assert order() == ""


def test_undo_refuses_what_a_later_act_stands_on_and_says_so(stories, ann):
    first = pin(stories["A"], 1, by=ann)
    pin(stories["B"], 3)
    fronts.move(stories["A"], None, 2, by=ann)
    with pytest.raises(NotAllowed, match="Ann moved “A” to place 2"):
        fronts.undo(first, by=ann)
    assert order() == "2A 3B"


def test_undo_takes_back_its_own_act_alone(stories):
    first = pin(stories["A"], 1)
    pin(stories["B"], 1)
    fronts.undo(first, by=None)
    assert order() == "1B"
    with pytest.raises(NotAllowed, match="undone already"):
        fronts.undo(first, by=None)


def test_a_pin_that_is_put_back_keeps_its_turn(stories):
    pin(stories["A"], 1)
    pin(stories["B"], 1)
    change = fronts.unpin(stories["A"], None, by=None)
    fronts.undo(change, by=None)
    assert order() == "1B 2A"


def test_the_front_of_an_earlier_hour_is_read_from_its_rows(stories):
    with time_machine.travel(NOON, tick=False) as clock:
        first = pin(stories["A"], 1)
        clock.shift(HOUR)
        change = fronts.unpin(stories["A"], None, by=None)
        clock.shift(HOUR)
        fronts.undo(change, by=None)
        clock.shift(HOUR)
        pin(stories["B"], 1)
    hours = [order(NOON + n * HOUR + MINUTE) for n in range(-1, 4)]
    assert hours == ["", "1A", "", "1A", "1B 2A"]
    assert not first.taken_off.exists()


@pytest.mark.parametrize("place", [0, -1, FRONT_PLACES + 1, SECTION_PLACES + 1])
def test_a_place_that_a_front_has_not_is_refused(stories, place):
    with pytest.raises(NotAllowed, match="from 1 to 7"):
        pin(stories["A"], place)
    assert not FrontChange.objects.exists()


def test_hours_that_are_past_or_the_wrong_way_round_are_refused(stories):
    at = timezone.now()
    with pytest.raises(NotAllowed, match="is past"):
        pin(stories["A"], 1, since=at - HOUR)
    with pytest.raises(NotAllowed, match="after the beginning"):
        pin(stories["A"], 1, since=at + 2 * HOUR, until=at + HOUR)
    with pytest.raises(NotAllowed, match="after the beginning"):
        pin(stories["A"], 1, until=at - HOUR)


def test_a_spiked_story_is_not_pinned(stories):
    dropped = make_article(headline="Dropped")
    spike(dropped, by=None)
    with pytest.raises(NotAllowed, match="not live"):
        pin(dropped, 1)


def test_who_saw_an_older_front_is_told_what_changed(stories, ann):
    seen = fronts.last_number(None)
    pin(stories["A"], 1, by=ann, seen=seen)
    with pytest.raises(StaleRevision, match="Ann put “A” first"):
        pin(stories["B"], 1, seen=seen)
    assert order() == "1A"


def test_each_act_is_in_the_audit_and_tells_caches_at_its_hours(stories, ann):
    at = timezone.now()
    city = Section.objects.get()
    pin(stories["A"], 1, by=ann, section=city, since=at + HOUR, until=at + 2 * HOUR)
    entry = AuditEntry.objects.get(action=AuditAction.FRONT)
    assert (entry.by, entry.article) == (ann, stories["A"])
    assert (entry.before, entry.after) == ("all by time", "1 A")
    assert entry.detail["words"] == "Ann put “A” first"
    assert entry.detail["made"][0]["place"] == 1
    events = Event.objects.filter(kind=EventKind.FRONT).order_by("due_at")
    assert [event.due_at for event in events] == [at + HOUR, at + 2 * HOUR]
    assert {tuple(event.keys) for event in events} == {(f"section:{city.pk}",)}
    pin(stories["B"], 1, by=ann)
    assert Event.objects.latest("pk").keys == ["front"]
    assert Event.objects.latest("pk").due_at <= timezone.now()


SAID = {
    "first": (
        lambda s, ann: pin(s["A"], 1, by=ann),
        "Ann put “A” first", "Ann undid that “A” was put first", "Ann put “A” first again",
    ),
    "placed": (
        lambda s, ann: pin(s["B"], 3, by=ann),
        "Ann put “B” at place 3", "Ann undid that “B” was put at place 3",
        "Ann put “B” at place 3 again",
    ),
    "moved": (
        lambda s, ann: fronts.move(s["E"], None, 2, by=ann),
        "Ann moved “E” to place 2", "Ann undid that “E” was moved to place 2",
        "Ann moved “E” to place 2 again",
    ),
    "moved to the top": (
        lambda s, ann: fronts.move(s["E"], None, 1, by=ann),
        "Ann put “E” first", "Ann undid that “E” was put first", "Ann put “E” first again",
    ),
    "off": (
        lambda s, ann: fronts.unpin(s["E"], None, by=ann),
        "Ann took off “E”", "Ann put back “E”", "Ann took off “E” again",
    ),
    "all off": (
        lambda s, ann: fronts.arrange(None, [Off(s["E"])], by=ann),
        "Ann took off “E”", "Ann put back “E”", "Ann took off “E” again",
    ),
    "order": (
        lambda s, ann: fronts.arrange(
            None, [Put(s["C"], 2), Off(s["E"]), Put(s["D"], 1)], by=ann
        ),
        "Ann put in order: 1 “D”; 2 “C”; “E” off",
        "Ann undid the order: 1 “D”; 2 “C”; “E” off",
        "Ann put in order again: 1 “D”; 2 “C”; “E” off",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_words_say_who_did_undid_and_did_again_what(stories, ann, what):
    act, *told = SAID[what]
    pin(stories["E"], 3, by=ann)
    done = act(stories, ann)
    undone = fronts.undo(done, by=ann)
    again = fronts.undo(undone, by=ann)
    theirs = fronts.undo(again, by=None)
    found = {change.pk: words_of(change) for change in FrontChange.objects.with_pins()}
    assert [found[change.pk] for change in (done, undone, again)] == told
    assert found[theirs.pk] == f"{told[1]} (Ann)".replace("Ann", "The system", 1)


# Any row of acts: the same list a plain model keeps, and a way back from each.

LETTERS = st.sampled_from("ABCDEF")
PLACES = st.integers(1, FRONT_PLACES)
ACTS = st.one_of(
    st.tuples(st.just("pin"), LETTERS, PLACES),
    st.tuples(st.just("later"), LETTERS, PLACES),
    st.tuples(st.just("brief"), LETTERS, PLACES),
    st.tuples(st.just("unpin"), LETTERS, st.none()),
    st.tuples(st.just("move"), LETTERS, PLACES),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("back"), st.none(), st.none()),  # the very last act, an undo perhaps
)
AHEAD = [timedelta(0), 3 * HOUR, 7 * HOUR]


def replayed(asked, at):
    """Return {place: letter}, by inserting what was asked in turn, a story's last alone."""
    standing = [pin for pin in asked if pin["since"] <= at and (pin["until"] or at + HOUR) > at]
    standing.sort(key=lambda pin: pin["since"])
    places = {}
    for number, pin in enumerate(standing):
        if all(later["letter"] != pin["letter"] for later in standing[number + 1 :]):
            _insert(places, pin["letter"], pin["place"])
    return dict(sorted(places.items()))


def _insert(places, letter, place):
    """Put a letter into {place: letter}; what stands there moves down to the next gap."""
    gap = next(p for p in range(place, place + 10) if p not in places)
    for p in range(gap, place, -1):
        places[p] = places[p - 1]
    places[place] = letter


def shown(at):
    return {p: pin.article.headline for p, pin in FrontPin.objects.places(None, at).items()}


def snapshot(now):
    return [shown(now + ahead) for ahead in AHEAD]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, max_size=10))
def test_any_row_of_acts_keeps_one_story_per_place_and_can_be_taken_back(stories, acts):
    FrontPin.objects.all().update(first=None)
    FrontPin.objects.all().delete()
    FrontChange.objects.all().update(undoes=None, original=None)
    FrontChange.objects.all().delete()
    asked, history = [], []
    with time_machine.travel(NOON, tick=False) as clock:
        for act, letter, place in acts:
            clock.shift(MINUTE)
            now = timezone.now()
            before, asked_before = snapshot(now), list(asked)
            try:
                change, asked = _do(act, stories.get(letter), letter, place, now, asked, history)
            except NotAllowed:
                assert snapshot(now) == before
                continue
            history.append((change, before, asked_before))
            assert snapshot(now) == [replayed(asked, now + ahead) for ahead in AHEAD]
            assert len(set(shown(now).values())) == len(shown(now))
        for change, before, _asked in reversed(history):
            if change.act != FrontAct.UNDO:
                change.refresh_from_db()
                if not change.undone_at:
                    fronts.undo(change, by=None)
                    assert snapshot(now)[0] == before[0]


def _do(act, article, letter, place, now, asked, history):
    """Do an act; return (its change, what is asked of the front then)."""
    if act == "undo":
        standing = [entry for entry in history if not _is_undone(entry[0])]
        if not standing:
            raise NotAllowed("nothing to undo")
        change, _before, asked_before = standing[-1]
        return fronts.undo(change, by=None), asked_before
    if act == "back":
        if not history:
            raise NotAllowed("nothing to undo")
        change, _before, asked_before = history[-1]
        return fronts.undo(change, by=None), asked_before
    if act == "unpin":
        change = fronts.unpin(article, None, by=None)
        return change, [p for p in asked if p["letter"] != letter or p["since"] > now]
    if act == "move":
        held = replayed(asked, now)
        wanted = moved(held, letter, place)
        change = fronts.move(article, None, place, by=None)
        # What was pushed off the page comes back where the move leaves room for it.
        beyond = {other for p, other in wanted.items() if p > FRONT_PLACES}
        assert {p: one for p, one in shown(now).items() if one not in beyond} == {
            p: one for p, one in wanted.items() if one not in beyond
        }
        return change, _asked_now()
    since = now + 2 * HOUR if act == "later" else now
    until = now + 6 * HOUR if act == "brief" else None
    change = fronts.pin(article, None, place, by=None, since=since, until=until)
    if since == now:
        asked = [p for p in asked if p["letter"] != letter or p["since"] > now]
    new = {"letter": letter, "place": place, "since": since, "until": until}
    return change, [*asked, new]


def _is_undone(change):
    change.refresh_from_db()
    return change.undone_at is not None or change.act == FrontAct.UNDO


def _asked_now():
    """What the rows ask; which of them a move writes anew is its own business."""
    rows = FrontPin.objects.filter(taken_off_at=None).select_related("article")
    return [
        {
            "letter": row.article.headline,
            "place": row.position,
            "since": row.since,
            "until": row.until,
        }
        for row in sorted(rows, key=lambda row: row.turn)
    ]


def test_what_readers_do_not_see_takes_no_place_from_what_they_see(stories):
    pin(stories["A"], 1)
    draft = make_article(headline="Draft")
    with pytest.raises(NotAllowed, match="publish or schedule it first"):
        pin(draft, 1)
    six = timezone.now() + 6 * HOUR
    schedule(draft, six, by=None, despite="a test")
    pin(draft, 1)
    assert (order(), order(six)) == ("1A", "1Draft 2A")
    with pytest.raises(NotAllowed, match="end must be after"):
        pin(draft, 2, until=six - HOUR)
    hold(stories["B"], by=None, reason="A letter")
    with pytest.raises(NotAllowed, match="on legal hold"):
        pin(stories["B"], 1)
    # What stood here before may still be moved.
    hold(stories["A"], by=None, reason="A letter")
    fronts.move(stories["A"], None, 3, by=None)
    assert order() == "3A"


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_wins_and_the_other_is_told():
    """Two connections: without the lock both would read the same front and both would write."""
    articles = [make_edition(headline=f"Story {n}").article for n in range(2)]
    seen = fronts.last_number(None)
    gate, outcomes = threading.Barrier(2), []

    def put(article):
        gate.wait()
        try:
            fronts.pin(article, None, 1, by=None, seen=seen)
            outcomes.append("done")
        except StaleRevision:
            outcomes.append("told")
        finally:
            connection.close()

    hands = [threading.Thread(target=put, args=[article]) for article in articles]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    # The first change has number 1 or more, and nobody saw it: the second is refused.
    assert sorted(outcomes) == ["done", "told"]
    assert len(FrontPin.objects.places(None)) == 1
