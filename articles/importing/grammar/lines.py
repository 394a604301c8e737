"""The non-blank lines of a page, each with what can be seen of it and of its neighbours."""

import html
import re

from django.utils.functional import cached_property

from articles.importing.dates import Dates, read_dates
from articles.importing.grammar import words
from articles.importing.grammar.bylines import read_byline
from articles.importing.grammar.credits import LABEL, credit_alone, split_caption
from articles.importing.grammar.videos import read_label, read_meta

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")
_DIGIT = re.compile(r"\d")
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d{0,2});")

# A line this long that goes on in lower case was wrapped by the program it was copied from.
WRAPPED_FROM = 40
# A text is taken as wrapped throughout where no line is longer and many are nearly as long.
WIDEST_WRAP = 100
NEARLY = 16

# Only a line this long, in characters, can be text with captions run into it.
LONG_BLOCK = 250
_RUN_IN = re.compile(
    r"\((?P<caption>[^()]{15,300}\b(?:Photo|Photograph|Picture|Credit|Foto|Image)s?\s?: [^()]{3,80})\)"
    r"|(?P<image>(?:Image (?:copyright|source),? [\w .&/'’-]{2,60}? )?Image caption,? [^.!?]{5,300}[.!?])"
)

SENTENCE_ENDS = (".", "!", "?", "…", "。", "؟", "۔")
CLOSING = "\"'”’»)]"
_OPEN_ENDS = (",", ":", ";", "—", "–")
# What the end of a line must hold to name a credit.
_CREDIT_SIGNS = frozenset(")]/©|")
_CREDIT_LABEL = re.compile(rf"(?:{LABEL})(?: by| de)?\s?$")
_CREDIT_ALONE_SIGN = re.compile(r"[:/©]|^[(\[]|^(?:Image|Photo|Credit)\b")
CREDIT_WITHIN = 160  # characters from the end
LONGEST_CAPTION = 120  # words


class Line:
    """A non-blank line. `number` counts all lines of the source from 1, `index` these from 0.

    A sentence that the source wraps is one Line, up to the source line `last`. `previous` and
    `next` are the Lines around it, or None.
    """

    def __init__(self, number, last, index, text):
        self.number, self.last, self.index, self.text = number, last, index, text
        self.words = text.count(" ") + 1
        self.previous = self.next = None
        self.repeated = self.repeats = False  # the same words stand further down, further up
        self.from_end = 0
        self.page_has_gaps = True
        self.below_colon = False  # in a run of short lines below one that ends with a colon
        self.questions = 0  # short lines of the page that end with a question mark

    def __repr__(self):
        return f"Line({self.number}: {self.text[:40]!r})"

    @cached_property
    def gap_before(self):
        """True if a blank line, or nothing, stands before it."""
        # Pieces of one source line stand apart as much as if blank lines were between them.
        return self.previous is None or self.previous.last != self.number - 1

    @cached_property
    def gap_after(self):
        return self.next is None or self.next.number != self.last + 1

    @property
    def joins_next(self):
        """True where it stands directly above the next line on a page that leaves gaps."""
        return self.page_has_gaps and not self.gap_after

    @property
    def joins_previous(self):
        return self.page_has_gaps and not self.gap_before

    @property
    def alone(self):
        return self.gap_before and self.gap_after

    @cached_property
    def small(self):
        """Return the text in lower case."""
        return self.text.lower()

    @cached_property
    def heads_related(self):
        """True for a heading above links to other stories."""
        return self.words <= 9 and bool(words.RELATED_HEADING.fullmatch(self.small.strip(" :")))

    @cached_property
    def heads_tags(self):
        return self.words <= 6 and bool(words.TAGS_HEADING.fullmatch(self.small))

    @cached_property
    def bare_end(self):
        return self.text.rstrip(CLOSING + " ")

    @cached_property
    def ends_sentence(self):
        return self.bare_end.endswith(SENTENCE_ENDS)

    @cached_property
    def ends_open(self):
        """True if the line ends as no heading does: with a comma, colon, dash or semicolon."""
        return self.text.endswith(_OPEN_ENDS)

    @cached_property
    def has_digit(self):
        return _DIGIT.search(self.text) is not None

    @cached_property
    def caption(self):
        """Return Caption(words, credit) if the line ends with a credit, else None."""
        if self.words > LONGEST_CAPTION or not _may_hold_credit(self.text[-CREDIT_WITHIN:]):
            return None
        found = split_caption(self.text)
        return found if found.credit and found.words else None

    @cached_property
    def credit(self):
        """Return the credit, if the line is nothing else, or ''."""
        if self.words > 20 or (self.words > 3 and not _CREDIT_ALONE_SIGN.search(self.text)):
            return ""
        return credit_alone(self.text)

    @cached_property
    def dates(self) -> Dates | None:
        return read_dates(self.text) if self.words <= 24 else None

    @cached_property
    def meta(self):
        """Return the video Meta of the line (age, length), or None."""
        return read_meta(self.text) if self.words <= 14 else None

    @cached_property
    def label(self):
        """Return the video Label of the line, or None."""
        return read_label(self.text) if self.words <= 50 else None

    @cached_property
    def is_furniture(self):
        """True for what sites print around their stories, and no story does."""
        if self.words > 24:
            return False
        return self.text.endswith("·") or words.is_furniture(self.small)

    @cached_property
    def speaks_of_site(self):
        return words.speaks_of_site(self.small)

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
        return read_byline(self.text) if self.words <= 40 else None


def _may_hold_credit(tail):
    """Answer the cheap question before the dear ones: most lines hold no credit."""
    if not _CREDIT_SIGNS.isdisjoint(tail):
        return True
    colon = tail.find(":")
    while colon >= 0:
        if _CREDIT_LABEL.search(tail[max(0, colon - 24) : colon]):
            return True
        colon = tail.find(":", colon + 1)
    return "Credit " in tail or "PHOTO " in tail or "Image " in tail


def lines_of(text):
    """Return the list of non-blank Lines of `text`, white space made single."""
    found = _unwrapped([_clean(raw) for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")])
    if "&" in text and _ENTITY.search(text):
        found = [(first, last, _clean(html.unescape(words))) for first, last, words in found]
    found = [piece for row in found for piece in _without_captions(*row)]
    lines = [Line(first, last, index, text) for index, (first, last, text) in enumerate(found)]
    for before, after in zip(lines, lines[1:], strict=False):
        before.next, after.previous = after, before
    has_gaps = sum(line.gap_after for line in lines) * 4 > len(lines)
    last_seen = {line.text: line.index for line in lines}
    seen = set()
    questions = sum(1 for line in lines if line.text.endswith("?") and line.words <= 24)
    for line in lines:
        line.questions = questions
        before = line.previous
        line.below_colon = bool(before) and (
            before.text.endswith(":") or (before.below_colon and before.words <= 30)
        )
        line.page_has_gaps = has_gaps
        line.from_end = len(lines) - 1 - line.index
        line.repeated = last_seen[line.text] > line.index
        line.repeats = line.text in seen
        seen.add(line.text)
    return lines


def _unwrapped(cleaned):
    """Return [(first number, last number, text)], sentences broken across lines joined."""
    width = _width_of_wrap(cleaned)
    found = []
    latest = ""  # the last source line, as long as it was
    for number, text in enumerate(cleaned, start=1):
        if not text:
            latest = ""
            continue
        if latest and _goes_on(found[-1][2], latest, text, width):
            first, _, before = found[-1]
            found[-1] = (first, number, f"{before} {text}")
        else:
            found.append((number, number, text))
        latest = text
    return found


def _goes_on(before, latest, text, width):
    if width:
        # The next word would not have fitted: that is why the line ends here.
        return len(latest) + 1 + len(text.split(" ", 1)[0]) > width
    return len(before) >= WRAPPED_FROM and text[0].islower() and not before.endswith((")", "]"))


def _without_captions(first, last, text):
    """Return [(first, last, piece)]: text with captions run into it is cut before and after each."""
    if len(text) < LONG_BLOCK or not _RUN_IN.search(text):
        return [(first, last, text)]
    pieces, at = [], 0
    for found in _RUN_IN.finditer(text):
        # A caption in brackets loses them: its credit is what they end with.
        pieces += [text[at : found.start()], found["caption"] or found["image"]]
        at = found.end()
    return [(first, last, piece.strip()) for piece in (*pieces, text[at:]) if piece.strip()]


def _width_of_wrap(cleaned):
    """Return the width to which the page was wrapped, in characters, or 0."""
    lengths = list(map(len, cleaned))
    widest = max(lengths, default=0)
    if not 50 <= widest <= WIDEST_WRAP:
        return 0
    pairs = list(zip(lengths, lengths[1:], strict=False))
    full = sum(1 for here, after in pairs if after and here > widest - NEARLY)
    joined = sum(1 for here, after in pairs if here >= WRAPPED_FROM and after)
    return widest if full >= 3 and full * 3 > joined * 2 else 0


def _clean(raw):
    if not raw.isprintable():
        raw = _INVISIBLE.sub("", raw)
    # No-break and other wide spaces become spaces: dropped, they would glue words together.
    return " ".join(raw.split())
