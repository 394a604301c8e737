"""Pages as other newsrooms print them: how well they are read, and that none is read to pieces."""

import random

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.errors import SeedError
from articles.importing.formats import seed
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lines import lines_of
from tests.labels import PAGES, f1, labelled_pages, measure, read_page, readings_with_margins

NAMES = [path.name for path, _ in labelled_pages()]


@pytest.mark.parametrize(("desk", "least"), [("b-", 0.94), ("p-", 0.84)])
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
