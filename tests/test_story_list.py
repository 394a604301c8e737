"""The story list: its views, what rows say, and that it costs the same in any archive."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles.admin.moves import token
from articles.admin.roles import rights_in_list, rights_of
from articles.admin.state import with_state
from articles.admin.walk import PAGE_SIZE, WINDOW
from articles.models import (
    Article,
    AuditEntry,
    Doubt,
    EditionPhoto,
    ErrorReport,
    Photo,
    Presence,
    Section,
    Source,
)
from articles.publishing import (
    EditionWaits,
    hold,
    keep_version,
    publish,
    set_status,
    spike,
    withdraw,
)
from articles.story import Credit, Party
from articles.story import Photo as PhotoBlock
from articles.vocabulary import Status
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
MORNING = datetime(2026, 11, 23, 5, 55, tzinfo=UTC)
VIEWS = ["all", "mine", "review", "today", "live", "attention", "today-live", "out"]
migration = import_module("articles.migrations.0002_roles")


@pytest.fixture(autouse=True)
def roles(db):
    migration.make_roles(apps, connection.schema_editor())


@pytest.fixture
def chief():
    return make_user(username="chief", is_superuser=True)


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def rows(client, query=""):
    return client.get(f"{LIST}?{query}").context["rows"]


def headlines(client, query=""):
    return [row.article.headline for row in rows(client, query)]


def row_of(client, article, query=""):
    return next(row for row in rows(client, query) if row.article.pk == article.pk)


def text(response):
    return " ".join(response.content.decode().split())


def bare(count, **fields):
    """Add `count` working copies a minute apart, the last the newest."""
    now = timezone.now()
    return Article.objects.bulk_create(
        Article(
            **{
                "revision": 1,
                "headline": f"Bare {n}",
                "saved_at": now - timedelta(minutes=count - n),
            }
            | fields
        )
        for n in range(count)
    )


def fill(count, writer):
    """Make `count` stories for each view, with all that rows say about them."""
    lead = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
    for n in range(count):
        sent = make_article(by=writer, headline=f"Sent {n}", section="City")
        set_status(sent, Status.IN_REVIEW, by=writer)
        AuditEntry.objects.filter(article=sent).update(at=timezone.now() - timedelta(days=2))
        Presence.objects.create(article=sent, user=writer, tab=f"tab {n}")
        waits = make_article(by=writer, headline=f"Waits {n}", section="City")
        publish(waits, by=writer, at=timezone.now() + timedelta(seconds=30), despite="a test")
        live = make_edition(by=writer, headline=f"Live {n}", section="World", lead_photo=lead)
        ErrorReport.objects.create(article=live.article, text="Wrong.")


@time_machine.travel(MORNING, tick=True)
def test_every_view_costs_the_same_at_3_and_at_60_stories(client, django_assert_max_num_queries):
    city = Section.objects.create(name="City", slug="city")
    editor = make_user("Editor", sections=[city], first_name="Ann")
    client.force_login(editor)
    queries = [f"view={view}" for view in VIEWS]
    queries += ["view=attention&q=sent&writer=Ann&section=mine&state=in_review&days=7&language=en"]
    queries += ["state=changed&writer=Mara+Ellison", "view=live&order=saved", "q=wrong+words"]

    def costs():
        found = []
        for query in queries:
            with django_assert_max_num_queries(15) as counted:
                assert client.get(f"{LIST}?{query}").status_code == 200
            found.append(len(counted))
        return found

    fill(3, editor)
    costs()
    few = costs()
    fill(57, editor)
    assert costs() == few


@time_machine.travel(MORNING, tick=False)
def test_each_view_shows_what_it_is_named_for(desk, chief):
    make_article(headline="Mine", by=chief)
    set_status(make_article(headline="Sent"), Status.IN_REVIEW, by=chief)
    publish(
        make_article(headline="Tonight"),
        by=chief,
        at=MORNING + timedelta(hours=18),
        despite="a test",
    )
    publish(
        make_article(headline="Tomorrow"),
        by=chief,
        at=MORNING + timedelta(hours=19),
        despite="a test",
    )
    live = make_edition(headline="Live")
    ErrorReport.objects.create(article=live.article, text="Wrong.")
    make_edition(headline="Quiet")
    assert set(headlines(desk)) == {"Mine", "Sent", "Tonight", "Tomorrow", "Live", "Quiet"}
    assert headlines(desk, "view=mine") == ["Mine"]
    assert headlines(desk, "view=review") == ["Sent"]
    assert headlines(desk, "view=today") == ["Tonight"]
    assert set(headlines(desk, "view=live")) == {"Live", "Quiet"}
    assert headlines(desk, "view=attention") == ["Live"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=draft", {"Mine"}),
        ("state=spiked", {"Dropped"}),
        ("state=live", {"Live", "Changed"}),
        ("state=changed", {"Changed"}),
        ("state=scheduled", {"Waits"}),
        ("state=withdrawn", {"Gone"}),
        ("state=held", {"Held"}),
        ("section=mine", {"Mine"}),
        ("language=fr", {"Dropped"}),
        ("language=en&view=mine", {"Mine"}),
        ("writer=Mara+Ellison", {"Live"}),
        ("writer=ANN", {"Mine"}),
        ("writer=Ann+Varley", {"Mine"}),
        ("writer=Nobody", set()),
        ("q=ellison", {"Live"}),
        ("q=hang", {"Changed"}),
        ("q=ferry-aground", {"Mine"}),
        ("q=ferry-aground&state=live", set()),
        ("days=1&state=draft", {"Mine"}),
    ],
)
def test_stories_are_found_by_state_and_by_whose_they_are(client, query, found):
    city = Section.objects.create(name="City", slug="city")
    ann = make_user("Editor", username="ann", first_name="Ann", last_name="Varley", sections=[city])
    client.force_login(ann)
    mine = make_article(headline="Mine", by=ann, section="City")
    Article.objects.filter(pk=mine.pk).update(slugline="ferry-aground")
    made = {
        name: make_edition(headline=name, section="World", credits=(Credit(Party(writer)),)).article
        for name, writer in {
            "Live": "Mara Ellison",
            "Changed": "Jo",
            "Gone": "Jo",
            "Held": "Jo",
        }.items()
    }
    Article.objects.filter(pk=made["Changed"].pk).update(revision=9)
    withdraw(made["Gone"], by=ann, notice="Wrong.", reason="Wrong")
    hold(made["Held"], by=ann, reason="Court")
    waits = make_article(headline="Waits", section="World")
    publish(waits, by=ann, at=timezone.now() + timedelta(hours=1), despite="a test")
    spike(make_article(headline="Dropped", section="World", language="fr"), by=ann)
    assert set(headlines(client, query)) == found


def test_story_is_found_by_its_number(desk):
    article = make_article()
    make_article()
    assert [row.article.pk for row in rows(desk, f"q=%23{article.pk}")] == [article.pk]


def test_editor_sees_what_waits_in_own_sections_and_all_on_request(client):
    make_article(section="World")
    city = Section.objects.create(name="City", slug="city")
    Section.objects.create(name="Schools", slug="schools", parent=city)
    for name in ("City", "Schools", "World"):
        set_status(make_article(headline=name, section=name), Status.IN_REVIEW, by=None)
    client.force_login(make_user("Editor", sections=[city]))
    assert set(headlines(client, "view=review")) == {"City", "Schools"}
    assert set(headlines(client, "view=review&section=all")) == {"City", "Schools", "World"}
    assert set(headlines(client, f"section={city.pk}")) == {"City", "Schools"}


def test_story_published_from_review_waits_no_more(desk, chief):
    article = make_article()
    set_status(article, Status.IN_REVIEW, by=chief)
    publish(Article.objects.get(pk=article.pk), by=chief, despite="a test")
    assert headlines(desk, "view=review") == []
    Article.objects.filter(pk=article.pk).update(revision=9)
    set_status(article, Status.IN_REVIEW, by=chief)
    assert len(headlines(desk, "view=review")) == 1


# Pages.


@pytest.mark.parametrize("query", ["", "order=untouched"])
def test_pages_by_key_show_each_story_once_even_when_saved_in_the_same_moment(desk, query):
    moment = timezone.now()
    made = bare(2 * PAGE_SIZE + 7, saved_at=moment)
    seen, address = [], query
    while True:
        page = desk.get(f"{LIST}?{address}")
        seen += [row.article.pk for row in page.context["rows"]]
        if not page.context["looked"].next_key:
            break
        address = page.context["older"]
    assert sorted(seen) == [article.pk for article in made]


def test_a_rare_story_far_back_is_reached_by_looking_further(desk):
    bare(1, headline="Rare", language="fr")
    Article.objects.update(saved_at=timezone.now() - timedelta(days=300))
    bare(WINDOW)
    page = desk.get(f"{LIST}?language=fr")
    assert f"Nothing fits among these {WINDOW} stories." in text(page)
    assert "Look further back" in text(page)
    assert headlines(desk, page.context["older"]) == ["Rare"]


def test_number_of_stories_ends_at_a_thousand(desk):
    bare(1000)
    assert "1000 stories" in text(desk.get(LIST))
    bare(1)
    assert "1000+ stories" in text(desk.get(LIST))


@pytest.mark.parametrize("key", ["x", "2026-11-23_1", "2026-11-23T05:55:00_1", "9" * 40])
def test_key_that_is_none_finds_no_page(desk, key):
    assert desk.get(f"{LIST}?after={key}").status_code == 404


def test_address_that_asks_for_what_is_not_there_is_told_so_and_shows_the_rest(desk):
    make_article(headline="Here")
    page = desk.get(f"{LIST}?view=urgent&section=99&days=2&state=<b>&order=hour&language=xx")
    assert text(page).count("which is not there") == 6
    assert "view “urgent”" in text(page)

    assert [row.article.headline for row in page.context["rows"]] == ["Here"]
    assert "Nobody here is called “Zz”" in text(desk.get(f"{LIST}?writer=Zz"))


def test_tabs_and_filters_stand_in_the_address(desk):
    page = text(desk.get(f"{LIST}?view=live&days=7"))
    assert '<a href="?view=live" aria-current="page">Live</a>' in page
    assert '<option value="7" selected>' in page
    assert '<input type="hidden" name="view" value="live">' in page


# What a row says.


@time_machine.travel(MORNING, tick=False)
def test_state_is_told_with_its_time_in_words(desk, chief):
    rafi = make_user("Reporter", first_name="Rafi")
    live = make_edition().article
    live.editions.update(goes_live_at=MORNING - timedelta(minutes=25))
    waits = make_article()
    publish(waits, by=chief, at=MORNING + timedelta(days=1, minutes=5), despite="a test")
    sent, back = make_article(by=rafi), make_article(by=rafi)
    set_status(sent, Status.IN_REVIEW, by=rafi)
    AuditEntry.objects.filter(article=sent).update(at=MORNING - timedelta(hours=2))
    set_status(back, Status.IN_REVIEW, by=rafi)
    set_status(back, Status.DRAFT, by=chief)
    assert row_of(desk, live).when == "since 05:30"
    assert row_of(desk, waits).waits == "tomorrow, 06:00"
    assert row_of(desk, sent).when == "for 2 h, sent by Rafi"
    assert row_of(desk, back).when == "for 1 min, put back by chief"
    assert row_of(desk, make_article()).when == ""


def test_live_story_first_published_elsewhere_says_when(desk):
    ours = make_edition().article
    theirs = make_edition(published_at=datetime(2024, 5, 3, 9, tzinfo=UTC)).article
    assert row_of(desk, ours).when.startswith("since ")
    assert row_of(desk, theirs).when.startswith("here since ")
    assert row_of(desk, theirs).when.endswith("; published 3 May 2024")
    bar = text(desk.get(f"{LIST}{theirs.pk}/change/"))
    assert re.search(r"Live here since \d\d:\d\d; published 3 May 2024", bar)
    assert "Live here since" not in text(desk.get(f"{LIST}{ours.pk}/change/"))


@time_machine.travel(MORNING, tick=False)
def test_hours_in_the_list_lead_to_where_they_are_moved_and_cancelled(desk, chief, client):
    hour = MORNING + timedelta(hours=2)
    leaves, waits = make_edition().article, make_article()
    withdraw(leaves, by=chief, notice="Gone.", reason="Wrong", at=hour)
    publish(waits, by=chief, at=hour, despite="a test")
    for article in (leaves, waits):
        page = desk.get(LIST).content.decode()
        for verb in ("reschedule", "cancel"):
            address = f"{LIST}{article.pk}/{verb}/"
            assert f'href="{address}"' in page
            assert desk.get(address).status_code == 200
    client.force_login(make_user("Reporter"))
    assert not re.search("/(re|)schedule/", client.get(LIST).content.decode())
    assert "/cancel/" not in client.get(LIST).content.decode()


@time_machine.travel(MORNING, tick=False)
def test_what_waits_is_called_what_it_is(desk, chief):
    hour = MORNING + timedelta(hours=2, minutes=5)
    leaves, changes = make_edition().article, make_edition().article
    withdraw(leaves, by=chief, notice="Gone.", reason="Wrong", at=hour)
    publish(changes, by=chief, at=hour, kind="update", despite="a test")
    first = make_article()
    publish(first, by=chief, at=hour, despite="a test")
    hold(first, by=chief, reason="Court")
    assert row_of(desk, leaves).waits == "withdrawal 08:00"
    assert row_of(desk, changes).waits == "update 08:00"
    assert row_of(desk, first).waits == "first publication 08:00"
    page = text(desk.get(LIST))
    assert "withdrawal 08:00" in page
    assert "first publication 08:00" in page


@time_machine.travel(MORNING, tick=False)
def test_verbs_say_of_a_withdrawal_that_waits_what_becomes_of_it(desk, chief):
    article = make_edition().article
    withdraw(article, by=chief, notice="Gone.", reason="Wrong", at=MORNING + timedelta(hours=2))
    story = f"{LIST}{article.pk}"
    page = text(desk.get(f"{story}/change/"))
    assert "Keep it: what you publish now is withdrawn at that hour" in page
    assert "with the text you publish now" not in page
    with pytest.raises(EditionWaits, match=r"withdrawal waits .* to cancel it or to keep it"):
        publish(article, by=chief, kind="minor")
    assert "until another hour" in text(desk.get(f"{story}/reschedule/"))
    given = {"confirm": "1", "when": "other", "day": "2026-11-24", "clock": "06:00"}
    moved = text(desk.post(f"{story}/reschedule/", given, follow=True))
    assert "It will be withdrawn: Tuesday 24 November, 06:00" in moved
    page = text(desk.get(f"{story}/cancel/"))
    assert "it is not withdrawn" in page
    assert "ready for another hour" not in page
    assert "will not be withdrawn" in text(
        desk.post(f"{story}/cancel/", {"confirm": "1"}, follow=True)
    )


def test_limits_of_the_search_are_told_where_somebody_searches(desk):
    assert "Searched: all words" not in text(desk.get(LIST))
    assert "Searched: all words" in text(desk.get(f"{LIST}?q=ferry"))


def test_row_names_who_has_the_story_open_now(desk):
    article = make_article()
    ann, rafi = make_user(username="ann", first_name="Ann"), make_user(username="rafi")
    gone = timezone.now() - timedelta(seconds=26)
    for user, tab, seen in [(ann, "1", None), (ann, "2", None), (rafi, "3", gone)]:
        Presence.objects.create(article=article, user=user, tab=tab, seen_at=seen or timezone.now())
    assert row_of(desk, article).here == ["Ann"]
    assert "Ann is in it" in text(desk.get(LIST))


def _changed(article):
    Article.objects.filter(pk=article.pk).update(
        revision=9, saved_at=timezone.now() - timedelta(hours=2)
    )


def _doubted(article):
    source = Source.objects.create(
        article=article, name="a", spans=[], story={}, content=b"", waits=True
    )
    Doubt.objects.create(source=source, line=1, text="x", read_as="paragraph")


def _reported(article):
    ErrorReport.objects.create(article=article, text="Wrong.")


def _rights(days):
    def end(article):
        used = EditionPhoto.objects.filter(edition__article=article).values("photo")
        Photo.objects.filter(pk__in=used).update(rights_until=timezone.now() + timedelta(days=days))

    return end


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        (_changed, "readers lack what was saved 2 h ago"),
        (_doubted, "the import has doubts"),
        (_reported, "a reader reports an error"),
        (_rights(6), "rights of a photo end: "),
        (_rights(-1), "rights of a photo ended: "),
        (_rights(8), None),
        (_rights(-31), None),
        (lambda article: Article.objects.filter(pk=article.pk).update(revision=9), None),
    ],
)
def test_live_story_needs_attention_and_the_row_says_why(desk, do, reason):
    lead = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
    make_edition(headline="Quiet")
    article = make_edition(headline="Loud", lead_photo=lead).article
    do(article)
    found = rows(desk, "view=attention")
    assert [row.article.pk for row in found] == ([article.pk] if reason else [])
    assert [words[: len(reason)] for row in found for words in row.reasons] == [reason][
        : len(found)
    ]


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        (lambda article: hold(article, by=None, reason="Court"), "scheduled, but on legal hold"),
        (
            lambda article: Article.objects.filter(pk=article.pk).update(revision=9),
            "scheduled without what was saved since",
        ),
        (
            lambda article: Article.objects.filter(pk=article.pk).update(
                embargo_until=timezone.now() + timedelta(days=9)
            ),
            "scheduled, but under embargo for longer",
        ),
        (_rights(0.01), "scheduled with a photo whose rights end before"),
    ],
)
def test_scheduled_story_that_something_stands_in_the_way_of_needs_attention(desk, do, reason):
    lead = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
    quiet, article = make_article(), make_article(lead_photo=lead)
    for each in (quiet, article):
        publish(each, by=None, at=timezone.now() + timedelta(days=2), despite="a test")
    do(article)
    (row,) = rows(desk, "view=attention")
    assert (row.article.pk, row.reasons) == (article.pk, [reason])


def test_review_of_more_than_a_day_needs_attention(desk, chief):
    late, early = make_article(), make_article()
    for article, hours in ((late, 25), (early, 23)):
        set_status(article, Status.IN_REVIEW, by=chief)
        at = timezone.now() - timedelta(hours=hours)
        AuditEntry.objects.filter(article=article).update(at=at)
    (row,) = rows(desk, "view=attention")
    assert (row.article.pk, row.reasons) == (late.pk, ["waits for review for 25 h"])


def test_hostile_headline_comes_out_harmless(desk):
    make_article(headline='"><script>alert(1)</script>')
    page = desk.get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


# Moving a state in the row.


def move(client, article, status, **given):
    """Press the button of a row that shows `article` as it is in hand."""
    data = {"move": token(status, article), **given}
    return client.post(f"{LIST}{article.pk}/move/", data, follow=True)


def offered(row):
    return [value.partition(":")[0] for value, _label in row.moves]


def test_state_moves_right_in_the_row_and_the_view_comes_back(desk, chief):
    article = make_article()
    assert offered(row_of(desk, article)) == ["in_review", "ready"]
    response = move(desk, article, "in_review", back="view=review&section=all")
    assert response.redirect_chain == [(f"{LIST}?view=review&section=all", 302)]
    assert [row.article.pk for row in response.context["rows"]] == [article.pk]
    entry = AuditEntry.objects.get(article=article)
    assert (entry.by, entry.before, entry.after) == (chief, "draft", "in_review")


def test_state_of_a_story_saved_meanwhile_stays(desk):
    article = make_article(headline="Ferry")
    seen = Article.objects.get()
    Article.load(article.story(), into=article)
    keep_version(article, by=make_user(username="mara", first_name="Mara"))
    response = move(desk, seen, "ready")
    assert "Mara saved “Ferry” meanwhile" in text(response)
    assert Article.objects.get().status == Status.DRAFT


@pytest.mark.parametrize(
    ("role", "whose", "status", "moved"),
    [
        ("Reporter", "own", "in_review", True),
        ("Reporter", "own", "ready", False),
        ("Reporter", "other", "in_review", False),
        ("Photo editor", "other", "in_review", False),
        ("Editor", "other", "ready", True),
        ("Editor", "elsewhere", "ready", False),
        ("Publisher", "elsewhere", "ready", True),
        ("Publisher", "elsewhere", "spiked", False),
        ("Publisher", "elsewhere", "live", False),
    ],
)
def test_role_moves_in_the_list_what_it_may_move_on_the_page(client, role, whose, status, moved):
    city = Section.objects.create(name="City", slug="city")
    user = make_user(role, sections=[city])
    client.force_login(user)
    writer = user if whose == "own" else make_user(username="somebody")
    article = make_article(by=writer, section="World" if whose == "elsewhere" else "City")
    is_offered = status in offered(row_of(client, article))
    move(client, article, status)
    assert (Article.objects.get().status == status) is moved
    assert is_offered is moved


@pytest.mark.parametrize("role", list(migration.ROLES))
def test_rights_in_the_list_are_those_on_the_page(role):
    city = Section.objects.create(name="City", slug="city")
    user = make_user(role, sections=[city])
    for section in ("City", "World"):
        make_article(by=user, section=section)
        spike(make_article(section=section), by=None)
        make_edition(section=section)
        hold(make_edition(section=section).article, by=None, reason="Court")
        withdraw(make_edition(section=section).article, by=None, notice="Gone.", reason="Wrong")
        publish(
            make_article(section=section),
            by=None,
            at=timezone.now() + timedelta(hours=1),
            despite="a test",
        )
    articles = with_state(Article.objects.all())
    rights = rights_in_list(user, articles, {city.pk})
    assert rights == {article.pk: rights_of(user, article) for article in articles}


def test_published_scheduled_and_spiked_stories_offer_no_move_and_refuse_one(desk, chief):
    live, waits, dropped = make_edition().article, make_article(), make_article()
    publish(waits, by=chief, at=timezone.now() + timedelta(hours=1), despite="a test")
    spike(dropped, by=chief)
    for article in (live, waits, dropped):
        before = Article.objects.get(pk=article.pk).status
        assert row_of(desk, article).moves == []
        move(desk, article, "ready")
        assert Article.objects.get(pk=article.pk).status == before


def test_crafted_moves_are_refused_without_a_trace(desk):
    article = make_article()
    address = f"{LIST}{article.pk}/move/"
    assert desk.get(address).status_code == 405
    crafted = ("", "ready", "ready:", "ready:1", "ready:x:draft", "nothing:1:draft", "ready:1:x")
    for sent in crafted:
        assert desk.post(address, {"move": sent}).status_code == 403
    assert desk.post(f"{LIST}999999/move/", {"move": "ready:1:draft"}).status_code == 404
    assert desk.post(LIST, {}).status_code == 405
    response = move(desk, article, "ready", back="x\r\nSet-Cookie: a=b")
    assert response.redirect_chain == [(LIST, 302)]


# Names while typing, and choosers.


def test_names_of_writers_are_offered_while_typing(desk):
    make_user(username="rafi", first_name="Rafi", last_name="Quist")
    make_article(credits=(Credit(Party("Raffaela Moor")), Credit(Party("Jo Dray"))))
    names = desk.get(f"{LIST}writers/?term=raf").json()["names"]
    assert names == ["Rafi Quist", "Raffaela Moor"]
    assert desk.get(f"{LIST}writers/").json() == {"names": []}


def test_chooser_of_stories_finds_what_the_list_finds(desk):
    make_edition(headline="Tram stops", credits=(Credit(Party("Mara Ellison")),))
    make_article(headline="Other")
    query = "app_label=articles&model_name=frontpin&field_name=article&term=ellison"
    found = desk.get(f"/admin/autocomplete/?{query}").json()["results"]
    assert [result["text"] for result in found] == ["Tram stops"]
