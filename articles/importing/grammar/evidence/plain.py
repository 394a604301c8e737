"""The plain paragraph, told from all else without asking every rule."""

from articles.importing.grammar import words
from articles.importing.grammar.asides import gives_hotline, is_bio
from articles.importing.grammar.descriptions import may_show
from articles.importing.grammar.evidence.tail import contributed
from articles.importing.grammar.evidence.videos import times
from articles.importing.grammar.places import TAIL_LINES
from articles.importing.grammar.signs import SPECIAL, Sign

S = Sign
SHORTEST_PLAIN = 9  # words
_PARTING_SIGNS = frozenset("|·•@©")


def is_plain(line):
    """True for a sentence that stands apart, says nothing special and has no special neighbour.

    Most lines of a page are; asking all rules about each would cost most of the time. What is
    cheap to ask, and what most often makes a line special, comes first.
    """
    text = line.text
    return (
        (line.is_plain_sentence or _is_ordinary(line))
        and not (line.joins_previous or line.joins_next or line.below_colon)
        and not (line.from_end <= TAIL_LINES and _is_tail_note(line))
        and _is_calm_above(line)
        and _is_calm_below(line)
        and not (line.begins & S.SHOWN and may_show(text, line.small))
        and not (("-" in text or " text " in text) and gives_hotline(line))
    )


def _is_ordinary(line):
    text = line.text
    return (
        line.words >= SHORTEST_PLAIN
        and line.ends_sentence
        and text[-1] != "?"
        and not (line.parts and _PARTING_SIGNS.intersection(line.parts))
        and not (line.begins & S.SPECIAL and SPECIAL.match(text))
        and line.caption is None
        and not line.speaks_of_site
        and not line.is_furniture
        and not (line.begins & S.CORRECTION and words.CORRECTION_TEXT.match(text))
    )


def _is_tail_note(line):
    text = line.text
    if line.begins & S.THANKS and (words.CONTRIBUTORS.match(text) or words.EDITED.match(text)):
        return True
    if contributed(text):
        return True
    if ":" in line.parts and (words.CORRECTION.match(text) or words.TAGS.match(text)):
        return True
    return is_bio(line)


def _is_calm_above(line):
    """True if the line above (or none) makes nothing special of a sentence below it."""
    above = line.previous
    if above is None:
        return True
    if above.label:
        return False
    return above.words > 14 or not (
        above.signs & (S.META | S.CREDIT) or above.text[-1] == ":" or line.below_bio
        or (above.begins & S.CORRECTION and words.CORRECTION_HEADING.fullmatch(above.text))
    )  # fmt: skip


def _is_calm_below(line):
    """True if the line below (or none) makes nothing special of a sentence above it."""
    below = line.next
    if below is None:
        return True
    if below.signs & (S.CAPTION | S.CREDIT):
        return False
    return below.words > 14 or not (below.signs & S.SPEAKER or times(below))
