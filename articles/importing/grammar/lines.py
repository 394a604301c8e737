"""The non-blank lines of a page, with what can be seen of each without reading it."""

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")
# No-break and other wide spaces become spaces: dropped, they would glue words together.
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff]")

SENTENCE_ENDS = (".", "!", "?", "…", "。", "؟", "۔")
CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts all lines of the source from 1; `index` the non-blank ones from 0."""

    number: int
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
    cleaned = [_clean(raw) for raw in _LINE_END.split(text)]
    found = [(number, words) for number, words in enumerate(cleaned, start=1) if words]
    last_seen = {words: index for index, (_, words) in enumerate(found)}
    lines = []
    for index, (number, words) in enumerate(found):
        lines.append(
            Line(
                number=number,
                index=index,
                text=words,
                words=len(words.split()),
                gap_before=index == 0 or found[index - 1][0] < number - 1,
                below=cleaned[number] if number < len(cleaned) else "",
                repeated=last_seen[words] > index,
            )
        )
    return lines


def _clean(raw):
    return _SPACES.sub(" ", _INVISIBLE.sub("", raw)).strip()
