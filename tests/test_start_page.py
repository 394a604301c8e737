"""The first page of the desk: what it shows to whom, and that it costs the same in any archive."""

import html
import re
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles.admin.going_out import time_line
from articles.models import (
    Article,
    AuditEntry,
    Doubt,
    EditionPhoto,
    ErrorReport,
    FrontPin,
    NoticeKind,
    Notification,
    Photo,
    Presence,
    Profile,
    Rendition,
    Section,
    Source,
    Version,
)
from articles.public.front_page import front_page
from articles.publishing import (
    hold,
    publish,
    reschedule,
    schedule,
    set_embargo,
    set_status,
    withdraw,
)
from articles.story import Photo as PhotoBlock
from articles.vocabulary import Status, VersionKind
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 23, 5, 55, tzinfo=UTC)
LEAD = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
migration = import_module("articles.migrations.0002_roles")


@pytest.fixture(autouse=True)
def roles(db):
    migration.make_roles(apps, connection.schema_editor())


@pytest.fixture
def chief():
    return make_user("Publisher", username="chief", first_name="Piet")


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def start(client):
    return client.get("/admin/").context


def text(client):
    return " ".join(client.get("/admin/").content.decode().split())


def words(items):
    return [item.words for item in items]


def fill(count, user):
    for n in range(count):
        sent = make_article(by=user, headline=f"Sent {n}", section="City")
        set_status(sent, Status.IN_REVIEW, by=user)
        Presence.objects.create(article=sent, user=user, tab=f"tab {n}")
        publish(
            make_article(), by=None, at=timezone.now() + timedelta(minutes=1 + n), despite="a test"
        )
        article = make_edition(lead_photo=LEAD, section="World").article
        FrontPin.objects.create(article=article)
        ErrorReport.objects.create(article=article, text="Wrong.")
        source = Source.objects.create(
            article=article, name="a", spans=[], story={}, content=b"", waits=True
        )
        Doubt.objects.create(source=source, line=1, text="x", read_as="paragraph")
        begun = Article.objects.create(created_by=user)
        Version.objects.create(
            article=begun, kind=VersionKind.AUTOSAVE, revision=0, content={}, by=user,
            tab=f"{user.pk}-{begun.pk}", typed={"headline": [f"Begun {n}"]},
        )  # fmt: skip
        Notification.objects.create(user=user, kind=NoticeKind.PUBLISHED, article=sent)
    Photo.objects.update(rights_until=timezone.now() + timedelta(days=2))


@pytest.mark.parametrize("lead", ["pinned", "by time"])
@pytest.mark.parametrize("role", ["Reporter", "Editor", "Publisher"])
def test_first_page_costs_15_queries_at_3_and_at_30_of_everything(
    client, role, lead, django_assert_max_num_queries
):
    def cost():
        if lead == "by time":
            FrontPin.objects.all().delete()
        with django_assert_max_num_queries(15) as counted:
            assert client.get("/admin/").status_code == 200
        return len(counted)

    city = Section.objects.create(name="City", slug="city")
    user = make_user(role, sections=[city])
    client.force_login(user)
    fill(3, user)
    client.get("/admin/")
    few = cost()
    fill(27, user)
    assert cost() == few


# What is live.


@time_machine.travel(MORNING, tick=False)
def test_pinned_lead_and_the_newest_stories_are_shown_with_their_age(desk):
    for n in range(8):
        article = make_edition(headline=f"Story {n}").article
        hour = MORNING - timedelta(minutes=10 * (8 - n))
        article.editions.update(sort_at=hour, goes_live_at=hour)
    first = Article.objects.get(headline="Story 0")
    FrontPin.objects.create(article=first, since=MORNING)
    page = start(desk)
    assert page["lead"].words == "Story 0"
    assert page["lead"].note == "City · 1 h"
    assert words(page["newest"]) == [f"Story {n}" for n in (7, 6, 5, 4, 3, 2)]
    assert page["newest"][0].note == "City · 10 min"
    assert "Leads the front, pinned" in text(desk)
    FrontPin.objects.update(taken_off_at=MORNING, ends_at=MORNING)
    assert start(desk)["lead"].words == "Story 7"
    assert "Leads the front, by time" in text(desk)
    photo = Photo.objects.create()
    Rendition.objects.create(
        photo=photo, crop="full", media_type="image/jpeg", width=320, height=180, name="a", file="a"
    )
    Article.objects.get(headline="Story 3").editions.update(lead_photo=photo)
    page = start(desk)
    assert page["lead"].words == front_page(MORNING).lead.headline == "Story 3"
    assert words(page["newest"]) == [f"Story {n}" for n in (7, 6, 5, 4, 2, 1)]


def test_held_and_waiting_stories_are_not_live(desk, chief):
    hold(make_edition().article, by=chief, reason="Court")
    publish(make_article(), by=chief, at=timezone.now() + timedelta(hours=1), despite="a test")
    assert start(desk)["newest"] == []


# What goes out.


@time_machine.travel(MORNING, tick=False)
def test_what_goes_out_stands_at_its_hour_on_the_time_line(desk, chief):
    minutes = {"Soon": 2, "Six": 5, "Later": 65, "Last": 12 * 60, "Too late": 12 * 60 + 1}
    for headline, ahead in minutes.items():
        article = make_article(headline=headline)
        publish(article, by=chief, at=MORNING + timedelta(minutes=ahead), despite="a test")
    Article.objects.filter(headline="Six").update(revision=9)
    line = start(desk)["line"]
    hours = {h.name: [(e.hour, e.headline) for e in h.entries] for h in line.hours if h.entries}
    assert hours == {
        "05:00": [("05:57", "Soon")],
        "06:00": [("06:00", "Six")],
        "07:00": [("07:00", "Later")],
        "17:00": [("17:55", "Last")],
    }
    assert (line.now, line.number, len(line.hours)) == ("05:55", 4, 13)
    page = text(desk)
    assert "now 05:55" in page
    assert "without what was saved since" in page
    assert "<b>07:00</b>" in page


@pytest.mark.parametrize(
    ("at", "names"),
    [
        # Back at 03:00 on 25 October: the hour from two to three comes twice.
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), ["01:00", "02:00", "02:00", "03:00"]),
        # Forward at 02:00 on 29 March: that hour does not come.
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), ["01:00", "03:00", "04:00", "05:00"]),
    ],
)
def test_time_line_shows_the_hours_the_newsrooms_clock_will_show(at, names):
    with time_machine.travel(at, tick=False), timezone.override("Europe/Berlin"):
        article = make_article(headline="On the hour")
        publish(article, by=None, at=at + timedelta(hours=1, minutes=30), despite="a test")
        line = time_line(at)
    assert [hour.name for hour in line.hours[:4]] == names
    assert len(line.hours) == 13
    assert [e.hour for e in line.hours[2].entries] == [names[2]]


def test_new_day_is_named_on_the_time_line(desk):
    with time_machine.travel(datetime(2026, 11, 23, 22, 10, tzinfo=UTC), tick=False):
        assert "Tuesday 24 November" in text(desk)


# Numbers that lead to their stories.

BERLIN_2330 = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def behind(client, words):
    """Return (the number of the tile that says `words`, headlines of the list it leads to)."""
    tile = re.search(rf'<a href="([^"]+)"><b>([0-9+]+)</b> {words}', text(client))
    address, number = html.unescape(tile[1]), tile[2]
    return number, {row.article.headline for row in client.get(address).context["rows"]}


@pytest.mark.parametrize(
    ("now", "published", "coming"),
    [
        # At 23:30 the night's hours still come, and the whole day is there.
        (BERLIN_2330, {"00:00", "23:29"}, {"23:31", "00:30", "11:30"}),
        # Half an hour after midnight the day begins anew.
        (BERLIN_2330 + timedelta(hours=1), {"00:30"}, {"11:30", "12:29"}),
    ],
)
def test_numbers_of_the_shift_lead_to_exactly_the_stories_they_count(
    desk, chief, settings, now, published, coming
):
    settings.TIME_ZONE = "Europe/Berlin"
    midnight = BERLIN_2330 - timedelta(hours=23, minutes=30)
    for headline, hour in [
        ("23:59 before", midnight - timedelta(minutes=1)), ("00:00", midnight),
        ("23:29", BERLIN_2330 - timedelta(minutes=1)),
        ("23:31", BERLIN_2330 + timedelta(minutes=1)), ("00:30", BERLIN_2330 + timedelta(hours=1)),
        ("11:30", BERLIN_2330 + timedelta(hours=12)), ("12:29", midnight + timedelta(hours=36.4)),
        ("12:31", midnight + timedelta(hours=36.6)),
    ]:  # fmt: skip
        begun = min(hour, midnight) - timedelta(minutes=1)
        with time_machine.travel(begun, tick=False):
            publish(make_article(headline=headline), by=None, at=hour, despite="a test")
    with time_machine.travel(now - timedelta(minutes=10), tick=False):
        # Brought in today, but readers elsewhere had it years ago.
        make_edition(headline="Old", published_at=datetime(2024, 5, 3, 9, tzinfo=UTC))
        hold(make_edition(headline="Held").article, by=chief, reason="Court")
    with time_machine.travel(now, tick=False):
        assert behind(desk, "published today") == (str(len(published)), published)
        assert behind(desk, "go out within 12 h") == (str(len(coming)), coming)


def test_a_withdrawal_is_on_the_time_line_but_not_among_what_goes_out(desk, chief):
    hour = timezone.now() + timedelta(hours=2)
    leaves, stays = (make_edition(headline=name).article for name in ("Leaves", "Stays"))
    withdraw(leaves, by=chief, notice="Gone.", reason="Wrong", at=hour)
    publish(stays, by=chief, at=hour, kind="update", despite="a test")
    first = make_article(headline="Twice set")
    publish(first, by=chief, at=hour, despite="a test")
    reschedule(first, hour + timedelta(seconds=1), by=chief, despite="a test")
    line = start(desk)["line"]
    told = {e.headline: (e.what, e.is_withdrawal) for h in line.hours for e in h.entries}
    assert told == {
        "Leaves": ("withdrawal", True), "Stays": ("update", False), "Twice set": ("", False),
    }  # fmt: skip
    assert behind(desk, "go out within 12 h") == ("2", {"Stays", "Twice set"})
    assert "1 withdrawal is marked on the line; it is not among what goes out." in text(desk)
    assert Article.objects.get(headline="Leaves").pk not in {
        row.article.pk for row in desk.get("/admin/articles/article/?view=today").context["rows"]
    }


def test_number_of_reviews_and_the_heading_below_lead_to_the_same_list(client):
    city = Section.objects.create(name="City", slug="city")
    for section in ("City", "World"):
        sent = make_article(headline=section, section=section)
        set_status(sent, Status.IN_REVIEW, by=make_user(username=section))
    client.force_login(make_user("Editor", sections=[city]))
    assert behind(client, "wait for review") == ("2", {"City", "World"})
    addresses = set(re.findall(r'href="([^"]+)">(?:<b>2</b>|Waiting for review)', text(client)))
    assert len(addresses) == 1


# What waits for whom.


def test_each_role_sees_first_what_concerns_it(client):
    city = Section.objects.create(name="City", slug="city")
    first = {}
    for role in ("Reporter", "Editor", "Publisher"):
        client.force_login(make_user(role, sections=[city] if role == "Editor" else []))
        first[role] = start(client)["columns"][0]
    assert first == {
        "Reporter": ["mine"],
        "Editor": ["ready", "review", "mine"],
        "Publisher": ["live"],
    }


def test_review_is_told_by_section_the_own_ones_first_and_the_longest_first(client):
    city = Section.objects.create(name="City", slug="city", position=9)
    for headline, section, hours in [
        ("New", "City", 1), ("Old", "City", 30), ("Far", "World", 2), ("None", "", 3),
    ]:  # fmt: skip
        article = make_article(headline=headline, section=section)
        set_status(article, Status.IN_REVIEW, by=make_user(username=headline, first_name="Rafi"))
        at = timezone.now() - timedelta(hours=hours)
        AuditEntry.objects.filter(article=article).update(at=at)
    client.force_login(make_user("Editor", sections=[city]))
    page = start(client)
    told = [(part.section, part.is_mine, words(part.items)) for part in page["review"]]
    assert told == [
        ("City", True, ["Old", "New"]), ("World", False, ["Far"]), ("", False, ["None"]),
    ]  # fmt: skip
    assert page["review"][0].items[0].note == "30 h · Rafi"
    assert [item.is_late for item in page["review"][0].items] == [True, False]
    assert page["review_number"] == "4"
    assert "No section" in text(client)


def test_what_is_ready_waits_for_those_who_publish_the_own_sections_first(client):
    city = Section.objects.create(name="City", slug="city", position=9)
    ann = make_user("Editor", username="ann", first_name="Ann", sections=[city])
    later = timezone.now() + timedelta(days=2)
    made = {}
    for headline in ("Far", "Near", "Scheduled", "Held", "Under embargo"):
        section = "World" if headline == "Far" else "City"
        made[headline] = make_article(headline=headline, section=section, by=ann)
        set_status(made[headline], Status.READY, by=ann)
    schedule(made["Scheduled"], later, by=ann)
    hold(made["Held"], by=ann, reason="Court")
    set_embargo(made["Under embargo"], later, by=ann)
    client.force_login(make_user("Reporter"))
    assert start(client)["ready"] == []
    assert "Ready to go out" not in text(client)
    client.force_login(ann)
    page = start(client)
    assert words(page["ready"]) == ["Near", "Under embargo"]
    assert page["ready"][0].note == "City · 1 min · Ann"
    assert page["ready"][1].note.startswith("City · 1 min · Ann · embargo until ")
    assert page["review"] == []
    link = re.search(r'href="([^"]+)">Ready to go out', text(client))[1].replace("&amp;", "&")
    listed = client.get(link).content.decode()
    assert "Near" in listed
    client.force_login(make_user("Publisher"))
    assert words(start(client)["ready"]) == ["Near", "Under embargo", "Far"]


def test_reporter_sees_what_came_back_and_why_and_what_is_in_work(client):
    rafi, ann = make_user("Reporter", username="rafi"), make_user("Editor", first_name="Ann")
    back, own, sent = (make_article(headline=h, by=rafi) for h in ("Back", "Own", "Sent"))
    make_article(headline="Somebody's", by=ann)
    make_edition(headline="Out", by=rafi)
    for article in (back, sent):
        set_status(article, Status.IN_REVIEW, by=rafi)
    set_status(back, Status.DRAFT, by=ann, reason="Two sources, please")
    client.force_login(rafi)
    page = start(client)
    assert words(page["returned"]) == ["Back"]
    assert page["returned"][0].note == "Ann · 1 min · Two sources, please"
    assert set(words(page["drafts"])) == {"Own", "Sent"}
    assert own.headline in text(client)
    assert "came back to you" in text(client)


# What has to be watched.


def test_imports_reports_and_rights_that_end_are_counted_and_lead_to_their_pages(desk):
    fill(2, make_user("Reporter"))
    page = start(desk)
    assert [page[name].counted for name in ("imports", "error_reports", "rights")] == ["2"] * 3
    source, report = Source.objects.first(), ErrorReport.objects.first()
    assert page["imports"].items[0].address == f"/admin/articles/source/{source.pk}/change/"
    assert f"/admin/articles/errorreport/{report.pk}/change/" in text(desk)
    assert page["rights"].items[0].note.startswith("until ")


def test_rights_count_only_where_readers_see_the_photo(desk, chief):
    live, draft = make_edition(lead_photo=LEAD), make_article(lead_photo=LEAD)
    Photo.objects.update(rights_until=timezone.now() + timedelta(days=2))
    assert Photo.objects.count() == 2
    assert draft.captions.exists()
    assert start(desk)["rights"].number == EditionPhoto.objects.count() == 1
    Photo.objects.update(rights_until=timezone.now() - timedelta(hours=2))
    assert start(desk)["rights"].items[0].note.startswith("ended ")
    hold(live.article, by=chief, reason="Court")
    assert start(desk)["rights"].number == 0


def test_counts_end_at_a_hundred(desk):
    article = make_edition().article
    ErrorReport.objects.bulk_create(ErrorReport(article=article, text="x") for _ in range(101))
    page = text(desk)
    assert start(desk)["error_reports"].counted == "100+"
    assert '<span class="waits">100+ wait</span>' in page


@time_machine.travel(MORNING, tick=False)
def test_who_is_here_and_in_which_story(desk, chief):
    article = make_article(headline="Ferry")
    ann, rafi, gone = (make_user(username=n, first_name=n.title()) for n in ("ann", "rafi", "gone"))
    Presence.objects.create(article=article, user=ann, tab="1", seen_at=MORNING)
    Presence.objects.create(
        article=article, user=gone, tab="1", seen_at=MORNING - timedelta(seconds=26)
    )
    Profile.objects.create(user=rafi, seen_at=MORNING - timedelta(seconds=70))
    Profile.objects.create(user=gone, seen_at=MORNING - timedelta(seconds=110))
    Profile.objects.create(user=ann, seen_at=MORNING)
    assert [(item.words, item.note) for item in start(desk)["people"]] == [
        ("Ann", "Ferry"), ("Piet", ""), ("Rafi", ""),
    ]  # fmt: skip


# When there is nothing.


def test_empty_newsroom_is_told_what_to_do(desk):
    page = text(desk)
    for said in (
        "Readers see no story yet. Write one, or import some, and publish it.",
        "Nothing is scheduled. A story gets its hour on its own page.",
        "Nothing waits. Writers send a story here",
        "You have no story in work.",
        "No report waits.",
        "All imports are settled.",
        "No live story shows a photo whose rights end within 7 days.",
        "Nothing was published in the last seven days.",
    ):
        assert said in page


def test_account_without_a_role_is_told_whom_to_ask(client):
    make_edition(headline="Secret")
    client.force_login(make_user(username="new"))
    page = text(client)
    assert "Your account has no role yet; ask an administrator for one." in page
    assert "Secret" not in page


def test_hostile_words_come_out_harmless(desk, chief):
    hostile = "<img src=x onerror=alert(1)>"
    set_status(make_article(headline=hostile, by=chief), Status.IN_REVIEW, by=chief)
    publish(
        make_article(headline=hostile),
        by=None,
        at=timezone.now() + timedelta(hours=1),
        despite="a test",
    )
    make_edition(headline=hostile)
    assert "<img" not in text(desk)
