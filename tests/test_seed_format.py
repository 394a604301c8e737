"""A seed becomes exactly one story: each line in its place, none lost, none twice."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from articles.body import inline_from_text
from articles.importing.errors import SeedError
from articles.importing.formats import seed
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lines import lines_of
from articles.importing.grammar.sequence import classify
from articles.story import (
    Correction,
    CorrectionKind,
    Credit,
    List,
    Medium,
    Paragraph,
    Party,
    PartyKind,
    Photo,
    Role,
    Story,
    Subhead,
    Video,
)

PAGE = Path(settings.BASE_DIR).parent / "shared" / "seeds" / "000_922878f7dfab2107.txt"
# Where each part of that page stands, by line; every other line is a paragraph.
SUBHEADS = (20, 39, 61, 77)
PHOTOS = ((9, 10), (28, 29), (85, 86))
VIDEOS = ((53, 55, 57, 58, 59, 128), (67, 69, 71, 72, 73, 126))
CREATORS = (
    ("Serhii Korovainyi", "Reuters"),
    ("Russian Defense Ministry Press Service", "The Associated Press"),
    ("Thomas Peter", "Reuters"),
)

needs_page = pytest.mark.skipif(not PAGE.exists(), reason=f"no {PAGE.name} beside the project")


def words_of(text):
    """Return {line number: words} of the page, white space made single."""
    lines = text.replace("\u00a0", " ").splitlines()
    return {number: " ".join(line.split()) for number, line in enumerate(lines, 1) if line.strip()}


def expected_story(text):
    """Build the story of the page from its lines, without our parser."""
    words = words_of(text)
    photos = [
        (alt, caption, expected_photo(words[alt], words[caption], *names))
        for (alt, caption), names in zip(PHOTOS, CREATORS, strict=True)
    ]
    at = {alt: photo for alt, _, photo in photos[1:]}
    at |= {lines[0]: expected_video(words, *lines) for lines in VIDEOS}
    at |= {line: Subhead(inline_from_text(words[line])) for line in SUBHEADS}
    taken = {1, 3, 5, 7, 102, *(n for pair in PHOTOS for n in pair)}
    taken |= {line for lines in VIDEOS for line in lines[:5]}
    for line in words.keys() - taken - at.keys():
        at[line] = Paragraph(inline_from_text(words[line]))
    return Story(
        section=words[1],
        headline=words[3],
        summary=words[5],
        deck=words[7],
        language="en",
        lead_photo=photos[0][2],
        blocks=tuple(at[line] for line in sorted(at)),
        credits=(Credit(Party("CBC News", PartyKind.ORGANISATION), Role.ADDITIONAL_REPORTING),),
    )


def expected_photo(alt, caption, creator, supplier):
    credit = f"{creator}/{supplier}"
    assert caption.endswith(f" ({credit})")
    return Photo(caption.removesuffix(f" ({credit})"), alt, credit, creator, supplier)


def expected_video(words, label, title, age, duration, description, seconds):
    assert words[duration].startswith("Duration")
    return Video(
        label="WATCH",
        teaser=words[label].removeprefix("WATCH l ").removesuffix(":"),
        title=words[title],
        age=words[age],
        seconds=seconds,
        description=words[description],
    )


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


@needs_page
def test_every_line_of_the_page_is_in_its_place(page):
    reading = seed.read(page.encode())
    assert reading.story == expected_story(page)
    assert reading.unplaced == ()
    covered = [n for span in reading.spans for n in range(span.first, span.last + 1)]
    assert set(words_of(page)) <= set(covered)
    assert len(reading.story.of_kind(Paragraph)) == 30


@needs_page
def test_the_words_of_the_page_are_those_the_newsroom_was_promised(page):
    story = seed.read(page.encode()).story
    assert story.section == "World"
    assert story.deck == "Russia says there was agreement on more prisoner swaps"
    assert story.summary_repeats_first_paragraph
    assert story.in_role(Role.AUTHOR) == ()
    assert [(video.label, video.age, video.seconds) for video in story.videos] == [
        ("WATCH", "10 days ago", 128),
        ("WATCH", "3 days ago", 126),
    ]
    assert story.published_at is None
    assert story.updated_at is None


@needs_page
def test_a_line_moved_to_any_wrong_kind_is_noticed(page):
    lines = lines_of(page)
    right = classify(lines)
    expected = expected_story(page)
    for number, kind in enumerate(right):
        # A second line under the headline is the summary, whichever of the two says so.
        alike = {Kind.SUMMARY: Kind.DECK}.get(kind)
        for wrong in set(Kind) - {kind, alike}:
            kinds = [*right[:number], wrong, *right[number + 1 :]]
            try:
                reading = seed.resolve(lines, kinds)
            except SeedError:
                continue
            assert reading.unplaced or reading.story != expected, (lines[number], wrong)


@needs_page
def test_no_break_spaces_become_spaces_and_glue_no_words_together(page):
    assert "\u00a0" in page
    spaced = seed.read(page.replace("\u00a0", " ").encode())
    reading = seed.read(page.encode())
    assert reading.story == spaced.story
    assert "\u00a0" not in json.dumps(reading.story.to_json(), ensure_ascii=False)


@needs_page
@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
def test_the_same_page_in_another_encoding_is_the_same_story(page, encoding, end):
    content = page.replace("\n", end).encode(encoding)
    reading = seed.read(content)
    assert reading.story == expected_story(page)
    assert reading.encoding.startswith(encoding.removesuffix("-sig"))


STORY = """\
Harbour·Analysis

Lock gates at Saltmere to be replaced a year early

The lock gates at Saltmere will be replaced next spring, a year early.

Surveyors found cracks in two of the four hinges

By Mara Ellison and Tom Quill
Posted: Nov 12, 2026 9:27 AM EST | Last Updated: Nov 12, 2026 4:10 PM EST

A rusted iron hinge as tall as a man, with a crack across it.
The upper hinge of gate 3 on Tuesday. (Ines Calloway/Meridian Wire)

The lock gates at Saltmere will be replaced next spring, a year early.

"We found two cracks," said Ada Brook, the port engineer.

Is the lock safe?

It is, she said, and listed three reasons:

- divers look at the hinges every week;
- no ship over 40 metres passes;
- the gates move at half speed.

LISTEN | The sound of the gate:

How a lock gate sings
2 days ago
Duration 1:02:03
The engineer explains.

Correction: The gates are 9 metres tall, not 90.

With files from Meridian Wire and CBC's Nell Hart

Tags: harbour, locks, harbour
"""


def test_a_story_with_every_other_part_is_read_whole():
    reading = seed.read(STORY.encode())
    story = reading.story
    assert reading.unplaced == ()
    assert (story.section, story.kicker) == ("Harbour", "Analysis")
    assert [(c.party.name, c.party.kind, c.role) for c in story.credits] == [
        ("Mara Ellison", "person", "author"),
        ("Tom Quill", "person", "author"),
        ("Meridian Wire", "organisation", "additional_reporting"),
        ("CBC's Nell Hart", "person", "additional_reporting"),
    ]
    assert story.published_at.isoformat() == "2026-11-12T09:27:00-05:00"
    assert story.updated_at.isoformat() == "2026-11-12T16:10:00-05:00"
    assert story.lead_photo.credit_line == "Ines Calloway/Meridian Wire"
    assert [type(block) for block in story.blocks] == [
        Paragraph, Paragraph, Subhead, Paragraph, List, Video,
    ]  # fmt: skip
    assert len(story.blocks[4].items) == 3
    assert (story.videos[0].medium, story.videos[0].seconds) == (Medium.AUDIO, 3723)
    assert story.corrections == (
        Correction("The gates are 9 metres tall, not 90.", CorrectionKind.CORRECTION),
    )
    assert story.tags == ("harbour", "locks")


def test_a_line_that_fits_nowhere_is_reported_with_its_number():
    text = STORY.replace("With files", "4711\n\nWith files")
    reading = seed.read(text.encode())
    assert [unplaced.text for unplaced in reading.unplaced] == ["4711"]
    line = text.splitlines()[reading.unplaced[0].line - 1]
    assert line == "4711"
    assert reading.outline().endswith("1 unplaced lines")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Related stories",
        "https://example.com/x?y=1",
        "{{advertisement-slot: 4711}}",
        "***",
        "3",
        "Publié : 12 nov. 2026",
        "Share",
    ],
)
def test_what_a_site_prints_around_its_stories_is_no_heading(line):
    text = STORY.replace("Is the lock safe?", line)
    reading = seed.read(text.encode())
    known = [span.text for span in reading.spans if span.part in ("notice", "dates")]
    assert line in [*known, *(unplaced.text for unplaced in reading.unplaced)]
    assert not reading.story.of_kind(Subhead)
    assert f"'{line}'" not in str(reading.story.blocks)


@pytest.mark.parametrize("words", ['"No comment."', "“Never again!”", "Yes."])
def test_a_short_quotation_is_a_paragraph(words):
    reading = seed.read(STORY.replace("Is the lock safe?", words).encode())
    assert reading.unplaced == ()
    assert Paragraph(words) in reading.story.blocks


def test_a_sentence_wrapped_by_another_program_is_one_paragraph():
    wrapped = ["It is, she said, and then listed all three", "reasons that the port had", "given."]
    text = STORY.replace("It is, she said, and listed three reasons:", "\n".join(wrapped))
    reading = seed.read(text.encode())
    assert reading.unplaced == ()
    assert Paragraph(" ".join(wrapped)) in reading.story.blocks
    span = next(span for span in reading.spans if span.text == " ".join(wrapped))
    assert span.last - span.first == 2


def test_a_numbered_list_is_ordered():
    text = STORY.replace("- divers", "1. divers").replace("- no ship", "2. no ship")
    lists = seed.read(text.replace("- the gates", "3. the gates").encode()).story.of_kind(List)
    assert [(block.ordered, len(block.items)) for block in lists] == [(True, 3)]


def test_a_body_never_leads_back_to_the_head():
    photo = "A crowd at the lock on Monday. (Ann Lee/Wire)"
    text = STORY.replace("Is the lock safe?", f"{photo}\n\nHundreds of people came to look.")
    reading = seed.read(text.encode())
    assert reading.unplaced == ()
    assert [block.caption for block in reading.story.of_kind(Photo)] == [
        "A crowd at the lock on Monday."
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Posted: Nov 12, 2026 9:27 AM EST | Last Updated: Nov 11, 2026 4:10 PM EST",
        "Posted: Nov 12, 1026 9:27 AM EST",
        "Posted: Nov 12, 2026 9:27 AM",
        "Posted: Nov 31, 2026 9:27 AM EST",
        "Posted: Nov 12, 2026 13:27 PM EST",
    ],
)
def test_a_date_that_is_not_certain_is_kept_as_printed_and_not_resolved(line):
    text = STORY.replace(
        "Posted: Nov 12, 2026 9:27 AM EST | Last Updated: Nov 12, 2026 4:10 PM EST", line
    )
    reading = seed.read(text.encode())
    assert reading.story.published_at is None
    assert reading.story.printed_date == line


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"%PDF-1.7\n\x00\x01\x02", "binary"),
        (b"\xff\xfeW", "utf-16"),
        (b"World\n", "no headline found"),
        (b"Only one line that says nothing more\n", "no text found"),
        (
            b"A sentence of some length that stands alone, without any headline,\n",
            "headline",
        ),
    ],
)
def test_what_is_no_story_is_refused_with_a_reason(content, reason):
    with pytest.raises(SeedError, match=reason):
        seed.read(content)


def test_all_sample_stories_are_read_without_a_line_left_over():
    samples = sorted((settings.BASE_DIR / "articles" / "samples").glob("*.txt"))
    readings = {path.name: seed.read(path.read_bytes()) for path in samples}
    assert len(readings) >= 12
    assert {name: r.unplaced for name, r in readings.items() if r.unplaced} == {}


@pytest.mark.parametrize(
    ("printed", "hour", "kept"),
    [
        ("Nov 17, 2026", None, "It was five. (Nov 17, 2026)"),
        ("Nov 17, 2026 3:00 PM GMT", datetime(2026, 11, 17, 15, tzinfo=UTC), "It was five."),
    ],
)
def test_the_date_of_a_correction_is_kept_whether_it_is_certain_or_not(printed, hour, kept):
    text = (
        "City\n\nFerry aground off Saltmere\n\nNobody was hurt when it ran aground on Monday, "
        f"the port said.\n\nCorrection ({printed}): It was five.\n"
    )
    (note,) = seed.read(text.encode()).story.corrections
    assert (note.text, note.at) == (kept, hour)
