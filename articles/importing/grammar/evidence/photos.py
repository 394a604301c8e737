"""What speaks for the lines around a photo: alt text, caption, credit."""

import re

from articles.importing.grammar import words
from articles.importing.grammar.credits import IMAGE_CAPTION
from articles.importing.grammar.descriptions import (
    begins_shown,
    names_picture,
    names_sight,
    reports,
)
from articles.importing.grammar.signs import Sign, above, below, needs

S = Sign

_FILE_NAME = re.compile(
    r"\S*[\w)]\.(?:jpe?g|png|gif|webp|tiff?|avif|heic)(?:\?\S*)?|(?:IMG|DSC|DSCN|DSCF|PXL"
    r"|MVI)[-_ ]?\d{3,}\w*",
    re.IGNORECASE,
)
_CREDIT_ABOVE = re.compile(
    r"(?:Image|Photo) (?:copyright|source|credit)|©|(?-i:PHOTOS? [A-Z])", re.I
)
# How some agencies end what they say of a picture.
_ENDS_DATED = re.compile(r"[^.:]{12,}[,–-] \d{1,2} [A-Z][a-z]{2,8} (?:\d{4}|\d{2})")


@needs(
    S.FILE_NAME | S.SHOWN | S.PICTURE | S.ENDS_DATED | S.JOINS_NEXT
    | below(S.CAPTION | S.CREDIT | S.IMAGE | S.SAID_ABOVE)
)  # fmt: skip
def alt(line):
    text = line.text
    if line.words <= 2 and _FILE_NAME.fullmatch(text) and not text.startswith("http"):
        return 12
    if line.caption or line.credit or line.words > 90 or line.is_furniture or line.label:
        return None
    if text.endswith("?") or line.byline:
        return None
    if _begins_with_credit(line):
        return 12
    place = _alt_by_place(line)
    if place is None:
        return None
    score = place + (3 if line.looks_shown else -2 if reports(text) else 0)
    if line.joins_previous and not line.previous.looks_shown:
        score -= 6 if line.previous.is_furniture and not line.looks_shown else 3
    if line.words < 3 and line.previous and line.previous.is_furniture:
        score -= 4  # the label of one more button
    return score if score > 0 else None


def _is_image_caption(line):
    return bool(line.begins & S.IMAGE and IMAGE_CAPTION.fullmatch(line.text))


def _begins_with_credit(line):
    """True where the line below repeats the first words: `Agency A man …`, then `Agency`."""
    after = line.next
    return bool(after) and (
        after.words <= 4
        and line.words > after.words + 4
        and line.text.startswith(f"{after.text} ")
        and not line.ends_sentence
        and (after.credit or not after.is_furniture)
    )


def alike(text, other):
    """True for two lines that say the same in nearly the same words."""
    if text[:4] != other[:4]:
        return False
    words, others = set(text.split()), set(other.split())
    return len(words) > 4 and len(words & others) * 10 > len(words | others) * 6


def _alt_by_place(line):
    """Return what speaks for an alt text by what stands below the line, or None."""
    after = line.next
    if not line.ends_open and names_picture(line.small):
        return 4
    if line.text[-1].isdigit() and _ENDS_DATED.fullmatch(line.text):
        return 4
    if line.joins_next and alike(line.text, after.text):
        return 9
    if after and after.caption:
        if after.caption.words.rstrip(".") == line.text.rstrip("."):
            return 9
        if line.joins_next:
            return 8
        if not line.ends_sentence or line.looks_shown:
            return 2
        plain = not line.has_digit and line.words <= 25 and ". " not in line.text
        return 2 if plain and begins_shown(line.text) else -2
    if line.joins_next and after.joins_next and after.next.caption and after.looks_shown:
        return 5  # several alts above one caption
    if after and _is_image_caption(after):
        return 7 if line.joins_next or not line.ends_sentence else -2
    if after and after.credit and not after.text.startswith("Source"):
        if after.text.startswith("Image "):
            if line.joins_next or not line.ends_sentence:
                return 6
            return None if ". " in line.text else 0
        return 0
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


@needs(
    S.CAPTION | S.IMAGE | S.JOINS_PREVIOUS | above(S.SAID_ABOVE | S.CREDIT)
    | below(S.CREDIT | S.FURNITURE)
)  # fmt: skip
def caption(line):
    if _is_image_caption(line):
        return 12
    if line.caption and line.caption.words:
        return 7 if line.words <= 110 else 2
    if line.credit or line.is_furniture or line.words > 90 or line.meta:
        return None
    after, before = line.next, line.previous
    if after and after.text.startswith(_CREDIT_BELOW):
        return None  # that is printed above a caption
    adjacent = line.joins_next or not line.page_has_gaps
    named = (
        before and before.words <= 4 and before.previous and _begins_with_credit(before.previous)
    )
    if named and (line.joins_previous or not line.page_has_gaps):
        return 8
    if after and after.next and after.next.credit and after.small in _GALLERY_BUTTONS:
        return 6
    if after and after.credit and not after.caption and adjacent and credit(after):
        return 5
    if before and before.credit and _CREDIT_ABOVE.match(before.text):
        return 5
    if line.joins_previous and before.text == line.text:
        return 4
    if line.joins_previous and line.gap_after and not (before.meta or before.joins_previous):
        if alike(before.text, line.text):
            return 9
        if line.ends_sentence and (reports(line.text) or reports(before.text)):
            return None  # two short paragraphs
        described = before.ends_sentence and not before.text.endswith("?")
        return 2 if described or before.looks_shown else None
    return None


_CREDIT_BELOW = ("Image copyright", "Image source")
_GALLERY_BUTTONS = frozenset(
    ("open this photo in gallery:", "open image in gallery", "view image in fullscreen")
)


@needs(S.CREDIT | S.SAID_ABOVE)
def credit(line):
    if line.words <= 4 and line.previous and _begins_with_credit(line.previous):
        return 12
    if not line.credit or words.CONTRIBUTORS.match(line.text.strip("( ")):
        return None
    if line.alone and line.next and line.next.dates and line.byline:
        return None  # an agency that stands for the author
    return 5 if line.text.lower().startswith(("source", "video")) else 9
