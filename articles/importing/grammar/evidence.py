"""What speaks for each kind: small rules, each a score for one line.

Scores are whole steps of belief that add up: 2 is a hint, 5 is strong, 10 leaves little doubt.
A kind that no rule can speak for (None) is not considered for the line at all.
"""

from articles.importing.dates import read_dates
from articles.importing.grammar import patterns
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lines import CLOSING

UNPLACED_SCORE = -1


def evidence(line):
    """Return {Kind: score} of the kinds that `line` could be."""
    scores = {kind: score for kind, rule in RULES if (score := rule(line)) is not None}
    scores[Kind.UNPLACED] = scores[Kind.UNPLACED_IN_HEAD] = UNPLACED_SCORE
    return scores


def _is_odd(line):
    """True for what is no heading of any kind: labels, addresses, site furniture, bare signs."""
    return (
        bool(patterns.LABELLED.match(line.text))
        or bool(patterns.FURNITURE.fullmatch(line.text))
        or sum(map(str.isalpha, line.text)) < 2
    )


def _section(line):
    if line.index > 0 or line.words > 6 or len(line.text) > 60 or line.ends_sentence:
        return None
    return (3 if line.words <= 3 else 0) + (2 if "·" in line.text else 0)


def _headline(line):
    if line.index > 1 or line.ends_open:
        return None
    return (2 if line.words >= 4 else 0) - (4 if line.text.endswith(".") else 0)


def _summary(line):
    if line.index > 4 or not line.ends_sentence or line.words < 5:
        return None
    return 6 if line.repeated else 1


def _deck(line):
    if line.index > 8 or line.ends_open or not 2 <= line.words <= 45 or _is_odd(line):
        return None
    return -2 if line.ends_sentence else 3


def _byline(line):
    match = patterns.BYLINE.fullmatch(line.text)
    return 8 if match and line.words <= 14 and not line.text.endswith(".") else None


def _dates(line):
    return 10 if patterns.DATES.match(line.text) and read_dates(line.text) else None


def _alt(line):
    if line.gap_after or _credit(line.text):
        return None
    return (2 if line.gap_before else 0) + (5 if _credit(line.below) else 0)


def _lead_alt(line):
    return None if line.index > 14 else _alt(line)


def _caption(line):
    if _credit(line.text):
        return 6
    return 1 if not line.gap_before and line.gap_after and line.ends_sentence else None


def _lead_caption(line):
    score = _caption(line)
    return None if score is None or line.index > 14 else score + 2


def _paragraph(line):
    if (line.words < 2 and not line.ends_sentence) or (_is_odd(line) and not line.ends_sentence):
        return None
    long = 2 if line.words >= 20 else 1 if line.words >= 12 else 0
    ends = 2 if line.ends_sentence else 1 if line.text.endswith((":", "—", "–", "…")) else -3
    return long + ends - (4 if _credit(line.text) else 0)


def _subhead(line):
    text = line.text.rstrip(CLOSING)
    if line.words > 14 or len(line.text) > 100 or line.ends_open or text.endswith((".", "!")):
        return None
    if _is_odd(line):
        return None
    return (4 if line.words <= 8 else 3) + (1 if line.alone else -2) - (line.words == 1)


def _list_item(line):
    return 8 if patterns.LIST_ITEM.fullmatch(line.text) else None


def _video_label(line):
    return 12 if patterns.VIDEO_LABEL.fullmatch(line.text) else None


def _video_title(line):
    return None if not 2 <= line.words <= 30 or line.text.endswith(".") else 2


def _video_age(line):
    return 8 if patterns.VIDEO_AGE.fullmatch(line.text) else None


def _video_duration(line):
    return 12 if patterns.VIDEO_DURATION.fullmatch(line.text) else None


def _video_description(line):
    return None if line.gap_before else 3


def _contributors(line):
    found = patterns.CONTRIBUTORS.fullmatch(line.text)
    return 12 if found and line.words <= 30 else None


def _correction(line):
    return 9 if patterns.CORRECTION.fullmatch(line.text) else None


def _tags(line):
    return 10 if patterns.TAGS.fullmatch(line.text) else None


def _credit(text):
    return text.endswith(")") and patterns.split_caption(text)[1]


RULES = (
    (Kind.SECTION, _section),
    (Kind.HEADLINE, _headline),
    (Kind.SUMMARY, _summary),
    (Kind.DECK, _deck),
    (Kind.BYLINE, _byline),
    (Kind.DATES, _dates),
    (Kind.LEAD_ALT, _lead_alt),
    (Kind.LEAD_CAPTION, _lead_caption),
    (Kind.PARAGRAPH, _paragraph),
    (Kind.SUBHEAD, _subhead),
    (Kind.LIST_ITEM, _list_item),
    (Kind.ALT, _alt),
    (Kind.CAPTION, _caption),
    (Kind.VIDEO_LABEL, _video_label),
    (Kind.VIDEO_TITLE, _video_title),
    (Kind.VIDEO_AGE, _video_age),
    (Kind.VIDEO_DURATION, _video_duration),
    (Kind.VIDEO_DESCRIPTION, _video_description),
    (Kind.CONTRIBUTORS, _contributors),
    (Kind.CORRECTION, _correction),
    (Kind.TAGS, _tags),
)
