"""The fronts at the desk: who may change which, from the front and from the story, and by when."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles.admin.front_hours import end_in_words, end_offered
from articles.models import FrontChange, FrontPin, Section
from articles.publishing import fronts, hold, schedule
from articles.story import Photo
from tests.factories import make_article, make_edition, make_user
from tests.test_public_pictures import make_photo

migration = import_module("articles.migrations.0002_roles")
pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)  # a Sunday
HOUR = timedelta(hours=1)
ROLES = list(migration.ROLES)
PAPER = "/admin/fronts/paper/"


@pytest.fixture(autouse=True)
def roles(db):
    """The groups of the migration, also after a test that emptied the database."""
    migration.make_roles(apps, connection.schema_editor())


def make_stories():
    """Return six live stories, the last the newest."""
    return [
        make_edition(headline=f"Story {n}", published_at=NOON - (6 - n) * HOUR).article
        for n in range(6)
    ]


@pytest.fixture
def stories():
    """Stories that have been live for long."""
    with time_machine.travel(NOON - 24 * HOUR, tick=True):
        return make_stories()


@pytest.fixture
def ann(client):
    user = make_user("Publisher", username="ann", first_name="Ann")
    client.force_login(user)
    return user


def carried(client, address=PAPER):
    """Return what the form of a front carries besides its buttons."""
    front = client.get(address).context["front"]
    data = {"seen": front.number, "step": [f"{p}:{key}" for p, key in front.steps]}
    return data | {f"at-{place.edition.article_id}": place.number for place in front.places}


def press(client, do, address=PAPER, **given):
    return client.post(address, carried(client, address) | {"do": do} | given)


def order(section=None, at=None):
    places = FrontPin.objects.places(section, at)
    return {place: pin.article.headline for place, pin in places.items()}


def said(client, address=PAPER):
    return [str(message) for message in client.get(address).context["messages"]]


# Who may.

FRONTS = ["the paper", "own section", "own sub-section", "another section"]
MAY_PIN = {
    *(("Publisher", front) for front in FRONTS),
    ("Editor", "own section"),
    ("Editor", "own sub-section"),
}


def named_front(name, user):
    """Return the section of a front by what it is to `user`; None: the paper's."""
    if name == "the paper":
        return None
    own, _made = Section.objects.get_or_create(name="City", defaults={"slug": "city"})
    own.editors.add(user)
    if name == "own section":
        return own
    parent = own if name == "own sub-section" else None
    return Section.objects.create(name="Schools", slug="schools", parent=parent)


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("role", ROLES)
def test_role_may_change_the_fronts_that_the_matrix_says(client, stories, role, front):
    user = make_user(role)
    section = named_front(front, user)
    client.force_login(user)
    address = f"/admin/fronts/{section.pk}/" if section else PAPER
    may = (role, front) in MAY_PIN
    story = stories[0]
    data = {"do": f"lead:{story.pk}", "seen": "0"}
    assert client.get(address).status_code == (200 if may else 403)
    for page in ("draft/", "preview/"):
        assert client.post(address + page, data).status_code == (200 if may else 403)
    client.post(address, data)
    assert (order(section) == {1: "Story 0"}) is may
    listed = client.get("/admin/fronts/")
    offered = listed.status_code == 200 and address in listed.content.decode()
    assert offered is may


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("front", ["the paper", "own section", "another section"])
def test_role_may_put_a_story_on_the_fronts_that_the_matrix_says(client, role, front):
    user = make_user(role)
    own = named_front("own section", user)
    story = make_edition(headline="Story 0", section="Schools" if "another" in front else "City")
    section = story.section if front != "the paper" else None
    client.force_login(user)
    key = section.pk if section else "paper"
    may = (role, front) in MAY_PIN
    address = f"/admin/articles/article/{story.article_id}/front/"
    client.post(address, {"lead": key})
    assert (order(section) == {1: "Story 0"}) is may
    client.post(address, {"where": f"{key}:3"})
    assert (order(section) == {3: "Story 0"}) is may
    if "another" in front:
        assert order(own) == {}


def test_a_change_of_another_front_cannot_be_undone_from_an_own_one(client, stories):
    city = Section.objects.get()
    editor = make_user("Editor", sections=[city])
    client.force_login(editor)
    change = fronts.pin(stories[0], None, 1, by=None)
    fronts.pin(stories[1], None, 2, by=None, since=timezone.now() + HOUR)
    address = f"/admin/fronts/{city.pk}/"
    assert client.post(address, {"do": f"undo:{change.pk}"}).status_code == 404
    waiting = FrontPin.objects.get(article=stories[1])
    assert client.post(address, {"do": f"cancel:{waiting.pk}"}).status_code == 404


def test_fronts_are_on_the_way_to_everything_for_those_who_arrange_one(client, ann):
    assert 'href="/admin/fronts/"' in client.get("/admin/").content.decode()
    client.force_login(make_user("Reporter"))
    assert 'href="/admin/fronts/"' not in client.get("/admin/").content.decode()


def test_pins_are_looked_at_and_not_edited_in_the_record(client, ann):
    make_user(username="root", is_superuser=True)
    client.force_login(make_user(username="chief", is_superuser=True))
    assert client.get("/admin/articles/frontpin/").status_code == 200
    assert client.get("/admin/articles/frontpin/add/").status_code == 403


# From the front.


def test_the_page_says_what_stands_where_and_why(client, ann):
    with time_machine.travel(NOON, tick=False):
        stories = make_stories()
        fronts.pin(stories[2], None, 3, by=ann, until=NOON + 12 * HOUR)
        page = client.get(PAPER)
        front = page.context["front"]
    assert [place.edition.headline for place in front.places] == [
        "Story 5", "Story 4", "Story 2", "Story 3",
    ]  # fmt: skip
    assert [place.why for place in front.places][1:3] == ["by time", "pinned until 24:00 by Ann"]
    assert front.places[0].age == "1\xa0hour ago"


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("up", {2: "Story 3", 4: "Story 1"}),
        ("down", {3: "Story 1", 4: "Story 3"}),
        ("lead", {1: "Story 3", 3: "Story 1"}),
        ("off", {3: "Story 1"}),
        ("put", {3: "Story 1", 6: "Story 3"}),
    ],
)
def test_without_scripts_each_button_is_one_act(client, ann, stories, do, expected):
    fronts.pin(stories[1], None, 3, by=None)
    fronts.pin(stories[3], None, 3, by=None)
    assert order() == {3: "Story 3", 4: "Story 1"}
    press(client, f"{do}:{stories[3].pk}", **{f"place-{stories[3].pk}": 6})
    assert order() == expected
    assert FrontChange.objects.count() == 3
    press(client, f"undo:{FrontChange.objects.latest('pk').pk}")
    assert order() == {3: "Story 3", 4: "Story 1"}


def with_pictures(*names):
    """Make live stories, the first the newest; those with a * have a picture."""
    made = {}
    for n, name in enumerate(names):
        lead = Photo(ref=make_photo().pk) if "*" in name else None
        hour = NOON - (n + 1) * HOUR
        made[name] = make_edition(headline=name, published_at=hour, lead_photo=lead).article
    return made


def rows_of(client, page=PAPER):
    return [place.edition.headline for place in client.get(page).context["front"].places]


@pytest.mark.parametrize("way", ["in force", "in a draft"])
@pytest.mark.parametrize(
    ("do", "name", "expected"),
    [
        # A lead by time has a picture; what an editor moves up to it need not.
        ("down", "Council*", ["Ostrand", "Council*", "Dockers", "Shops", "Théâtre*"]),
        ("up", "Ostrand", ["Ostrand", "Council*", "Dockers", "Shops", "Théâtre*"]),
        ("up", "Dockers", ["Council*", "Dockers", "Ostrand", "Shops", "Théâtre*"]),
        ("down", "Shops", ["Council*", "Ostrand", "Dockers", "Théâtre*", "Shops"]),
        ("up", "Théâtre*", ["Council*", "Ostrand", "Dockers", "Théâtre*", "Shops"]),
    ],
)
@pytest.mark.parametrize("is_pinned", [True, False])
def test_an_arrow_swaps_two_rows_and_nothing_else(client, ann, do, name, expected, way, is_pinned):
    names = ("Council*", "Ostrand", "Dockers", "Shops", "Théâtre*", "Gulls*", "Tram*", "Quake")
    made = with_pictures(*names)
    if is_pinned:
        fronts.pin(made["Council*"], None, 1, by=None)
    before = rows_of(client)
    expected = expected + before[5:]
    act = f"{do}:{made[name].pk}"
    if way == "in force":
        press(client, act)
    else:
        draft = client.post(f"{PAPER}draft/", carried(client) | {"do": act}).context["front"]
        assert [place.edition.headline for place in draft.places] == expected
        assert draft.places[0].is_without_picture == (expected[0] == "Ostrand")
        press(client, "arrange", step=[f"{place}:{key}" for place, key in draft.steps])
    assert rows_of(client) == expected
    if do == "down":  # what moved up was put there, whatever comes by time
        place = expected.index(name)
        assert order()[place] == expected[place - 1]
    press(client, f"undo:{FrontChange.objects.latest('pk').pk}")
    assert rows_of(client) == before


def test_arrows_of_a_section_end_at_its_last_place(client, ann):
    made = [
        make_edition(headline=f"Story {n:02}", published_at=NOON - n * HOUR).article
        for n in range(13)
    ]
    page = f"/admin/fronts/{Section.objects.get().pk}/"
    before = rows_of(client, page)
    press(client, f"down:{made[9].pk}", page)
    assert rows_of(client, page) == before
    assert FrontChange.objects.count() == 0
    press(client, f"down:{made[8].pk}", page)
    assert rows_of(client, page) == [*before[:8], "Story 09", "Story 08"]
    press(client, f"up:{made[1].pk}", page)
    assert rows_of(client, page)[:3] == ["Story 01", "Story 00", "Story 02"]
    assert FrontPin.objects.count() == 3


def test_who_moves_a_story_without_a_picture_up_to_the_lead_hears_of_it(client, ann):
    made = with_pictures("Council*", "Ostrand", "Gulls*")
    data = carried(client) | {"do": f"down:{made['Council*'].pk}"}
    said_of = client.post(f"{PAPER}draft/", data).context["said"]
    assert said_of == "“Council*”: place 2 of 7. “Ostrand” has no picture for its place."


def test_an_arrow_passes_what_is_pinned_but_not_shown(client, ann, stories):
    fronts.pin(stories[0], None, 2, by=None)
    fronts.pin(stories[1], None, 3, by=None)
    before = rows_of(client)
    hold(stories[0], by=ann, reason="Court")
    seen = rows_of(client)
    press(client, f"down:{stories[1].pk}")
    place = seen.index("Story 1")
    seen[place : place + 2] = reversed(seen[place : place + 2])
    assert rows_of(client) == seen
    assert "Story 0" in before


def test_rows_say_where_there_is_no_picture(client, ann, stories):
    assert "no picture" in client.get(PAPER).content.decode()
    press(client, f"lead:{stories[0].pk}")
    assert "readers get the lead without a picture" in client.get(PAPER).content.decode()


def test_what_was_to_come_and_is_taken_back_is_not_said_to_be_with_readers(client, ann, stories):
    with time_machine.travel(NOON, tick=False):
        later = {"since": "2026-03-02T06:00", "until": "2026-03-02T12:00"}
        for back in ("undo", "cancel"):
            press(client, "arrange", step=[f"1:{stories[0].pk}"], **later)
            said(client)
            key = FrontChange if back == "undo" else FrontPin
            press(client, f"{back}:{key.objects.latest('pk').pk}")
            told = said(client)[0]
            assert "It had not begun: readers see no change." in told
            assert "Readers have it" not in told
        press(client, f"lead:{stories[0].pk}")
    press(client, f"undo:{FrontChange.objects.latest('pk').pk}")
    assert "Readers have it now." in said(client)[-1]


def test_a_story_that_stands_by_time_is_pinned_where_it_stands(client, ann, stories):
    press(client, f"pin:{stories[4].pk}", until="")
    assert order() == {2: "Story 4"}
    assert "Ann put “Story 4” at place 2. Readers have it now." in said(client)


def test_several_moves_are_put_in_force_in_one_act_and_undone_in_one(client, ann, stories):
    fronts.pin(stories[0], None, 1, by=None)
    data = carried(client) | {"do": f"lead:{stories[1].pk}"}
    answer = client.post(f"{PAPER}draft/", data)
    assert answer.context["said"].startswith("“Story 1”: place 1 of 7.")
    draft = answer.context["front"]
    assert draft.is_draft
    assert [place.is_new for place in draft.places][:2] == [True, True]
    assert order() == {1: "Story 0"}
    steps = [f"{place}:{key}" for place, key in draft.steps] + [f"5:{stories[2].pk}"]
    press(client, "arrange", step=steps)
    assert order() == {1: "Story 1", 2: "Story 0", 5: "Story 2"}
    assert FrontChange.objects.count() == 2
    page = client.get(PAPER)
    undo = page.context["undo"]
    assert f"Undo: {undo.words}" in page.content.decode()
    press(client, f"undo:{undo.change.pk}")
    assert order() == {1: "Story 0"}
    press(client, f"undo:{client.get(PAPER).context['redo'].change.pk}")
    assert order() == {1: "Story 1", 2: "Story 0", 5: "Story 2"}


def test_an_order_can_wait_for_an_hour_and_be_cancelled(client, ann, stories):
    with time_machine.travel(NOON, tick=False):
        given = {"since": "2026-03-02T06:00", "until": "2026-03-02T12:00"}
        press(client, "arrange", step=[f"1:{stories[0].pk}"], **given)
        assert order() == {}
        assert order(at=NOON + 18 * HOUR) == {1: "Story 0"}
        page = client.get(PAPER)
        assert [line for _pin, line in page.context["to_come"]] == [
            "tomorrow, 06:00: “Story 0” leads until tomorrow, 12:00"
        ]
        undo = page.context["undo"]
        assert undo.words == "Ann put “Story 0” first, from tomorrow, 06:00"
        press(client, f"cancel:{FrontPin.objects.get().pk}")
        assert order(at=NOON + 18 * HOUR) == {}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"since": "2026-03-01T11:00"}, "11:00 is past; choose a later hour"),
        ({"since": "0001-01-01T00:00"}, "The year 1 is out of reach."),
        ({"until": "2026-03-01T11:00"}, "11:00 is past; choose a later hour"),
        ({"since": "2026-03-01T14:00", "until": "2026-03-01T13:00"}, "after the beginning"),
        ({"since": "soon"}, "Enter a valid date/time"),
        ({"since": "2026-03-01T14:00", "step": ["1:999999"]}, "Nothing would change"),
    ],
)
def test_what_is_wrong_is_said_and_the_order_is_kept(client, ann, stories, given, error):
    with time_machine.travel(NOON, tick=False):
        data = carried(client) | {"do": "arrange", "step": [f"2:{stories[0].pk}"]} | given
        answer = client.post(PAPER, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert error in page
    for name in ("since", "until"):
        assert f'value="{given[name]}"' in page if name in given else True
    if "step" not in given:
        assert f'name="step" value="2:{stories[0].pk}"' in page
    assert order() == {}


def test_of_two_editors_the_second_keeps_their_order_and_is_told(client, ann, stories):
    data = carried(client)
    fronts.pin(stories[1], None, 1, by=make_user("Publisher", username="ben", first_name="Ben"))
    steps = {"step": [f"1:{stories[0].pk}"], "do": "arrange"}
    answer = client.post(PAPER, data | steps)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ben put “Story 1” first" in page
    assert f'name="step" value="1:{stories[0].pk}"' in page
    assert order() == {1: "Story 1"}
    client.post(PAPER, data | {"do": f"lead:{stories[0].pk}"})
    assert "Somebody was quicker: Ben put “Story 1” first" in said(client)[0]
    assert order() == {1: "Story 1"}


def test_undo_that_something_stands_on_is_refused_in_words(client, ann, stories):
    first = fronts.pin(stories[0], None, 1, by=ann)
    fronts.move(stories[0], None, 2, by=ann)
    press(client, f"undo:{first.pk}")
    assert "Ann moved “Story 0” to place 2" in said(client)[0]


def test_what_is_pinned_but_not_shown_is_named_with_the_reason(client, ann, stories):
    fronts.pin(stories[0], None, 1, by=None)
    hold(stories[0], by=None, reason="order")
    soon = make_edition(headline="At six", at=timezone.now() + HOUR).article
    fronts.pin(soon, None, 2, by=None)
    page = client.get(PAPER).context
    missing = {article.headline: why for article, why in page["front"].missing}
    assert missing == {"Story 0": "place 1, but it is not live: On legal hold"}
    (waiting,) = (line for _pin, line in page["to_come"])
    assert "“At six”" in waiting
    assert client.get("/admin/fronts/").context["rows"][0]["lead"] is None


def test_candidates_are_the_newest_not_shown_and_found_by_headline(client, ann, stories):
    for number in range(10):
        make_edition(headline=f"Later {number}", lead_photo=Photo(ref=make_photo().pk))
    make_edition(headline="Ferry at dawn", at=timezone.now() + HOUR)
    make_article(headline="Ferry, never published")
    page = client.get(PAPER)
    shown = {place.edition for place in page.context["front"].places}
    newest = [candidate.edition for candidate in page.context["candidates"]]
    assert len(newest) == 9
    assert not shown & set(newest)
    found = client.get(PAPER, {"q": "ferry"}).context["candidates"]
    assert [candidate.edition.headline for candidate in found] == ["Ferry at dawn"]
    assert found[0].age.startswith("goes live ")
    again = client.post(f"{PAPER}draft/", carried(client) | {"do": "search", "q": "ferry\0"})
    assert again.context["said"] == "1 story found."


def test_a_draft_is_previewed_as_readers_would_get_it_and_never_kept(client, ann, stories):
    data = carried(client) | {"step": [f"1:{stories[0].pk}"]}
    answer = client.post(f"{PAPER}preview/", data)
    assert answer.context["front"].lead.headline == "Story 0"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.get("/").context["front"].lead.headline == "Story 5"
    city = Section.objects.get()
    answer = client.post(f"/admin/fronts/{city.pk}/preview/", {"step": [f"2:{stories[0].pk}"]})
    assert answer.context["editions"][1].headline == "Story 0"


def test_the_front_of_an_earlier_hour_is_shown_from_its_rows(client, ann, stories):
    with time_machine.travel(timezone.now() + HOUR, tick=False) as clock:
        at = timezone.localtime()
        change = fronts.pin(stories[0], None, 1, by=ann)
        clock.shift(2 * HOUR)
        fronts.undo(change, by=ann)
        clock.shift(HOUR)
        query = {"at": (at + HOUR).strftime("%Y-%m-%dT%H:%M")}
        page = client.get(PAPER, query)
        assert page.context["front"].places[0].edition.headline == "Story 0"
        assert 'value="lead:' not in page.content.decode()
        seen = client.get(f"{PAPER}preview/", query)
        assert seen.context["front"].lead.headline == "Story 0"
        assert client.get(PAPER).context["front"].places[0].edition.headline == "Story 5"
    for no_hour in ("noon", "0001-01-01T00:00", "9999-12-31T23:59", "\0"):
        assert "That is no hour" in client.get(PAPER, {"at": no_hour}).content.decode()


def test_staff_get_the_same_public_page_as_everybody(client, ann, stories):
    theirs = client.get("/").content
    client.logout()
    assert client.get("/").content == theirs


@pytest.mark.parametrize(
    "given",
    [
        {"do": "up:99999999999999999999"}, {"do": "lead:1;drop"}, {"do": "undo:0"}, {"do": "x"},
        {"do": "cancel:-1"}, {"do": ""}, {"do": "put:{pk}", "place-{pk}": "0"},
        {"do": "put:{pk}", "place-{pk}": "99999999999999"}, {"do": "up:{pk}", "at-{pk}": "9" * 15},
        {"do": "arrange", "step": ["1:²", "x:y", ":", "0:{pk}", "8:{pk}", "9" * 40]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["", "draft/", "preview/"])
def test_made_up_input_changes_nothing(client, ann, stories, given, page):
    pk = str(stories[0].pk)
    data = {
        key.replace("{pk}", pk): [v.replace("{pk}", pk) for v in value]
        if isinstance(value, list)
        else value.replace("{pk}", pk)
        for key, value in given.items()
    }
    answer = client.post(PAPER + page, {"seen": "0"} | data)
    assert answer.status_code in (200, 302, 404, 422)
    assert order() == {}


def test_headlines_of_any_kind_come_out_harmless(client, ann):
    story = make_edition(headline='<script>alert(1)</script>"onload=x').article
    fronts.pin(story, None, 1, by=ann)
    for address in (PAPER, "/admin/fronts/", f"/admin/articles/article/{story.pk}/front/"):
        assert "<script>alert" not in client.get(address).content.decode()
    answer = client.post(f"{PAPER}draft/", carried(client) | {"do": f"off:{story.pk}"})
    assert "<script>alert" not in answer.content.decode()


def test_a_front_costs_the_same_whatever_the_number_of_stories_and_changes(
    client, ann, stories, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(n):
        for number in range(n):
            story = make_edition(
                headline=f"More {number}",
                section=f"Desk {number}",
                lead_photo=Photo(ref=make_photo({"full": [(480, 300)]}).pk),
            ).article
            fronts.pin(story, None, 1 + number % 7, by=ann)
            fronts.pin(story, None, 1, by=ann, since=timezone.now() + HOUR)
            fronts.unpin(story, None, by=ann)
        fronts.pin(stories[0], None, 1, by=ann)
        back = fronts.undo(fronts.pin(stories[1], None, 1, by=ann), by=ann)
        for _ in range(n):
            back = fronts.undo(back, by=ann)

    addresses = [PAPER, "/admin/fronts/", f"/admin/articles/article/{stories[0].pk}/front/"]
    fill(2)
    client.get(PAPER)  # notes that somebody is here
    counts = {}
    for address in addresses:
        with django_assert_max_num_queries(60) as seen:
            client.get(address)
        counts[address] = len(seen)
    fill(9)
    for address, count in counts.items():
        with django_assert_num_queries(count):
            client.get(address)


# From the story.


def test_a_story_leads_the_front_in_one_click_and_the_page_says_until_when(client, ann, stories):
    page = client.get(f"/admin/articles/article/{stories[0].pk}/change/").content.decode()
    assert 'form="lead-front"' in page
    assert f'action="/admin/articles/article/{stories[0].pk}/front/"' in page
    with time_machine.travel(NOON, tick=False):
        fronts.pin(stories[1], None, 1, by=None)
        answer = client.post(
            f"/admin/articles/article/{stories[0].pk}/front/", {"lead": "paper"}, follow=True
        )
    assert "Front page, place 1: “Story 0”, from now until 24:00." in answer.content.decode()
    assert order(at=NOON) == {1: "Story 0", 2: "Story 1"}
    assert order(at=NOON + 12 * HOUR) == {1: "Story 1"}


def test_a_story_is_put_at_a_place_from_an_hour_until_another(client, ann, stories):
    with time_machine.travel(NOON, tick=False):
        address = f"/admin/articles/article/{stories[0].pk}/front/"
        page = client.get(address)
        assert "by time" in page.content.decode()
        city = Section.objects.get()
        given = {"where": f"{city.pk}:2", "since": "2026-03-01T14:00", "until": ""}
        assert client.post(address, given).status_code == 302
        assert (order(city), order(city, NOON + 2 * HOUR)) == ({}, {2: "Story 0"})


def test_the_end_that_is_offered_goes_with_the_beginning(client, ann, stories):
    with time_machine.travel(NOON, tick=False):
        given = {"since": "2026-03-05T06:00", "until": "2026-03-02T00:00", "where": "paper:1"}
        client.post(f"/admin/articles/article/{stories[0].pk}/front/", given)
    assert FrontPin.objects.get().until == datetime(2026, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "Choose a place."),
        ({"where": "paper:0"}, "There is no place 0"),
        ({"where": "paper:²"}, "Choose a place."),
        ({"where": "paper:2", "since": "2020-01-01T00:00"}, "is past"),
        ({"where": "paper:2", "seen-paper": "0"}, "Somebody was quicker"),
    ],
)
def test_a_story_is_put_nowhere_while_something_is_wrong(client, ann, stories, given, error):
    fronts.pin(stories[1], None, 1, by=None)
    answer = client.post(f"/admin/articles/article/{stories[0].pk}/front/", given)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert order() == {1: "Story 1"}


def test_a_story_takes_its_place_when_it_is_live(client, ann):
    draft = make_article(headline="Not yet", section="City")
    address = f"/admin/articles/article/{draft.pk}/front/"
    page = client.get(address).content.decode()
    assert "publish or schedule it first" in page
    assert 'name="where"' not in page
    assert client.post(address, {"where": "paper:1"}).status_code == 422
    assert client.post(address, {"lead": "paper"}).status_code == 302
    assert order() == {}
    six = timezone.localtime() + 6 * HOUR
    schedule(draft, six, by=None, despite="a test")
    page = client.get(address)
    assert page.context["form"]["since"].initial == six.replace(microsecond=0)
    assert 'name="lead"' not in page.content.decode()
    client.post(address, {"where": "paper:1", "since": six.strftime("%Y-%m-%dT%H:%M:%S")})
    assert order() == {}
    assert FrontPin.objects.to_come().get().article == draft


# Hours in words.


@pytest.mark.parametrize(
    ("clock", "end"),
    [(5, "24:00"), (17, "24:00"), (18, "tomorrow, 24:00")],
)
def test_what_is_pinned_late_is_still_there_in_the_morning(clock, end):
    now = datetime(2026, 3, 1, clock, 30, tzinfo=UTC)
    assert end_in_words(end_offered(now), now) == f"until {end}"


def test_a_day_ends_at_midnight_of_the_newsroom_whatever_the_clocks_do(settings):
    settings.TIME_ZONE = "Europe/Paris"
    with timezone.override("Europe/Paris"):
        end = end_offered(datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert end == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_end_of_a_pin_is_said_or_that_there_is_none():
    assert end_in_words(None) == "until somebody changes it"
    assert re.fullmatch(r"until .+", end_in_words(end_offered()))
