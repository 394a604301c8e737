"""The passage of a story that says most about the words of a search, with the words marked."""

from collections import Counter
from typing import NamedTuple

from articles import stems

LENGTH = 240  # characters, at most
LEAD_IN = 60  # of them before the first mark
_NO_FURTHER = 20  # characters to the space at which a passage is cut


class Segment(NamedTuple):
    """A piece of plain text, never HTML; `is_marked` where it is what was looked for."""

    text: str
    is_marked: bool = False


class _Hit(NamedTuple):
    start: int
    end: int
    term: int


def excerpt_of(texts, language, terms):
    """Return a list of Segments out of the first text with the most terms, or of the first text.

    `terms` are sets of rows of stems, as in stems.spellings; `language` is a base language.
    """
    best, most = [], 0
    passage = next(iter(texts), "")
    for text in texts:
        hits = _hits(text, language, terms)
        count = len({hit.term for hit in hits})
        if count > most:
            passage, best, most = text, hits, count
        if most == len(terms):
            break
    return _segments(passage, best)


def _hits(text, language, terms):
    """Return the list of _Hits in `text`, none inside another, in their order."""
    rows = {}
    for number, term in enumerate(terms):
        for row in term:
            rows.setdefault(row[0], []).append((row, number))
    if not rows:
        return []
    found = stems.places(text, language)
    read = tuple(stem for _start, _end, stem in found)
    hits, free = [], 0
    for index, stem in enumerate(read):
        fits = [
            (len(row), number)
            for row, number in rows.get(stem, ())
            if read[index : index + len(row)] == row
        ]
        if fits and index >= free:
            length, number = max(fits)
            free = index + length
            hits.append(_Hit(found[index][0], found[free - 1][1], number))
    return hits


def _segments(text, hits):
    """Return the Segments of the best LENGTH characters of `text`."""
    start, end = _window(text, hits)
    shown = [hit for hit in hits if hit.start >= start and hit.end <= end]
    segments, at = [], start
    for hit in shown:
        segments += [Segment(text[at : hit.start]), Segment(text[hit.start : hit.end], True)]
        at = hit.end
    segments.append(Segment(text[at:end]))
    if start:
        segments.insert(0, Segment("… "))
    if end < len(text):
        segments.append(Segment(" …"))
    return [segment for segment in segments if segment.text]


def _window(text, hits):
    """Return (start, end) of the part of `text` with the most different terms."""
    if len(text) <= LENGTH:
        return 0, len(text)
    start = max(0, _densest(hits) - LEAD_IN)
    start = _after_space(text, min(start, len(text) - LENGTH))
    return start, _before_space(text, start + LENGTH)


def _densest(hits):
    """Return where the LENGTH begin in which the most terms are hit; 0 where none is."""
    best, most, last = 0, 0, 0
    inside = Counter()
    for first in hits:
        while last < len(hits) and hits[last].end - first.start <= LENGTH - LEAD_IN:
            inside[hits[last].term] += 1
            last += 1
        if len(+inside) > most:
            best, most = first.start, len(+inside)
        inside[first.term] -= 1
    return best


def _after_space(text, at):
    """Return the place behind the next space, if it is near, at which a passage may begin."""
    space = text.find(" ", at, at + _NO_FURTHER) if at else -1
    return space + 1 if space >= 0 else at


def _before_space(text, at):
    """Return the place of the last space, if it is near, at which a passage may end."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - _NO_FURTHER, at + 1)
    return space if space >= 0 else at
