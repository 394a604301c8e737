"""RSS and Atom: whole stories where the feed has them, honest teasers where it does not."""

from datetime import UTC, datetime

import pytest

from articles.importing.errors import SeedError
from articles.importing.formats import HEAD_BYTES, feed, format_of
from articles.story import Credit, Medium, Paragraph, Party, PartyKind, Photo, Video

RSS = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>The Saltmere Lamp</title><link>https://lamp.example/</link>
<atom:link href="https://lamp.example/feed/" rel="self"/>
<language>en-ca</language>
{items}
</channel></rss>"""
ITEM = """\
<item>
<title>Lock gates &amp; their cracks</title>
<link>https://lamp.example/lock-gates</link>
<guid isPermaLink="false">lamp-7</guid>
<pubDate>{date}</pubDate>
<dc:creator>By Mara Ellison and Tom Quill</dc:creator>
<category>Harbour</category><category>locks</category>
<description>A year early, the port says.</description>
{body}{more}
</item>"""
BODY = """\
<content:encoded><![CDATA[<p>The gates leak.</p><p>They <em>sing</em>.</p>]]></content:encoded>"""
PICTURE = """\
<media:content url="https://lamp.example/i/quay.jpg?w=800" medium="image">
<media:description>The quay at dusk.</media:description>
<media:credit role="photographer">Ines Calloway/Meridian Wire</media:credit></media:content>"""


def read(body=BODY, more="", date="Tue, 03 Nov 2026 08:00:00 GMT"):
    item = ITEM.format(body=body, more=more, date=date)
    return next(feed.read_all(RSS.format(items=item).encode()))


def test_an_item_with_its_whole_text_is_a_story():
    reading = read(more=PICTURE)
    story = reading.story
    assert story.headline == "Lock gates & their cracks"
    assert story.summary == "A year early, the port says."
    assert (story.section, story.tags, story.language) == ("Harbour", ("locks",), "en-CA")
    assert story.credits == (Credit(Party("Mara Ellison")), Credit(Party("Tom Quill")))
    assert story.blocks == (Paragraph("The gates leak."), Paragraph("They <em>sing</em>."))
    assert story.lead_photo == Photo(
        "The quay at dusk.", "", "Ines Calloway/Meridian Wire", "Ines Calloway", "Meridian Wire"
    )
    assert story.published_at == datetime(2026, 11, 3, 8, tzinfo=UTC)
    assert (story.external_id, story.source_url) == ("lamp-7", "https://lamp.example/lock-gates")
    assert (reading.part, reading.addresses) == ("lamp-7", ("https://lamp.example/lock-gates",))
    assert (reading.notes, reading.unplaced) == ((), ())
    assert reading.content.decode() == ITEM.format(
        body=BODY, more=PICTURE, date="Tue, 03 Nov 2026 08:00:00 GMT"
    )


def test_a_teaser_is_a_story_with_a_note():
    reading = read(body="")
    assert reading.story.blocks == (Paragraph("A year early, the port says."),)
    assert reading.story.summary == ""
    assert reading.notes == ("the feed has only a teaser of this story",)


def test_a_teaser_cut_by_a_program_sums_up_nothing():
    item = ITEM.format(body=BODY, more="", date="").replace("the port says.", "the port […]")
    assert next(feed.read_all(RSS.format(items=item).encode())).story.summary == ""


@pytest.mark.parametrize(
    "date",
    [
        "Tue, 03 Nov 2026 08:00:00 -0000",
        "Tue, 03 Nov 2026 08:00:00",
        "soon",
        "Tue, 99 Nov",
        f"Tue, 03 Nov {'9' * 30} 08:00:00 GMT",
    ],
)
def test_a_date_without_a_certain_zone_is_not_resolved(date):
    reading = read(date=date)
    assert reading.story.published_at is None
    assert date in reading.notes[0]


def test_a_picture_that_stands_in_the_text_is_not_shown_twice():
    body = BODY.replace("<p>They", '<img src="https://lamp.example/i/quay.jpg"><p>They')
    reading = read(body=body, more=PICTURE)
    assert reading.story.lead_photo is None
    assert len(reading.story.photos) == 1


def test_pictures_and_sounds_may_be_enclosures():
    more = """\
<enclosure url="files/quay.jpg" type="image/jpeg" length="1"/>
<enclosure url="https://lamp.example/gate.mp3" type="audio/mpeg" length="1"/>
<itunes:duration>1:02:03</itunes:duration><itunes:title>Other</itunes:title>"""
    reading = read(more=more)
    sound = Video(title="Lock gates & their cracks", medium=Medium.AUDIO, seconds=3723)
    assert reading.story.videos == (sound,)
    assert reading.pictures == {1: "files/quay.jpg"}
    assert "gate.mp3" in reading.notes[0]


def test_a_video_of_a_known_player_is_kept():
    player = '<media:content medium="video" duration="126" url="https://vimeo.com/123456789"/>'
    video = read(more=player).story.videos[0]
    assert (video.provider, video.embed_id, video.seconds) == ("vimeo", "123456789", 126)


ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>The Saltmere Lamp</title><id>urn:lamp</id>
<entry>
<title type="html">Lock &lt;em&gt;gates&lt;/em&gt;</title>
<id>urn:lamp:7</id>
<link rel="alternate" href="https://lamp.example/lock-gates"/>
<link rel="edit" href="https://lamp.example/edit/7"/>
<published>2026-11-03T08:00:00-03:30</published><updated>2026-11-04T08:00:00Z</updated>
<author><name>Meridian Wire</name></author>
<category term="harbour" label="Harbour"/>
<summary>A year early.</summary>
{content}
<rights>© Meridian Wire</rights>
</entry></feed>"""


@pytest.mark.parametrize(
    "content",
    [
        '<content type="html">&lt;p&gt;The &lt;b&gt;gates&lt;/b&gt; leak.&lt;/p&gt;</content>',
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <b>gates</b> '
        "leak.</p></div></content>",
    ],
)
def test_an_entry_of_atom_is_a_story(content):
    reading = next(feed.read_all(ATOM.format(content=content).encode()))
    story = reading.story
    assert (story.headline, story.summary, story.section) == (
        "Lock gates",
        "A year early.",
        "Harbour",
    )
    assert story.blocks == (Paragraph("The <strong>gates</strong> leak."),)
    assert story.credits == (Credit(Party("Meridian Wire", PartyKind.ORGANISATION)),)
    assert story.published_at == datetime(2026, 11, 3, 11, 30, tzinfo=UTC)
    assert story.updated_at == datetime(2026, 11, 4, 8, tzinfo=UTC)
    assert (story.external_id, story.rights) == ("urn:lamp:7", "© Meridian Wire")
    assert story.source_url == "https://lamp.example/lock-gates"


def test_plain_text_of_atom_is_no_markup():
    content = "<content>Is 5 &lt; 6? &lt;b&gt;Yes.</content>"
    story = next(feed.read_all(ATOM.format(content=content).encode())).story
    assert story.blocks == (Paragraph("Is 5 &lt; 6? &lt;b&gt;Yes."),)


def test_the_first_rss_is_read_too():
    rdf = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title></channel>
<item rdf:about="https://lamp.example/7"><title>Gates</title><link>https://lamp.example/7</link>
<dc:date>2026-11-03T08:00:00Z</dc:date><description>The gates leak.</description>
</item></rdf:RDF>"""
    story = next(feed.read_all(rdf.encode())).story
    assert (story.headline, story.external_id) == ("Gates", "https://lamp.example/7")
    assert story.published_at == datetime(2026, 11, 3, 8, tzinfo=UTC)


def test_an_item_without_words_is_named_and_the_others_go_on():
    items = "<item><title>Empty</title></item><item><link>https://a.example/2</link></item>"
    items += ITEM.format(body=BODY, more="", date="")
    empty, untitled, whole = feed.read_all(RSS.format(items=items).encode())
    assert str(empty) == "item 1 (Empty): it has no text."
    assert isinstance(untitled, SeedError)
    assert whole.story.headline == "Lock gates & their cracks"


def test_a_feed_without_items_says_so():
    with pytest.raises(SeedError, match="no items"):
        list(feed.read_all(RSS.format(items="").encode()))


def test_a_bomb_is_refused_in_one_sentence():
    bomb = RSS.replace("<rss", '<!DOCTYPE r [<!ENTITY a "ha">]><rss', 1)
    with pytest.raises(SeedError, match="ENTITY"):
        list(feed.read_all(bomb.format(items=ITEM).encode()))


@pytest.mark.parametrize("text", [RSS, ATOM])
@pytest.mark.parametrize("suffix", [".xml", ".rss", ""])
def test_a_feed_is_known_by_its_content(text, suffix):
    assert format_of(text.encode()[:HEAD_BYTES], suffix) is feed
