"""Two texts compared: which words came, which went, and at what cost."""

import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import differences
from articles.differences import MOST_EDITS, Mark, Passage, marked, passages, runs_of

WORDS = st.lists(st.sampled_from(["ferry", "tug", "fog", "port", "tide"]), max_size=12)


def words_of(runs, *marks):
    return "".join(run.text for run in runs if run.mark in marks).split()


def told(before, after):
    """Return the runs as one line: -gone- +new+."""
    signs = {Mark.SAME: "{}", Mark.GONE: "-{}-", Mark.NEW: "+{}+"}
    return "".join(signs[run.mark].format(run.text) for run in runs_of(before, after))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("It is 210 metres long.", "It is 120 metres long.", "It is -210- +120+ metres long."),
        ("All safe", "All safe on board", "All safe +on board+"),
        ("All safe on board", "All safe", "All safe -on board-"),
        ("", "New words", "+New words+"),
        ("Old words", "", "-Old words-"),
        ("The ship", "The ship", "The ship"),
        # One small word in common does not tear a new sentence apart.
        (
            "A tug pulled the ferry free",
            "Rescuers brought the crew ashore",
            "-A tug pulled the ferry free- +Rescuers brought the crew ashore+",
        ),
        ("港口重新开放", "港口今天开放", "港口-重新-+今天+开放"),
    ],
)
def test_words_that_came_stand_beside_words_that_went(before, after, line):
    assert told(before, after) == line


@given(WORDS, WORDS)
def test_both_texts_can_be_read_off_the_comparison(before, after):
    runs = runs_of(" ".join(before), " ".join(after))
    assert words_of(runs, Mark.SAME, Mark.NEW) == after
    assert words_of(runs, Mark.SAME, Mark.GONE) == before


@given(WORDS, WORDS)
def test_side_by_side_each_text_is_whole(before, after):
    ours, theirs = marked(" ".join(before), " ".join(after))
    assert "".join(words for words, _marked in ours) == " ".join(before)
    assert "".join(words for words, _marked in theirs) == " ".join(after)


@given(WORDS, WORDS)
def test_the_comparison_finds_all_that_two_texts_have_in_common(before, after):
    """As many words in order as the table of all beginnings says there are."""
    best = {}
    for i, j in product(range(len(before) + 1), range(len(after) + 1)):
        if not i or not j:
            best[i, j] = 0
        elif before[i - 1] == after[j - 1]:
            best[i, j] = best[i - 1, j - 1] + 1
        else:
            best[i, j] = max(best[i - 1, j], best[i, j - 1])
    matches = differences._matches(before, after)
    assert sum(length for _i, _j, length in matches) == best[len(before), len(after)]


def test_paragraphs_that_stayed_are_counted_and_changed_ones_shown():
    before = ["One.", "Two.", "The ferry sank at noon.", "Four.", "Gone for good."]
    after = ["One.", "Two.", "The ferry sank at dawn.", "Four.", "Nobody was hurt."]
    found = passages(before, after)
    assert found[0] == Passage(unchanged=2)
    assert words_of(found[1].runs, Mark.NEW) == ["dawn."]
    assert found[2] == Passage(unchanged=1)
    assert words_of(found[3].runs, Mark.GONE) == ["Gone", "for", "good."]
    assert words_of(found[4].runs, Mark.NEW) == ["Nobody", "was", "hurt."]
    assert len(found) == 5


def test_a_paragraph_that_moved_up_is_shown_at_both_places():
    found = passages(["One.", "Two.", "Three."], ["Three.", "One.", "Two."])
    assert [run.mark for passage in found for run in passage.runs] == [Mark.NEW, Mark.GONE]
    assert sum(passage.unchanged for passage in found) == 2


def lines_run(work):
    """Return how many lines of Python `work` runs."""
    count = 0

    def see(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return see

    before = sys.gettrace()
    sys.settrace(see)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("words", ["ab", "a b", "b a a"])
def test_two_long_texts_with_nothing_in_common_cost_no_more_than_the_limit(words):
    def compare(length):
        before = " ".join(f"{words} {n}" for n in range(length))
        after = " ".join(f"{words[::-1]} {-n}" for n in range(length))
        return lambda: runs_of(before, after)

    assert lines_run(compare(4000)) < 40 * MOST_EDITS**2
