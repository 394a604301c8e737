"""A story in Markdown: keys above the text, the text below, and a word on whatever has no place."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.errors import SeedError
from articles.importing.formats import format_of, markdown
from articles.story import (
    Correction,
    CorrectionKind,
    List,
    Paragraph,
    Photo,
    Quote,
    Related,
    Role,
    Subhead,
    Table,
    Video,
)

FULL = """\
---
# Written by the harbour desk.
title: "Ferry runs aground: nobody hurt"
subtitle: It was pulled free at high tide
description: A ferry ran aground off Saltmere on Monday.
date: 2026-11-03T08:00:00+01:00
lastmod: 2026-11-03 09:30:00 +0100
author: By Ann Lee and Bo Ek
photographer: [Ines Calloway]
categories: [City, Harbour]
tags: [ferries, "no", 2026]
lang: en-GB
cover:
  image: photos/ferry.jpg
  alt: A ferry on a bank of sand
  caption: The ferry on Monday.
  credit: Ines Calloway/Meridian Wire
canonical_url: https://news.example/city/ferry
id: tw-2026-114
corrections:
  - {text: An earlier version gave the wrong hour., date: 2026-11-04T10:00:00Z}
related:
  - {title: How the ferry was built, url: "https://news.example/city/built"}
layout: post
---

Nobody was hurt when the ferry ran aground, **the port** said. [More](https://port.example/).

## Two hours

It was pulled free
at high tide.

- by two boats
- with a rope
  - a long one

> We were lucky.
>
> — Mara Ellison

![](photos/rope.jpg "The rope. (Bo Ek/Tidewater News)")

| Tide | Hour |
|------|------|
| High | 4:10 |

{{< youtube dQw4w9WgXcQ >}}
"""


def read(text):
    return markdown.read(text.encode())


def test_every_part_of_a_text_with_keys_has_its_place():
    reading = read(FULL)
    story = reading.story
    assert story.headline == "Ferry runs aground: nobody hurt"
    assert story.deck == "It was pulled free at high tide"
    assert story.summary == "A ferry ran aground off Saltmere on Monday."
    assert story.published_at == datetime.fromisoformat("2026-11-03T08:00:00+01:00")
    assert story.updated_at == datetime.fromisoformat("2026-11-03T09:30:00+01:00")
    assert [(c.party.name, c.role) for c in story.credits] == [
        ("Ann Lee", Role.AUTHOR), ("Bo Ek", Role.AUTHOR), ("Ines Calloway", Role.PHOTOGRAPHER),
    ]  # fmt: skip
    assert (story.section, story.tags) == ("City", ("ferries", "no", "2026", "Harbour"))
    assert (story.language, story.external_id) == ("en-GB", "tw-2026-114")
    assert story.source_url == "https://news.example/city/ferry"
    assert reading.addresses == ("https://news.example/city/ferry",)
    assert story.lead_photo == Photo(
        caption="The ferry on Monday.",
        alt_text="A ferry on a bank of sand",
        creator="Ines Calloway",
        supplier="Meridian Wire",
    )
    assert story.corrections == (
        Correction(
            "An earlier version gave the wrong hour.",
            CorrectionKind.CORRECTION,
            datetime.fromisoformat("2026-11-04T10:00:00+00:00"),
        ),
    )
    assert story.related == (
        Related("How the ferry was built", url="https://news.example/city/built"),
    )
    assert reading.pictures == {1: "photos/ferry.jpg", 2: "photos/rope.jpg"}
    assert reading.format == "markdown"
    assert reading.unplaced == ()


def test_the_text_below_the_keys_becomes_blocks_in_order():
    assert read(FULL).story.blocks == (
        Paragraph(
            "Nobody was hurt when the ferry ran aground, <strong>the port</strong> said. "
            '<a href="https://port.example/">More</a>.'
        ),
        Subhead("Two hours"),
        Paragraph("It was pulled free at high tide."),
        List(("by two boats", "with a rope", "a long one")),
        Quote(("We were lucky.",), "Mara Ellison"),
        Photo(caption="The rope.", creator="Bo Ek", supplier="Tidewater News"),
        Table((("Tide", "Hour"), ("High", "4:10")), header=True),
        Video(provider="youtube", embed_id="dQw4w9WgXcQ"),
    )


def test_a_key_that_is_not_known_is_told_with_its_line():
    assert "line 24: layout: 'post' has no place in a story; left out" in read(FULL).notes


TOML = """\
+++
title = "Ferry runs aground"
date = 2026-11-03T08:00:00+01:00
authors = ["Ann Lee"]
weight = 4
[cover]
image = "ferry.jpg"
+++
It was pulled free at high tide.
"""


def test_keys_may_be_toml():
    reading = read(TOML)
    assert reading.story.headline == "Ferry runs aground"
    assert reading.story.published_at == datetime.fromisoformat("2026-11-03T08:00:00+01:00")
    assert reading.pictures == {1: "ferry.jpg"}
    assert reading.notes == ("line 5: weight: '4' has no place in a story; left out",)


@pytest.mark.parametrize("head", ["# Ferry runs aground\n", "Ferry runs aground\n====\n"])
def test_without_keys_the_first_heading_is_the_headline(head):
    story = read(f"{head}\nIt was pulled free.\n\n# Later\n\nNobody was hurt.").story
    assert story.headline == "Ferry runs aground"
    assert story.blocks == (
        Paragraph("It was pulled free."), Subhead("Later"), Paragraph("Nobody was hurt."),
    )  # fmt: skip


def test_a_headline_said_twice_stands_once():
    story = read("---\ntitle: Ferry aground\n---\n# Ferry aground\n\nNobody was hurt.").story
    assert story.blocks == (Paragraph("Nobody was hurt."),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("date: 5 March", "line 3: date '5 March' is no date with hour and offset; write it like"),
        ("date: 2026-11-03", "line 3: date '2026-11-03' is no date with hour"),
        ("date: 2026-11-03T08:00:00", "line 3: date '2026-11-03T08:00:00' is no date with hour"),
        ("lastmod: soon", "line 3: lastmod 'soon' is no date with hour and offset"),
    ],
)
def test_a_date_that_is_not_certain_is_told_and_not_read(line, message):
    reading = read(f"---\ntitle: Ferry aground\n{line}\n---\nNobody was hurt.")
    assert (reading.story.published_at, reading.story.updated_at) == (None, None)
    assert any(note.startswith(message) for note in reading.notes)


@pytest.mark.parametrize("line", ["draft: true", "published: false", "status: draft"])
def test_what_its_keys_call_a_draft_waits_for_an_editor(line):
    reading = read(f"---\ntitle: Ferry aground\n{line}\n---\nNobody was hurt.")
    assert reading.unplaced == ((3, f"line 3: {line}"),)
    assert f"line 3: {line}" in reading.notes


def test_what_its_keys_call_finished_does_not_wait():
    reading = read("---\ntitle: Ferry aground\ndraft: false\n---\nNobody was hurt.")
    assert (reading.unplaced, reading.notes) == ((), ())


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("a/b%20c.jpg", {1: "a/b c.jpg"}),
        ("./quay.jpg?size=2", {1: "quay.jpg"}),
        ("../../secret.jpg", {}),
        ("https://pictures.example/quay.jpg", {}),
        ("//pictures.example/quay.jpg", {}),
    ],
)
def test_only_files_of_the_folder_are_pictures(address, files):
    reading = read(f"# Ferry aground\n\nNobody was hurt.\n\n![A quay]({address})")
    assert reading.pictures == files
    assert reading.story.photos[0].alt_text == "A quay"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("Nobody was hurt.", "no headline found; write title:"),
        ("---\ntitle: Ferry\n---\n", "no text found below"),
        ("---\ntitle: Ferry\nNobody was hurt.", "line 1: the keys above the text have no end"),
        ("---\ntitle: [Ferry\n---\nText.", "line 2: expected"),
        ("---\ntitle: Ferry\n\tdeck: x\n---\nText.", "line 3:"),
        ("---\n- Ferry\n---\nText.", "line 2: no keys found"),
        ("+++\ntitle = Ferry\n+++\nText.", "line 2:"),
        ("---\na: " + "[" * 9000 + "\n---\nText.", "line"),
        ("---\na: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"{n}: &{n} [*{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}]\n"
            for p, n in zip("abcdefg", "bcdefgh", strict=True)
        ) + "---\nText.", "too many values"),
        ("---\na: &a [*a]\n---\nText.", "line 2: too many values"),
    ],
)  # fmt: skip
def test_what_is_no_story_is_refused_with_its_line(text, reason):
    with pytest.raises(SeedError, match=reason):
        read(text)


@pytest.mark.parametrize(
    ("text", "suffix", "is_markdown"),
    [
        ("# Ferry aground\n\nText.", ".md", True),
        ("---\ntitle: Ferry\n---\nText.", ".txt", True),
        ("+++\ntitle = 'Ferry'\n+++\nText.", "", True),
        ("City\n\nFerry aground\n\nText.", ".txt", False),
        ("---\n\nFerry aground\n\nText.", ".txt", False),
        ("<!doctype html><p>Text", ".md", False),
    ],
)
def test_markdown_is_known_by_its_suffix_or_by_its_keys(text, suffix, is_markdown):
    assert (format_of(text.encode(), suffix) is markdown) is is_markdown


def test_codes_of_a_page_builder_are_told_and_not_printed():
    reading = read("# Ferry aground\n\nNobody was hurt.\n\n{{< chart tides >}}\n\n{% include x %}")
    assert reading.story.blocks == (Paragraph("Nobody was hurt."),)
    assert [text for _, text in reading.unplaced] == ["{{< chart tides >}}", "{% include x %}"]


MARKS = st.text(alphabet=st.sampled_from("#*_-+=>`[]()!|<>:&\\\"'{}%~ \n\tabcé0\x00\ud800"))


FRAMES = st.sampled_from(
    ["{0}", "# H\n\n{0}", "---\n{0}\n---\n# H\n\n{0}", "+++\n{0}\n+++\n# H\n\nx"]
)


@given(st.binary() | st.builds(lambda frame, text: frame.format(text).encode("utf-8", "replace"),
                               FRAMES, MARKS))  # fmt: skip
def test_no_bytes_at_all_do_more_than_refuse(content):
    def outcome():
        try:
            return markdown.read(content)
        except SeedError as error:
            return str(error)

    assert outcome() == outcome()


@pytest.mark.parametrize(
    "text", ["[" * 20000, "*a_ " * 20000, "> " * 20000 + "x", "<" * 20000, "`" * 20000,
             "![" * 10000, "- " * 10000 + "x", "|a" * 10000 + "\n" + "|-" * 10000],
)  # fmt: skip
def test_hostile_text_ends(text):
    assert read(f"# Ferry aground\n\nNobody was hurt.\n\n{text}").story.headline == "Ferry aground"
