"""The seed: the plain text of one news page, line by line."""

import math

from articles.importing.assembly import Page
from articles.importing.decode import decode
from articles.importing.errors import SeedError
from articles.importing.grammar import Kind, findings, lines_of
from articles.importing.language import language_of
from articles.importing.reading import Doubt, Reading
from articles.story import Story

SUFFIXES = (".txt",)
HEADLINE_MAX = 500

# A reading that is surer than this is right often enough to go out by itself.
SURE_ENOUGH = 0.8
# Score by which the runner-up must be behind for one step of sureness; measured on the pages of
# the tests by `make calibrate-import`.
STEP = 1.5
# Kinds that make the same story of a line: taking one for the other needs no editor.
_ALIKE = ({Kind.NOTICE, Kind.UNPLACED, Kind.RELATED_HEADING, Kind.ROLE, Kind.TAGS_HEADING},)


def likeness(head, suffix):
    """Any text can be a page; what another format knows better is left to it."""
    return 5 if suffix in SUFFIXES else 1


def read_all(content):
    """Yield the one Reading of a seed."""
    yield read(content)


def read(content, settled=None):
    """Return the Reading of a seed (bytes). Raises SeedError if it is no story.

    `settled` maps the number of a line to the Kind that an editor said it is.
    """
    text, encoding = decode(content)
    lines = lines_of(text)
    if not lines:
        raise SeedError("the file is empty.")
    settled = settled or {}
    found = findings(lines)
    kinds = [
        Kind(settled.get(line.number, finding.kind))
        for line, finding in zip(lines, found, strict=True)
    ]
    doubts = [
        _doubt(line, finding)
        for line, finding in zip(lines, found, strict=True)
        if line.number not in settled and _is_doubtful(finding)
    ]
    return resolve(lines, kinds, encoding, doubts)


def resolve(lines, kinds, encoding="utf-8", doubts=()):
    """Return the Reading of `lines` (of Line), each of its kind in `kinds`."""
    page = Page()
    pairs = list(zip(lines, kinds, strict=True))
    page.take_all(pairs)
    if "headline" not in page.fields:
        raise SeedError(f"line {lines[0].number}: no headline found; write it above the story.")
    if not page.blocks:
        raise SeedError("no text found below the headline.")
    if len(page.fields["headline"]) > HEADLINE_MAX:
        raise SeedError(
            f"the headline has {len(page.fields['headline'])} characters, {HEADLINE_MAX} at most."
        )
    words = [line.text for line, kind in pairs if kind == Kind.PARAGRAPH]
    language = language_of(" ".join(words[:12]) or page.fields["headline"])
    return Reading(
        Story(**page.story_fields(), language=language),
        tuple(page.spans),
        tuple(page.unplaced),
        tuple(doubts),
        encoding,
    )


def sureness(margin):
    """Return how sure a reading is whose runner-up is `margin` (score) behind, 0 to 1."""
    return 1 / (1 + math.exp(-margin / STEP))


def _is_doubtful(finding):
    return (
        finding.other is not None
        and sureness(finding.margin) < SURE_ENOUGH
        and not any({finding.kind, finding.other} <= alike for alike in _ALIKE)
    )


def _doubt(line, finding):
    return Doubt(
        line.number, line.text, finding.kind, (finding.other,), round(sureness(finding.margin), 2)
    )
