"""What speaks for the lines around a photo: alt text, caption, credit."""

import re

from articles.importing.grammar import words
from articles.importing.grammar.descriptions import begins_shown, names_sight, reports

_FILE_NAME = re.compile(
    r"\S*[\w)]\.(?:jpe?g|png|gif|webp|tiff?|avif|heic)(?:\?\S*)?|(?:IMG|DSC|DSCN|DSCF|PXL"
    r"|MVI)[-_ ]?\d{3,}\w*",
    re.IGNORECASE,
)
_IMAGE_CAPTION = re.compile(r"Image caption,?\s*(?P<words>\S.*)", re.DOTALL)
_CREDIT_ABOVE = re.compile(r"(?:Image|Photo) (?:copyright|source|credit)|©", re.IGNORECASE)


def alt(line):
    text = line.text
    if line.words <= 2 and _FILE_NAME.fullmatch(text) and not text.startswith("http"):
        return 12
    if line.caption or line.credit or line.words > 90 or line.is_furniture or line.label:
        return None
    if text.endswith("?") or line.byline:
        return None
    place = _alt_by_place(line)
    if place is None:
        return None
    score = place + (3 if line.looks_shown else -2 if reports(text) else 0)
    if line.joins_previous and not line.previous.looks_shown:
        score -= 3
    return score if score > 0 else None


def _alt_by_place(line):
    """Return what speaks for an alt text by what stands below the line, or None."""
    after = line.next
    if after and after.caption:
        if after.caption.words.rstrip(".") == line.text.rstrip("."):
            return 9
        if line.joins_next:
            return 8
        plain = begins_shown(line.text) and not line.has_digit
        return 2 if plain or not line.ends_sentence or line.looks_shown else -2
    if line.joins_next and after.joins_next and after.next.caption and after.looks_shown:
        return 5  # several alts above one caption
    if after and _IMAGE_CAPTION.fullmatch(after.text):
        return 7 if line.joins_next or not line.ends_sentence else -2
    if after and after.credit and not after.text.startswith("Source"):
        below = line.joins_next or (after.text.startswith("Image") and not line.ends_sentence)
        return 3 if below else 0
    if line.joins_next and after.joins_next and after.next.credit:
        return 6  # alt, caption and credit, a line each
    if line.joins_next and after.text == line.text:
        return 3
    above_text = line.joins_next and after.gap_after and after.ends_sentence and not after.meta
    if above_text and (line.ends_sentence or line.looks_shown):
        return 1 + line.gap_before
    # Alone, a few words without a full stop are more likely a heading.
    enough = 8 <= line.words <= 40 or (line.ends_sentence and line.words <= 40)
    return 0 if enough and names_sight(line.small) and line.looks_shown else None


def caption(line):
    if _IMAGE_CAPTION.fullmatch(line.text):
        return 12
    if line.caption and line.caption.words:
        return 7 if line.words <= 110 else 2
    if line.credit or line.is_furniture or line.words > 90 or line.meta:
        return None
    after, before = line.next, line.previous
    adjacent = line.joins_next or not line.page_has_gaps
    if after and after.credit and not after.caption and adjacent:
        return 5
    if before and before.credit and _CREDIT_ABOVE.match(before.text):
        return 5
    if line.joins_previous and before.text == line.text:
        return 4
    if line.joins_previous and line.gap_after and not (before.meta or before.joins_previous):
        described = before.ends_sentence and not before.text.endswith("?")
        return 2 if described or before.looks_shown else None
    return None


def credit(line):
    if not line.credit or words.CONTRIBUTORS.match(line.text.strip("( ")):
        return None
    return 5 if line.text.lower().startswith(("source", "video")) else 9
