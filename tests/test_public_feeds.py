"""RSS of the paper and of its sections."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from articles.models import Edition
from articles.public.feeds import ITEMS, guid
from articles.story import Credit, Paragraph, Party, Photo, Video
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@pytest.fixture(autouse=True)
def _database(db):
    pass


def items_of(client, address="/feed/"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall("channel/item")


def test_an_item_carries_the_whole_story(client):
    edition = make_edition(
        headline="Ferry & tug",
        deck="Fog to blame",
        summary="A ferry and a tug met.",
        credits=(Credit(Party("Mara Ellison")), Credit(Party("Jon Abara"))),
        tags=("ferries",),
        lead_photo=Photo("The Solveig.", "A ferry.", "Ines Calloway", ref=make_photo().pk),
        blocks=(
            Paragraph("It was <em>foggy</em>."),
            Video("Inside", teaser="See:"),
            Paragraph("End."),
        ),
        published_at=datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
    )
    (item,) = items_of(client)
    assert item.findtext("title") == "Ferry & tug"
    assert item.findtext("link") == "http://testserver" + edition.get_absolute_url()
    assert item.findtext("description") == "A ferry and a tug met."
    assert item.findtext(CREATOR) == "Mara Ellison, Jon Abara"
    assert [node.text for node in item.findall("category")] == ["City", "ferries"]
    assert item.findtext("pubDate") == "Sun, 01 Mar 2026 08:30:00 +0000"
    content = item.findtext(CONTENT)
    assert "<p>It was <em>foggy</em>.</p>" in content
    assert '<img src="http://testserver/photos/' in content
    assert "(Ines Calloway)" in content
    assert content.index("foggy") < content.index("Inside") < content.index("End.")


def test_an_items_id_stays_when_headline_and_address_change(client):
    edition = make_edition()
    (item,) = items_of(client)
    assert item.findtext("guid") == guid(edition.article_id)
    assert item.find("guid").get("isPermaLink") == "false"
    Edition.objects.update(slug="other", headline="Other")
    assert items_of(client)[0].findtext("guid") == guid(edition.article_id)


def test_an_item_without_a_known_hour_has_no_date(client):
    make_edition()
    Edition.objects.update(published_at=None)
    assert items_of(client)[0].find("pubDate") is None


def test_a_story_without_an_author_is_the_papers(client, settings):
    settings.SITE_NAME = "The Saltmere Herald"
    make_edition()
    assert items_of(client)[0].findtext(CREATOR) == "The Saltmere Herald"


def test_a_sections_feed_has_only_its_stories(client):
    make_edition(headline="Ours", section="City")
    make_edition(headline="Theirs", section="World")
    assert [item.findtext("title") for item in items_of(client, "/city/feed/")] == ["Ours"]


def test_a_feed_is_short_and_newest_first(client):
    for number in range(ITEMS + 2):
        make_edition(
            headline=f"{number}", published_at=datetime(2026, 3, 1, number % 24, number, tzinfo=UTC)
        )
    hours = [edition.published_at for edition in Edition.objects.newest_first()[:ITEMS]]
    found = [item.findtext("title") for item in items_of(client)]
    assert len(found) == ITEMS == len(hours)
    assert found == [e.headline for e in Edition.objects.newest_first()[:ITEMS]]


def test_an_empty_feed_is_a_feed(client):
    assert items_of(client) == []


def test_hostile_words_stay_words(client):
    make_edition(headline="</title><script>x</script>", deck="]]><b>")
    (item,) = items_of(client)
    assert item.findtext("title") == "</title><script>x</script>"
    assert "<script" not in item.findtext(CONTENT)


def test_pages_point_to_their_feeds(client):
    make_edition()
    assert 'href="/city/feed/"' in client.get("/city/").content.decode()
    assert 'type="application/rss+xml"' in client.get("/").content.decode()
