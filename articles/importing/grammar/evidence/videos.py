"""What speaks for the lines around a video or sound."""

import re

from articles.importing.grammar.signs import Sign, above, below, needs
from articles.importing.grammar.videos import read_glued

S = Sign

# What a description of a report says and an article hardly ever does.
_REPORTS = re.compile(
    r"\b(?:explains?|reports|has (?:more|the (?:story|details|latest))|breaks? (?:it )?down"
    r"|looks at|takes a look|joins?|speaks? (?:to|with)"
    r"|talks? (?:to|with|about)|tells?|asks|watch(?:es)?|follows?|visits|shows?|examines|hosts?"
    r"|explique|raconte|rencontre|suit|suivi)\b"
    r"|[A-Z]{2,5}['’]s [A-Z]"
)


_BARE_CLOCK = re.compile(r"[012]?\d:[0-5]\d")


@needs(S.LABEL)
def video_label(line):
    found = line.label
    if found is None:
        return None
    return 12 if found.label.isupper() or not found.label or "lay " in found.label else 7


@needs(S.COLON | S.REPEATED | above(S.LABEL) | below(S.META))
def video_title(line):
    if read_glued(line.text):
        return 14
    if line.is_furniture:
        return None
    if line.words > 40 or line.caption or line.dates:
        return None
    after, before = line.next, line.previous
    labelled = before is not None and before.label is not None
    timed = after is not None and times(after)
    doubled = after is not None and after.text == line.text and after.next and times(after.next)
    if not (labelled or timed or doubled):
        return None
    if line.text[-1] == "." and timed and not labelled and _BARE_CLOCK.fullmatch(after.text):
        return None  # the time of the next entry of a live page
    score = 2 + (4 if timed or doubled else 0) + (3 if labelled else 0)
    return score - (3 if line.text.endswith(".") else 0)


def times(line):
    """True for what stands below the title of a video: its length, or its age and length."""
    found = line.meta
    if found is None:
        return False
    below = line.next and line.next.meta
    return found.seconds is not None or bool(found.age and below and below.seconds is not None)


@needs(S.META)
def video_age(line):
    found = line.meta
    if not found or found.seconds is not None or not found.age:
        return None
    return 5 if not line.dates or line.dates.printed else 2


@needs(S.META)
def video_duration(line):
    found = line.meta
    if not found or found.seconds is None:
        return None
    if line.next and line.next.label and line.words == 1:
        return 17  # the length of the video named below
    if found.programme:
        return 6
    return 5 if line.words == 1 and not found.age else 12


@needs(S.JOINS_PREVIOUS | above(S.META | S.COLON))
def video_description(line):
    before = line.previous
    if not before or line.caption or line.label or line.meta:
        return None
    if before.meta or read_glued(before.text):
        if line.joins_previous:
            return 7
        reports = 2 if line.words <= 60 and _REPORTS.search(line.text) else 0
        if not line.page_has_gaps:
            return 3 + reports
        if line.text[0] in '"“«‘' or line.words < 10:
            return None
        # Where length and age stand apart too, so does the description.
        spaced = before.gap_before or read_glued(before.text) is not None
        programme = before.meta is not None and bool(before.meta.programme)
        return (3 if spaced else 1) + reports + programme
    return 3 if line.joins_previous else None
