"""What speaks for the parts of the head of a story: section, headline, deck, byline, dates."""

import re

from articles.importing.grammar import words
from articles.importing.grammar.bylines import is_name, names_role
from articles.importing.grammar.places import HEAD_LINES, TAIL_LINES
from articles.importing.grammar.signs import Sign, needs
from articles.vocabulary import PartyKind, party_kind

S = Sign

_AT_PLACE = re.compile(r"(?:[Ii]n|à|en|for|pour|special to|[Pp]ara|PARA|FOR) [A-Z][\w .'-]{2,40}")
_DOT = re.compile(r"\s*[·•]\s*")
_BREAD = re.compile(r"\s*[/>»›|]\s*")


def crumbs(text):
    """Return the parts of a breadcrumb or of `Business·Updated`."""
    if "·" in text or "•" in text:
        return [part.strip() for part in _DOT.split(text)]
    return [part for part in _BREAD.split(text) if part]


def section(line):
    if line.index > 7 or line.words > 9 or len(line.text) > 70 or line.ends_sentence:
        return None
    if line.byline and (line.byline.led or line.byline.dates):
        return None
    parts = crumbs(line.text)
    known = [part for part in parts if words.SECTIONS.fullmatch(part.lower())]
    if len(parts) > 1:
        return 6 if known else 4 if line.index <= 1 and "·" in line.text else 1
    if known:
        return 5
    if line.index > 2 or line.words > 4 or line.is_furniture or line.dates:
        return None
    return 2 if line.words <= 3 else 1


def headline(line):
    if line.index > 12 or line.ends_open or line.words < 2 or len(line.text) > 300:
        return None
    score = 3 if line.words >= 5 else 2 if line.words >= 3 else 0
    if line.text.endswith("."):
        score -= 4
    if line.caption or line.credit:
        score -= 4
    if line.dates or line.is_furniture or (line.byline and line.byline.led):
        score -= 6
    if words.SECTIONS.fullmatch(line.small):
        score -= 3
    return score


def summary(line):
    if not line.ends_sentence or line.words < 5 or line.caption or line.repeats:
        return None
    return 9 if line.repeated else 0 if line.index < 5 else None


def deck(line):
    if (
        line.ends_open
        or not 3 <= line.words <= 70
        or line.is_furniture
        or line.dates
        or line.caption
    ):
        return None
    if line.speaks_of_site:
        return None
    if line.byline or line.repeats:
        return None
    if line.label or line.meta or line.heads_related:
        return None
    if line.ends_sentence:
        if line.above_dateline:
            return 3
        above_photo = line.next and line.next.caption and line.gap_after and line.words <= 45
        return (0 if line.words <= 30 else -1 if line.words <= 45 else -3) + (
            3 if above_photo else 0
        )
    return 3 if line.words >= 5 else 1


@needs(S.NAMED)
def byline(line):
    found = line.byline
    if found is None or (line.index >= HEAD_LINES and line.from_end > TAIL_LINES):
        return None
    if found.dates:
        return 10
    if found.led:
        return 8 if line.words <= 14 else 5
    after, before = line.next, line.previous
    below_text = before and before.words > 14 and before.ends_sentence and line.index > 4
    if below_text and not found.has_role:
        return None  # a name below text, without By: a heading, a speaker, the author of a note
    if found.has_role:
        return 5
    near_date = (after and (after.dates or role(after))) or (before and before.dates)
    if party_kind(line.text) is PartyKind.ORGANISATION:
        return 5 if near_date else 1
    if len(found.names) > 1:
        return 5
    return 6 if near_date else 2


def role(line):
    text = line.text
    if line.words > 14 or line.ends_sentence or not line.previous:
        return None
    if "@" in text and line.words <= 3:
        return 6
    if line.caption or line.words > 10:
        return None
    if not (names_role(text) or party_kind(text) is PartyKind.ORGANISATION):
        return 4 if _AT_PLACE.fullmatch(text) else None
    return 6 if line.previous.byline or is_name(line.previous.text) else 1


@needs(S.DATED)
def dates(line):
    if line.dates is None or (line.index >= HEAD_LINES and line.from_end > TAIL_LINES):
        return None
    certain = line.dates.published_at or line.dates.updated_at
    return 9 if certain or line.words >= 3 else 5
