"""Feeds of the paper, its sections, topics and writers, in their three forms."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Edition, Section, Video
from articles.models import Photo as PhotoRow
from articles.public.feeds import ITEMS
from articles.public.names import guid
from articles.publishing import hold, publish, withdraw
from articles.story import (
    Correction,
    Credit,
    Paragraph,
    Party,
    Photo,
    Role,
    Subhead,
)
from articles.story import Video as VideoBlock
from articles.vocabulary import EditionKind
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
FORMS = ["", "atom/", "json/"]
PLACES = ["/", "/city/", "/tag/ferries/", "/by/ada-quill/"]
FEEDS = [f"{place}feed/{form}" for place in PLACES for form in FORMS]
TYPES = {
    "": "application/rss+xml; charset=utf-8",
    "atom/": "application/atom+xml; charset=utf-8",
    "json/": "application/feed+json",
}
MARCH = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def make_listed(headline="Ferry runs aground", **fields):
    """A story that stands in every feed of FEEDS."""
    fields = {"tags": ("ferries",), "credits": (Credit(Party("Ada Quill")),)} | fields
    return make_edition(headline=headline, **fields)


def make_whole(number=0, **fields):
    """A story with all that a feed can say."""
    return make_listed(
        headline=f"Ferry & tug {number}",
        deck="Fog to blame",
        summary="A ferry and a tug met.",
        credits=(
            Credit(Party("Ada Quill")),
            Credit(Party("Jon Abara")),
            Credit(Party("Lio Marsh"), Role.ADDITIONAL_REPORTING),
        ),
        lead_photo=Photo("The Solveig.", "A ferry.", "Ines Calloway", ref=make_photo().pk),
        blocks=(
            Paragraph('It was <em>foggy</em>, <a href="/city/tides-3/">as before</a>.'),
            Subhead("What next"),
            VideoBlock("Inside", teaser="See:", provider="youtube", embed_id="abcdefghijk"),
            Paragraph("End."),
        ),
        corrections=(Correction("The tug is red, not blue.", at=MARCH),),
        published_at=MARCH + timedelta(minutes=number),
        rights="© Meridian Wire",
        **fields,
    )


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def xml(client, address="/feed/"):
    return ElementTree.fromstring(get(client, address).content)


def items_of(client, address="/feed/"):
    return xml(client, address).findall("channel/item")


def entries_of(client, address="/feed/atom/"):
    return xml(client, address).findall("atom:entry", SPACES)


def json_items(client, address="/feed/json/"):
    return get(client, address).json()["items"]


def texts(node, path):
    return [found.text for found in node.findall(path, SPACES)]


@pytest.mark.parametrize("address", FEEDS)
def test_every_list_of_the_paper_has_its_feed_in_three_forms(client, address):
    make_listed()
    response = get(client, address)
    form = re.search(r"feed/(.*)", address)[1]
    assert response["Content-Type"] == TYPES[form]
    assert "Ferry runs aground" in response.content.decode()
    if form == "json/":
        assert response.json()["feed_url"] == f"http://testserver{address}"
        assert response.json()["home_page_url"] == f"http://testserver{address.split('feed/')[0]}"
    else:
        root = ElementTree.fromstring(response.content)
        (itself,) = root.findall(".//atom:link[@rel='self']", SPACES)
        assert itself.get("href") == f"http://testserver{address}"


def test_an_item_of_rss_carries_the_whole_story(client):
    edition = make_whole()
    (item,) = items_of(client)
    assert item.findtext("title") == "Ferry & tug 0"
    assert item.findtext("link") == "http://testserver" + edition.get_absolute_url()
    assert item.findtext("description") == "A ferry and a tug met."
    assert texts(item, "dc:creator") == ["Ada Quill", "Jon Abara"]
    assert texts(item, "dc:contributor") == ["Lio Marsh"]
    assert texts(item, "dc:rights") == ["© Meridian Wire"]
    assert texts(item, "category") == ["City", "ferries"]
    assert item.findtext("pubDate") == "Sun, 01 Mar 2026 08:30:00 +0000"


@pytest.mark.parametrize("form", FORMS)
def test_the_text_can_be_read_anywhere(client, form):
    make_whole()
    html = {
        "": lambda: items_of(client)[0].findtext("content:encoded", None, SPACES),
        "atom/": lambda: entries_of(client)[0].findtext("atom:content", None, SPACES),
        "json/": lambda: json_items(client)[0]["content_html"],
    }[form]()
    assert '<a href="http://testserver/city/tides-3/">as before</a>' in html
    assert '<img src="http://testserver/photos/' in html
    assert not re.search(r'(?:href|src)="[/#]', html)
    assert "(Ines Calloway)" in html
    assert '<a href="https://www.youtube.com/watch?v=abcdefghijk">Inside</a>' in html
    assert "With files from" in html
    assert "The tug is red, not blue." in html
    assert "© Meridian Wire" in html
    assert html.index("foggy") < html.index("Inside") < html.index("End.") < html.index("red")


def test_a_film_without_a_player_leads_to_the_story(client):
    edition = make_listed(blocks=(VideoBlock("Inside"), Paragraph("End.")))
    (item,) = json_items(client)
    url = "http://testserver" + edition.get_absolute_url()
    assert f'<a href="{url}">Inside</a>' in item["content_html"]
    assert "attachments" not in item


def test_pictures_come_with_credit_and_words_in_rss(client):
    make_whole()
    (item,) = items_of(client)
    picture, film = item.findall("media:content", SPACES)
    assert picture.get("medium") == "image"
    assert picture.get("type") == "image/jpeg"
    assert picture.get("url").startswith("http://testserver/photos/")
    assert (picture.get("width"), picture.get("height")) == ("960", "600")
    assert texts(picture, "media:credit") == ["Ines Calloway"]
    assert texts(picture, "media:description") == ["The Solveig."]
    assert film.get("url") is None
    (player,) = film.findall("media:player", SPACES)
    assert player.get("url") == "https://www.youtube.com/watch?v=abcdefghijk"


def test_an_own_film_is_enclosed_with_its_length(client):
    row = Video.objects.create(title="Inside", name="inside.mp4", seconds=128)
    row.file.save("inside.mp4", ContentFile(b"a film"))
    make_listed(blocks=(VideoBlock("Inside", seconds=128, ref=row.pk), Paragraph("End.")))
    (attachment,) = json_items(client)[0]["attachments"]
    assert attachment == {
        "url": "http://testserver/video/inside.mp4",
        "mime_type": "video/mp4",
        "title": "Inside",
        "duration_in_seconds": 128,
    }
    (enclosure,) = entries_of(client)[0].findall("atom:link[@rel='enclosure']", SPACES)
    assert enclosure.get("href") == "http://testserver/video/inside.mp4"
    (content,) = items_of(client)[0].findall("media:content", SPACES)
    assert (content.get("medium"), content.get("duration")) == ("video", "128")


def test_a_photo_out_of_rights_is_in_no_feed(client):
    make_listed(lead_photo=Photo("The quay.", "A quay.", ref=make_photo().pk))
    PhotoRow.objects.update(rights_until=timezone.now())
    for form in FORMS:
        assert "/photos/" not in get(client, f"/feed/{form}").content.decode()


def test_an_entry_of_atom_has_what_the_standard_asks_for(client):
    edition = make_whole(language="fr-CA")
    root = xml(client, "/feed/atom/")
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(f"atom:{name}", SPACES)) == 1
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    (entry,) = root.findall("atom:entry", SPACES)
    assert entry.findtext("atom:id", None, SPACES) == guid(edition.article_id)
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr-CA"
    assert texts(entry, "atom:author/atom:name") == ["Ada Quill", "Jon Abara"]
    assert texts(entry, "atom:contributor/atom:name") == ["Lio Marsh"]
    assert entry.findtext("atom:published", None, SPACES) == "2026-03-01T08:30:00+00:00"
    assert entry.findtext("atom:rights", None, SPACES) == "© Meridian Wire"
    terms = [found.get("term") for found in entry.findall("atom:category", SPACES)]
    assert terms == ["City", "ferries"]
    (enclosure,) = entry.findall("atom:link[@rel='enclosure']", SPACES)
    assert enclosure.get("type") == "image/jpeg"


def test_a_json_feed_has_the_fields_of_its_version(client):
    edition = make_whole(language="fr-CA")
    feed = get(client, "/feed/json/").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "language", "authors", "items"} <= feed.keys()
    (item,) = feed["items"]
    assert item["id"] == guid(edition.article_id)
    assert item["url"] == "http://testserver" + edition.get_absolute_url()
    assert item["language"] == "fr-CA"
    assert item["tags"] == ["City", "ferries"]
    assert item["date_published"] == "2026-03-01T08:30:00+00:00"
    assert item["authors"] == [
        {"name": "Ada Quill", "url": "http://testserver/by/ada-quill/"},
        {"name": "Jon Abara", "url": "http://testserver/by/jon-abara/"},
    ]
    assert item["image"].startswith("http://testserver/photos/")
    assert item["attachments"][0]["title"] == "The Solveig. (Ines Calloway)"


def test_the_words_around_a_french_story_are_french(client):
    make_listed(language="fr-CA", corrections=(Correction("Dix, et non onze.", at=MARCH),))
    (item,) = json_items(client)
    assert "1 mars 2026" in item["content_html"]


@pytest.mark.parametrize(
    ("language", "opening"),
    [("fr-CA", '<div lang="fr-CA" dir="ltr">'), ("ar", '<div lang="ar" dir="rtl">'), ("", "<p>")],
)
def test_the_text_says_its_language_and_direction(client, language, opening):
    make_listed(language=language)
    for html in (
        items_of(client)[0].findtext("content:encoded", None, SPACES),
        entries_of(client)[0].findtext("atom:content", None, SPACES),
        json_items(client)[0]["content_html"],
    ):
        assert html.strip().startswith(opening)
        assert html.strip().endswith("</div>" if language else "</p>")
        assert html.count("<div") == html.count("</div>")


def test_an_items_id_stays_when_headline_and_address_change(client):
    edition = make_listed()
    (item,) = items_of(client)
    assert item.findtext("guid") == guid(edition.article_id)
    assert item.find("guid").get("isPermaLink") == "false"
    Edition.objects.update(slug="other", headline="Other")
    Section.objects.update(slug="town")
    assert items_of(client)[0].findtext("guid") == guid(edition.article_id)
    assert json_items(client)[0]["id"] == guid(edition.article_id)


def test_an_item_without_a_known_hour_has_no_date_of_publication(client):
    edition = make_listed()
    Edition.objects.update(published_at=None)
    assert items_of(client)[0].find("pubDate") is None
    assert "date_published" not in json_items(client)[0]
    assert entries_of(client)[0].find("atom:published", SPACES) is None
    assert json_items(client)[0]["date_modified"] == edition.goes_live_at.isoformat()


def test_only_a_change_of_substance_makes_an_item_new(client):
    edition = make_listed(published_at=MARCH)
    assert json_items(client)[0]["date_modified"] == MARCH.isoformat()
    publish(edition.article, by=None, kind=EditionKind.MINOR, despite="a test")
    assert json_items(client)[0]["date_modified"] == MARCH.isoformat()
    last = publish(edition.article, by=None, kind=EditionKind.CORRECTION, despite="a test")
    assert json_items(client)[0]["date_modified"] == last.updated_at.isoformat()
    updated = items_of(client)[0].findtext("atom:updated", None, SPACES)
    assert datetime.fromisoformat(updated) == last.updated_at


def test_a_story_without_an_author_is_the_papers(client, settings):
    settings.SITE_NAME = "The Saltmere Herald"
    make_edition(credits=())
    assert texts(items_of(client)[0], "dc:creator") == ["The Saltmere Herald"]
    assert json_items(client)[0]["authors"][0]["name"] == "The Saltmere Herald"
    (author,) = xml(client, "/feed/atom/").findall("atom:author/atom:name", SPACES)
    assert author.text == "The Saltmere Herald"


def test_a_sections_feed_has_its_stories_and_those_of_the_sections_inside(client):
    make_edition(headline="Ours", section="City")
    make_edition(headline="Inside", section="Harbour")
    make_edition(headline="Theirs", section="World")
    city = Section.objects.get(slug="city")
    Section.objects.filter(slug="harbour").update(parent=city)
    assert [item["title"] for item in json_items(client, "/city/feed/json/")] == ["Inside", "Ours"]


@pytest.mark.parametrize("form", FORMS)
def test_a_topic_or_person_no_story_bears_has_no_feed(client, form):
    edition = make_listed()
    hold(edition.article, by=None, reason="order")
    for place in ("/tag/ferries/", "/by/ada-quill/", "/tag/unheard-of/", "/nowhere/"):
        assert client.get(f"{place}feed/{form}").status_code == 404


def test_a_feed_is_short_and_newest_first(client):
    for number in range(ITEMS + 2):
        make_listed(headline=f"{number}", published_at=MARCH + timedelta(minutes=number))
    expected = [edition.headline for edition in Edition.objects.newest_first()[:ITEMS]]
    for address in FEEDS[2::3]:
        assert [item["title"] for item in json_items(client, address)] == expected


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_feed_is_a_feed_and_always_the_same(client, form):
    first, second = (get(client, f"/feed/{form}") for _ in range(2))
    assert first.content == second.content
    assert len(first.content) > 100


HOSTILE = "</title>\x0b\x1f<script>x</script> ]]> &amp; \ufffe\U0001f6a2 \x85"


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_stay_words(client, form):
    make_listed(
        deck="]]><b>", summary="a\x08b", rights="c\x0cd", section="City",
        blocks=(Paragraph("One\x01two &lt;script&gt;"), VideoBlock("Clip\x02", description="\x03")),
        lead_photo=Photo("Quay\x04", "Alt\x05", "Ann\x06", ref=make_photo().pk),
        corrections=(Correction("Nine\x0eten"),),
    )  # fmt: skip
    # Some doors refuse such letters; an old row may have them all the same.
    content = Edition.objects.get().content | {"headline": HOSTILE}
    Edition.objects.update(content=content, headline=HOSTILE)
    if form == "json/":
        (item,) = json_items(client)
        title, html = item["title"], item["content_html"]
    elif form:
        (entry,) = entries_of(client)
        title = entry.findtext("atom:title", None, SPACES)
        html = entry.findtext("atom:content", None, SPACES)
    else:
        (item,) = items_of(client)
        title, html = item.findtext("title"), item.findtext("content:encoded", None, SPACES)
    assert title == "</title><script>x</script> ]]> &amp; \U0001f6a2 \x85"
    assert "<script" not in html
    assert "Onetwo &lt;script&gt;" in html


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_that_has_not_changed_is_not_sent_again(client, address):
    make_whole(number=1)
    first, second = get(client, address), get(client, address)
    assert first.content == second.content
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Link", "Cache-Control", "tdm-reservation"):
        assert head[name] == first[name]
    make_listed(headline="Another")
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_who_subscribes_at_a_hub_is_told_of_it(client, settings):
    make_listed()
    assert get(client, "/feed/")["Link"] == '<http://testserver/feed/>; rel="self"'
    assert "hubs" not in get(client, "/feed/json/").json()
    assert not xml(client).findall(".//atom:link[@rel='hub']", SPACES)
    settings.WEBSUB_HUB = "https://hub.example/"
    for address in FEEDS:
        response = get(client, address)
        itself = f'<http://testserver{address}>; rel="self"'
        assert response["Link"] == f'{itself}, <https://hub.example/>; rel="hub"'
        assert b"https://hub.example/" in response.content
    hubs = get(client, "/feed/json/").json()["hubs"]
    assert hubs == [{"type": "WebSub", "url": "https://hub.example/"}]


@pytest.mark.parametrize("address", FEEDS)
def test_no_feed_tells_what_is_not_live(client, address):
    make_listed(headline="Already out")
    secret = {"deck": "Nobody knows", "published_at": MARCH}
    make_listed(headline="Held", **secret)
    hold(Edition.objects.get(headline="Held").article, by=None, reason="order")
    gone = make_listed(headline="Withdrawn", **secret)
    withdraw(gone.article, by=None, notice="Wrong.", reason="false")
    make_listed(headline="At six", at=timezone.now() + timedelta(hours=1), deck="Nobody knows")
    text = get(client, address).content.decode()
    assert "Already out" in text
    for word in ("Held", "Withdrawn", "At six", "Nobody knows"):
        assert word not in text


def test_a_feed_costs_the_same_number_of_queries_with_3_and_with_60_stories(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(3):
        make_whole(number)
    counts = {}
    for address in FEEDS:
        with django_assert_max_num_queries(12) as seen:
            get(client, address)
        counts[address] = len(seen)
    for number in range(3, 60):
        make_whole(number)
    for address, count in counts.items():
        with django_assert_num_queries(count):
            get(client, address)


@pytest.mark.parametrize("place", PLACES)
def test_a_page_points_to_its_feeds(client, place):
    make_listed()
    html = client.get(place).content.decode()
    for form, media_type in (("", "rss+xml"), ("atom/", "atom+xml"), ("json/", "feed+json")):
        link = rf'<link rel="alternate" type="application/{re.escape(media_type)}" [^>]*'
        assert f'href="{place}feed/{form}"' in " ".join(re.findall(link + ">", html))


def test_json_is_written_in_the_letters_of_the_story(client):
    make_listed(headline="Théâtre à دار المرسى")
    content = get(client, "/feed/json/").content
    assert "Théâtre à دار المرسى" in content.decode()
    assert json.loads(content)
