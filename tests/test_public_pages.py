"""What readers get at which address, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import (
    FRONT_PLACES,
    SECTION_PLACES,
    Article,
    Contributor,
    Edition,
    FrontPin,
    Section,
)
from articles.public.paging import PAGE_SIZE, key_of
from articles.publishing import (
    NotAllowed,
    fronts,
    hold,
    publish,
    release,
    set_embargo,
    spike,
    withdraw,
)
from articles.story import Correction, Credit, Party, Photo
from articles.vocabulary import EditionKind
from tests.factories import make_article, make_edition
from tests.test_public_pictures import make_photo

HOUR = timedelta(hours=1)
HARBOUR = {"section": "Harbour", "tags": ("ferries",), "credits": (Credit(Party("Ada Quill")),)}
LISTS = ["/", "/harbour/", "/tag/ferries/", "/by/ada-quill/", "/feed/", "/harbour/feed/"]


@pytest.fixture(autouse=True)
def _database(db):
    pass


def text(response):
    return response.content.decode()


def change(article, **fields):
    """Save the working copy with other words, as an editor would."""
    with transaction.atomic():
        Article.load(replace(article.story(), **fields), into=article)
    return article


def make_many(count, **fields):
    """Publish `count` stories, a minute apart, the last the newest."""
    start = datetime(2026, 3, 1, 8, tzinfo=UTC)
    return [
        make_edition(
            headline=f"Headline {number:03}",
            published_at=start + timedelta(minutes=number),
            **fields,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("address", LISTS)
def test_a_story_stands_in_every_list_it_belongs_to(client, address):
    make_edition(headline="Tern Line opens", **HARBOUR)
    assert "Tern Line opens" in text(client.get(address))


@pytest.mark.parametrize("address", LISTS)
def test_no_list_shows_a_story_before_its_hour(client, address):
    make_edition(headline="Already out", **HARBOUR)
    edition = make_edition(headline="Embargoed budget", at=timezone.now() + HOUR, **HARBOUR)
    assert "Embargoed budget" not in text(client.get(address))
    assert client.get(edition.get_absolute_url()).status_code == 404
    with time_machine.travel(edition.goes_live_at):
        assert "Embargoed budget" in text(client.get(address))
        assert client.get(edition.get_absolute_url()).status_code == 200


def test_a_replaced_text_gives_way_to_the_new_one(client):
    edition = make_edition(headline="Three hurt")
    article = change(edition.article, headline="Two hurt")
    assert "Three hurt" in text(client.get(edition.get_absolute_url()))
    publish(article, by=None, despite="a test")
    response = client.get(edition.get_absolute_url(), follow=True)
    assert "Two hurt" in text(response)
    assert "Three hurt" not in text(response)


def test_a_held_story_is_not_found_and_comes_back_when_released(client):
    edition = make_edition(headline="Names in court", **HARBOUR)
    hold(edition.article, by=None, reason="order")
    assert client.get(edition.get_absolute_url()).status_code == 404
    assert client.get(f"/x/wrong-{edition.article_id}/").status_code == 404
    assert "Names in court" not in text(client.get("/harbour/"))
    release(edition.article, by=None, reason="lifted")
    assert client.get(edition.get_absolute_url()).status_code == 200


def test_a_withdrawn_story_is_gone_and_says_why(client):
    edition = make_edition(headline="Wrong from the start", **HARBOUR)
    withdraw(edition.article, by=None, notice="We could not stand it up.", reason="false")
    for address in (edition.get_absolute_url(), f"/x/other-{edition.article_id}/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "We could not stand it up." in text(response)
        assert "Wrong from the start" not in text(response)
    assert client.get("/tag/ferries/").status_code == 404


def test_what_readers_have_had_is_beyond_any_embargo(client):
    edition = make_edition()
    with pytest.raises(NotAllowed, match="withdraw it"):
        set_embargo(edition.article, timezone.now() + HOUR, by=None)
    assert client.get(edition.get_absolute_url()).status_code == 200
    withdraw(edition.article, by=None, notice="Gone.", reason="false")
    with pytest.raises(NotAllowed, match="withdraw it"):
        set_embargo(edition.article, timezone.now() + HOUR, by=None)
    assert client.get(edition.get_absolute_url()).status_code == 410


def test_a_spiked_draft_has_no_page(client):
    article = make_article(headline="Never told")
    spike(article, by=None)
    assert client.get(f"/city/never-told-{article.pk}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/city/ferry-999/",
        "/city/ferry-9999999999999999999/",
        "/city/ferry-99999999999999999999999999/",
        "/city/ferry/",
        "/nowhere/",
        "/nowhere/feed/",
        "/tag/nothing/",
        "/by/nobody/",
        "/photos/none.jpg",
        "/video/none.mp4",
        "/a/b/c/d/",
    ],
)
def test_an_unknown_address_is_not_found(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no page at this address" in text(response)


@pytest.mark.parametrize(
    "template",
    [
        "/city/another-slug-{id}/", "/wrong/{slug}-{id}/", "/city/{slug}-{id}", "/city/a-12-{id}/",
        "/city/{slug}-0{id}/", "/city/{slug}-{id}/?utm=1&next=//evil.example",
    ],
)  # fmt: skip
def test_only_the_id_decides_and_other_words_redirect(client, template):
    edition = make_edition(headline="Ferry aground 2-1")
    address = template.format(id=edition.article_id, slug=edition.slug)
    response = client.get(address)
    if "utm" in template:
        assert response.status_code == 200
    else:
        assert response.status_code == 301
        assert response["Location"] == edition.get_absolute_url()
        assert response["Cache-Control"] == "public, no-cache"


def test_a_redirect_drops_the_query(client):
    edition = make_edition()
    response = client.get(f"/x/y-{edition.article_id}/?next=//evil.example")
    assert response["Location"] == edition.get_absolute_url()


def test_an_address_follows_the_section_when_it_is_renamed(client):
    edition = make_edition()
    old = edition.get_absolute_url()
    Section.objects.update(slug="town")
    assert client.get(old)["Location"] == f"/town/{edition.slug}-{edition.article_id}/"


@pytest.mark.parametrize("address", ["/city", "/feed", "/tag/ferries", "/city/feed"])
def test_a_missing_slash_redirects(client, address):
    make_edition(tags=("ferries",))
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, address + "/")


def test_lists_page_by_key_and_show_every_story_once(client):
    editions = make_many(2 * PAGE_SIZE + 1, **HARBOUR)
    seen, query = [], ""
    for _page in range(3):
        page = client.get(f"/harbour/{query}").context["page"]
        seen += [edition.headline for edition in page.editions]
        query = f"?before={page.older}".replace("+", "%2B")
    assert seen == [edition.headline for edition in reversed(editions)]
    assert page.older == ""


def test_stories_of_one_moment_are_told_apart_by_their_id(client):
    moment = datetime(2026, 3, 1, 8, tzinfo=UTC)
    for number in range(PAGE_SIZE + 3):
        make_edition(headline=f"Wire {number}", published_at=moment)
    first = client.get("/city/").context["page"]
    second = client.get("/city/", {"before": first.older}).context["page"]
    assert len({edition.pk for edition in first.editions + second.editions}) == PAGE_SIZE + 3


@pytest.mark.parametrize(
    "before",
    [
        "", "x", "2026-03-01_5", "2026-03-01T08:00:00_5", "2026-03-01T08:00:00Z", "_5",
        "2026-03-01T08:00:00Z_x", "0001-01-01T00:00:00+14:00_5", "9999-12-31T23:59:59-14:00_5",
        "2026-03-01T08:00:00Z_" + "9" * 30, "2026-03-01T08:00:00Z_٥", "\x00_5",
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_not_found(client, before):
    make_edition()
    assert client.get("/city/", {"before": before}).status_code == 404


def test_a_key_survives_the_address():
    edition = make_edition()
    assert "+" not in key_of(edition)


def test_a_front_without_stories_says_so(client):
    assert "Nothing has been published yet." in text(client.get("/"))


def test_the_lead_is_the_newest_with_a_picture(client):
    make_edition(headline="Older", lead_photo=Photo(ref=make_photo().pk))
    pictured = make_edition(headline="Pictured", lead_photo=Photo(ref=make_photo().pk))
    make_edition(headline="Newest, only words")
    assert client.get("/").context["front"].lead == pictured


def test_without_pictures_the_newest_leads(client):
    make_edition(headline="Older")
    newest = make_edition(headline="Newer")
    assert client.get("/").context["front"].lead == newest


def test_a_pin_leads_as_long_as_it_is_in_force(client):
    pinned = make_edition(headline="Flood", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    make_many(60)
    pin = FrontPin.objects.create(article=pinned.article, until=timezone.now() + HOUR)
    assert client.get("/").context["front"].lead == pinned
    with time_machine.travel(pin.until):
        assert client.get("/").context["front"].lead != pinned


def test_a_pinned_story_that_is_held_does_not_lead(client):
    other = make_edition(headline="Other")
    pinned = make_edition(headline="Flood")
    FrontPin.objects.create(article=pinned.article)
    hold(pinned.article, by=None, reason="order")
    assert client.get("/").context["front"].lead == other


def test_a_section_has_pins_of_its_own(client):
    old = make_edition(headline="Old but gold", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    make_many(PAGE_SIZE + 1)
    FrontPin.objects.create(article=old.article, section=Section.objects.get())
    assert client.get("/city/").context["editions"][0] == old


@pytest.mark.parametrize("place", range(1, FRONT_PLACES + 1))
def test_a_pin_holds_its_place_on_the_front_whatever_fills_those_before_it(client, place):
    pinned = make_edition(headline="Flood", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    make_many(10)
    fronts.pin(pinned.article, None, place, by=None)
    front = client.get("/").context["front"]
    assert [front.lead, *front.rail, *front.across][place - 1] == pinned
    assert pinned not in front.latest


@pytest.mark.parametrize("place", [1, 3, SECTION_PLACES])
def test_a_pin_holds_its_place_on_a_section_page(client, place):
    old = make_edition(headline="Flood", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    newest = make_many(PAGE_SIZE + 1)[::-1]
    fronts.pin(old.article, Section.objects.get(), place, by=None)
    shown = client.get("/city/").context["editions"]
    assert shown[place - 1] == old
    assert shown[: place - 1] == newest[: place - 1]


def test_a_pinned_story_that_is_not_live_leaves_its_place_to_the_next_by_time(client):
    newest = make_many(3)[::-1]
    gone = make_edition(headline="No more").article
    city = Section.objects.get()
    for section in (None, city):
        fronts.pin(gone, section, 2, by=None)
        fronts.pin(newest[2].article, section, 3, by=None)
    hold(gone, by=None, reason="A letter")
    front = client.get("/").context["front"]
    assert [front.lead, *front.rail] == newest
    assert client.get("/city/").context["editions"] == newest


def test_a_pinned_story_that_is_alone_leads_wherever_it_is_pinned(client):
    alone = make_edition(headline="Flood")
    fronts.pin(alone.article, None, 6, by=None)
    assert client.get("/").context["front"].lead == alone


def test_nothing_has_to_run_for_a_pin_to_hold_at_its_hour(client):
    make_many(3)
    pinned = make_edition(headline="Flood", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hour = timezone.now() + timedelta(seconds=20)
        fronts.pin(pinned.article, None, 1, by=None, since=hour, until=hour + HOUR)
        before = client.get("/")
        assert before.context["front"].lead != pinned
        assert "max-age=20" in before["Cache-Control"]
        for moment, leads in ((hour, True), (hour + HOUR, False)):
            clock.move_to(moment)
            assert (client.get("/").context["front"].lead == pinned) is leads


def test_no_story_stands_twice_in_the_prominent_parts(client):
    for section in ("City", "World", "Sport"):
        make_many(8, section=section)
    front = client.get("/").context["front"]
    prominent = [front.lead, *front.rail, *front.across]
    prominent += [edition for desk in front.sections for edition in desk.editions]
    assert len(prominent) == len(set(prominent))
    assert not set(front.latest) & {front.lead, *front.rail, *front.across}


def test_a_parent_section_shows_the_stories_of_its_children(client):
    make_edition(headline="Cup tie moved", section="Hockey")
    make_edition(section="Sport")
    sport = Section.objects.get(name="Sport")
    Section.objects.filter(name="Hockey").update(parent=sport)
    assert "Cup tie moved" in text(client.get("/sport/"))
    front = client.get("/").context["front"]
    assert "Hockey" not in [desk.section.name for desk in front.sections]


def test_the_front_shows_corrections_in_plain_sight(client):
    article = make_edition().article
    change(article, corrections=(Correction("The pier is 120 metres long, not 210."),))
    publish(article, by=None, kind=EditionKind.CORRECTION, despite="a test")
    assert "The pier is 120 metres long, not 210." in text(client.get("/"))


def test_a_name_that_no_live_story_bears_is_not_told(client):
    Contributor.objects.create(name="Secret Source", slug="secret-source")
    make_edition(at=timezone.now() + HOUR, tags=("takeover",))
    assert client.get("/by/secret-source/").status_code == 404
    assert client.get("/tag/takeover/").status_code == 404


def test_pages_name_their_one_address(client):
    edition = make_edition()
    link = f'<link rel="canonical" href="{settings.SITE_URL}{edition.get_absolute_url()}">'
    assert link in text(client.get(edition.get_absolute_url() + "?utm=x"))
    link = f'<link rel="canonical" href="{settings.SITE_URL}/city/">'
    assert link in text(client.get("/city/?utm=x"))


def test_only_reading_is_allowed(client):
    edition = make_edition()
    for address in ("/", edition.get_absolute_url(), "/feed/"):
        assert client.post(address).status_code == 405


def test_every_edition_in_the_tests_came_through_publishing():
    make_edition()
    assert Edition.objects.live().count() == 1
