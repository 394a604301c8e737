"""The non-blank lines of a page, each with what can be seen of it and of its neighbours."""

import re
from itertools import pairwise

from articles.importing.dates import read_dates
from articles.importing.grammar import words
from articles.importing.grammar.beginnings import QUOTES
from articles.importing.grammar.bylines import is_name, read_byline
from articles.importing.grammar.credits import (
    CREDIT_BEGINS,
    credit_alone,
    may_end_with_credit,
    split_caption,
)
from articles.importing.grammar.datelines import split_dateline
from articles.importing.grammar.descriptions import shows
from articles.importing.grammar.places import LONGEST_SHORT
from articles.importing.grammar.posts import POST_BY
from articles.importing.grammar.rows import rows_of
from articles.importing.grammar.signs import BEGINNINGS, Sign
from articles.importing.grammar.videos import may_end_with_age, read_label, read_meta

S = Sign

_DIGIT = re.compile(r"\d")
_TWO_LETTERS = re.compile(r"[^\W\d_].*?[^\W\d_]")
SENTENCE_ENDS = (".", "!", "?", "…", "。", "؟", "۔")
CLOSING = "\"'”’»)] "
_OPEN_ENDS = (",", ":", ";", "—", "–")
LONGEST_CAPTION = 120  # words
ENOUGH_FOR_TEXT = 18  # words: no heading, link or tag has as many
DATELINE_WITHIN = 20  # lines
LONGEST_HEADING = 14  # words, more or less
FEW = 5  # words
BELOW_BIO = 6  # lines below the heading of a note on the author that belong to it

# Signs that part names, figures or labels. Words without one, and without a figure or capitals at
# their ends, are neither dates nor a length nor who posted something, whatever they say.
_parts_in = re.compile(r"[:/©|·•@()\[\]]").findall
_MORE_THAN_WORDS = S.TIME | S.OF_PHOTO | S.POST_BY | S.BY | S.LABEL

_FIRST_LETTERS_ALONE = ~(S.LABEL | S.OF_SITE)  # of these the line itself is sure

_FEATURES = {}


def feature(look):
    """Make of `look` an attribute of Line that is looked for when it is first asked for."""
    _FEATURES[look.__name__] = look
    return look


@feature
def heads_related(line):
    """Return whether it is a heading above links to other stories."""
    if line.words > 9 or not (line.begins & S.RELATED_HEADING or line.words == 3):
        return False
    small = line.small.strip(" :")
    return bool(words.RELATED_HEADING.fullmatch(small) or words.LATEST_OF_HOUSE.fullmatch(small))


@feature
def heads_tags(line):
    may_be = line.words <= 6 and line.begins & S.TAGS
    return bool(may_be and words.TAGS_HEADING.fullmatch(line.small))


@feature
def is_heading(line):
    """Return whether it reads like a heading of some kind: short, and no sentence."""
    return (
        line.words <= LONGEST_SHORT
        and not line.ends_open
        and not line.bare_end.endswith((".", "!", "…"))
        and _TWO_LETTERS.search(line.text) is not None
        and not line.is_furniture
    )


@feature
def looks_shown(line):
    """Return whether it describes what can be seen, as alt texts do."""
    return line.words <= 60 and shows(line.text) and not line.label


@feature
def has_digit(line):
    return _DIGIT.search(line.text) is not None


@feature
def credit(line):
    """Return the credit, if the line is nothing else, or ''."""
    if line.words > 20:
        return ""
    if line.words > 3 and not (
        ":" in line.parts or "/" in line.parts or "©" in line.parts
        or (line.begins & S.OF_PHOTO and CREDIT_BEGINS.match(line.text))
    ):  # fmt: skip
        return ""
    return credit_alone(line.text, line.begins & S.CREDIT_LABEL)


@feature
def dates(line):
    """Return the Dates that the line is throughout, or None."""
    text = line.text
    may_be = (
        line.begins & (S.TIME | S.ARTICLE)
        or text[0].isdigit()
        or text[-1].isdigit()
        or text[-2:].isupper()
    )
    return read_dates(text) if may_be and line.words <= LONGEST_SHORT else None


@feature
def meta(line):
    """Return the video Meta of the line (age, length), or None."""
    found = read_meta(line.text) if line.words <= 14 else None
    return None if found and found.programme and line.dates else found


@feature
def is_furniture(line):
    """Return whether it is what sites print around their stories, and no story does."""
    if line.words > LONGEST_SHORT:
        return False
    if line.text[-1] == "·":
        return True
    return words.is_furniture(line.small, line.begins & S.FURNITURE, line.held)


@feature
def is_post_by(line):
    """Return whether it says, below a post or a quotation, whose that is."""
    return bool(line.begins & S.POST_BY and POST_BY.fullmatch(line.text))


@feature
def names_speaker(line):
    """Return whether it is, below a pulled quotation, a name, perhaps with an office."""
    short = line.words <= 12 and not line.ends_sentence
    return short and is_name(line.text.partition(",")[0])


@feature
def echoes(line):
    """Return whether an earlier, longer line holds the same words: this is pulled out of it."""
    said = line.text.strip("\"“”«»‘’' ")
    before = line.previous
    while before:
        if len(before.text) > len(said) + 5 and said in before.text:
            return True
        before = before.previous
    return False


@feature
def byline(line):
    """Return the Byline that the line is, or None."""
    if line.words > 40 or line.dates:  # what is a date throughout names nobody
        return None
    return read_byline(line.text)


class Line:
    """A non-blank line. `number` counts all lines of the source from 1, `index` these from 0.

    A sentence that the source wraps is one Line, up to the source line `last`. `previous` and
    `next` are the Lines around it, or None. `begins` and `signs` are flags of Sign.
    """

    __slots__ = (
        "number", "last", "index", "text", "words", "small", "bare_end", "parts", "begins", "signs",
        "held",  # what of FURNITURE_HOLDS stands anywhere on its page
        "ends_sentence",
        "ends_open",  # as no heading does: with a comma, colon, dash or semicolon
        "label",  # of a video
        "caption",  # Caption(words, credit) if the line ends with a credit, else None
        "speaks_of_site",
        "sureness",  # that it is of the kind it was read as, 0 to 1
        "previous", "next", "from_end",
        "repeated", "repeats",  # the same words stand further down, further up
        "page_has_gaps",
        "gap_before", "gap_after",  # a blank line, or nothing, stands there
        # True where it stands directly at the next line, the previous one, on a page with gaps.
        "joins_next", "joins_previous",
        # In a run of short lines below one that ends with a colon, below `Highlights` or the like.
        "below_colon", "below_points",
        "heads_points",  # a heading above what the story says in short
        "below_bio",  # more the nearer it stands below the heading of a note on the author
        "above_dateline",  # the text that begins with a place and a dash stands below
        "text_below",  # a line of the text, or of its notes, stands somewhere below
        "questions",  # short lines of the page that end with a question mark
        *_FEATURES,
    )  # fmt: skip

    def __init__(self, number, last, index, text, held=words.FURNITURE_HOLDS):
        self.number, self.last, self.index, self.text = number, last, index, text
        self.held = held
        self.words = length = text.count(" ") + 1
        self.small = small = text.lower()
        self.bare_end = text.rstrip(CLOSING)
        self.ends_sentence = self.bare_end.endswith(SENTENCE_ENDS)
        self.ends_open = text.endswith(_OPEN_ENDS)
        self.parts = parts = _parts_in(text)
        self.begins = begins = BEGINNINGS.of(small)
        self.label = read_label(text) if begins & S.LABEL and length <= 50 else None
        self.speaks_of_site = words.speaks_of_site(small, begins & S.OF_SITE)
        self.caption = None
        if length > LONGEST_SHORT:
            self.dates = self.meta = None
            self.credit = ""
            self.is_furniture = self.is_heading = self.heads_related = self.names_speaker = False
        elif parts or begins & _MORE_THAN_WORDS or not self._is_words_alone():
            self.dates = dates(self)
            self.meta, self.credit, self.is_post_by = meta(self), credit(self), is_post_by(self)
        else:
            self.dates = self.meta = None
            self.is_post_by = False
            if length > 3:
                self.credit = ""
            if length > 8 and (length > 14 or text[-1] == "."):
                self.byline = None
        if length <= LONGEST_CAPTION and may_end_with_credit(text, parts):
            self.caption = self._caption()
        self.signs = self._signs()
        self.previous = self.next = None
        self.gap_before = self.gap_after = self.page_has_gaps = self.text_below = True
        self.joins_next = self.joins_previous = self.repeated = self.repeats = False
        self.below_colon = self.below_points = self.heads_points = self.above_dateline = False
        self.below_bio = self.from_end = self.questions = 0
        self.sureness = 1.0

    def __getattr__(self, name):
        if (look := _FEATURES.get(name)) is None:
            raise AttributeError(name)
        value = look(self)
        setattr(self, name, value)
        return value

    def __repr__(self):
        return f"Line({self.number}: {self.text[:40]!r})"

    def _is_words_alone(self):
        """True for words without figure or capitals at their ends, that name no age."""
        text, small = self.text, self.small
        return not (
            not (text[0].isalpha() or text[0] in QUOTES)
            or text[-1].isdigit()
            or text[-2:].isupper()
            or (self.words <= 14 and may_end_with_age(small))
            or (self.begins & S.ARTICLE and ("ago" in small or "las" in small))
        )

    def _caption(self):
        if self.words <= 12 and "/" in self.parts and self.credit:
            return None  # it is nothing but a credit
        if self.dates:
            return None
        found = split_caption(self.text)
        return found if found.credit and found.words else None

    def _signs(self):
        """Return the flags of what the line shows, whatever stands around it."""
        found = self.begins & _FIRST_LETTERS_ALONE
        if self.label is not None:
            found |= S.LABEL
        if self.caption is not None:
            found |= S.CAPTION
        if self.speaks_of_site:
            found |= S.OF_SITE
        if ":" in self.parts:
            found |= S.COLON
        if self.words > LONGEST_SHORT:
            return found
        self.is_furniture = furnished = is_furniture(self)
        if furnished:
            found |= S.FURNISHED
        if self.words <= FEW:
            found |= S.FEW
        self.names_speaker = speaker = self.words <= 12 and names_speaker(self)
        if speaker or self.is_post_by:
            found |= S.SPEAKER
        if self.credit:
            found |= S.CREDIT
        if self.meta is not None:
            found |= S.META
        self.heads_related = heads_related(self)
        return found

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


def lines_of(text):
    """Return the list of non-blank Lines of `text`, white space made single."""
    rows = rows_of(text)
    held = words.held_in([row[-1] for row in rows])
    lines = [Line(first, last, at, text, held) for at, (first, last, text) in enumerate(rows)]
    _link(lines)
    _count(lines)
    return lines


def let_go(lines):
    """Part the Lines of a page that is read: in rings, they would stay until all of memory is gone through."""
    for line in lines:
        line.previous = line.next = None


def _link(lines):
    """Tell each line what stands around it."""
    gaps = 1
    for before, after in pairwise(lines):
        before.next, after.previous = after, before
        # Pieces of one source line stand apart as much as if blank lines were between them.
        before.gap_after = after.gap_before = gap = after.number != before.last + 1
        gaps += gap
        if before.below_bio:
            after.below_bio = before.below_bio - 1
        if before.begins & S.HEADS_NOTE:
            _see_heading_of_note(before, after)
        if before.heads_points or (before.below_points and before.words <= 30):
            after.below_points = True
        if before.text[-1] == ":" or (before.below_colon and before.words <= 30):
            after.below_colon = True
    if gaps * 4 > len(lines):
        for line in lines:
            line.joins_next, line.joins_previous = not line.gap_after, not line.gap_before
    else:
        for line in lines:
            line.page_has_gaps = False


def _see_heading_of_note(line, after):
    if line.words <= 5 or (line.words <= 10 and line.text.startswith("Our Standards")):
        line.heads_points = bool(words.POINTS_HEADING.fullmatch(line.small))
        if words.BIO_HEADING.fullmatch(line.small):
            after.below_bio = BELOW_BIO


def _count(lines):
    """Tell each line its place from the end, and what the page says twice or asks."""
    questions = sum([line.text[-1] == "?" and line.words <= 24 for line in lines])
    last = len(lines) - 1
    seen = {}
    for line in lines:
        line.questions = questions
        line.from_end = last - line.index
        before = seen.setdefault(line.text, line)
        if before is not line:
            line.repeats = before.repeated = True
            seen[line.text] = line
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
