"""Pages as other newsrooms print them: how well they are read, and that none is read to pieces."""

import random

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.dates import read_dates
from articles.importing.errors import SeedError
from articles.importing.formats import seed
from articles.importing.grammar.bylines import read_byline
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lines import lines_of
from tests.labels import PAGES, f1, labelled_pages, measure, read_page, readings_with_margins

NAMES = [path.name for path, _ in labelled_pages()]


@pytest.mark.parametrize(("desk", "least"), [("b-", 0.94), ("p-", 0.88), ("q-", 0.88)])
def test_labelled_pages_are_read_as_a_careful_reader_would(desk, least):
    counts = measure(PAGES, only=desk).values()
    assert f1(*map(sum, zip(*counts, strict=True))) >= least


@pytest.mark.parametrize(
    ("field", "least"), [("headline", 0.95), ("published", 0.95), ("contributors", 0.9)]
)
def test_what_a_story_cannot_do_without_is_nearly_always_right(field, least):
    assert f1(*measure(PAGES)[field]) >= least


def test_what_is_doubted_is_wrong_much_more_often_than_what_is_not():
    wrong = {True: [], False: []}
    for _, doubted, is_right in readings_with_margins(PAGES):
        wrong[doubted].append(not is_right)
    shares = {doubted: sum(found) / len(found) for doubted, found in wrong.items()}
    assert shares[True] >= 3 * shares[False]
    assert len(wrong[True]) < len(wrong[False]) / 3  # or an editor would stop looking


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_page_is_placed_or_reported(name):
    content = (PAGES / name).read_bytes()
    reading = read_page(PAGES / name)
    placed = {n for span in reading.spans for n in range(span.first, span.last + 1)}
    reported = {unplaced.line for unplaced in reading.unplaced}
    lines = lines_of(seed.decode(content)[0])
    assert {line.number for line in lines} <= placed | reported


@pytest.mark.parametrize("name", NAMES[::7])
def test_the_same_bytes_are_read_the_same_way_twice(name):
    assert read_page(PAGES / name) == read_page(PAGES / name)


def test_each_part_says_how_sure_it_is():
    for path, _ in list(labelled_pages())[:20]:
        reading = read_page(path)
        doubted = {doubt.line: doubt.sureness for doubt in reading.doubts}
        for span in reading.spans:
            inside = [s for line, s in doubted.items() if span.first <= line <= span.last]
            assert 0 <= span.sureness <= min(inside, default=1)


def test_the_answer_of_an_editor_outweighs_what_was_read():
    content = (PAGES / NAMES[0]).read_bytes()
    first = next(span for span in seed.read(content).spans if span.part == "paragraph")
    settled = seed.read(content, settled={first.first: Kind.NOTICE})
    assert [s.part for s in settled.spans if s.first == first.first] == ["notice"]
    assert first.first not in {doubt.line for doubt in settled.doubts}


LINES = sorted({line for name in NAMES for line in (PAGES / name).read_bytes().splitlines()})


@given(st.lists(st.sampled_from(LINES) | st.text().map(str.encode) | st.binary(), max_size=25))
def test_no_input_makes_the_reader_raise_anything_but_its_own_error(lines):
    content = b"\n".join(lines)
    try:
        reading = seed.read(content)
    except SeedError:
        return
    assert reading == seed.read(content)
    placed = {n for span in reading.spans for n in range(span.first, span.last + 1)}
    reported = {unplaced.line for unplaced in reading.unplaced}
    decoded = lines_of(seed.decode(content)[0])
    assert {line.number for line in decoded} <= placed | reported


def test_a_page_of_a_thousand_short_lines_is_read_in_one_go():
    words = "harbour", "Is it safe?", "By Ann Lee", "2:08", "March 4", "Photo: EPA", "- one", "Yes."
    lines = random.Random(4).choices(words, k=min(1000, settings.SEED_MAX_BYTES))
    reading = seed.read("\n".join(["A headline of some words", *lines]).encode())
    assert reading.story.headline == "A headline of some words"


@pytest.mark.parametrize(
    ("line", "published", "printed"),
    [
        ("November 18, 20263:14 PM UTCUpdated November 18, 2026", True, True),
        ("Puerto Alba - 18 nov 2026 - 05:40 CET", True, False),
        ("Money (New York) First published February 1, 2016: 1:28 AM ET", True, False),
        ("Mis à jour à 18 h 05 HNE", False, True),
        ("Updated / Wednesday, 18 Nov 2026 15:14", False, True),
    ],
)
def test_dates_are_read_as_layouts_leave_them(line, published, printed):
    dates = read_dates(line)
    assert bool(dates.published_at) is published
    assert bool(dates.printed) is printed


@pytest.mark.parametrize("line", ["Harbour - 18 people", "Update Ontario", "SARDLE - 3 boats 2026"])
def test_what_only_begins_like_a_placed_date_is_none(line):
    assert read_dates(line) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Jona Kreuz, Husum", ("Jona Kreuz",)),
        ("By Rhea Donnelly Harbour News", ("Rhea Donnelly",)),
        ("By The Canadian Press", ("The Canadian Press",)),
    ],
)
def test_places_and_houses_beside_a_name_are_no_authors(line, names):
    assert read_byline(line).names == names
