"""The non-blank lines of a page, with what can be seen of each without reading it."""

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")
# No-break and other wide spaces become spaces: dropped, they would glue words together.
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")

# A line this long that goes on in lower case was wrapped by the program it was copied from.
WRAPPED_FROM = 40

SENTENCE_ENDS = (".", "!", "?", "…", "。", "؟", "۔")
CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts all lines of the source from 1; `index` the non-blank ones from 0.

    A sentence that the source wraps is one Line, up to the source line `last`.
    """

    number: int
    last: int
    index: int
    text: str
    words: int
    gap_before: bool  # a blank line, or the start of the page, stands before it
    below: str  # the text directly below it, without a blank line between
    repeated: bool  # the same words stand again further down

    @property
    def gap_after(self):
        return not self.below

    @property
    def alone(self):
        return self.gap_before and self.gap_after

    @property
    def ends_sentence(self):
        return self.text.rstrip(CLOSING).endswith(SENTENCE_ENDS)

    @property
    def ends_open(self):
        """True if the line ends as no heading does: with a comma, colon, dash or semicolon."""
        return self.text.endswith((",", ":", ";", "—", "–"))


def lines_of(text):
    """Return the list of non-blank Lines of `text`, white space made single."""
    found = _unwrapped([_clean(raw) for raw in _LINE_END.split(text)])
    last_seen = {words: index for index, (_, _, words) in enumerate(found)}
    lines = []
    for index, (number, last, words) in enumerate(found):
        before = found[index - 1] if index else (0, -1, "")
        after = found[index + 1] if index + 1 < len(found) else (last + 2, 0, "")
        lines.append(
            Line(
                number=number,
                last=last,
                index=index,
                text=words,
                words=len(words.split()),
                gap_before=before[1] < number - 1,
                below=after[2] if after[0] == last + 1 else "",
                repeated=last_seen[words] > index,
            )
        )
    return lines


def _unwrapped(cleaned):
    """Return [(first number, last number, text)], sentences broken across lines joined."""
    found = []
    for number, words in enumerate(cleaned, start=1):
        if not words:
            continue
        first, last, before = found[-1] if found else (0, 0, "")
        if last == number - 1 and len(before) >= WRAPPED_FROM and words[0].islower():
            found[-1] = (first, number, f"{before} {words}")
        else:
            found.append((number, number, words))
    return found


def _clean(raw):
    return _SPACES.sub(" ", _INVISIBLE.sub("", raw)).strip()
