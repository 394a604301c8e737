"""What speaks for the text itself: paragraphs, subheads, lists, entries of a live page, posts."""

import re

from articles.importing.grammar import lists, words
from articles.importing.grammar.evidence.tail import bar_label, labelled_related
from articles.importing.grammar.places import LONG
from articles.importing.grammar.signs import Sign, below, needs

S = Sign

_CLOCK = re.compile(
    r"\d{1,2}(?:[:.h]| h )\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:[A-Z]{2,4}|Uhr))?"
    r"|\d{1,2} ?[ap]\.?m\.?(?: [A-Z]{2,4})?",
    re.IGNORECASE,
)
_QUESTION_MARK = re.compile(r"(?:Q|A|F|R|P)[:.]\s")
_SPOKEN = re.compile(
    r"[,.!?]?[\"”»’']\s*,?\s*(?:\w+ )?(?:said|says|asked|told|added|dit|a dit|sagte|dijo|disse)\b"
    r"|\b(?:said|says|asked) \w+"
)


# `($1 = 0.92 euros)`, as agencies print it below a figure.
_RATE = re.compile(r"\(?[$€£¥]\s?1\s?=\s?[\d.,]+ .{2,30}")


def paragraph(line):
    if line.words <= 8 and "1 =" in line.text and _RATE.fullmatch(line.text):
        return 8
    if line.words > LONG:
        site = 4 if line.speaks_of_site else 0
        return 4 - (3 if line.caption and line.words <= 110 else 0) - site
    if line.is_furniture or (line.words < 2 and not line.ends_sentence):
        return None
    score = 3 if line.words >= 14 else 2 if line.words >= 8 else 1
    if not line.ends_sentence and not _names_who_speaks(line.text):
        score -= 1 if line.text.endswith((":", "—", "–", ",")) else 4 if line.words <= 20 else 2
    if line.caption:
        score -= 5
    if line.label or line.dates:
        score -= 4
    last = line.text[-1]
    if last == "?" and line.words <= 14 and line.alone:
        # One of several questions: links to other stories.
        score -= 4 if not line.text_below or (line.next and _heads_nothing(line.next)) else 0
    if last == ":" and words.CORRECTION_HEADING.fullmatch(line.text):
        score -= 4
    return score - 4 if line.speaks_of_site else score


def _names_who_speaks(text):
    """True for an interview that names them by letter: `Q: Will it help?`."""
    return text[1:2] in (":", ".") and bool(_QUESTION_MARK.match(text))


@needs(S.HEADING)
def subhead(line):
    if _names_who_speaks(line.text):
        return None
    asks = line.text.endswith("?")
    if (
        line.words > (24 if asks else 16)
        or len(line.text) > (140 if asks else 110)
        or not line.is_heading
    ):
        return None
    if line.label or line.dates or line.credit or line.heads_related:
        return None
    if bar_label(line):
        return None
    if (
        not line.is_worded
        and (item := lists.SIGN.fullmatch(line.text))
        and not (item["number"] and line.alone and _apart(line))
    ):
        return None
    score = 4 if line.words <= 8 else 3 if line.words <= 10 else 1
    if asks and line.questions >= 3:
        score = 6  # the page is a list of questions and answers
    if line.caption:
        score -= 4
    if not line.text_below or _heads_nothing(line.next):
        score -= 4
    if line.joins_previous or line.joins_next:
        score -= 1
    if line.next and line.next.words < 4:
        score -= 1
    if line.byline:
        score -= 6 if line.byline.led else 3 if line.byline.dates else 1
    if line.text[0] in "\"“«‘'" and _SPOKEN.search(line.text):
        score -= 5
    before = line.previous
    if before and before.words <= 16 and before.is_heading and not labelled_related(before):
        score -= 2
    return score - (line.words == 1)


def _heads_nothing(after):
    """True if the line below is one more line like a heading, and no part of a photo."""
    return (
        4 <= after.words <= 16
        and after.alone
        and after.is_heading
        and not (after.ends_sentence or after.caption or after.label or after.looks_shown)
        and not (after.next and (after.next.caption or after.next.credit or after.next.meta))
    )


@needs(S.MARKED | S.IN_LIST)
def list_item(line):
    if (item := lists.SIGN.fullmatch(line.text)) and not words.SEPARATOR.fullmatch(line.text):
        if words.CORRECTION_TEXT.match(item["item"]):
            return None
        return 2 if item["number"] and not line.ends_sentence and _apart(line) else 8
    place = _place_after_colon(line)
    if line.text.isdecimal():
        return None
    if place is None or line.text[0] in "\"“«‘'":
        return None
    return 4 if line.joins_previous or line.joins_next or not line.ends_sentence else 2


def _apart(line):
    """True if neither neighbour is an item of a list: a number alone counts chapters."""
    around = (line.previous, line.next)
    return not any(other and lists.SIGN.fullmatch(other.text) for other in around)


def _place_after_colon(line):
    """Return how far below a line that ends with a colon it stands in a run of short ones."""
    if not (line.below_colon or line.below_points):
        return None
    if line.words > 22 or line.caption or line.label or (line.byline and line.byline.led):
        return None
    place, before = 0, line.previous
    first = line
    while before and place < 12:
        if before.heads_related:
            return None
        if (before.text.endswith(":") and not before.label) or before.heads_points:
            # A list has at least two items, and they are of one kind.
            if lists.SIGN.fullmatch(first.text):
                return None
            second = first.next
            alike = second and second.words <= 30 and second.ends_sentence == first.ends_sentence
            return place if alike and (before.words >= 4 or before.heads_points) else None
        if before.words > 30 or (before.gap_after and not first.page_has_gaps):
            return None
        if before.ends_sentence != line.ends_sentence:
            return None
        first, before, place = before, before.previous, place + 1
    return None


@needs(S.MARKED)
def time(line):
    if (
        len(line.text) < 4
        or not line.text.lstrip("[(")[:1].isdigit()
        or not _CLOCK.fullmatch(line.text.strip("[]() "))
    ):
        return None
    if any(map(str.isalpha, line.text)):
        return 7
    before, after = line.previous, line.next
    between = before and after and not (after.label or after.meta)
    return 5 if between and (before.text[-1] == "." or before.is_furniture) else 3


@needs(S.JOINS_NEXT | below(S.SPEAKER))
def post(line):
    after = line.next
    if after and after.is_post_by:
        return 9
    if after and after.names_speaker and line.words <= 45:
        if line.echoes:
            return 9
        if line.text[0] in '"“«' and line.text.rstrip(".")[-1] in '"”»' and line.joins_next:
            return 6
        if line.joins_next and line.alone_with_next and line.words >= 6 and line.text_below:
            return 6
    # The post itself may have several lines.
    return (
        6 if line.joins_next and after.next and after.joins_next and after.next.is_post_by else None
    )


@needs(S.SPEAKER)
def post_by(line):
    if line.is_post_by:
        return 14
    return 3 if line.names_speaker else None
