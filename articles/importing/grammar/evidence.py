"""What speaks for each kind: small rules, each a score for one line.

Scores are whole steps of belief that add up: 2 is a hint, 5 is strong, 10 leaves little doubt.
A kind that no rule can speak for (None) is not considered for the line at all. A rule may look at
the neighbours of its line; what may follow what is the business of `sequence`.
"""

import re

from articles.importing.grammar import lists, words
from articles.importing.grammar.bylines import ROLE_WORDS, is_name
from articles.importing.grammar.descriptions import begins_shown, names_sight, reports
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.posts import POST_BY
from articles.importing.grammar.videos import read_glued
from articles.vocabulary import PartyKind, party_kind

UNPLACED_SCORE = -1
HEAD_LINES = 16  # the head of a page ends here at the latest
TAIL_LINES = 14  # what stands only at the end stands in the last so many

_CLOCK = re.compile(
    r"\d{1,2}(?:[:.h]| h )\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:[A-Z]{2,4}|Uhr))?|\d{1,2} ?[ap]\.?m\.?(?: [A-Z]{2,4})?",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"\S*[\w)]\.(?:jpe?g|png|gif|webp|tiff?|avif|heic)(?:\?\S*)?|(?:IMG|DSC|DSCN|DSCF|PXL|MVI)[-_ ]?\d{3,}\w*",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"summary|key (?:points|events|facts|takeaways)|highlights|in short:?|at a glance", re.I
)
_IMAGE_CAPTION = re.compile(r"Image caption,?\s*(?P<words>\S.*)", re.DOTALL)
_CREDIT_ABOVE = re.compile(r"(?:Image|Photo) (?:copyright|source|credit)|©", re.IGNORECASE)
# What a description of a report says and an article hardly ever does.
_REPORTS = re.compile(
    r"\b(?:explains?|reports|has (?:more|the (?:story|details|latest))|breaks? (?:it )?down|looks at|takes a look|joins?|speaks? (?:to|with)"
    r"|talks? (?:to|with|about)|tells?|asks|watch(?:es)?|follows?|visits|shows?|examines|hosts?|explique|raconte|rencontre|suit|suivi)\b"
    r"|[A-Z]{2,5}['’]s [A-Z]"
)
_AUTHOR_NOTE = re.compile(
    r"(?:(?:about|à propos de) .{2,40}|(?-i:[A-ZÀ-Þ]\S*(?: (?:[A-ZÀ-Þ]\S*|de|van|von|al|la)){1,3}),? (?:is|was|est|ist|es|é|covers|reports|writes|works|joined|began|has (?:worked|covered|reported|been))\b.{0,200}"
    r"\b(?:reporter|journalist|correspondent|editor|writer|columnist|producer|author|freelance\w*|professor|newsroom|intern|journaliste|redakteur\w*|periodista|repórter|covers|covering|reporting|based (?:in|at|out)).*"
    r"|(?:she|he|they|you) (?:can be reached|has (?:worked|reported|covered|won|been)|previously|joined|is (?:a|the|based)|writes|covers|reports)\b.{0,200}|(?:reach|contact|e-?mail|follow) (?:her|him|them)\b.*|.{0,60}\S+@\S+\.\w{2,}\.?)",
    re.IGNORECASE | re.DOTALL,
)
# Who speaks in an interview, by letter: `Q: Will it help?`
_QUESTION_MARK = re.compile(r"(?:Q|A|F|R|P)[:.]\s")
_HOTLINE = re.compile(
    r"\b1?[- .(]*8\d\d\)?[- .]\d{3}[- .]\d{4}\b|\btext(?:ing)? (?:\w+ to )?\d{4,6}\b|\bcall or text \d{3}\b",
    re.I,
)
_SPOKEN = re.compile(
    r"[,.!?]?[\"”»’']\s*,?\s*(?:\w+ )?(?:said|says|asked|told|added|dit|a dit|sagte|dijo|disse)\b|\b(?:said|says|asked) \w+"
)
_SEPARATOR = re.compile(r"[_*\-–—=~•·. ]{2,}|\*|•|#+")
_DOT = re.compile(r"\s*[·•]\s*")
_BREAD = re.compile(r"\s*[/>»›|]\s*")


def rules_for(line):
    """Return the ((Kind, rule), …) that can speak for a line of this shape and place."""
    in_head = line.index < HEAD_LINES
    if _is_plain(line):
        return PLAIN_HEAD_RULES if in_head else PLAIN_RULES
    if line.words > LONG:
        return LONG_HEAD_RULES if in_head else LONG_RULES
    if line.is_furniture:
        return FURNITURE_RULES
    if line.caption:
        return CAPTION_RULES
    if line.ends_sentence:
        return SENTENCE_HEAD_RULES if in_head else SENTENCE_RULES
    return HEAD_RULES if in_head else RULES


def _is_plain(line):
    """True for a sentence that stands apart, says nothing special and has no special neighbour.

    Most lines of a page are; asking all rules about each would cost most of the time. What is
    cheap to ask, and what most often makes a line special, comes first.
    """
    text = line.text
    return (
        line.words >= 9
        and line.ends_sentence
        and text[-1] != "?"
        and not (line.joins_previous or line.joins_next or line.below_colon)
        and not ("|" in text or "·" in text or "•" in text or "@" in text or "©" in text)
        and not _SPECIAL.match(text)
        and line.caption is None
        and not line.speaks_of_site
        and not line.is_furniture
        and not words.CORRECTION_TEXT.match(text)
        and not (line.from_end <= TAIL_LINES and _is_tail_note(line))
        and _is_calm_above(line)
        and _is_calm_below(line)
        and not names_sight(line.small)
        and not ((("-" in text and "8" in text) or " text " in text) and _HOTLINE.search(text))
    )


# Signs and first words that make a line more than a paragraph, whatever its length.
_SPECIAL = re.compile(
    rf"\W{{0,2}}(?:{words.VIDEO_WORDS}|{words.AUDIO_WORDS})\b|[-•*–—▪◦·●(\[]|\d{{1,2}}[.)]|Image |Media caption|Featured "
)


def _is_tail_note(line):
    text = line.text
    if words.CONTRIBUTORS.match(text) or words.EDITED.match(text) or _contributed(text):
        return True
    if ":" in text and (words.CORRECTION.match(text) or words.TAGS.match(text)):
        return True
    return _is_bio(line)


def _contributed(text):
    may_be = "contributed" in text or "assisted" in text
    return may_be and bool(words.CONTRIBUTED.fullmatch(text))


def _is_calm_above(line):
    """True if the line above (or none) makes nothing special of a sentence below it."""
    above = line.previous
    if above is None:
        return True
    if above.label:
        return False
    return above.words > 14 or not (
        above.meta or above.credit or above.text[-1] == ":"
        or words.CORRECTION_HEADING.fullmatch(above.text) or _is_below_bio_heading(line)
    )  # fmt: skip


def _is_calm_below(line):
    """True if the line below (or none) makes nothing special of a sentence above it."""
    below = line.next
    if below is None:
        return True
    if below.caption or below.credit:
        return False
    return below.words > 14 or not (
        POST_BY.fullmatch(below.text) or _names_speaker(below) or _times(below)
    )


def crumbs(text):
    """Return the parts of a breadcrumb or of `Business·Updated`."""
    if "·" in text or "•" in text:
        return [part.strip() for part in _DOT.split(text)]
    return [part for part in _BREAD.split(text) if part]


def _section(line):
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


def _headline(line):
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


def _summary(line):
    if not line.ends_sentence or line.words < 5 or line.caption or line.repeats:
        return None
    return 9 if line.repeated else 0 if line.index < 5 else None


def _deck(line):
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
        above_photo = line.next and line.next.caption and line.gap_after and line.words <= 45
        return (0 if line.words <= 30 else -1 if line.words <= 45 else -3) + (
            3 if above_photo else 0
        )
    return 3 if line.words >= 5 else 1


def _byline(line):
    found = line.byline
    if found is None:
        return None
    if found.dates:
        return 10
    if found.led:
        return 8 if line.words <= 14 else 5
    if found.has_role:
        return 5
    after, before = line.next, line.previous
    near_date = (after and (after.dates or _role(after))) or (before and before.dates)
    if party_kind(line.text) is PartyKind.ORGANISATION:
        return 5 if near_date else 1
    if len(found.names) > 1:
        return 5
    return 6 if near_date else 2


def _role(line):
    text = line.text
    if line.words > 14 or line.ends_sentence or not line.previous:
        return None
    if "@" in text and line.words <= 3:
        return 6
    if line.caption or line.words > 10:
        return None
    if not (ROLE_WORDS.search(text) or party_kind(text) is PartyKind.ORGANISATION):
        return (
            4
            if re.fullmatch(r"(?:[Ii]n|à|en|for|pour|special to) [A-Z][\w .'-]{2,40}", text)
            else None
        )
    return 6 if line.previous.byline or is_name(line.previous.text) else 1


def _dates(line):
    if line.dates is None or (line.index >= HEAD_LINES and line.from_end > TAIL_LINES):
        return None
    certain = line.dates.published_at or line.dates.updated_at
    return 9 if certain or line.words >= 3 else 5


def _alt(line):
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
            return 6
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
    if line.joins_next and after.gap_after and after.ends_sentence and not after.meta:
        if line.ends_sentence or line.looks_shown:
            return 1 + line.gap_before
    stands_alone = line.words <= 40 and names_sight(line.small) and line.looks_shown
    return (0 if line.ends_sentence else -1) if stands_alone else None


def _caption(line):
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


def _credit(line):
    if not line.credit or words.CONTRIBUTORS.match(line.text.strip("( ")):
        return None
    return 5 if line.text.lower().startswith(("source", "video")) else 9


def _paragraph(line):
    if line.words > LONG:
        return 4 - (3 if line.caption and line.words <= 110 else 0) - _site(line)
    if line.is_furniture or (line.words < 2 and not line.ends_sentence):
        return None
    score = 3 if line.words >= 14 else 2 if line.words >= 8 else 1
    if not line.ends_sentence and not _QUESTION_MARK.match(line.text):
        score -= 1 if line.text.endswith((":", "—", "–", ",")) else 4 if line.words <= 20 else 2
    if line.caption:
        score -= 5
    if line.label or line.dates:
        score -= 4
    if line.text.endswith(":") and words.CORRECTION_HEADING.fullmatch(line.text):
        score -= 4
    return score - _site(line)


def _site(line):
    return 4 if line.speaks_of_site else 0


def _subhead(line):
    if _QUESTION_MARK.match(line.text):
        return None
    asks = line.text.endswith("?")
    if (
        line.words > (24 if asks else 16)
        or len(line.text) > (140 if asks else 110)
        or not line.is_heading
    ):
        return None
    if line.label or line.dates or line.credit or line.heads_related:
        return None
    if words.BAR_LABEL.fullmatch(line.text):
        return None
    if (item := lists.SIGN.fullmatch(line.text)) and not (
        item["number"] and line.alone and _apart(line)
    ):
        return None
    score = 4 if line.words <= 8 else 3 if line.words <= 10 else 1
    if asks and line.questions >= 3:
        score = 5  # the page is a list of questions and answers
    if line.caption:
        score -= 4
    if line.joins_previous or line.joins_next:
        score -= 1
    if line.next and line.next.words < 4:
        score -= 1
    if line.byline:
        score -= 3 if line.byline.led or line.byline.dates else 1
    if line.text[0] in "\"“«‘'" and _SPOKEN.search(line.text):
        score -= 5
    before = line.previous
    if before and before.words <= 16 and before.is_heading and not _labelled_related(before):
        score -= 2
    return score - (line.words == 1)


def _list_item(line):
    if (item := lists.SIGN.fullmatch(line.text)) and not _SEPARATOR.fullmatch(line.text):
        return 2 if item["number"] and not line.ends_sentence and _apart(line) else 8
    place = _place_after_colon(line)
    if place is None or line.text[0] in "\"“«‘'":
        return None
    return 4 if line.joins_previous or line.joins_next or not line.ends_sentence else 2


def _apart(line):
    """True if neither neighbour is an item of a list: a number alone counts chapters."""
    around = (line.previous, line.next)
    return not any(other and lists.SIGN.fullmatch(other.text) for other in around)


def _place_after_colon(line):
    """Return how far below a line that ends with a colon it stands in a run of short ones."""
    if line.words > 22 or line.caption or line.label:
        return None
    place, before = 0, line.previous
    first = line
    while before and place < 12:
        if before.heads_related:
            return None
        if (before.text.endswith(":") and not before.label) or _POINTS.fullmatch(before.text):
            # A list has at least two items, and they are of one kind.
            if lists.SIGN.fullmatch(first.text):
                return None
            second = first.next
            alike = second and second.words <= 30 and second.ends_sentence == first.ends_sentence
            return (
                place if alike and (before.words >= 4 or _POINTS.fullmatch(before.text)) else None
            )
        if before.words > 30 or (before.gap_after and not first.page_has_gaps):
            return None
        if before.ends_sentence != line.ends_sentence:
            return None
        first, before, place = before, before.previous, place + 1
    return None


def _time(line):
    if len(line.text) < 4 or not _CLOCK.fullmatch(line.text.strip("[]() ")):
        return None
    return 7 if any(map(str.isalpha, line.text)) else 3


def _post(line):
    after = line.next
    if after and POST_BY.fullmatch(after.text):
        return 9
    if after and _names_speaker(after) and line.words <= 45:
        if line.echoes:
            return 9
        if line.text[0] in '"“«' and line.text.rstrip(".")[-1] in '"”»' and line.joins_next:
            return 6
    # The post itself may have several lines.
    return (
        6
        if line.joins_next
        and after.next
        and after.joins_next
        and POST_BY.fullmatch(after.next.text)
        else None
    )


def _post_by(line):
    if POST_BY.fullmatch(line.text):
        return 14
    return 3 if _names_speaker(line) else None


def _names_speaker(line):
    """True for the line below a pulled quotation: a name, perhaps with an office."""
    return line.words <= 12 and not line.ends_sentence and is_name(line.text.partition(",")[0])


def _video_label(line):
    found = line.label
    if found is None:
        return None
    return 12 if found.label.isupper() or found.label == "Media caption" else 7


def _video_title(line):
    if read_glued(line.text):
        return 14
    if line.is_furniture:
        return None
    if line.words > 40 or line.caption or line.dates:
        return None
    after, before = line.next, line.previous
    labelled = before is not None and before.label is not None
    timed = after is not None and _times(after)
    doubled = after is not None and after.text == line.text and after.next and _times(after.next)
    if not (labelled or timed or doubled):
        return None
    score = 2 + (4 if timed or doubled else 0) + (3 if labelled else 0)
    return score - (3 if line.text.endswith(".") else 0)


def _times(line):
    """True for what stands below the title of a video: its length, or its age and length."""
    found = line.meta
    if found is None:
        return False
    below = line.next and line.next.meta
    return found.seconds is not None or bool(found.age and below and below.seconds is not None)


def _video_age(line):
    found = line.meta
    if not found or found.seconds is not None or not found.age:
        return None
    return 5 if not line.dates or line.dates.printed else 2


def _video_duration(line):
    found = line.meta
    if not found or found.seconds is None:
        return None
    if found.programme:
        return 6
    return 5 if line.words == 1 and not found.age else 12


def _video_description(line):
    before = line.previous
    if not before or line.caption or line.label or line.meta:
        return None
    if before.meta or read_glued(before.text):
        reports = 2 if _REPORTS.search(line.text) and line.words <= 60 else 0
        if line.joins_previous:
            return 7
        if not line.page_has_gaps:
            return 3 + reports
        if line.text[0] in '"“«‘' or line.words < 10:
            return None
        # Where length and age stand apart too, so does the description.
        spaced = before.gap_before or read_glued(before.text) is not None
        programme = before.meta is not None and bool(before.meta.programme)
        return (3 if spaced else 1) + reports + programme
    return 3 if line.joins_previous else None


def _related_heading(line):
    return 8 if line.heads_related else None


def _related(line):
    text = line.text
    if line.label:
        return None
    if words.RELATED_LABEL.fullmatch(text) and line.words <= 40:
        return 9
    if (found := words.BAR_LABEL.fullmatch(text)) and not line.byline:
        return 9 if found["label"].isupper() else 5
    if not line.is_heading and not line.text.endswith(("!", "…")):
        return None
    if line.words < 3 or line.caption or line.dates or line.meta or line.byline:
        return None
    return 3 if line.words >= 9 else 2 if line.words >= 6 else 0


def _labelled_related(line):
    return bool(words.RELATED_LABEL.fullmatch(line.text) or words.BAR_LABEL.fullmatch(line.text))


def _contributors(line):
    text = line.text.strip("()")
    if line.words > 60:
        return None
    near_end = line.from_end <= TAIL_LINES
    if line.from_end <= 6 and words.INITIALS.fullmatch(text):
        return 9
    if found := words.CONTRIBUTORS.fullmatch(text):
        is_source = found["lead"].lower().startswith(("source", "quelle", "fuente", "fonte"))
        if is_source and not (line.from_end <= 6 and line.words <= 14):
            return None
        return 12 if near_end else 5
    if words.EDITED.fullmatch(text):
        return 11 if near_end else 4
    return 7 if near_end and text[0] not in "\"“'‘" and _contributed(text) else None


def _correction_heading(line):
    if line.words > 4 or not (line.from_end <= TAIL_LINES or line.index < HEAD_LINES):
        return None
    return 7 if words.CORRECTION_HEADING.fullmatch(line.text) else None


def _correction(line):
    text, _ = lists.read_item(line.text)
    if ":" in text and words.CORRECTION.fullmatch(text):
        return 12
    if words.CORRECTION_TEXT.fullmatch(text):
        return 8 if line.from_end <= TAIL_LINES or line.index < HEAD_LINES else 5
    below_heading = line.previous and words.CORRECTION_HEADING.fullmatch(line.previous.text)
    return 6 if below_heading and line.words >= 5 else None


def _tags_heading(line):
    return 8 if line.from_end <= 25 and line.heads_tags else None


def _tags(line):
    if line.from_end > 25:
        return None
    if words.TAGS.fullmatch(line.text):
        return 11
    before = line.previous
    while before and before.words <= 5 and line.index - before.index <= 12:
        if before.heads_tags:
            return 5 if line.words <= 5 and not line.ends_sentence else None
        before = before.previous
    return None


def _notice(line):
    if line.is_furniture:
        return 7
    if _is_bio_name(line) or _is_below_bio_heading(line):
        return 6
    if line.words <= 30 and _gives_hotline(line.text):
        return 6
    if line.speaks_of_site:
        return 5 + (line.from_end <= 8)
    if line.from_end <= 12 and line.words <= 90 and _is_bio(line):
        return 6
    if line.byline and line.byline.led and line.index > HEAD_LINES and line.previous.is_heading:
        return 5  # who wrote the story linked to above
    if line.text in ("By", "Par", "Von", "Por"):
        return 6
    if line.repeats and not line.ends_sentence and line.words <= 20 and line.index < HEAD_LINES:
        return 4
    if line.words <= 6 and not line.ends_sentence and _amid_furniture(line):
        return 4
    return 3 if _SEPARATOR.fullmatch(line.text) else None


def _gives_hotline(text):
    # Looking for numbers takes long, so the cheap question comes first.
    return ("8" in text or "text" in text.lower()) and bool(_HOTLINE.search(text))


def _amid_furniture(line):
    around = (line.previous, line.next)
    return all(other and other.is_furniture for other in around)


def _is_bio_name(line):
    """True for a name, or a role below one, that heads a note on the author after the text."""
    if not 0 < line.from_end <= 14 or line.words > 8 or line.index < HEAD_LINES // 2:
        return False
    after, before = line.next, line.previous
    if is_name(line.text) and (_is_bio(after) or _is_bare_role(after)):
        return True
    return _is_bare_role(line) and is_name(before.text)


def _is_below_bio_heading(line):
    before = line.previous
    for _ in range(3):
        if before is None:
            return False
        if before.heads_bio:
            return True
        before = before.previous
    return False


_BIO_VERBS = frozenset(
    "is was est ist es é covers reports writes works worked joined began has can previously him her "
    "them about".split()
)


def _is_bio(line):
    text = line.text
    if _BIO_VERBS.isdisjoint(line.small.split(" ", 8)[:8]) and "@" not in text:
        return False  # the cheap question first
    return bool(_AUTHOR_NOTE.fullmatch(text))


def _is_bare_role(line):
    return line.words <= 8 and not line.ends_sentence and bool(ROLE_WORDS.search(line.text))


LONG = 26  # words: longer lines are text of some kind

_ANY_LINE = ((Kind.UNPLACED, lambda line: UNPLACED_SCORE),)
_ONLY_IN_HEAD = (
    (Kind.SECTION, _section),
    (Kind.HEADLINE, _headline),
    (Kind.SUMMARY, _summary),
    (Kind.DECK, _deck),
    (Kind.ROLE, _role),
)
_BODY_RULES = (
    (Kind.BYLINE, _byline),
    (Kind.DATES, _dates),
    (Kind.PARAGRAPH, _paragraph),
    (Kind.SUBHEAD, _subhead),
    (Kind.LIST_ITEM, _list_item),
    (Kind.TIME, _time),
    (Kind.POST, _post),
    (Kind.POST_BY, _post_by),
    (Kind.ALT, _alt),
    (Kind.CAPTION, _caption),
    (Kind.CREDIT, _credit),
    (Kind.VIDEO_LABEL, _video_label),
    (Kind.VIDEO_TITLE, _video_title),
    (Kind.VIDEO_AGE, _video_age),
    (Kind.VIDEO_DURATION, _video_duration),
    (Kind.VIDEO_DESCRIPTION, _video_description),
    (Kind.RELATED_HEADING, _related_heading),
    (Kind.RELATED, _related),
    (Kind.CONTRIBUTORS, _contributors),
    (Kind.CORRECTION_HEADING, _correction_heading),
    (Kind.CORRECTION, _correction),
    (Kind.TAGS_HEADING, _tags_heading),
    (Kind.TAGS, _tags),
    (Kind.NOTICE, _notice),
)


def _only(*kinds):
    return tuple(rule for rule in _BODY_RULES if rule[0] in kinds)


FURNITURE_RULES = _ANY_LINE + _ONLY_IN_HEAD[:2] + _only(
    Kind.RELATED_HEADING, Kind.RELATED, Kind.TAGS_HEADING, Kind.TAGS, Kind.CORRECTION_HEADING, Kind.ALT,
    Kind.DATES, Kind.VIDEO_AGE, Kind.VIDEO_DURATION, Kind.TIME, Kind.CREDIT, Kind.NOTICE,
)  # fmt: skip
CAPTION_RULES = _ANY_LINE + _ONLY_IN_HEAD[:2] + _only(
    Kind.CAPTION, Kind.CREDIT, Kind.PARAGRAPH, Kind.SUBHEAD, Kind.RELATED, Kind.CONTRIBUTORS, Kind.NOTICE,
    Kind.VIDEO_LABEL, Kind.LIST_ITEM, Kind.POST, Kind.BYLINE, Kind.DATES, Kind.POST_BY, Kind.CORRECTION,
)  # fmt: skip
_OF_LONG_LINES = {
    Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.POST, Kind.ALT, Kind.CAPTION, Kind.VIDEO_LABEL,
    Kind.VIDEO_DESCRIPTION, Kind.CONTRIBUTORS, Kind.CORRECTION, Kind.TAGS, Kind.NOTICE, Kind.BYLINE,
}  # fmt: skip
_NO_SENTENCES = {
    Kind.TAGS_HEADING, Kind.RELATED_HEADING, Kind.CORRECTION_HEADING, Kind.TIME, Kind.VIDEO_AGE,
    Kind.VIDEO_DURATION,
}  # fmt: skip
HEAD_RULES = _ANY_LINE + _ONLY_IN_HEAD + _BODY_RULES
RULES = _ANY_LINE + _BODY_RULES
LONG_HEAD_RULES = _ANY_LINE + _ONLY_IN_HEAD[1:4] + _only(*_OF_LONG_LINES)
LONG_RULES = _ANY_LINE + _only(*_OF_LONG_LINES)
# A sentence is no heading, role or tag; a question may be a subhead.
_SENTENCE_RULES = tuple(rule for rule in _BODY_RULES if rule[0] not in _NO_SENTENCES)
SENTENCE_HEAD_RULES = _ANY_LINE + _ONLY_IN_HEAD[1:4] + _SENTENCE_RULES
SENTENCE_RULES = _ANY_LINE + _SENTENCE_RULES
PLAIN_RULES = ((Kind.PARAGRAPH, _paragraph),)
PLAIN_HEAD_RULES = PLAIN_RULES + _ONLY_IN_HEAD[1:4]
