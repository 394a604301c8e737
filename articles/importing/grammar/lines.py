"""The non-blank lines of a page, each with what can be seen of it and of its neighbours."""

import re
from itertools import pairwise

from django.utils.functional import cached_property

from articles.importing.dates import Dates, read_dates
from articles.importing.grammar import words
from articles.importing.grammar.beginnings import QUOTES
from articles.importing.grammar.bylines import is_name, read_byline
from articles.importing.grammar.credits import (
    CREDIT_BEGINS,
    LABEL,
    credit_alone,
    ends_shouted,
    split_caption,
)  # fmt: skip
from articles.importing.grammar.datelines import split_dateline
from articles.importing.grammar.descriptions import shows
from articles.importing.grammar.places import LONGEST_SHORT
from articles.importing.grammar.posts import POST_BY
from articles.importing.grammar.rows import rows_of
from articles.importing.grammar.signs import BEGINNINGS, Sign, signs_of
from articles.importing.grammar.videos import may_end_with_age, read_label, read_meta

_DIGIT = re.compile(r"\d")
_TWO_LETTERS = re.compile(r"[^\W\d_].*?[^\W\d_]")
SENTENCE_ENDS = (".", "!", "?", "…", "。", "؟", "۔")
CLOSING = "\"'”’»)] "
_OPEN_ENDS = (",", ":", ";", "—", "–")
_CREDIT_LABEL = re.compile(rf"(?:{LABEL})(?: by| de)?\s?$")
CREDIT_WITHIN = 160  # characters from the end
LONGEST_CAPTION = 120  # words
ENOUGH_FOR_TEXT = 18  # words: no heading, link or tag has as many
DATELINE_WITHIN = 20  # lines
LONGEST_HEADING = 14  # words, more or less
BELOW_BIO = 6  # lines below the heading of a note on the author that belong to it
# What a line of more words is not, known without asking.
_NOT_SHORT = {
    "credit": "", "dates": None, "meta": None, "is_furniture": False, "is_heading": False,
    "heads_related": False, "heads_tags": False, "is_post_by": False, "names_speaker": False,
}  # fmt: skip
# What a line of plain words is not: one with no sign in it that parts names, figures or labels.
_find_signs = re.compile(r"[:/©|·•@()\[\]]").findall
_PLAIN_WORDS = {"dates": None, "meta": None, "is_post_by": False}
_PLAIN_SENTENCE = _PLAIN_WORDS | {
    "credit": "", "byline": None, "is_heading": False, "names_speaker": False
}  # fmt: skip
_NO_PLAIN_WORDS = Sign.TIME | Sign.OF_PHOTO | Sign.POST_BY | Sign.BY | Sign.LABEL


class Line:
    """A non-blank line. `number` counts all lines of the source from 1, `index` these from 0.

    A sentence that the source wraps is one Line, up to the source line `last`. `previous` and
    `next` are the Lines around it, or None.
    """

    previous = next = None
    repeated = repeats = False  # the same words stand further down, further up
    sureness = 1.0  # that it is of the kind it was read as, 0 to 1
    from_end = 0
    page_has_gaps = True
    gap_before = gap_after = True  # a blank line, or nothing, stands there
    # True where it stands directly at the next line, the previous one, on a page that leaves gaps.
    joins_next = joins_previous = False
    # In a run of short lines below one that ends with a colon, below `Highlights` or the like.
    below_colon = below_points = False
    heads_points = False  # a heading above what the story says in short
    below_bio = 0  # more the nearer it stands below the heading of a note on the author
    above_dateline = False  # the text that begins with a place and a dash stands below
    text_below = True  # a line of the text, or of its notes, stands somewhere below
    questions = 0  # short lines of the page that end with a question mark

    def __init__(self, number, last, index, text):
        self.number, self.last, self.index, self.text = number, last, index, text
        self.words = text.count(" ") + 1
        self.small = text.lower()
        self.bare_end = text.rstrip(CLOSING)
        self.ends_sentence = self.bare_end.endswith(SENTENCE_ENDS)
        # True where it ends as no heading does: with a comma, colon, dash or semicolon.
        self.ends_open = text.endswith(_OPEN_ENDS)
        self.parts = _find_signs(text)  # signs that part names, figures or labels
        self.begins = begins = BEGINNINGS.of(self.small)
        # Of a video.
        self.label = read_label(text) if begins & Sign.LABEL and self.words <= 50 else None
        self.caption = self._caption()
        self.speaks_of_site = words.speaks_of_site(self.small, begins & Sign.OF_SITE)
        if self.words > LONGEST_SHORT:
            self.__dict__.update(_NOT_SHORT)
        elif not begins & _NO_PLAIN_WORDS and self._is_of_plain_words():
            is_sentence = self.words > 8 and text[-1] == "."
            self.__dict__.update(_PLAIN_SENTENCE if is_sentence else _PLAIN_WORDS)
        self.signs = signs_of(self)  # what it shows at first sight

    def __repr__(self):
        return f"Line({self.number}: {self.text[:40]!r})"

    def _is_of_plain_words(self):
        """True for words without a sign in them, and without a figure or capitals at their ends."""
        text, small = self.text, self.small
        return not (
            self.parts
            or not text[0].isalpha() and text[0] not in QUOTES
            or text[-1].isdigit()
            or text[-2:].isupper()
            or (self.words <= 14 and may_end_with_age(small))
            or (self.begins & Sign.ARTICLE and ("ago" in small or "las" in small))
        )

    @property
    def is_worded(self):
        """True for a line that begins with a word or a quotation, not with a figure or sign."""
        return self.text[0].isalpha() or self.text[0] in QUOTES

    @property
    def alone(self):
        return self.gap_before and self.gap_after

    @property
    def alone_with_next(self):
        return self.gap_before and not self.gap_after and self.next.gap_after

    @cached_property
    def heads_related(self):
        """True for a heading above links to other stories."""
        if self.words > 9 or not (self.begins & Sign.RELATED_HEADING or self.words == 3):
            return False
        small = self.small.strip(" :")
        return bool(words.RELATED_HEADING.fullmatch(small) or words.LATEST_OF_HOUSE.fullmatch(small))

    @cached_property
    def heads_tags(self):
        may_be = self.words <= 6 and self.begins & Sign.TAGS
        return bool(may_be) and bool(words.TAGS_HEADING.fullmatch(self.small))

    @cached_property
    def is_heading(self):
        """True for what reads like a heading of some kind: short, and no sentence."""
        return (
            not self.ends_open
            and not self.bare_end.endswith((".", "!", "…"))
            and bool(_TWO_LETTERS.search(self.text))
            and not self.is_furniture
        )

    @cached_property
    def looks_shown(self):
        """True for a line that describes what can be seen, as alt texts do."""
        return self.words <= 60 and shows(self.text) and not self.label

    @cached_property
    def has_digit(self):
        return _DIGIT.search(self.text) is not None

    def _caption(self):
        """Return Caption(words, credit) if the line ends with a credit, else None."""
        if self.words > LONGEST_CAPTION or not _may_hold_credit(self.text[-CREDIT_WITHIN:], self.parts):
            return None
        if self.words <= 12 and "/" in self.text and self.credit:
            return None  # it is nothing but a credit
        found = split_caption(self.text)
        return found if found.credit and found.words else None

    @cached_property
    def credit(self):
        """Return the credit, if the line is nothing else, or ''."""
        if self.words > 20 or (self.words > 3 and not _may_be_credit(self.text)):
            return ""
        return credit_alone(self.text)

    @cached_property
    def dates(self) -> Dates | None:
        return read_dates(self.text)

    @cached_property
    def meta(self):
        """Return the video Meta of the line (age, length), or None."""
        found = read_meta(self.text) if self.words <= 14 else None
        return None if found and found.programme and self.dates else found

    @cached_property
    def is_furniture(self):
        """True for what sites print around their stories, and no story does."""
        may_begin = self.begins & Sign.FURNITURE
        return self.text.endswith("·") or words.is_furniture(self.small, may_begin)

    @cached_property
    def is_post_by(self):
        """True for the line below a post, or a quotation, that says whose it is."""
        return bool(self.begins & Sign.POST_BY and POST_BY.fullmatch(self.text))

    @cached_property
    def names_speaker(self):
        """True for the line below a pulled quotation: a name, perhaps with an office."""
        short = self.words <= 12 and not self.ends_sentence
        return short and is_name(self.text.partition(",")[0])

    @cached_property
    def echoes(self):
        """True if an earlier, longer line holds the same words: it is pulled out of the text."""
        said = self.text.strip("\"“”«»‘’' ")
        before = self.previous
        while before:
            if len(before.text) > len(said) + 5 and said in before.text:
                return True
            before = before.previous
        return False

    @cached_property
    def byline(self):
        if self.words > 40 or self.dates:  # what is a date throughout names nobody
            return None
        return read_byline(self.text)


def _may_be_credit(text):
    return ":" in text or "/" in text or "©" in text or bool(CREDIT_BEGINS.match(text))


def _may_hold_credit(tail, parts):
    """Answer the cheap question before the dear ones: most lines hold no credit."""
    # One look for each sign is much faster than a set or a pattern that tries each character.
    if parts and (")" in tail or "/" in tail or "]" in tail or "|" in tail or "©" in tail):
        return True
    colon = tail.find(":") if parts else -1
    while colon >= 0:
        if _CREDIT_LABEL.search(tail[max(0, colon - 24) : colon]):
            return True
        colon = tail.find(":", colon + 1)
    return (
        "Credit " in tail
        or "PHOTO " in tail
        or "Image " in tail
        or ((tail[-1].isupper() or tail[-1] in "»”") and ends_shouted(tail))
    )


def lines_of(text):
    """Return the list of non-blank Lines of `text`, white space made single."""
    lines = [Line(first, last, index, text) for index, (first, last, text) in enumerate(rows_of(text))]
    _link(lines)
    _count(lines)
    return lines


def _link(lines):
    """Tell each line what stands around it."""
    gaps = 1
    for before, after in pairwise(lines):
        before.next, after.previous = after, before
        # Pieces of one source line stand apart as much as if blank lines were between them.
        before.gap_after = after.gap_before = after.number != before.last + 1
        gaps += before.gap_after
        if before.below_bio:
            after.below_bio = before.below_bio - 1
        may_head = before.begins & Sign.HEADS_NOTE
        if may_head and (before.words <= 5 or (before.words <= 10 and before.text.startswith("Our Standards"))):
            before.heads_points = bool(words.POINTS_HEADING.fullmatch(before.small))
            if words.BIO_HEADING.fullmatch(before.small):
                after.below_bio = BELOW_BIO
        if before.heads_points or (before.below_points and before.words <= 30):
            after.below_points = True
        if before.text[-1] == ":" or (before.below_colon and before.words <= 30):
            after.below_colon = True
    has_gaps = gaps * 4 > len(lines)
    for line in lines:
        line.page_has_gaps = has_gaps
        if has_gaps:
            line.joins_next, line.joins_previous = not line.gap_after, not line.gap_before


def _count(lines):
    """Tell each line its place from the end, and what the page says twice or asks."""
    last_seen = {line.text: line.index for line in lines}
    seen = set()
    questions = sum([line.words <= 24 and line.text[-1] == "?" for line in lines])
    last = len(lines) - 1
    for line in lines:
        text = line.text
        line.questions = questions
        line.from_end = last - line.index
        if text in seen:
            line.repeats = True
        seen.add(text)
        if last_seen[text] > line.index:
            line.repeated = True
    for line in reversed(lines):
        line.text_below = False
        if line.words >= ENOUGH_FOR_TEXT or line.ends_sentence:
            break
    _mark_dateline(lines)


def _mark_dateline(lines):
    """Mark what stands above the text, where one of the first long lines begins with a place."""
    long = [line for line in lines[:DATELINE_WITHIN] if line.words > LONGEST_HEADING][:3]
    for line in long:
        if split_dateline(line.text)[0]:
            for above in lines[: line.index]:
                above.above_dateline = True
            return


