"""The read API: live stories as ninjs 3, and the history of each."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.utils import timezone

from articles.importing.formats import ninjs
from articles.models import Article, Contributor, Edition, EditionPhoto, Section
from articles.models import Photo as PhotoRow
from articles.public.api_wanted import NAMES
from articles.public.names import guid
from articles.publishing import hold, publish, withdraw
from articles.story import Correction, Credit, Paragraph, Party, Photo, Related, Role
from articles.story import Video as VideoBlock
from articles.vocabulary import EditionKind
from tests.factories import make_edition
from tests.ninjs import faults
from tests.test_public_pictures import make_photo

MARCH = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIST = "/api/v1/stories/"


@pytest.fixture(autouse=True)
def _database(db):
    pass


def make_whole(number=0, **fields):
    """A story with all that the standard has a name for."""
    photo = make_photo(copyright_notice="© Ann Lee", focal_x=0.25, focal_y=0.5)
    fields = {
        "headline": f"Ferry & tug {number}",
        "deck": "Fog to blame",
        "kicker": "Harbour",
        "summary": "A ferry and a tug met.",
        "dateline": "SALTMERE",
        "credits": (
            Credit(Party("Ada Quill")),
            Credit(Party("Lio Marsh"), Role.ADDITIONAL_REPORTING),
        ),
        "lead_photo": Photo("The Solveig.", "A ferry.", "Ann Lee", ref=photo.pk),
        "blocks": (
            Paragraph("It was <em>foggy</em>."),
            Photo("The tug.", "A tug.", "Ann Lee", ref=make_photo().pk),
            VideoBlock("Inside", provider="vimeo", embed_id="12345678", seconds=128),
        ),
        "corrections": (Correction("The tug is red, not blue.", at=MARCH),),
        "related": (Related("More on tides", url="https://example.com/tides"),),
        "tags": ("ferries", "fog"),
        "published_at": MARCH + number * timedelta(minutes=1),
        "rights": "© Meridian Wire",
        "external_id": "wire-7",
        "source_url": "https://example.com/ferry",
    } | fields
    return make_edition(**fields)


def get(client, address, status=200, **query):
    response = client.get(address, query)
    assert response.status_code == status, response.content
    return response.json()


def item_address(edition):
    return f"{LIST}{edition.article_id}/"


def change(article, **fields):
    with transaction.atomic():
        Article.load(replace(article.story(), **fields), into=article)
    return article


def headlines(answer):
    return [item["headlines"][0]["value"] for item in answer["items"]]


def hrefs(item):
    return {rendition["name"]: rendition["href"] for rendition in item["renditions"]}


def test_a_story_fits_the_standard(client):
    edition = make_whole()
    item = get(client, item_address(edition))
    assert faults(item) == []
    (short,) = get(client, LIST)["items"]
    assert faults(short) == []


def test_the_smallest_story_fits_the_standard(client):
    edition = make_edition(credits=())
    Edition.objects.update(published_at=None)
    item = get(client, item_address(edition))
    assert faults(item) == []
    assert faults(get(client, LIST)["items"][0]) == []
    assert "firstCreated" not in item
    assert "by" not in item


def test_what_does_not_fit_the_standard_is_found():
    whole = {"uri": "tag:example.com,2026:article:1", "pubStatus": "usable"}
    assert faults(whole) == []
    for wrong in ({"uri": "no uri"}, {"pubStatus": "live"}, {"firstCreated": "2026-03-01"},
                  {"headline": "x"}, {"associations": [{"name": "lead"}]}):  # fmt: skip
        assert faults(whole | wrong), wrong


def test_a_story_has_its_words_hours_and_addresses(client):
    edition = make_whole(language="fr-CA")
    item = get(client, item_address(edition))
    assert item["uri"] == guid(edition.article_id)
    assert item["version"] == "1"
    assert item["pubStatus"] == "usable"
    assert item["representationType"] == "full"
    assert item["language"] == "fr-CA"
    assert item["firstCreated"] == MARCH.isoformat()
    assert item["by"] == "Ada Quill"
    assert item["located"] == "SALTMERE"
    assert item["copyrightNotice"] == "© Meridian Wire"
    assert hrefs(item) == {
        "web": "https://example.com/ferry",
        "canonical": f"http://testserver{edition.get_absolute_url()}",
        "ninjs": f"http://testserver{item_address(edition)}",
    }


def test_a_photo_has_its_files_its_rights_and_the_point_to_keep(client):
    edition = make_whole()
    item = get(client, item_address(edition))
    lead = item["associations"][0]
    assert lead["copyrightNotice"] == "© Ann Lee"
    assert lead["rightsInfo"]["linkedRights"].endswith("/DMI-PROHIBITED-AIMLTRAINING")
    files = {file["name"]: file for file in lead["renditions"]}
    whole = files["full-1600-jpg"]
    assert (whole["width"], whole["height"]) == (1600, 1000)
    assert whole["poi"] == {"x": 400, "y": 500}
    assert whole["contentType"] == "image/jpeg"
    for file in files.values():
        assert file["href"].startswith("http://testserver/photos/")
        response = client.get(urlsplit(file["href"]).path)
        assert (response.status_code, bool(response.getvalue())) == (200, True)
    assert "poi" not in files["3x2-960-jpg"]


def test_a_photo_out_of_rights_has_words_alone(client):
    photo = make_photo()
    edition = make_edition(lead_photo=Photo("The quay.", "A quay.", ref=photo.pk))
    PhotoRow.objects.update(rights_until=timezone.now())
    (lead,) = get(client, item_address(edition))["associations"]
    assert "renditions" not in lead
    assert lead["descriptions"][0]["value"] == "The quay."
    assert "associations" not in get(client, LIST)["items"][0]


def test_another_newsroom_reads_the_story_as_it_is(client):
    edition = make_whole()
    content = client.get(item_address(edition)).content
    (reading,) = ninjs.read_all(content)
    story = replace(edition.story(), published_at=edition.published_at, language="en")
    assert reading.story == story


def test_names_are_those_of_now_and_words_those_of_the_edition(client):
    edition = make_whole()
    Contributor.objects.filter(name="Ada Quill").update(name="Ada Vance")
    Section.objects.update(name="Town")
    item = get(client, item_address(edition))
    assert item["by"] == "Ada Vance"
    assert item["people"][0]["name"] == "Ada Vance"
    assert item["subjects"][0] == {"name": "Town", "rel": "section"}


def test_a_related_story_is_named_while_readers_may_see_it(client):
    there = make_edition(headline="Tides turn")
    related = (Related("Not for you", ref=there.article_id),)
    edition = make_edition(headline="Ferry", related=related)

    def pointers():
        item = get(client, item_address(edition))
        return [a for a in item.get("associations", ()) if a["rel"] == "related"]

    (pointer,) = pointers()
    assert pointer["renditions"][0]["href"] == f"http://testserver{there.get_absolute_url()}"
    withdraw(there.article, by=None, notice="Wrong.", reason="false")
    assert pointers() == []
    assert "Not for you" not in client.get(item_address(edition)).content.decode()


def test_an_item_says_where_people_read_it_and_what_came_before(client):
    edition = make_edition()
    response = client.get(item_address(edition))
    assert response["Content-Type"] == "application/json"
    assert response["Link"] == (
        f'<http://testserver{edition.get_absolute_url()}>; rel="canonical", '
        f'<http://testserver{item_address(edition)}editions/>; rel="version-history"'
    )
    assert response["tdm-reservation"] == "1"


def test_a_list_is_short_newest_first_and_leads_on(client):
    for number in range(5):
        make_whole(number)
    response = client.get(LIST, {"limit": 2, "section": "city"})
    first = response.json()
    assert headlines(first) == ["Ferry & tug 4", "Ferry & tug 3"]
    assert response["Link"] == f'<{first["next"]}>; rel="next"'
    assert first["next"].startswith("http://testserver/api/v1/stories/?limit=2&section=city&before")
    second = client.get(first["next"]).json()
    assert headlines(second) == ["Ferry & tug 2", "Ferry & tug 1"]
    third = client.get(second["next"])
    assert headlines(third.json()) == ["Ferry & tug 0"]
    assert "next" not in third.json()
    assert "Link" not in third


def test_following_a_list_gives_every_story_once(client):
    for number in range(7):
        make_edition(headline=f"{number}", published_at=MARCH, tags=("ferries",))
    for query in ("", "?tag=ferries", "?section=city"):
        found, address = [], f"{LIST}{query}{'&' if query else '?'}limit=3"
        while address:
            answer = client.get(address).json()
            found += headlines(answer)
            address = answer.get("next")
        assert sorted(found) == [f"{number}" for number in range(7)]


def test_a_short_item_has_what_a_card_shows_and_leads_to_the_whole(client):
    edition = make_whole()
    (item,) = get(client, LIST)["items"]
    assert item["representationType"] == "partial"
    assert item["uri"] == guid(edition.article_id)
    assert item["version"] == "1"
    assert item["descriptions"] == [{"role": "summary", "value": "A ferry and a tug met."}]
    assert item["associations"][0]["descriptions"] == [{"role": "alt", "value": "A ferry."}]
    assert "bodies" not in item
    assert client.get(hrefs(item)["ninjs"]).json()["version"] == "1"


@pytest.fixture
def shelf():
    """Stories that differ in all that a list can be asked for."""
    ada = (Credit(Party("Ada Quill")),)
    city = make_edition(headline="City", published_at=MARCH, tags=("ferries",), language="fr-CA")
    inside = make_edition(headline="Harbour", section="Harbour", published_at=MARCH + HOUR,
                          tags=("ferries", "fog"), credits=ada)  # fmt: skip
    Section.objects.filter(slug="harbour").update(parent=city.section)
    make_edition(headline="World", section="World", published_at=MARCH + 24 * HOUR, language="fr",
                 credits=ada)  # fmt: skip
    return city, inside


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["World", "Harbour", "City"]),
        ({"section": "city"}, ["Harbour", "City"]),
        ({"section": "harbour"}, ["Harbour"]),
        ({"tag": "ferries"}, ["Harbour", "City"]),
        ({"contributor": "ada-quill"}, ["World", "Harbour"]),
        ({"contributor": "ada-quill", "tag": "ferries"}, ["Harbour"]),
        ({"contributor": "ada-quill", "section": "world"}, ["World"]),
        ({"tag": "fog", "section": "world"}, []),
        ({"language": "fr"}, ["World", "City"]),
        ({"language": "fr-ca"}, ["City"]),
        ({"language": "en"}, ["Harbour"]),
        ({"language": "en-CA"}, []),
        ({"since": "2026-03-01T09:30:00Z"}, ["World", "Harbour"]),
        ({"until": "2026-03-01T09:30:00Z"}, ["City"]),
        ({"since": "2026-03-01T10:30:00+01:00", "tag": "ferries"}, ["Harbour"]),
        ({"since": "2026-03-02"}, ["World"]),
        ({"until": "2026-03-02"}, ["Harbour", "City"]),
        ({"since": "2026-03-01", "until": "2026-03-02", "language": "fr"}, ["City"]),
    ],
)
def test_a_list_can_be_narrowed(client, shelf, query, expected):
    assert headlines(get(client, LIST, **query)) == expected


def test_a_day_begins_on_the_newsrooms_clock(client, settings):
    settings.TIME_ZONE = "America/Toronto"
    make_edition(headline="Late", published_at=datetime(2026, 3, 1, 4, 59, tzinfo=UTC))
    make_edition(headline="Early", published_at=datetime(2026, 3, 1, 5, 0, tzinfo=UTC))
    with timezone.override("America/Toronto"):
        assert headlines(get(client, LIST, since="2026-03-01")) == ["Early"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("limit=0", "limit='0' found; write a whole number from 1 to 100."),
        ("limit=101", "limit='101' found; write a whole number from 1 to 100."),
        ("limit=", "limit='' found; write a whole number from 1 to 100."),
        ("limit=%D9%A3", "limit='٣' found; write a whole number from 1 to 100."),
        ("limit=1&limit=2", "limit='2' found; write it once only."),
        ("section=nowhere", "section='nowhere' found; write one of city."),
        ("tag=unheard", "tag='unheard' found; write the word in the address of its page, as in "
         "/tag/ferries/."),
        ("contributor=x", "contributor='x' found; write the word in the address of its page, as "
         "in /by/ada-quill/."),
        ("language=f", "language='f' found; write a tag like fr or en-CA (BCP 47)."),
        ("since=yesterday", "since='yesterday' found; write a date like 2026-11-03, or a moment "
         "with its offset like 2026-11-03T08:30:00Z."),
        ("until=2026-03-01T08:30:00", "until='2026-03-01T08:30:00' found; write a date like "
         "2026-11-03, or a moment with its offset like 2026-11-03T08:30:00Z."),
        ("since=2026-02-30", "since='2026-02-30' found; write a date like 2026-11-03, or a moment "
         "with its offset like 2026-11-03T08:30:00Z."),
        ("before=x", "before='x' found; write the key that `next` of the page before gave."),
        ("page=2", "'page' is no parameter; those that are: before, changed_since, contributor, "
         "language, limit, section, since, tag, until."),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_told_with_what_to_write(client, query, detail):
    make_edition()
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert "no-store" in response["Cache-Control"]
    told = response.json()
    assert told["detail"] == detail
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert told["parameter"] in query


@pytest.mark.parametrize(
    "value", ["%00", "'--", "a" * 5000, "%ED%A0%80", "9" * 400, "2026-03-01T00:00:00%2B99:99",
              "0001-01-01", "9999-12-31", "9999-12-31T23:59:59-14:00", "_", "x_1"]
)  # fmt: skip
def test_hostile_parameters_get_an_answer(client, value):
    make_edition(tags=("ferries",))
    for name in NAMES:
        response = client.get(f"{LIST}?{name}={value}")
        assert response.status_code in (200, 400), (name, value)
        assert len(response.content) < 5000


def test_a_topic_of_a_held_story_is_told_no_better_than_one_unheard_of(client):
    edition = make_edition(tags=("raids",))
    hold(edition.article, by=None, reason="order")
    for slug in ("raids", "unheard"):
        assert "found; write the word" in get(client, LIST, 400, tag=slug)["detail"]


@pytest.fixture
def secrets():
    """One story readers have; one held, one withdrawn, one pending; all with the words "Secret"."""
    make_edition(headline="Already out")
    held = make_edition(headline="Secret held")
    hold(held.article, by=None, reason="order")
    gone = make_edition(headline="Secret withdrawn")
    withdraw(gone.article, by=None, notice="We could not stand it up.", reason="false")
    pending = make_edition(headline="Secret at six", at=timezone.now() + HOUR)
    return held, gone, pending


def test_no_list_tells_what_is_not_live(client, secrets):
    answer = client.get(LIST)
    assert headlines(answer.json()) == ["Already out"]
    assert "Secret" not in answer.content.decode()
    assert "Secret" not in client.get("/api/v1/").content.decode()


def test_what_is_held_or_waits_is_not_there(client, secrets):
    held, _gone, pending = secrets
    for edition in (held, pending):
        for end in ("", "editions/", "editions/1/"):
            response = client.get(item_address(edition) + end)
            assert response.status_code == 404
            assert response["Content-Type"] == "application/problem+json"
            assert "Secret" not in response.content.decode()


def test_a_withdrawn_story_is_gone_and_says_why(client, secrets):
    _held, gone, _pending = secrets
    for end in ("", "editions/1/", "editions/2/"):
        told = get(client, item_address(gone) + end, 410)
        assert told["detail"] == "We could not stand it up."
        assert told["pubStatus"] == "canceled"
        assert told["uri"] == guid(gone.article_id)
    history = get(client, item_address(gone) + "editions/")
    assert [entry["kind"] for entry in history["editions"]] == ["first", "withdrawal"]
    assert history["editions"][1]["notice"] == "We could not stand it up."
    assert not [entry for entry in history["editions"] if "href" in entry]
    assert "Secret" not in json.dumps(history)


def test_what_was_withdrawn_once_stays_so_after_another_publication(client):
    first = make_edition(headline="Secret, and false")
    withdraw(first.article, by=None, notice="It was false.", reason="false")
    true = change(first.article, headline="True")
    last = publish(true, by=None, reason="It is mended", despite="a test")
    history = get(client, item_address(last) + "editions/")
    assert ["href" in entry for entry in history["editions"]] == [False, False, True]
    for number in (1, 2):
        told = get(client, f"{item_address(last)}editions/{number}/", 410)
        assert told["detail"] == "It was false."
    assert get(client, item_address(last))["version"] == "3"
    assert "Secret" not in json.dumps(history)


@pytest.fixture
def corrected():
    """A story of three editions, the second cancelled; the last is a correction."""
    first = make_whole(headline="Three hurt")
    article = change(first.article, headline="Nobody knows")
    publish(article, by=None, at=timezone.now() + HOUR, despite="a test")
    change(article, headline="Two hurt")
    last = publish(article, by=None, kind=EditionKind.CORRECTION, despite="a test",
                   waiting="cancel")  # fmt: skip
    first.refresh_from_db()
    return first, last


def test_the_history_counts_the_editions_readers_saw(client, corrected):
    first, last = corrected
    history = get(client, item_address(last) + "editions/")
    one, two = history["editions"]
    assert (one["version"], two["version"]) == ("1", "2")
    assert (one["kind"], two["kind"]) == ("first", "correction")
    assert one["liveFrom"] == first.goes_live_at.isoformat()
    assert one["liveUntil"] == two["liveFrom"] == last.goes_live_at.isoformat()
    assert two["liveUntil"] is None
    assert one["contentHash"] == first.content_hash
    assert two["chainHash"] == last.chain_hash
    assert get(client, item_address(last))["version"] == "2"
    assert get(client, LIST)["items"][0]["version"] == "2"


def test_an_earlier_edition_can_be_read_and_says_that_it_was_replaced(client, corrected):
    _first, last = corrected
    history = get(client, item_address(last) + "editions/")
    old, new = (client.get(entry["href"]).json() for entry in history["editions"])
    assert (old["headlines"][0]["value"], old["pubStatus"]) == ("Three hurt", "withheld")
    assert (new["headlines"][0]["value"], new["pubStatus"]) == ("Two hurt", "usable")
    assert (old["version"], new["version"]) == ("1", "2")
    assert faults(old) == faults(new) == []
    for number in (0, 3, 2**62):
        told = get(client, f"{item_address(last)}editions/{number}/", 404)
        assert told["detail"] == f"Edition {number} found; this story has 1 to 2."
    assert client.get(f"{item_address(last)}editions/{10**30}/").status_code == 404


def test_nobody_learns_when_an_edition_will_be_replaced(client):
    edition = make_edition(headline="Now")
    change(edition.article, headline="Later")
    publish(edition.article, by=None, at=timezone.now() + HOUR, despite="a test")
    (entry,) = get(client, item_address(edition) + "editions/")["editions"]
    assert entry["liveUntil"] is None
    assert get(client, item_address(edition))["headlines"][0]["value"] == "Now"


def test_sealed_text_is_not_given_out_and_that_it_was_there_is(client, corrected):
    first, last = corrected
    Edition.objects.filter(pk=first.pk).update(content=None, sealed_at=timezone.now())
    one, two = get(client, item_address(last) + "editions/")["editions"]
    assert (one["sealed"], two["sealed"]) == (True, False)
    assert "href" not in one
    told = get(client, item_address(last) + "editions/1/", 410)
    assert told["detail"] == "This text was sealed; nobody may read it any more."
    Edition.objects.filter(pk=last.pk).update(content=None, sealed_at=timezone.now())
    assert get(client, item_address(last), 410)["detail"] == told["detail"]


def test_a_version_is_as_old_as_the_edition_and_the_change_of_substance_is_told_beside(client):
    first = make_whole()
    item = get(client, item_address(first))
    assert item["versionCreated"] == first.goes_live_at.isoformat()
    assert "updated" not in roles(item)
    last = publish(change(first.article, headline="Ten"), by=None, despite="a test")
    minor = publish(first.article, by=None, kind=EditionKind.MINOR, despite="a test")
    for item in (get(client, item_address(first)), *get(client, LIST)["items"]):
        assert item["version"] == "3"
        assert item["versionCreated"] == minor.goes_live_at.isoformat()
        assert item["firstCreated"] == MARCH.isoformat()
        assert roles(item)["updated"] == last.goes_live_at.isoformat()
        assert faults(item) == []
    old = get(client, item_address(first) + "editions/1/")
    assert old["versionCreated"] == first.goes_live_at.isoformat()


def test_another_newsroom_reads_the_hours_of_a_changed_story_as_they_are(client):
    edition = make_whole()
    last = publish(edition.article, by=None, despite="a test")
    publish(edition.article, by=None, kind=EditionKind.MINOR, despite="a test")
    (reading,) = ninjs.read_all(client.get(item_address(edition)).content)
    assert reading.story.published_at == MARCH
    assert reading.story.updated_at == last.goes_live_at


def roles(item):
    return {words["role"]: words["value"] for words in item.get("descriptions", ())}


def test_a_picture_that_only_an_earlier_edition_shows_has_no_file(client):
    edition = make_edition(lead_photo=Photo("The quay.", "A quay.", ref=make_photo().pk))
    change(edition.article, lead_photo=None)
    publish(edition.article, by=None, despite="a test")
    assert EditionPhoto.objects.count() == 1
    old = get(client, item_address(edition) + "editions/1/")
    assert old["associations"][0]["descriptions"][0]["value"] == "The quay."
    assert "/photos/" not in json.dumps(old)


@pytest.mark.parametrize(
    "path", ["stories/x", "stories/x/", "story/1/", "stories/1/edition/", "v2/", "stories/-1/"]
)
def test_an_address_that_is_none_is_told_with_those_that_are(client, path):
    address = f"/api/{path}" if path == "v2/" else f"/api/v1/{path}"
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert "/api/v1/stories/12/editions/" in response.json()["detail"]


@pytest.mark.parametrize("rest", ["v1", "v1/stories", "v1/stories?limit=1&tag=a%20b"])
def test_an_address_without_its_last_slash_leads_on(client, rest):
    path, mark, query = rest.partition("?")
    response = client.get(f"/api/{rest}")
    assert (response.status_code, response["Location"]) == (301, f"/api/{path}/{mark}{query}")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_story_without_its_last_slash_leads_on(client):
    address = item_address(make_edition())
    assert client.get(address.rstrip("/"))["Location"] == address
    assert client.get(f"{address}editions")["Location"] == f"{address}editions/"


def test_the_root_says_which_versions_there_are(client):
    assert client.get("/api")["Location"] == "/api/"
    response = client.get("/api/")
    assert response["Content-Type"] == "application/json"
    for address in response.json()["versions"]["1"].values():
        assert client.get(urlsplit(address).path).status_code == 200


def test_no_answer_says_a_language_that_is_not_its_own(client):
    edition = make_edition(language="fr-CA")
    for address in [*addresses(edition), "/api/", "/api/v1/nothing/"]:
        assert "Content-Language" not in client.get(address)
    assert get(client, item_address(edition))["language"] == "fr-CA"
    assert client.get("/api/v1/")["Content-Language"] == "en"


def test_search_engines_list_the_pages_and_not_the_answers(client):
    edition = make_edition()
    for address in [*addresses(edition), "/api/", "/api/v1/nothing/"]:
        assert client.get(address)["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/api/v1/")


def addresses(edition):
    item = item_address(edition)
    return [LIST, f"{LIST}?limit=1&section=city", item, f"{item}editions/", f"{item}editions/1/"]


def test_an_answer_that_has_not_changed_is_not_sent_again(client):
    edition = make_whole()
    for address in addresses(edition):
        first, second = client.get(address), client.get(address)
        assert first.content == second.content
        assert "max-age=60" in first["Cache-Control"]
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == first["ETag"]
        assert head.get("Link") == first.get("Link")


def test_scripts_of_any_site_may_read(client):
    edition = make_edition()
    others = [f"{LIST}?limit=x", f"{LIST}999/", "/api/v1/nothing/"]
    for address in addresses(edition) + others:
        response = client.get(address, headers={"origin": "https://elsewhere.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in response["Access-Control-Expose-Headers"]
        assert not response.cookies
        before = client.options(address, headers={"origin": "https://elsewhere.example"})
        assert (before.status_code, before.content) == (204, b"")
        assert before["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert before["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_can_write(method):
    from django.test import Client

    response = getattr(Client(enforce_csrf_checks=True), method)(LIST)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["detail"].startswith(f"{method.upper()} found")


def test_an_answer_costs_the_same_number_of_queries_with_3_and_with_60_stories(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    first = make_whole(0)
    for number in (1, 2):
        make_whole(number)
    queries = ["?limit=100", "?limit=100&tag=ferries&contributor=ada-quill&section=city"]
    places = [*addresses(first), *(LIST + query for query in queries), "/api/v1/"]
    counts = {}
    for address in places:
        with django_assert_max_num_queries(16) as seen:
            assert client.get(address).status_code == 200
        counts[address] = len(seen)
    for number in range(3, 60):
        make_whole(number)
    for number in range(5):
        publish(change(first.article, headline=f"Changed {number}"), by=None, despite="a test")
    for address, count in counts.items():
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


def test_hostile_words_stay_words(client):
    headline = '</script><b>"quoted"\\ \x0b \U0001f6a2'
    edition = make_edition(headline=headline.replace("\x0b", ""))
    item = get(client, item_address(edition))
    assert item["headlines"][0]["value"] == headline.replace("\x0b", "")
    html = client.get("/api/v1/").content.decode()
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_the_page_that_explains_the_api_shows_real_answers(client):
    assert client.get("/api/v1/").status_code == 200
    edition = make_whole()
    html = client.get("/api/v1/").content.decode()
    for path in (f"{LIST}?limit=5", item_address(edition), item_address(edition) + "editions/"):
        assert f"http://testserver{path}" in html
        assert client.get(path).status_code == 200
    for name in NAMES:
        assert f"<code>{name}=" in html
    shown = re.findall(r"<code>(\{.*?)</code>", html, re.DOTALL)
    item, problem = (json.loads(unescape(text)) for text in shown)
    assert [item] == get(client, LIST)["items"]
    assert problem == get(client, LIST, 400, limit=500)
