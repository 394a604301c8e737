"""Reading quickly: rules are asked only where they can speak, and that changes no reading."""

import random
import re
import sys

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.dates import read_dates
from articles.importing.formats import seed
from articles.importing.grammar import credits, posts, videos, words
from articles.importing.grammar.beginnings import beginnings
from articles.importing.grammar.bylines import read_byline
from articles.importing.grammar.evidence import HEAD_RULES, RULES, evidence_of
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lines import lines_of
from articles.importing.grammar.places import LONGEST_SHORT
from articles.importing.grammar.sequence import findings
from articles.importing.grammar.signs import ANY, BEGINNINGS, Sign, needs_of
from benchmarks.seeds import seed_text
from tests.labels import PAGES, labelled_pages

SAMPLES = sorted((settings.BASE_DIR / "articles" / "samples").glob("*.txt"))
NAMES = {path.name for path, _ in labelled_pages(PAGES)}
TEXTS = {
    path.name: seed.decode(path.read_bytes())[0]
    for path in [*(path for path, _ in labelled_pages(PAGES)), *SAMPLES]
}
TEXTS |= {f"benchmark {number}": seed_text(number) for number in range(12)}
LINES = sorted({line for text in TEXTS.values() for line in text.splitlines() if line.strip()})
KINDS = frozenset(Kind)
S = Sign

# Words that begin what pages announce, so that random lines are now and then like such lines.
some_line = st.one_of(
    st.sampled_from(LINES),
    st.text(min_size=1, max_size=60),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "", "“", "(", "- ", "[", "1. ", "— ", "© "]),
        st.sampled_from(sorted({line.split()[0] for line in LINES})),
        st.sampled_from(["", " ", ": ", " | ", ", "]).flatmap(
            lambda sign: st.sampled_from(LINES).map(lambda line: f"{sign}{line[-40:]}")
        ),
    ),
)
some_page = st.lists(st.tuples(some_line, st.sampled_from(["\n", "\n\n"])), max_size=20).map(
    lambda pieces: "".join(line + gap for line, gap in pieces)
)


def lines_asked_both_ways(text):
    """Yield (line, what the rules asked say, what all rules say) for each line of a page."""
    for line in lines_of(text):
        yield line, evidence_of(line, KINDS), evidence_of(line, KINDS, ANY)


@pytest.mark.parametrize("name", TEXTS)
def test_a_rule_that_is_not_asked_had_nothing_to_say(name):
    for line, asked, all_rules in lines_asked_both_ways(TEXTS[name]):
        assert asked == all_rules, line


@given(some_page)
def test_a_rule_that_is_not_asked_had_nothing_to_say_of_any_page(text):
    for line, asked, all_rules in lines_asked_both_ways(text):
        assert asked == all_rules, line


def what_is_seen_twice(line):
    """Return what a line was found to be at first sight, and what it is when all is asked."""
    text, small = line.text, line.text.lower()
    seen = {
        "label": line.label,
        "site": line.speaks_of_site,
        "byline": line.byline,
        "post by": line.is_post_by,
    }
    looked_up = {
        "label": videos.read_label(text) if line.words <= 50 else None,
        "site": words.speaks_of_site(small),
        "byline": None if line.words > 40 or line.dates else read_byline(text),
        "post by": line.words <= LONGEST_SHORT and bool(posts.POST_BY.fullmatch(text)),
    }
    if line.words <= LONGEST_SHORT:
        seen |= {"furniture": line.is_furniture, "dates": line.dates, "credit": line.credit}
        seen |= {"meta": line.meta}
        looked_up |= {
            "furniture": text.endswith("·") or words.is_furniture(small),
            "dates": read_dates(text),
            "credit": credits.credit_alone(text) if may_be_credit(line) else "",
            "meta": videos.read_meta(text) if line.words <= 14 else None,
        }
        if looked_up["meta"] and looked_up["meta"].programme and line.dates:
            looked_up["meta"] = None
    return seen, looked_up


def may_be_credit(line):
    return line.words <= 3 or (
        line.words <= 20
        and (not {":", "/", "©"}.isdisjoint(line.text) or credits.CREDIT_BEGINS.match(line.text))
    )


@pytest.mark.parametrize("name", TEXTS)
def test_the_first_look_at_a_line_misses_nothing(name):
    for line in lines_of(TEXTS[name]):
        seen, looked_up = what_is_seen_twice(line)
        assert seen == looked_up, line


@given(some_page)
def test_the_first_look_at_any_line_misses_nothing(text):
    for line in lines_of(text):
        seen, looked_up = what_is_seen_twice(line)
        assert seen == looked_up, line


@given(some_page)
def test_a_plain_sentence_is_found_to_be_the_same_by_a_closer_look(text):
    for line in lines_of(text):
        if line.is_plain_sentence:
            at_first = line.signs
            line._look()
            assert line._signs() == at_first, line
            assert line.ends_sentence
            assert not line.ends_open
            assert not line.is_heading


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"with files from|additional reporting", {"with fil", "addition"}),
        (r"(?:more )?tags?:?", {"more tag", "tag", "tags", "tag:", "tags:"}),
        (r"\W*(?:by|par)\b.*", {"by\1", "par\1"}),
        (r"(?:[—-]\s*)?by\b.*", {"by\1"}),
        (r"\[(?:read|watch): .*", {"read: ", "watch: "}),
        (r".{0,9}late", {"", "late"}),
    ],
)
def test_a_pattern_tells_with_which_letters_it_begins(pattern, letters):
    assert beginnings(re.compile(pattern)) == letters


# Patterns that are not only matched against whole lines.
AT_THE_BEGINNING = (
    S.OF_SITE
    | S.THANKS
    | S.CORRECTION
    | S.SHOWN
    | S.SPECIAL
    | S.TIME
    | S.ARTICLE
    | S.OF_PHOTO
    | S.BY
)


@given(some_line.map(str.strip).filter(bool))
def test_a_line_that_a_pattern_matches_begins_like_it(line):
    small = line.lower()
    for flag, patterns in BEGINNINGS.patterns.items():
        for pattern in patterns:
            match = pattern.match if flag & AT_THE_BEGINNING else pattern.fullmatch
            if match(line) or match(small):
                assert BEGINNINGS.of(small) & flag, pattern


def test_a_page_is_read_the_same_whatever_was_read_before():
    pages = [lines_of(text) for text in TEXTS.values()]
    first = [findings(page) for page in pages]
    random.Random(5).shuffle(order := list(range(len(pages))))
    for place in order:
        assert findings(pages[place]) == first[place]


def calls_of_reading(contents):
    """Return (calls of our functions, calls of rules, lines) of reading seeds (bytes)."""
    rules = {rule.__code__ for _, rule in HEAD_RULES}
    calls = of_rules = 0

    def count(frame, event, _):
        nonlocal calls, of_rules
        if event == "call":
            calls += 1
            asked = frame.f_back and frame.f_back.f_code is evidence_of.__code__
            of_rules += bool(asked and frame.f_code in rules)

    lines = sum(len(lines_of(content.decode())) for content in contents)
    for content in contents:  # what is worked out but once
        seed.read(content)
    sys.setprofile(count)
    try:
        for content in contents:
            seed.read(content)
    finally:
        sys.setprofile(None)
    return calls, of_rules, lines


@pytest.mark.parametrize("begin", [".txt", "benchmark"])
def test_a_line_of_a_story_is_read_with_few_calls(begin):
    texts = [text for name, text in TEXTS.items() if begin in name and name not in NAMES]
    calls, of_rules, lines = calls_of_reading([text.encode() for text in texts])
    assert of_rules < 6 * lines  # of 29
    assert calls < 50 * lines


def test_most_rules_say_what_they_need():
    silent = [kind for kind, rule in RULES if needs_of(rule) == needs_of(None)]
    assert set(silent) == {Kind.UNPLACED, Kind.PARAGRAPH}
