"""A page as plain text, cut into rows: lines without wrapping or captions run into them."""

import html
import re
from itertools import pairwise

from articles.importing.grammar import words

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d{0,2});")


# A line this long that goes on in lower case was wrapped by the program it was copied from.
WRAPPED_FROM = 40
# A text is taken as wrapped throughout where no line is longer and many are nearly as long.
WIDEST_WRAP = 100
NEARLY = 16

# What a screen reader is told begins in lower case, and goes on with nothing.
_READ_ALOUD = re.compile(r"(?:end of )?list\b|(?:hide|toggle) caption")

# Only a line this long, in characters, can be text with captions run into it.
LONG_BLOCK = 250
_RUN_IN = re.compile(
    r"\((?P<caption>[^()]{15,300}\b(?:Photo|Photograph|Picture|Credit|Foto"
    r"|Image)s?\s?: [^()]{3,80})\)"
    r"|(?P<image>(?:Image (?:copyright"
    r"|source),? [\w .&/'’-]{2,60}? )?Image caption,? [^.!?]{5,300}[.!?])"
)


def rows_of(text):
    """Return [(first source line, last, words)] of the non-blank lines, white space made single."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _unwrapped(_cleaned(text))
    if "&" in text and _ENTITY.search(text):
        found = [(first, last, _clean(html.unescape(words))) for first, last, words in found]
    if "(" in text or "Image caption" in text:
        found = [
            piece
            for row in found
            for piece in (_without_captions(*row) if len(row[2]) >= LONG_BLOCK else (row,))
        ]
    return found


def _cleaned(text):
    """Return the list of the lines of a text, blank ones too, white space made single."""
    # No space but the plain one is printable; most lines hold no two in a row.
    return [
        raw and (raw.strip(" ") if raw.isprintable() and "  " not in raw else _clean(raw))
        for raw in text.split("\n")
    ]


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
    if len(before) < WRAPPED_FROM or not text[0].islower() or before.endswith((")", "]")):
        return False
    return not (_READ_ALOUD.match(text) or words.is_furniture(text))


def _without_captions(first, last, text):
    """Return [(first, last, piece)]: text is cut before and after captions run into it."""
    if not (("(" in text or "Image caption" in text) and _RUN_IN.search(text)):
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
    pairs = list(pairwise(lengths))
    full = sum(1 for here, after in pairs if after and here > widest - NEARLY)
    joined = sum(1 for here, after in pairs if here >= WRAPPED_FROM and after)
    return widest if full >= 3 and full * 3 > joined * 2 else 0


def _clean(raw):
    if raw.isprintable():
        return " ".join(raw.split())
    # No-break and other wide spaces become spaces: dropped, they would glue words together.
    return " ".join(_INVISIBLE.sub("", raw).split())
