"""What a format makes of a source: the story, and an account of every line."""

from dataclasses import dataclass, field
from typing import NamedTuple

from articles.story import Story


class Span(NamedTuple):
    """Lines `first` to `last` (counted from 1) became `part`."""

    part: str
    first: int
    last: int
    text: str


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
        counts = {
            "photos": len(self.story.photos),
            "videos": len(self.story.videos),
            "blocks": len(self.story.blocks),
        }
        rows.append(", ".join(f"{count} {name}" for name, count in counts.items()))
        rows.append(f"{len(self.unplaced)} unplaced lines")
        return "\n".join(rows)


def _row(part, first, last, text):
    lines = str(first) if first == last else f"{first}-{last}"
    return f"{lines:>9}  {part:<18} {text}"
