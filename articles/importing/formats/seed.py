"""The seed: the plain text of one news page, line by line."""

from articles.importing.assembly import Page
from articles.importing.decode import decode
from articles.importing.errors import SeedError
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lines import let_go, lines_of
from articles.importing.grammar.sequence import findings
from articles.importing.grammar.sureness import RIGHT_BEYOND, has_rival, is_doubtful, sureness
from articles.importing.language import language_of
from articles.importing.reading import Doubt, Reading
from articles.story import Story

SUFFIXES = (".txt",)
HEADLINE_MAX = 500


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
    found = findings(lines)
    kinds = [finding.kind for finding in found]
    if settled:
        kinds = [
            Kind(settled.get(line.number, kind)) for line, kind in zip(lines, kinds, strict=True)
        ]
    doubts = []
    for line, finding in zip(lines, found, strict=True):
        if settled and line.number in settled:
            continue
        if not has_rival(finding):  # nine of ten lines
            line.sureness = RIGHT_BEYOND
            continue
        line.sureness = sureness(finding.margin)
        if is_doubtful(finding):
            others = (finding.other,)
            doubts.append(Doubt(line.number, line.text, finding.kind, others, line.sureness))
    reading = resolve(lines, kinds, encoding, doubts)
    let_go(lines)
    return reading


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
