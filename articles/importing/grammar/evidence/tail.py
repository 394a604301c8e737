"""What speaks for what stands around and below a story: links, contributors, notices."""

import re

from articles.importing.grammar import lists, words
from articles.importing.grammar.bylines import is_name, names_role
from articles.importing.grammar.places import HEAD_LINES, TAIL_LINES
from articles.importing.grammar.signs import Sign, above, needs

S = Sign

_AUTHOR_NOTE = re.compile(
    r"(?:(?-i:[A-ZÀ-Þ]\S*(?: (?:[A-ZÀ-Þ]\S*|de|van|von|al"
    r"|la)){1,3}),? (?:is|was|est|ist|es|é|covers|reports|writes|works|joined|began|has (?:worked"
    r"|covered|reported|been))\b.{0,200}"
    r"\b(?:reporter|journalist|correspondent|editor|writer|columnist|producer|author|freelance\w*"
    r"|professor|newsroom|intern|journaliste|redakteur\w*|periodista|repórter|covers|covering"
    r"|reporting|based (?:in|at|out))\b.*"
    r"|(?:she|he|they|you) (?:can be reached|has (?:worked|reported|covered|won|been)|previously"
    r"|joined|is (?:a|the|based)|writes|covers|reports)\b.{0,200}|(?:reach|contact|e-?mail"
    r"|follow) (?:her|him|them)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_WITH_MAIL = re.compile(r".{0,60}\S+@\S+\.\w{2,}\b.{0,50}", re.DOTALL)
_HOTLINE = re.compile(
    r"\b1?[- .(]*8\d\d\)?[- .]\d{3}[- .]\d{4}\b|\btext(?:ing)? (?:\w+ to )?\d{4,6}\b"
    r"|\bcall or text \d{3}\b",
    re.I,
)
_BIO_VERBS = frozenset((
    "is", "was", "est", "ist", "es", "é", "covers", "reports", "writes", "works", "worked",
    "joined", "began", "has", "can", "previously", "him", "her", "them", "about",
))  # fmt: skip

@needs(S.RELATED_HEADING | S.FEW)
def related_heading(line):
    return 8 if line.heads_related else None


@needs(S.HEADING | S.RELATED | S.BAR | above(S.RELATED))
def related(line):
    text = line.text
    if line.label:
        return None
    if words.RELATED_LABEL.fullmatch(text) and line.words <= 40:
        return 9
    if line.previous and words.COUNTED.fullmatch(line.previous.small):
        return 12
    if (found := words.BAR_LABEL.fullmatch(text)) and not line.byline:
        return 9 if found["label"].isupper() else 5
    if not line.is_heading and not line.text.endswith(("!", "…")):
        return None
    if line.words < 3 or line.caption or line.dates or line.meta or line.byline:
        return None
    return 3 if line.words >= 9 else 2 if line.words >= 6 else 0


def labelled_related(line):
    return bool(words.RELATED_LABEL.fullmatch(line.text) or words.BAR_LABEL.fullmatch(line.text))


@needs(S.THANKS | S.OF_END)
def contributors(line):
    text = line.text.strip("()")
    if line.words > 60:
        return None
    near_end = line.from_end <= TAIL_LINES
    if line.from_end <= 6 and words.INITIALS.fullmatch(line.text):
        return 9
    if found := words.CONTRIBUTORS.fullmatch(text):
        is_source = found["lead"].lower().startswith(("source", "quelle", "fuente", "fonte"))
        if is_source and not (line.from_end <= 6 and line.words <= 14):
            return None
        return 12 if near_end else 5
    if words.EDITED.fullmatch(text):
        return 11 if near_end else 4
    return 7 if near_end and text[0] not in "\"“'‘" and contributed(text) else None


def contributed(text):
    may_be = "contributed" in text or "assisted" in text
    return may_be and bool(words.CONTRIBUTED.fullmatch(text))


@needs(S.CORRECTION)
def correction_heading(line):
    if line.words > 4 or not (line.from_end <= TAIL_LINES or line.index < HEAD_LINES):
        return None
    return 7 if words.CORRECTION_HEADING.fullmatch(line.text) else None


@needs(S.CORRECTION | above(S.CORRECTION))
def correction(line):
    text, _ = lists.read_item(line.text)
    if ":" in text and words.CORRECTION.fullmatch(text):
        return 12
    if words.CORRECTION_TEXT.fullmatch(text):
        return 8 if line.from_end <= TAIL_LINES or line.index < HEAD_LINES else 5
    if line.words < 5 or not line.previous:
        return None
    return 6 if words.CORRECTION_HEADING.fullmatch(line.previous.text) else None


@needs(S.TAGS)
def tags_heading(line):
    return 8 if line.from_end <= 25 and line.heads_tags else None


@needs(S.TAGS | above(S.FEW))
def tags(line):
    if line.from_end > 25:
        return None
    if words.TAGS.fullmatch(line.text):
        return 11
    before = line.previous
    while before and before.words <= 5 and line.index - before.index <= 12:
        if before.heads_related and not before.heads_tags:
            return None
        if before.heads_tags:
            return 5 if line.words <= 5 and not line.ends_sentence else None
        before = before.previous
    return None


@needs(
    S.FURNISHED | S.OF_SITE | S.HOTLINE | S.HEADS_NOTE | S.NAMED | S.MARKED | S.ALONE | S.BELOW_BIO
    | S.NEAR_END | S.REPEATED | above(S.FURNISHED)
)  # fmt: skip
def notice(line):
    if line.is_furniture:
        return 7
    if _is_bio_name(line) or line.below_bio:
        return 6
    if text_about(line.text) and line.next and is_bio(line.next):
        return 6
    if line.words <= 30 and gives_hotline(line):
        return 6
    if line.speaks_of_site:
        return 5 + (line.from_end <= 8)
    if line.from_end <= 12 and line.words <= 90 and is_bio(line):
        return 6
    if line.byline and line.byline.led and line.index > HEAD_LINES and line.previous.is_heading:
        return 5  # who wrote the story linked to above
    if line.text in ("By", "Par", "Von", "Por"):
        return 6
    if line.repeats and not line.ends_sentence and line.words <= 20 and line.index < HEAD_LINES:
        return 4
    if line.words <= 6 and not line.ends_sentence and _amid_furniture(line):
        return 4
    return 3 if words.SEPARATOR.fullmatch(line.text) else None


def text_about(text):
    return text.startswith(("About ", "À propos de "))


def gives_hotline(line):
    # Looking for numbers takes long, so the cheap question comes first.
    return ("8" in line.text or "text" in line.small) and bool(_HOTLINE.search(line.text))


def _amid_furniture(line):
    above, below = line.previous, line.next
    return above and below and above.is_furniture and below.is_furniture


def _is_bio_name(line):
    """True for a name, or a role below one, that heads a note on the author after the text."""
    if not 0 < line.from_end <= 14 or line.words > 8 or line.index < HEAD_LINES // 2:
        return False
    after, before = line.next, line.previous
    if is_name(line.text) and (is_bio(after) or _is_bare_role(after)):
        return True
    return _is_bare_role(line) and is_name(before.text)


def is_bio(line):
    text = line.text
    has_mail = "@" in text
    if not has_mail and _BIO_VERBS.isdisjoint(line.small.split(" ", 8)[:8]):
        return False  # the cheap question first
    return bool(_AUTHOR_NOTE.fullmatch(text) or (has_mail and _WITH_MAIL.fullmatch(text)))


def _is_bare_role(line):
    return line.words <= 8 and not line.ends_sentence and names_role(line.text)
