"""What a line shows at first sight: flags, so that a rule need not be asked where it cannot speak.

A rule says beside itself which signs it needs, of its line or a neighbour, for instance
`@needs(Sign.CAPTION | below(Sign.CREDIT))`; one that says nothing is asked about every line. A sign
may be there in vain, but must not be missing where the rule would speak.
"""

import re

from articles.importing.dates import BEGINS_AGE, BEGINS_DATE
from articles.importing.grammar import bylines, credits, descriptions, posts, videos, words
from articles.importing.grammar.asides import gives_hotline, is_bio, text_about
from articles.importing.grammar.beginnings import Beginnings
from articles.importing.grammar.places import TAIL_LINES


class Sign:
    # What a line begins like, perhaps in vain.
    (
        FURNITURE, OF_SITE, RELATED_HEADING, RELATED, TAGS, THANKS, CORRECTION, HEADS_NOTE, LABEL,
        POST_BY, SHOWN, IMAGE, SPECIAL, TIME, ARTICLE, OF_PHOTO, BY, CREDIT_LABEL,
    ) = (1 << n for n in range(18))  # fmt: skip
    # What it is, and what it holds.
    (
        FURNISHED, CAPTION, CREDIT, META, SPEAKER, COLON, FEW, NAMED, LED, DATED, HEADING, MARKED,
        BAR, PICTURE, ENDS_DATED, HOTLINE, OF_END, OF_AUTHOR, LONE_LEAD, FILE_NAME, OF_SIGNS,
    ) = (1 << n for n in range(18, 39))  # fmt: skip
    # Where it stands.
    (
        JOINS_NEXT, JOINS_PREVIOUS, IN_LIST, BELOW_BIO, REPEATED, REPEATS, HEADS_BIO, SAID_ABOVE,
        LINE,
    ) = (1 << n for n in range(39, 48))  # fmt: skip


ANY = -1
S = Sign
_WIDTH = 48  # bits by which the signs of a neighbour are shifted

SPECIAL = re.compile(
    rf"\W{{0,2}}(?:{words.VIDEO_WORDS}|{words.AUDIO_WORDS})\b|[-•*–—▪◦·●(\[]|\d{{1,2}}[.)]|Image "
    rf"|Media caption|Featured "
)
BEGINNINGS = Beginnings({
    S.FURNITURE: words.FURNITURE.patterns,
    S.OF_SITE: [words.SITE_SPEAKS],
    S.RELATED_HEADING: [words.RELATED_HEADING],
    S.RELATED: [words.RELATED_LABEL, words.COUNTED],
    S.TAGS: [words.TAGS_HEADING, words.TAGS],
    S.THANKS: [words.CONTRIBUTORS, words.EDITED],
    S.CORRECTION: [words.CORRECTION_HEADING, words.CORRECTION, words.CORRECTION_TEXT],
    S.HEADS_NOTE: [words.BIO_HEADING, words.POINTS_HEADING],
    S.LABEL: videos.LABELS,
    S.POST_BY: [posts.POST_BY],
    S.SHOWN: [descriptions.SHOWN],
    S.IMAGE: [credits.IMAGE_CAPTION],
    S.SPECIAL: [SPECIAL],
    S.TIME: [BEGINS_DATE, videos.BEGINS_WITH_TIME],
    S.ARTICLE: [BEGINS_AGE],
    S.OF_PHOTO: [credits.CREDIT_BEGINS],
    S.BY: [bylines.BEGINS],
    S.CREDIT_LABEL: [re.compile(credits.LABEL)],
})  # fmt: skip


def needs(signs):
    """Mark a rule that speaks for no line without one of `signs`."""

    def mark(rule):
        rule.needs = signs
        return rule

    return mark


def needs_of(rule):
    """Return the signs that a rule needs; of one that says nothing, that of every line."""
    return getattr(rule, "needs", S.LINE)


def above(signs):
    """Return `signs` of the line above."""
    return signs << _WIDTH


def below(signs):
    """Return `signs` of the line below."""
    return signs << 2 * _WIDTH


def around(line):
    """Return all signs of a line, and those of its neighbours."""
    text, parts = line.text, line.parts
    found = line.signs | line.place | S.LINE
    if line.previous:
        found |= (line.previous.signs | line.previous.place) << _WIDTH
    if line.next:
        found |= (line.next.signs | line.next.place) << 2 * _WIDTH
    if line.from_end <= TAIL_LINES:
        found |= _near_end(line)
    if line.words <= 30 and gives_hotline(line):
        found |= S.HOTLINE
    if not line.is_worded:
        found |= S.MARKED if text.strip("_*-–—=~•·. #") else S.MARKED | S.OF_SIGNS
    if text[-1].isdigit():
        found |= S.ENDS_DATED
    if "|" in parts or " l " in text:
        found |= S.BAR
    if found & S.SHOWN and (line.words > 40 or not descriptions.names_sight(line.small)):
        found ^= S.SHOWN
    if descriptions.names_picture(line.small):
        found |= S.PICTURE
    if line.words <= 2:
        if not text.isalpha():
            found |= S.FILE_NAME
        elif text in bylines.LEADS_ALONE:
            found |= S.LONE_LEAD
    if line.is_heading or text[-1] in "!…":
        found |= S.HEADING
    if line.dates is not None:
        found |= S.DATED
    elif line.byline is not None:
        found |= S.NAMED | S.LED if line.byline.led else S.NAMED
    return found


def _near_end(line):
    text = line.text
    found = S.HEADS_BIO if line.words <= 8 and _may_head_bio(line) else 0
    if line.words <= 90 and is_bio(line):
        found |= S.OF_AUTHOR
    if text[0].islower() or "contributed" in text or "assisted" in text:
        found |= S.OF_END
    return found


def _may_head_bio(line):
    """True for what may be a name, the office below one, or `About …`, above a note on the author.

    What ends with a full stop may be a name too: `Ann Lee Jr.`
    """
    above = line.previous
    return (
        line.names_speaker
        or line.ends_sentence
        or (above and above.words <= 5 and (above.names_speaker or above.ends_sentence))
        or text_about(line.text)
    )
