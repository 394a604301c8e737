"""What speaks for what stands around and below a story: links, contributors, notices."""

from articles.importing.grammar import lists, words
from articles.importing.grammar.asides import gives_hotline, is_bio, text_about
from articles.importing.grammar.bylines import LEADS_ALONE, is_name, names_role
from articles.importing.grammar.places import HEAD_LINES, TAIL_LINES
from articles.importing.grammar.signs import Sign, above, needs

S = Sign


@needs(S.RELATED_HEADING)
def related_heading(line):
    return 8 if line.heads_related else None


@needs(S.HEADING | S.RELATED | S.BAR | above(S.RELATED))
def related(line):
    text = line.text
    if line.label:
        return None
    if line.begins & S.RELATED and line.words <= 40 and words.RELATED_LABEL.fullmatch(text):
        return 9
    before = line.previous
    if before and before.begins & S.RELATED and words.COUNTED.fullmatch(before.small):
        return 12
    if (found := bar_label(line)) and not line.byline:
        return 9 if found["label"].isupper() else 5
    if not line.is_heading and not line.text.endswith(("!", "…")):
        return None
    if line.words < 3 or line.caption or line.dates or line.meta or line.byline:
        return None
    return 3 if line.words >= 9 else 2 if line.words >= 6 else 0


def labelled_related(line):
    may_be = line.begins & S.RELATED
    return bool((may_be and words.RELATED_LABEL.fullmatch(line.text)) or bar_label(line))


def bar_label(line):
    """Return the match of `MORE | Gates open`, or None."""
    may_be = "|" in line.parts or " l " in line.text
    return words.BAR_LABEL.fullmatch(line.text) if may_be else None


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
    if line.begins & S.TAGS and words.TAGS.fullmatch(line.text):
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
    S.FURNISHED | S.OF_SITE | S.HOTLINE | S.HEADS_NOTE | S.LED | S.OF_SIGNS | S.LONE_LEAD
    | S.BELOW_BIO | S.HEADS_BIO | S.OF_AUTHOR | S.REPEATS | above(S.FURNISHED)
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
    if line.text in LEADS_ALONE:
        return 6
    if line.repeats and not line.ends_sentence and line.words <= 20 and line.index < HEAD_LINES:
        return 4
    if line.words <= 6 and not line.ends_sentence and _amid_furniture(line):
        return 4
    return 3 if not line.is_worded and words.SEPARATOR.fullmatch(line.text) else None


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
    return before.words <= 5 and _is_bare_role(line) and is_name(before.text)


def _is_bare_role(line):
    return line.words <= 8 and not line.ends_sentence and names_role(line.text)
