"""What a format makes of a source: the story, and an account of every line."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from articles.ages import with_anchor
from articles.story import Story


class Span(NamedTuple):
    """Lines `first` to `last` (counted from 1) became `part`; `sureness` is 0 to 1."""

    part: str
    first: int
    last: int
    text: str
    sureness: float = 1.0


class Unplaced(NamedTuple):
    line: int
    text: str


class Doubt(NamedTuple):
    """A line that may have been read wrongly, for an editor to settle.

    `read_as` and `others` (likeliest first) are kinds of line as the format names them;
    `sureness` is the share of such readings that are right, 0 to 1.
    """

    line: int
    text: str
    read_as: str
    others: tuple[str, ...] = ()
    sureness: float = 0.0


@dataclass(frozen=True)
class Reading:
    """One story of a source, with an account of how it was read.

    `part` tells the stories of one file apart ('' where there is one only) and `content` is that
    part's own bytes (b'' for the whole file). `pictures` names, for the photo at a place in the
    story (1 is the lead photo, if it has one), a file of the source's own folder; `addresses` are
    the public addresses that the source names as its own.
    """

    story: Story
    spans: tuple[Span, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    encoding: str = "utf-8"
    format: str = "seed"
    part: str = ""
    content: bytes = b""
    pictures: dict[int, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def outline(self):
        """Return the story as text: the source lines of each part in front of its words."""
        rows = [_row(span.part, span.first, span.last, span.text) for span in self.spans]
        rows += [_row("UNPLACED", line, line, text) for line, text in self.unplaced]
        for doubt in self.doubts:
            others = f"? or {', '.join(doubt.others)}"
            rows.append(_row(others, doubt.line, doubt.line, doubt.text))
        counts = {
            "photos": len(self.story.photos),
            "videos": len(self.story.videos),
            "blocks": len(self.story.blocks),
        }
        rows.append(", ".join(f"{count} {name}" for name, count in counts.items()))
        rows.append(f"{len(self.unplaced)} unplaced lines")
        return "\n".join(rows)


@dataclass(frozen=True)
class Given:
    """What the person who imports knows and the source does not say (aware datetimes or None).

    `published_at` is used where a story has no date; `captured_at` is when its page was read, the
    anchor of the ages of its videos.
    """

    published_at: datetime | None = None
    captured_at: datetime | None = None

    @classmethod
    def for_another_reading_of(cls, story):
        """Return what was given when `story` was read, or stood in its source anyway."""
        anchors = (video.captured_at for video in story.videos)
        return cls(story.published_at, next(filter(None, anchors), None))

    def added_to(self, reading):
        """Return the Reading with what is given filled in."""
        story = reading.story
        if self.published_at and not story.published_at:
            story = replace(story, published_at=self.published_at)
        if self.captured_at:
            story = with_anchor(story, self.captured_at)
        return replace(reading, story=story)


NOTHING_GIVEN = Given()


def _row(part, first, last, text):
    lines = str(first) if first == last else f"{first}-{last}"
    return f"{lines:>9}  {part:<18} {text}"
