"""The non-blank lines of a page, each with what can be seen of it and of its neighbours."""

import html
import re
from functools import cached_property

from articles.importing.dates import Dates, read_dates
from articles.importing.grammar.bylines import read_byline
from articles.importing.grammar.credits import credit_alone, split_caption

_LINE_END = re.compile(r"\r\n|\r|\n")
# No-break and other wide spaces become spaces: dropped, they would glue words together.
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")
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
# What a line must hold somewhere to name a credit.
_CREDIT_SIGN = re.compile(r"[)\]]\W*$|[/:©|]|Image |Photo|Credit ")


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
        return any(map(str.isdigit, self.text))

    @cached_property
    def caption(self):
        """Return Caption(words, credit) if the line ends with a credit, else None."""
        if not _CREDIT_SIGN.search(self.text):
            return None
        found = split_caption(self.text)
        return found if found.credit and found.words else None

    @cached_property
    def credit(self):
        """Return the credit, if the line is nothing else, or ''."""
        return credit_alone(self.text) if self.words <= 20 else ""

    @cached_property
    def dates(self) -> Dates | None:
        return read_dates(self.text) if self.words <= 24 else None

    @cached_property
    def echoes(self):
        """True if an earlier, longer line holds the same words: it is pulled out of the text."""
        words = self.text.strip("\"“”«»‘’' ")
        before = self.previous
        while before:
            if len(before.text) > len(words) + 5 and words in before.text:
                return True
            before = before.previous
        return False

    @cached_property
    def byline(self):
        return read_byline(self.text) if self.words <= 40 else None


def lines_of(text):
    """Return the list of non-blank Lines of `text`, white space made single."""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    found = _unwrapped([_clean(raw) for raw in _LINE_END.split(text)])
    found = [piece for row in found for piece in _without_captions(*row)]
    lines = [Line(first, last, index, words) for index, (first, last, words) in enumerate(found)]
    for before, after in zip(lines, lines[1:], strict=False):
        before.next, after.previous = after, before
    has_gaps = sum(line.gap_after for line in lines) * 4 > len(lines)
    last_seen = {line.text: line.index for line in lines}
    seen = set()
    questions = sum(1 for line in lines if line.text.endswith("?") and line.words <= 24)
    for line in lines:
        line.questions = questions
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
    for number, words in enumerate(cleaned, start=1):
        if not words:
            latest = ""
            continue
        if latest and _goes_on(found[-1][2], latest, words, width):
            first, _, before = found[-1]
            found[-1] = (first, number, f"{before} {words}")
        else:
            found.append((number, number, words))
        latest = words
    return found


def _goes_on(before, latest, words, width):
    if width:
        # The next word would not have fitted: that is why the line ends here.
        return len(latest) + 1 + len(words.split(" ", 1)[0]) > width
    return len(before) >= WRAPPED_FROM and words[0].islower() and not before.endswith((")", "]"))


def _without_captions(first, last, words):
    """Return [(first, last, piece)]: text with captions run into it is cut before and after each."""
    if len(words) < LONG_BLOCK or not _RUN_IN.search(words):
        return [(first, last, words)]
    pieces, at = [], 0
    for found in _RUN_IN.finditer(words):
        # A caption in brackets loses them: its credit is what they end with.
        pieces += [words[at : found.start()], found["caption"] or found["image"]]
        at = found.end()
    return [(first, last, piece.strip()) for piece in (*pieces, words[at:]) if piece.strip()]


def _width_of_wrap(cleaned):
    """Return the width to which the page was wrapped, in characters, or 0."""
    lengths = [len(words) for words in cleaned]
    widest = max(lengths, default=0)
    if not 50 <= widest <= WIDEST_WRAP:
        return 0
    pairs = list(zip(lengths, lengths[1:], strict=False))
    full = sum(1 for here, after in pairs if after and here > widest - NEARLY)
    joined = sum(1 for here, after in pairs if here >= WRAPPED_FROM and after)
    return widest if full >= 3 and full * 3 > joined * 2 else 0


def _clean(raw):
    return _SPACES.sub(" ", _INVISIBLE.sub("", raw)).strip()
