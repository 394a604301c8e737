"""What a line of a news page can be."""

from enum import StrEnum


class Kind(StrEnum):
    SECTION = "section"
    HEADLINE = "headline"
    SUMMARY = "summary"
    DECK = "deck"
    BYLINE = "byline"
    ROLE = "role"
    DATES = "dates"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    LIST_ITEM = "list item"
    TIME = "time of entry"
    POST = "post"
    POST_BY = "author of post"
    ALT = "photo alt"
    CAPTION = "photo caption"
    CREDIT = "photo credit"
    VIDEO_LABEL = "video label"
    VIDEO_TITLE = "video title"
    VIDEO_AGE = "video age"
    VIDEO_DURATION = "video duration"
    VIDEO_DESCRIPTION = "video description"
    RELATED_HEADING = "related heading"
    RELATED = "related"
    CONTRIBUTORS = "contributors"
    CORRECTION_HEADING = "correction heading"
    CORRECTION = "correction"
    TAGS_HEADING = "tags heading"
    TAGS = "tags"
    NOTICE = "notice"
    UNPLACED = "unplaced"


PHOTO = {Kind.ALT, Kind.CAPTION, Kind.CREDIT}
VIDEO = {
    Kind.VIDEO_LABEL,
    Kind.VIDEO_TITLE,
    Kind.VIDEO_AGE,
    Kind.VIDEO_DURATION,
    Kind.VIDEO_DESCRIPTION,
}
