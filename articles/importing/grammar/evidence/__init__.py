"""What speaks for each kind: small rules, each a score for one line.

Scores are whole steps of belief that add up: 2 is a hint, 5 is strong, 10 leaves little doubt.
A kind that no rule can speak for (None) is not considered for the line at all. A rule may look at
the neighbours of its line; what may follow what is the business of `sequence`. Here stands which
rules are asked about which lines; each rule is in the module of the part of the page it is about.
"""

from functools import lru_cache

from articles.importing.grammar.evidence import body, head, photos, tail, videos
from articles.importing.grammar.evidence.plain import SHORTEST_PLAIN, is_plain
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.places import HEAD_LINES, LONG
from articles.importing.grammar.signs import ANY, around, needs_of

UNPLACED_SCORE = -1
REMEMBERED = 16_384  # combinations of what a line shows


class Rules(tuple):
    """((Kind, rule), …), compared by identity: there are a dozen, and they are looked up often."""

    __slots__ = ()
    __hash__, __eq__ = object.__hash__, object.__eq__


def evidence_of(line, follow, signs=None):
    """Return (kind, score, kind, score, …) of a line, of the kinds that may `follow` (a set).

    Only rules that need nothing but `signs` are asked; default: the signs of the line.
    """
    if line.words >= SHORTEST_PLAIN and line.ends_sentence and is_plain(line):
        rules, signs = PLAIN_HEAD_RULES if line.index < HEAD_LINES else PLAIN_RULES, ANY
    else:
        rules = rules_for(line)
        signs = signs or around(line) & _NEEDED
    found = []
    for kind, rule in _asked(rules, follow, signs):
        value = rule(line)
        if value is not None:
            found += kind, value
    return tuple(found)


def rules_for(line):
    """Return the Rules that can speak for a line of this shape and place, if it is not plain."""
    in_head = line.index < HEAD_LINES
    if line.words > LONG:
        return LONG_HEAD_RULES if in_head else LONG_RULES
    if line.is_furniture:
        return FURNITURE_RULES
    if line.caption:
        return CAPTION_RULES
    if line.ends_sentence:
        return SENTENCE_HEAD_RULES if in_head else SENTENCE_RULES
    return HEAD_RULES if in_head else RULES


@lru_cache(maxsize=REMEMBERED)
def _asked(rules, follow, signs):
    """Return those of `rules` that can speak: for a kind in `follow`, on a line with `signs`."""
    return tuple((kind, rule) for kind, rule in rules if kind in follow and needs_of(rule) & signs)


_ANY_LINE = ((Kind.UNPLACED, lambda line: UNPLACED_SCORE),)
_ONLY_IN_HEAD = (
    (Kind.SECTION, head.section),
    (Kind.HEADLINE, head.headline),
    (Kind.SUMMARY, head.summary),
    (Kind.DECK, head.deck),
    (Kind.ROLE, head.role),
)
_BODY_RULES = (
    (Kind.BYLINE, head.byline),
    (Kind.DATES, head.dates),
    (Kind.PARAGRAPH, body.paragraph),
    (Kind.SUBHEAD, body.subhead),
    (Kind.LIST_ITEM, body.list_item),
    (Kind.TIME, body.time),
    (Kind.POST, body.post),
    (Kind.POST_BY, body.post_by),
    (Kind.ALT, photos.alt),
    (Kind.CAPTION, photos.caption),
    (Kind.CREDIT, photos.credit),
    (Kind.VIDEO_LABEL, videos.video_label),
    (Kind.VIDEO_TITLE, videos.video_title),
    (Kind.VIDEO_AGE, videos.video_age),
    (Kind.VIDEO_DURATION, videos.video_duration),
    (Kind.VIDEO_DESCRIPTION, videos.video_description),
    (Kind.RELATED_HEADING, tail.related_heading),
    (Kind.RELATED, tail.related),
    (Kind.CONTRIBUTORS, tail.contributors),
    (Kind.CORRECTION_HEADING, tail.correction_heading),
    (Kind.CORRECTION, tail.correction),
    (Kind.TAGS_HEADING, tail.tags_heading),
    (Kind.TAGS, tail.tags),
    (Kind.NOTICE, tail.notice),
)


def _only(*kinds):
    return tuple(rule for rule in _BODY_RULES if rule[0] in kinds)


FURNITURE_RULES = Rules(_ANY_LINE + _ONLY_IN_HEAD[:2] + _only(
    Kind.RELATED_HEADING, Kind.RELATED, Kind.TAGS_HEADING, Kind.TAGS, Kind.CORRECTION_HEADING,
    Kind.ALT, Kind.DATES, Kind.VIDEO_AGE, Kind.VIDEO_DURATION, Kind.TIME, Kind.CREDIT, Kind.NOTICE,
))  # fmt: skip
CAPTION_RULES = Rules(_ANY_LINE + _ONLY_IN_HEAD[:2] + _only(
    Kind.CAPTION, Kind.CREDIT, Kind.PARAGRAPH, Kind.SUBHEAD, Kind.RELATED, Kind.CONTRIBUTORS,
    Kind.NOTICE, Kind.VIDEO_LABEL, Kind.LIST_ITEM, Kind.POST, Kind.BYLINE, Kind.DATES, Kind.POST_BY,
    Kind.CORRECTION,
))  # fmt: skip
_OF_LONG_LINES = {
    Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.POST, Kind.ALT, Kind.CAPTION, Kind.VIDEO_LABEL,
    Kind.VIDEO_DESCRIPTION, Kind.CONTRIBUTORS, Kind.CORRECTION, Kind.TAGS, Kind.NOTICE, Kind.BYLINE,
}  # fmt: skip
_NO_SENTENCES = {
    Kind.TAGS_HEADING, Kind.RELATED_HEADING, Kind.CORRECTION_HEADING, Kind.VIDEO_AGE,
    Kind.VIDEO_DURATION,
}  # fmt: skip
HEAD_RULES = Rules(_ANY_LINE + _ONLY_IN_HEAD + _BODY_RULES)
RULES = Rules(_ANY_LINE + _BODY_RULES)
LONG_HEAD_RULES = Rules(_ANY_LINE + _ONLY_IN_HEAD[1:4] + _only(*_OF_LONG_LINES))
LONG_RULES = Rules(_ANY_LINE + _only(*_OF_LONG_LINES))
# A sentence is no heading, role or tag; a question may be a subhead.
_SENTENCE_RULES = tuple(rule for rule in _BODY_RULES if rule[0] not in _NO_SENTENCES)
SENTENCE_HEAD_RULES = Rules(_ANY_LINE + _ONLY_IN_HEAD[1:4] + _SENTENCE_RULES)
SENTENCE_RULES = Rules(_ANY_LINE + _SENTENCE_RULES)
PLAIN_RULES = Rules(((Kind.PARAGRAPH, body.paragraph),))
PLAIN_HEAD_RULES = Rules(PLAIN_RULES + _ONLY_IN_HEAD[1:4])

_NEEDED = 0
for _, _rule in _BODY_RULES:
    _NEEDED |= needs_of(_rule)
