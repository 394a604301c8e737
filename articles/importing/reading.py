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


@dataclass(frozen=True)
class Reading:
    story: Story
    spans: tuple[Span, ...]
    unplaced: tuple[Unplaced, ...] = ()
    encoding: str = "utf-8"
    notes: tuple[str, ...] = field(default=())

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
