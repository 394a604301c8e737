"""NewsML-G2: the texts of a message, each with its pictures, its makers and its limits."""

from datetime import UTC, datetime

import pytest

from articles.importing.errors import SeedError
from articles.importing.formats import HEAD_BYTES, format_of, newsml
from articles.story import (
    Credit,
    List,
    Paragraph,
    Party,
    PartyKind,
    Photo,
    Quote,
    Related,
    Role,
    Subhead,
    Video,
)

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = """\
<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Not this</title></head>
<body><p>The <strong>gates</strong> leak.</p><h2>Two cracks</h2><ul><li>one</li></ul></body></html>
</inlineXML>"""
NITF = """\
<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
<body><body.head><hedline><hl1>Gates of NITF</hl1><hl2>Found by divers</hl2></hedline>
<byline>By <person>Tom Quill</person></byline>
<dateline><location>SALTMERE, Tarrow</location></dateline></body.head>
<body.content><block><p>The <em>gates</em> of <org>the port</org> leak.</p><hl2>Two cracks</hl2>
<media media-type="image"><media-reference source="gate.jpg" alternate-text="A hinge."/>
<media-caption>The hinge.</media-caption><media-producer>Ines Calloway</media-producer></media>
<bq><block><p>We found two.</p></block><credit>Ada Brook</credit></bq></block></body.content>
</body></nitf></inlineXML>"""


def text_item(body=XHTML, *, guid="urn:meridian:7", management="", about="", version=1):
    return f"""\
<newsItem {NAR} guid="{guid}" version="{version}" standard="NewsML-G2" xml:lang="en-GB">
<rightsInfo><copyrightHolder literal="Meridian"/><copyrightNotice>© Meridian Wire</copyrightNotice>
</rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Meridian"/>
<versionCreated>2026-11-04T09:00:00+01:00</versionCreated>
{management}<title>Working title</title></itemMeta>
<contentMeta>{about}</contentMeta>
<contentSet>{body}</contentSet>
</newsItem>"""


def picture_item(guid, caption, file, kind="picture", more=""):
    return f"""\
<newsItem {NAR} guid="{guid}" version="1"><itemMeta><itemClass qcode="ninat:{kind}"/></itemMeta>
<contentMeta><creator literal="x"><name>Ines Calloway</name></creator>
<creditline>Ines Calloway/Meridian Wire</creditline><headline>A hinge</headline>
<description role="drol:summary">Other</description>
<description role="drol:caption">{caption}</description></contentMeta>
<contentSet><remoteContent href="small-{file}" width="200" {more}/>
<remoteContent href="{file}" width="2000"/></contentSet></newsItem>"""


def message(*items):
    return f"<newsMessage {NAR}><itemSet>{''.join(items)}</itemSet></newsMessage>".encode()


ABOUT = """\
<contentCreated>2026-11-03</contentCreated>
<located qcode="x:1"><name>Saltmere</name></located>
<contributor role="ex:translator"><name>Rosa Lind</name></contributor>
<contributor><name>Nell Hart</name></contributor>
<creditline>Meridian Wire</creditline>
<language tag="en"/>
<subject qcode="s:1"><name>Transport</name></subject>
<keyword>locks</keyword><keyword>harbour</keyword>
<headline role="hld:seo">Gates gates gates</headline>
<headline role="hld:kicker">Analysis</headline>
<headline role="hld:subHeadline">Two cracks found</headline>
<headline>Lock gates to be replaced</headline>
<by>By Mara Ellison and Tom Quill</by>
<dateline>SALTMERE, Nov. 3</dateline>
<description role="drol:summary">A year early.</description>"""
SERVICE = """\
<firstCreated>2026-11-03T08:00:00Z</firstCreated><pubStatus qcode="stat:usable"/>
<service qcode="svc:h"><name>Harbour</name></service><edNote>Check the name.</edNote>
<link rel="irel:seeAlso" href="https://meridian.example/2">
<title>The gate that sang</title></link>"""


def only(content):
    (reading,) = newsml.read_all(content)
    return reading


def test_an_item_is_read_whole():
    reading = only(text_item(management=SERVICE, about=ABOUT, version=3).encode())
    story = reading.story
    assert (story.headline, story.deck) == ("Lock gates to be replaced", "Two cracks found")
    assert (story.kicker, story.summary, story.section) == ("Analysis", "A year early.", "Harbour")
    assert story.blocks == (
        Paragraph("The <strong>gates</strong> leak."), Subhead("Two cracks"), List(("one",)),
    )  # fmt: skip
    assert story.credits == (
        Credit(Party("Mara Ellison")),
        Credit(Party("Tom Quill")),
        Credit(Party("Rosa Lind"), Role.TRANSLATOR),
        Credit(Party("Nell Hart"), Role.ADDITIONAL_REPORTING),
    )
    assert (story.dateline, story.language) == ("SALTMERE, Nov. 3", "en")
    assert story.tags == ("locks", "harbour")
    assert story.related == (Related("The gate that sang", url="https://meridian.example/2"),)
    assert story.published_at == datetime(2026, 11, 3, 8, tzinfo=UTC)
    assert story.updated_at == datetime(2026, 11, 4, 8, tzinfo=UTC)
    assert (story.rights, story.external_id) == ("© Meridian Wire", "urn:meridian:7")
    assert reading.notes == (
        "note of the sender: Check the name.", "credit line of the sender: Meridian Wire",
    )  # fmt: skip
    assert reading.unplaced == ()
    assert (reading.part, reading.content) == ("", b"")


def test_nitf_says_what_the_item_leaves_out():
    reading = only(text_item(NITF).encode())
    story = reading.story
    assert (story.headline, story.deck) == ("Gates of NITF", "Found by divers")
    assert story.dateline == "SALTMERE, Tarrow"
    assert story.credits == (Credit(Party("Tom Quill")),)
    assert story.blocks == (
        Paragraph("The <em>gates</em> of the port leak."),
        Subhead("Two cracks"),
        Photo("The hinge.", "A hinge.", "Ines Calloway", "Ines Calloway"),
        Quote(("We found two.",), "Ada Brook"),
    )
    assert reading.pictures == {1: "gate.jpg"}


@pytest.mark.parametrize(
    "data",
    [
        '<inlineData contenttype="text/plain">The gates leak.\n\nThey sing.</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;The gates leak.&lt;/p&gt;&lt;p&gt;They sing.'
        "</inlineData>",
    ],
)
def test_text_may_be_plain_or_html(data):
    blocks = only(text_item(data).encode()).story.blocks
    assert blocks == (Paragraph("The gates leak."), Paragraph("They sing."))


def test_pictures_and_videos_of_the_message_go_with_its_only_text():
    content = message(
        text_item(about=ABOUT),
        picture_item("p1", "The quay.", "quay.jpg"),
        picture_item("p2", "The hinge.", "hinge.jpg"),
        picture_item("v1", "How it sings.", "s.mp4", "video",
                     'duration="126000" durationunit="timeunit:milliseconds"'),
    )  # fmt: skip
    reading = only(content)
    story = reading.story
    words = ("", "Ines Calloway/Meridian Wire", "Ines Calloway", "Meridian Wire")
    assert story.lead_photo == Photo("The quay.", *words)
    assert story.blocks[-2] == Photo("The hinge.", *words)
    assert story.blocks[-1] == Video("A hinge", description="How it sings.", seconds=126)
    assert reading.pictures == {1: "quay.jpg", 2: "hinge.jpg"}


def test_of_several_texts_each_has_the_pictures_of_its_package():
    package = f"""\
<packageItem {NAR} guid="pk"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta><groupSet>
<group><itemRef residref="urn:a"/><itemRef residref="p2"/></group></groupSet></packageItem>"""
    content = message(
        text_item(about=ABOUT, guid="urn:a"),
        text_item(about=ABOUT, guid="urn:b", management='<link residref="p1"/>'),
        picture_item("p1", "The quay.", "quay.jpg"),
        picture_item("p2", "The hinge.", "hinge.jpg"),
        package,
    )
    first, second = newsml.read_all(content)
    assert first.story.lead_photo.caption == "The hinge."
    assert second.story.lead_photo.caption == "The quay."
    assert (first.part, second.part) == ("urn:a", "urn:b")
    assert first.content == text_item(about=ABOUT, guid="urn:a").encode()


def test_a_later_version_whose_first_hour_is_not_said_is_an_update():
    story = only(text_item(about=ABOUT, version=4).encode()).story
    assert (story.published_at, story.updated_at) == (None, datetime(2026, 11, 4, 8, tzinfo=UTC))
    first = only(text_item(about=ABOUT, version=1).encode()).story
    assert (first.published_at, first.updated_at) == (datetime(2026, 11, 4, 8, tzinfo=UTC), None)


def test_a_date_without_offset_is_told_and_not_used():
    item = text_item(about=ABOUT).replace("+01:00", "")
    reading = only(item.encode())
    assert reading.story.published_at is None
    assert any("2026-11-04T09:00:00" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("management", "said"),
    [
        ("<embargoed>2099-01-01T06:00:00Z</embargoed>", "under embargo until 2099-01-01T06:00:00Z"),
        ("<embargoed/>", "under embargo until the sender lifts it"),
        ('<pubStatus qcode="stat:withheld"/>', "status at the sender: withheld"),
    ],
)
def test_what_may_not_be_published_yet_is_held_for_an_editor(management, said):
    reading = only(text_item(about=ABOUT, management=management).encode())
    assert [text for _, text in reading.unplaced] == [said]


def test_what_the_sender_cancelled_is_refused():
    item = text_item(about=ABOUT, management='<pubStatus qcode="stat:canceled"/>')
    assert "cancelled" in str(only(item.encode()))


def test_a_summary_alone_is_a_story_with_a_note():
    reading = only(text_item("", about=ABOUT).encode())
    assert reading.story.blocks == (Paragraph("A year early."),)
    assert "only a summary" in reading.notes[0]


def test_a_story_without_byline_carries_its_agency():
    about = ABOUT.replace("<by>By Mara Ellison and Tom Quill</by>", "")
    credit = only(text_item(about=about).encode()).story.credits[0]
    assert credit == Credit(Party("Meridian Wire", PartyKind.ORGANISATION))


def test_an_item_that_cannot_be_read_is_named_and_the_others_go_on():
    bad, good = newsml.read_all(message(text_item("", guid="urn:a"), text_item(guid="urn:b")))
    assert str(bad) == "newsItem 1 (urn:a): it has no text."
    assert good.story.headline == "Working title"


def test_an_item_of_nothing_but_text_is_told_what_it_lacks():
    item = f"<newsItem {NAR}><contentSet>{XHTML}</contentSet></newsItem>"
    assert str(only(item.encode())) == "newsItem 1 (?): it has no headline."
    nitf = f"<newsItem {NAR}><contentSet>{NITF}</contentSet></newsItem>"
    assert only(nitf.encode()).story.headline == "Gates of NITF"


def test_pictures_alone_are_no_story():
    with pytest.raises(SeedError, match="only: picture"):
        list(newsml.read_all(message(picture_item("p1", "x", "x.jpg"))))


def test_other_xml_is_told_what_is_read():
    assert format_of(b"<?xml version='1.0'?><invoice/>", ".xml") is newsml
    with pytest.raises(SeedError, match="NewsML-G2"):
        list(newsml.read_all(b"<invoice/>"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><newsItem>&a;</newsItem>', "ENTITY"),
        (b"<newsItem><title></newsItem>", "line 1, column 20: broken XML: mismatched tag"),
        (b"", "broken XML"),
        (b'<?xml version="1.0" encoding="big5"?><newsItem/>', "UTF-8"),
        (b"<newsItem>" + b"<a>" * 10_000, "deep"),
    ],
)
def test_hostile_and_broken_xml_is_refused_in_one_sentence(content, message):
    with pytest.raises(SeedError, match=message):
        list(newsml.read_all(content))


def test_a_message_is_known_by_its_content():
    assert format_of(message(text_item())[:HEAD_BYTES], "") is newsml
