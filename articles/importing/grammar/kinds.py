"""What a line of a news page can be."""

from enum import StrEnum


class Kind(StrEnum):
    SECTION = "section"
    HEADLINE = "headline"
    SUMMARY = "summary"
    DECK = "deck"
    BYLINE = "byline"
    DATES = "dates"
    LEAD_ALT = "lead photo alt"
    LEAD_CAPTION = "lead photo caption"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    LIST_ITEM = "list item"
    ALT = "photo alt"
    CAPTION = "photo caption"
    VIDEO_LABEL = "video label"
    VIDEO_TITLE = "video title"
    VIDEO_AGE = "video age"
    VIDEO_DURATION = "video duration"
    VIDEO_DESCRIPTION = "video description"
    CONTRIBUTORS = "contributors"
    CORRECTION = "correction"
    TAGS = "tags"
    UNPLACED = "unplaced"
    UNPLACED_IN_HEAD = "unplaced in head"


VIDEO = {
    Kind.VIDEO_LABEL,
    Kind.VIDEO_TITLE,
    Kind.VIDEO_AGE,
    Kind.VIDEO_DURATION,
    Kind.VIDEO_DESCRIPTION,
}
