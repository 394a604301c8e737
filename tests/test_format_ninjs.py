"""ninjs of every version, and our own JSON: the same story whoever wrote it down."""

import json
from datetime import UTC, datetime

import pytest

from articles.exporting.ninjs import PROFILE
from articles.importing.errors import SeedError
from articles.importing.formats import HEAD_BYTES, format_of, ninjs
from articles.importing.formats import story as own
from articles.story import (
    Credit,
    Paragraph,
    Party,
    PartyKind,
    Photo,
    Related,
    Story,
    Subhead,
    Video,
)

QUAY, HINGE = "https://wire.example/quay.jpg", "files/hinge.jpg"
BODY = f"""\
<p>The <b>gates</b> leak.</p><h2>Two cracks</h2>
<figure><img src="{HINGE}" alt="A hinge."><figcaption>The hinge.</figcaption></figure>"""
ONE = {
    "uri": "urn:wire:7",
    "type": "text",
    "version": "3",
    "firstcreated": "2026-11-03T08:00:00+0000",
    "versioncreated": "2026-11-04T08:00:00+0000",
    "pubstatus": "usable",
    "language": "en",
    "headline": "Lock gates to be replaced",
    "headline_deck": "Two cracks found",
    "byline": "By Mara Ellison and Tom Quill",
    "located": "Saltmere",
    "copyrightnotice": "© Meridian Wire",
    "ednote": "Check the name.",
    "description_html": "<p>A year <i>early</i>.</p>",
    "body_html": BODY,
    "service": [{"name": "Harbour", "code": "h"}],
    "subject": [{"name": "locks", "code": "1"}],
    "associations": {
        "featuremedia": {
            "type": "picture",
            "description_text": "The quay at dusk.",
            "body_text": "Lamps along a quay.",
            "byline": "Ines Calloway",
            "source": "Meridian Wire",
            "renditions": {
                "thumbnail": {"href": "https://wire.example/t.jpg", "width": 120},
                "original": {"href": QUAY, "width": 3000},
            },
        },
        "editor_0": {
            "type": "picture",
            "description_text": "The upper hinge.",
            "byline": "Ines Calloway/Meridian Wire",
            "renditions": {"original": {"href": HINGE}},
        },
        "editor_1": None,
    },
}
THREE = {
    "uri": "urn:wire:7",
    "standard": {"name": "ninjs", "version": "3.0"},
    "type": "text",
    "firstCreated": "2026-11-03T08:00:00Z",
    "versionCreated": "2026-11-04T08:00:00Z",
    "language": "en",
    "headlines": [
        {"role": "deck", "value": "Two cracks found"},
        {"role": "main", "value": "Lock gates to be replaced"},
    ],
    "by": "Mara Ellison and Tom Quill",
    "located": "Saltmere",
    "copyrightNotice": "© Meridian Wire",
    "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "A year early."}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "The gates leak."},
        {"role": "html", "contentType": "text/html", "value": BODY},
    ],
    "people": [{"name": "Ada Brook", "rel": "about"}],
    "subjects": [{"name": "Harbour", "rel": "section"}, {"name": "locks"}],
    "trustIndicators": [{"title": "How we correct", "href": "https://wire.example/c"}],
    "associations": [
        {
            "name": "mainpic", "uri": "urn:wire:8", "type": "picture", "by": "Ines Calloway",
            "descriptions": [
                {"value": "The quay at dusk."}, {"role": "alt", "value": "Lamps along a quay."}
            ],
            "infoSources": [{"name": "Meridian Wire"}],
            "renditions": [
                {"name": "thumbnail", "href": "https://wire.example/t.jpg", "width": 120},
                {"name": "main", "href": QUAY, "width": 3000},
            ],
            "rel": "lead",
        },
        {
            "name": "hinge", "uri": "urn:wire:9", "type": "picture",
            "by": "Ines Calloway/Meridian Wire",
            "renditions": [{"name": "main", "href": HINGE}],
        },
    ],
}  # fmt: skip


def two():
    """The third version with the keys of the second."""

    def lower(value):
        if isinstance(value, dict):
            return {key.lower(): lower(item) for key, item in value.items()}
        return [lower(item) for item in value] if isinstance(value, list) else value

    return lower(THREE) | {"standard": {"name": "ninjs", "version": "2.1"}}


def read(data):
    (reading,) = ninjs.read_all(json.dumps(data).encode())
    return reading


CREDIT = ("Ines Calloway/Meridian Wire", "Ines Calloway", "Meridian Wire")


@pytest.mark.parametrize("data", [ONE, two(), THREE], ids=["1.3", "2.1", "3.0"])
def test_the_three_shapes_of_the_standard_are_one_story(data):
    reading = read(data)
    assert reading.story == Story(
        headline="Lock gates to be replaced",
        deck="Two cracks found",
        summary="A year early.",
        section="Harbour",
        language="en",
        dateline="Saltmere",
        credits=(Credit(Party("Mara Ellison")), Credit(Party("Tom Quill"))),
        lead_photo=Photo("The quay at dusk.", "Lamps along a quay.", *CREDIT),
        blocks=(
            Paragraph("The <strong>gates</strong> leak."),
            Subhead("Two cracks"),
            Photo("The hinge.", "A hinge.", *CREDIT),
        ),
        tags=("locks",),
        published_at=datetime(2026, 11, 3, 8, tzinfo=UTC),
        updated_at=datetime(2026, 11, 4, 8, tzinfo=UTC),
        rights="© Meridian Wire",
        external_id="urn:wire:7",
    )
    assert reading.pictures == {2: HINGE}
    assert reading.unplaced == ()
    assert (reading.format, reading.part, reading.content) == ("ninjs", "", b"")


def test_what_is_for_the_desk_becomes_a_note():
    assert read(ONE).notes == ("note of the sender: Check the name.",)
    assert read(THREE).notes == ("trust indicator: How we correct https://wire.example/c",)


def test_pictures_without_a_place_lead_or_follow():
    pictures = [
        {"name": f"p{n}", "type": "picture", "descriptions": [{"value": f"Picture {n}."}]}
        for n in (1, 2)
    ]
    video = {
        "name": "v", "type": "video", "headlines": [{"value": "How a gate sings"}],
        "renditions": [{"name": "web", "duration": 126.4, "href": "https://vimeo.com/123456789"}],
    }  # fmt: skip
    body = [{"value": "<p>The gates leak.</p>", "contentType": "text/html"}]
    story = read(THREE | {"bodies": body, "associations": [*pictures, video]}).story
    assert story.lead_photo == Photo("Picture 1.")
    assert story.blocks == (
        Paragraph("The gates leak."),
        Photo("Picture 2."),
        Video("How a gate sings", seconds=126, provider="vimeo", embed_id="123456789"),
    )


def test_a_text_beside_is_a_pointer_to_another_story():
    other = {
        "name": "x", "type": "text", "headlines": [{"value": "The gate that sang"}],
        "renditions": [{"name": "web", "href": "https://wire.example/2"}],
    }  # fmt: skip
    story = read(THREE | {"associations": [other]}).story
    assert story.related == (Related("The gate that sang", url="https://wire.example/2"),)
    other["renditions"][0]["href"] = "javascript:alert(1)"
    assert read(THREE | {"associations": [other]}).story.related[0].url == ""


def test_plain_text_has_a_paragraph_a_line():
    bodies = [{"value": "The <gates> leak.\n\nThey sing.", "contentType": "text/plain"}]
    blocks = read(THREE | {"bodies": bodies, "associations": []}).story.blocks
    assert blocks == (Paragraph("The &lt;gates&gt; leak."), Paragraph("They sing."))


def test_the_headline_said_again_in_the_text_is_no_subhead():
    html = f"<h1>{THREE['headlines'][1]['value']}</h1><p>The gates leak.</p>"
    story = read(THREE | {"bodies": [{"value": html, "role": "html5"}], "associations": []}).story
    assert story.blocks == (Paragraph("The gates leak."),)


def test_a_summary_alone_is_a_story_with_a_note():
    reading = read(THREE | {"bodies": [], "associations": []})
    assert reading.story.blocks == (Paragraph("A year early."),)
    assert "only a summary" in reading.notes[0]


def test_makers_named_one_by_one_come_before_the_byline():
    people = [{"name": "Mara Ellison", "rel": "author"}, {"name": "Nell Hart", "rel": "editor"}]
    story = read(THREE | {"people": people, "by": "M. ELLISON"}).story
    assert [(c.party.name, c.role) for c in story.credits] == [
        ("Mara Ellison", "author"), ("Nell Hart", "editor"),
    ]  # fmt: skip


def test_a_story_without_byline_carries_its_agency():
    data = {**THREE, "by": "", "infoSources": [{"name": "Meridian Wire"}]}
    assert read(data).story.credits == (Credit(Party("Meridian Wire", PartyKind.ORGANISATION)),)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"embargoedUntil": "2099-01-01T06:00:00Z"}, "under embargo until 2099-01-01T06:00:00Z"),
        ({"pubStatus": "withheld"}, "status at the sender: withheld"),
    ],
)
def test_what_may_not_be_published_yet_is_held_for_an_editor(more, said):
    assert [text for _, text in read(THREE | more).unplaced] == [said]


def test_a_date_without_offset_is_told_and_not_used():
    reading = read(THREE | {"firstCreated": "2026-11-03T08:00:00"})
    assert reading.story.published_at is None
    assert "2026-11-03T08:00:00" in reading.notes[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (THREE | {"pubStatus": "canceled"}, "cancelled"),
        (THREE | {"type": "picture"}, "this is a picture"),
        (THREE | {"headlines": []}, "headlines: no headline"),
        (THREE | {"headlines": "Gates"}, "headlines: a text found where a list belongs"),
        (THREE | {"headlines": ["Gates"]}, r"headlines\[0\]: a text found where an object"),
        (THREE | {"by": 5}, "by: a number found where a text belongs"),
        (THREE | {"bodies": [{"value": []}]}, r"bodies\[0\]\.value: a list found"),
        (THREE | {"bodies": [], "descriptions": [], "associations": []}, "bodies: no text"),
        (ONE | {"associations": {"x": 3}}, r"associations\.x: a number found"),
        (
            ONE | {"associations": {"x": {"type": "picture", "renditions": {"o": 1}}}},
            r"x\.renditions\.o: a number",
        ),
        (5, "the file: a number found where an object belongs"),
        ([], "empty"),
    ],
)
def test_what_does_not_fit_is_named(data, message):
    with pytest.raises(SeedError, match=message):
        list(ninjs.read_all(json.dumps(data).encode()))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b'{\n"uri": }', "line 2: broken JSON"),
        (b"[" * 100_000, "nested too deeply|broken JSON"),
        (b'{"uri": "\\ud800"}', "half a character"),
        (b'{"version": ' + b"9" * 5000 + b"}", "cannot be read"),
        (b"\x00\x01\x02{", "binary"),
    ],
)
def test_broken_and_hostile_json_is_refused_in_one_sentence(content, message):
    for module in (ninjs, own):
        with pytest.raises(SeedError, match=message):
            list(module.read_all(content))


def test_a_list_holds_several_items_and_one_that_is_broken_stops_no_other():
    items = [THREE, {"headline": 5}, THREE | {"uri": "urn:wire:10"}]
    first, bad, third = ninjs.read_all(json.dumps(items).encode())
    assert (first.part, third.part) == ("urn:wire:7", "urn:wire:10")
    assert json.loads(third.content) == items[2]
    assert str(bad).startswith("item 2: headline: a number")


def test_lines_say_where_the_parts_were_found():
    content = json.dumps(THREE, indent=1).encode()
    (reading,) = ninjs.read_all(content)
    lines = content.decode().splitlines()
    headline = next(span for span in reading.spans if span.part == "headline")
    assert '"Lock gates to be replaced"' in lines[headline.first - 1]


@pytest.mark.parametrize("data", [ONE, two(), THREE])
def test_ninjs_is_known_by_its_content(data):
    head = json.dumps(data).encode()[:HEAD_BYTES]
    assert format_of(head, ".json") is ninjs
    assert format_of(head, "") is ninjs


STORY = Story(headline="Gates", section="Harbour", blocks=(Paragraph("They <em>leak</em>."),))


def test_our_own_json_is_known_and_read_back():
    content = json.dumps(STORY.to_json(), indent=2).encode()
    assert format_of(content[:HEAD_BYTES], "") is own
    (reading,) = own.read_all(content)
    assert reading.story == STORY


def test_our_own_json_written_by_a_stranger_is_made_harmless():
    data = STORY.to_json() | {
        "blocks": [
            {"block": "paragraph", "html": "<b>Hi</b><script>alert(1)</script>\u0000 you"},
            {"block": "photo", "caption": "A quay", "ref": 7},
        ],
        "related": [{"title": "x", "url": "javascript:alert(1)", "ref": 3}],
        "source_url": "javascript:alert(1)",
    }
    (reading,) = own.read_all(json.dumps(data).encode())
    story = reading.story
    assert story.blocks == (Paragraph("<strong>Hi</strong> you"), Photo("A quay"))
    assert story.related == (Related("x"),)
    assert story.source_url == ""
    assert [story.photos[0].ref, story.related[0].ref] == [None, None]


@pytest.mark.parametrize(
    ("html", "message"), [("<p>" + "<b>" * 5000, "nested too deeply"), ("x" * 600_000, "at most")]
)
def test_a_body_that_claims_to_be_ours_and_is_hostile_is_refused(html, message):
    item = {"profile": PROFILE, "headlines": [{"role": "main", "value": "x"}]}
    item["bodies"] = [{"contentType": "text/html", "value": html}]
    ours = STORY.to_json() | {"blocks": [{"block": "paragraph", "html": html}]}
    for module, data in ((ninjs, item), (own, ours)):
        with pytest.raises(SeedError, match=message):
            list(module.read_all(json.dumps(data).encode()))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"format": 2, "headline": "x"}, "format 1"),
        ({"format": 1, "headline": 5}, "headline"),
        ({"format": 1, "headline": " "}, "headline: it is empty"),
        ({"format": 1, "headline": "x", "poem": 1}, "poem"),
    ],
)
def test_our_own_json_that_does_not_fit_is_named(data, message):
    with pytest.raises(SeedError, match=message):
        list(own.read_all(json.dumps(data).encode()))
