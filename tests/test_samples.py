"""The sample newsroom: stories in the seed format, pictures that carry their story's words."""

import re
from collections import Counter

import pytest
from PIL import Image, IptcImagePlugin

from articles.samples import draw, metadata

STORIES = sorted(metadata.HERE.glob("*.txt"))
SECTIONS = {"City", "Province", "World", "Business", "Science", "Culture", "Sport", "Opinion"}

each_picture = pytest.mark.parametrize("picture", draw.PICTURES, ids=lambda p: p.path.stem)
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)


def parts_of(story):
    return story.read_text(encoding="utf-8").strip().split("\n\n")


def tags_of(story):
    last = parts_of(story)[-1]
    return last.removeprefix("Tags: ").split(", ") if last.startswith("Tags: ") else []


def iim_of(image, number):
    """Return dataset 2:`number` as text, or a list of texts where it repeats."""
    value = IptcImagePlugin.getiptcinfo(image).get((2, number), b"")
    return [v.decode() for v in value] if isinstance(value, list) else value.decode()


def xmp_of(image):
    """Return the properties of the XMP packet; alternatives and lists as Pillow reads them."""
    return image.getxmp()["xmpmeta"]["RDF"]["Description"]


def default_text(alternatives):
    return alternatives["Alt"]["li"]["text"]


def test_there_are_at_least_24_stories():
    assert len(STORIES) >= 24


def test_stories_fill_eight_sections():
    assert {parts_of(story)[0].partition("·")[0] for story in STORIES} == SECTIONS


@each_story
def test_story_is_plain_utf8_with_single_blank_lines(story):
    text = story.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert "\t" not in text
    assert "\n\n\n" not in text
    assert not re.search(r"[ \u00a0]$", text, re.MULTILINE)


@each_story
def test_headline_has_no_full_stop(story):
    assert not parts_of(story)[1].endswith(".")


def test_two_stories_are_not_in_english():
    assert re.search(
        r"[\u0600-\u06ff]", (metadata.HERE / "dar-al-marsa-port-reopens.txt").read_text("utf-8")
    )
    assert "théâtre" in (metadata.HERE / "theatre-de-la-lanterne-rouvre.txt").read_text("utf-8")


def test_most_tags_are_shared_by_stories():
    uses = Counter(tag for story in STORIES for tag in tags_of(story))
    shared = [tag for tag, count in uses.items() if count > 1]
    assert len(shared) > len(uses) * 0.7


@each_story
def test_tags_are_two_to_five_lower_case_topics(story):
    tags = tags_of(story)
    assert 2 <= len(tags) <= 5
    assert [tag.lower() for tag in tags] == tags


def test_every_photo_has_a_picture_and_every_picture_a_photo():
    photos = {
        (story.stem, number)
        for story in STORIES
        for number, _ in enumerate(metadata.photos_in(story.stem), 1)
    }
    assert {(picture.slug, picture.number) for picture in draw.PICTURES} == photos
    assert {picture.path for picture in draw.PICTURES} == set(metadata.HERE.glob("*.jpg"))


@each_picture
def test_alt_text_is_not_the_caption(picture):
    assert picture.words.alt_text != picture.words.caption


@each_picture
def test_picture_is_2000_pixels_and_light(picture):
    with Image.open(picture.path) as image:
        assert max(image.size) == 2000
        assert image.mode == "RGB"
    assert picture.path.stat().st_size < 300_000


@each_picture
def test_iptc_iim_says_what_the_story_says(picture):
    words, taken = picture.words, picture.taken
    with Image.open(picture.path) as image:
        assert IptcImagePlugin.getiptcinfo(image)[(1, 90)] == b"\x1b%G"
        assert iim_of(image, 5) == picture.path.stem
        assert iim_of(image, 120) == words.caption
        assert iim_of(image, 80) == words.creator
        assert iim_of(image, 110) == words.credit
        assert iim_of(image, 115) == words.supplier
        assert words.supplier in iim_of(image, 116)
        assert iim_of(image, 90) == taken.city
        assert iim_of(image, 101) == taken.country
        assert iim_of(image, 55) + iim_of(image, 60) == f"{taken.at:%Y%m%d%H%M%S%z}"
        assert iim_of(image, 25) == list(words.tags)


@each_picture
def test_xmp_says_what_the_story_says(picture):
    words = picture.words
    with Image.open(picture.path) as image:
        xmp = xmp_of(image)
    assert default_text(xmp["description"]) == words.caption
    assert default_text(xmp["AltTextAccessibility"]) == words.alt_text
    assert xmp["Credit"] == words.credit
    assert xmp["Source"] == words.supplier
    assert xmp["DateCreated"] == picture.taken.at.isoformat()
    assert xmp["subject"]["Bag"]["li"] == list(words.tags)
    assert words.supplier in default_text(xmp["rights"])
    assert default_text(xmp["UsageTerms"]) == metadata.USAGE_TERMS
    assert xmp.get("creator", {"Seq": {"li": ""}})["Seq"]["li"] == words.creator


@each_picture
def test_picture_does_not_pass_for_a_photograph(picture):
    with Image.open(picture.path) as image:
        assert xmp_of(image)["DigitalSourceType"].endswith("/digitalArt")


def test_drawing_again_gives_the_same_bytes():
    picture = draw.PICTURES[0]
    assert picture.jpeg() == picture.jpeg()


def test_value_too_long_for_iim_is_refused():
    picture = draw.PICTURES[0]
    with pytest.raises(ValueError, match=r"IIM 2:05 'x+' is 65 octets, at most 64"):
        metadata.iim_records(picture.words, picture.taken, "x" * 65)
