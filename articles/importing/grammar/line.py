"""A line of a page, with what stands around it."""

import re

from django.utils.functional import cached_property

from articles.importing.grammar import words
from articles.importing.grammar.descriptions import shows
from articles.importing.grammar.look import Look, seen
from articles.importing.grammar.signs import Sign

S = Sign

_DIGIT = re.compile(r"\d")
# Characters: shorter lines come again on page after page, `Share`, `Science`, `3 days ago`.
OFTEN_SEEN = 48


class Line(Look):
    """A non-blank line. `number` counts all lines of the source from 1, `index` these from 0.

    A sentence that the source wraps is one Line, up to the source line `last`. `previous` and
    `next` are the Lines around it, or None. `place` are flags of Sign.
    """

    __slots__ = (  # noqa: RUF023 - in the order in which they are found out
        "number", "last", "index", "place",
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
        "__dict__",  # for what is looked for only when it is first asked for
    )  # fmt: skip

    def __init__(self, number, last, index, text):
        self.number, self.last, self.index = number, last, index
        if len(text) <= OFTEN_SEEN:
            for name, value in zip(Look.__slots__, seen(text), strict=True):
                setattr(self, name, value)
        else:
            super().__init__(text)
        self.previous = self.next = None
        self.gap_before = self.gap_after = self.page_has_gaps = self.text_below = True
        self.joins_next = self.joins_previous = self.repeated = self.repeats = False
        self.below_colon = self.below_points = self.heads_points = self.above_dateline = False
        self.below_bio = self.from_end = self.questions = self.place = 0
        self.sureness = 1.0

    def __repr__(self):
        return f"Line({self.number}: {self.text[:40]!r})"

    @cached_property
    def heads_tags(self):
        may_be = self.words <= 6 and self.begins & S.TAGS
        return bool(may_be and words.TAGS_HEADING.fullmatch(self.small))

    @cached_property
    def looks_shown(self):
        """True for a line that describes what can be seen, as alt texts do."""
        return self.words <= 60 and shows(self.text) and not self.label

    @cached_property
    def has_digit(self):
        return _DIGIT.search(self.text) is not None

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

    @property
    def alone(self):
        return self.gap_before and self.gap_after

    @property
    def alone_with_next(self):
        return self.gap_before and not self.gap_after and self.next.gap_after
