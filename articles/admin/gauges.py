"""What is counted while a story is written: length, reading time, and what its photos lack."""

import re
from dataclasses import dataclass
from math import ceil

from articles.story import List, Paragraph, Quote, Subhead, Table, plain

# Where a change is made, make it in static/desk/gauges.js too: both count by the same rule.
WORDS_A_MINUTE = 230
SIGNS_A_MINUTE = 480  # of scripts that set no spaces between words
SUMMARY_FROM, SUMMARY_TO = 100, 200  # characters
SEARCH_TO = 60  # characters that lists of search engines show

# Chinese, Japanese, Thai, Lao, Burmese and Khmer set no spaces: there each sign counts.
UNSPACED = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0e46\u0e81-\u0ec6\u1000-\u104f\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007"
    "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True)
class Length:
    """How long a text is: `words`, `signs` of scripts without spaces, `minutes` to read it."""

    words: int
    signs: int

    @property
    def minutes(self):
        return ceil(self.words / WORDS_A_MINUTE + self.signs / SIGNS_A_MINUTE)


@dataclass(frozen=True)
class Gauges:
    """What stands beside the text, as of the last save."""

    length: Length
    photos: int
    without: list  # (name of the field, how many photos lack it)


EMPTY = Gauges(Length(0, 0), 0, [])


def length_of(text):
    """Return the Length of plain text."""
    spaced, signs = UNSPACED.subn(" ", text)
    return Length(sum(any(map(str.isalnum, word)) for word in spaced.split()), signs)


def gauges_of(story):
    """Return the Gauges of a Story."""
    text = " ".join(part for block in story.blocks for part in _texts(block))
    photos = story.photos
    lacks = {
        "alt_text": [photo for photo in photos if not photo.alt_text and not photo.decorative],
        "caption": [photo for photo in photos if not photo.caption],
        "credit": [photo for photo in photos if not photo.credit_line],
    }
    without = [(name, len(found)) for name, found in lacks.items() if found]
    return Gauges(length_of(text), len(photos), without)


def _texts(block):
    match block:
        case Paragraph(html) | Subhead(html):
            return [plain(html)]
        case List(items=texts):
            return [plain(text) for text in texts]
        case Quote(paragraphs, attribution):
            return [*map(plain, paragraphs), attribution]
        case Table(rows):
            return [plain(cell) for row in rows for cell in row]
    return []
