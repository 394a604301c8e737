"""The non-blank lines of a page, each with what stands around it."""

from itertools import pairwise

from articles.importing.grammar import words
from articles.importing.grammar.datelines import split_dateline
from articles.importing.grammar.line import Line
from articles.importing.grammar.rows import rows_of
from articles.importing.grammar.signs import Sign

S = Sign

ENOUGH_FOR_TEXT = 18  # words: no heading, link or tag has as many
DATELINE_WITHIN = 20  # lines
LONGEST_HEADING = 14  # words, more or less
BELOW_BIO = 6  # lines below the heading of a note on the author that belong to it


def lines_of(text):
    """Return the list of non-blank Lines of `text`, white space made single."""
    lines = [Line(first, last, at, row) for at, (first, last, row) in enumerate(rows_of(text))]
    _link(lines)
    _count(lines)
    return lines


def let_go(lines):
    """Part the Lines of a page that is read, or they would wait for the next search for rings."""
    for line in lines:
        line.previous = line.next = None


def _link(lines):
    """Tell each line what stands around it."""
    gaps = 1
    for before, after in pairwise(lines):
        before.next, after.previous = after, before
        # Pieces of one source line stand apart as much as if blank lines were between them.
        before.gap_after = after.gap_before = gap = after.number != before.last + 1
        gaps += gap
        place = 0
        if before.below_bio:
            after.below_bio = before.below_bio - 1
        if before.begins & S.HEADS_NOTE:
            _see_heading_of_note(before, after)
        if before.heads_points or (before.below_points and before.words <= 30):
            after.below_points = True
            place = S.IN_LIST
        # What stands below the label of a video is no list.
        heads = before.text[-1] == ":" and before.label is None
        if heads or (before.below_colon and before.words <= 30):
            after.below_colon = True
            place |= S.IN_LIST
        if after.below_bio:
            place |= S.BELOW_BIO
        if after.words <= 4 and before.text.startswith(f"{after.text} "):
            place |= S.SAID_ABOVE
        after.place = place
    if gaps * 4 > len(lines):
        for line in lines:
            if not line.gap_after:
                line.joins_next = True
                line.place |= S.JOINS_NEXT
            if not line.gap_before:
                line.joins_previous = True
                line.place |= S.JOINS_PREVIOUS
    else:
        for line in lines:
            line.page_has_gaps = False


def _see_heading_of_note(line, after):
    if line.words <= 5 or (line.words <= 10 and line.text.startswith("Our Standards")):
        line.heads_points = bool(words.POINTS_HEADING.fullmatch(line.small))
        if words.BIO_HEADING.fullmatch(line.small):
            after.below_bio = BELOW_BIO


def _count(lines):
    """Tell each line its place from the end, and what the page says twice or asks."""
    questions = sum([line.text[-1] == "?" and line.words <= 24 for line in lines])
    last = len(lines) - 1
    seen = {}
    for line in lines:
        line.questions = questions
        line.from_end = last - line.index
        before = seen.setdefault(line.text, line)
        if before is not line:
            line.repeats = before.repeated = True
            line.place |= S.REPEATS
            before.place |= S.REPEATED
            seen[line.text] = line
    for line in reversed(lines):
        line.text_below = False
        if line.words >= ENOUGH_FOR_TEXT or line.ends_sentence:
            break
    _mark_dateline(lines)


def _mark_dateline(lines):
    """Mark what stands above the text, where one of the first long lines begins with a place."""
    long = [line for line in lines[:DATELINE_WITHIN] if line.words > LONGEST_HEADING][:3]
    for line in long:
        if split_dateline(line.text)[0]:
            for above in lines[: line.index]:
                above.above_dateline = True
            return
