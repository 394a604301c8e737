"""What can be seen of a line alone, whatever stands around it."""

import re
from functools import lru_cache
from operator import attrgetter

from articles.importing.dates import read_dates
from articles.importing.grammar import words
from articles.importing.grammar.beginnings import QUOTES
from articles.importing.grammar.bylines import is_capital, is_name, read_byline
from articles.importing.grammar.credits import (
    CREDIT_BEGINS,
    credit_alone,
    may_end_with_credit,
    split_caption,
)
from articles.importing.grammar.places import LONGEST_SHORT
from articles.importing.grammar.posts import is_post_by
from articles.importing.grammar.signs import BEGINNINGS, Sign
from articles.importing.grammar.videos import may_end_with_age, read_label, read_meta

S = Sign

_TWO_LETTERS = re.compile(r"[^\W\d_].*?[^\W\d_]")
SENTENCE_ENDS = (".", "!", "?", "…", "。", "؟", "۔")
CLOSING = "\"'”’»)] "
_OPEN_ENDS = (",", ":", ";", "—", "–")
LONGEST_CAPTION = 120  # words
FEW = 5  # words

# Signs that part names, figures or labels. Words without one, and without a figure or capitals at
# their ends, are neither dates nor a length nor who posted something, whatever they say.
_parts_in = re.compile(r"[:/©|·•@()\[\]]").findall
_NAME_SIGNS = frozenset("·•|@")
_MORE_THAN_WORDS = S.TIME | S.OF_PHOTO | S.POST_BY | S.BY | S.LABEL

_SPECIAL_SENTENCE = _MORE_THAN_WORDS | (
    S.SPECIAL | S.OF_SITE | S.FURNITURE | S.CORRECTION | S.THANKS | S.IMAGE | S.RELATED_HEADING
)
_FIRST_LETTERS_ALONE = ~(S.LABEL | S.OF_SITE | S.RELATED_HEADING)  # of these it is sure itself


class Look:
    """What the words of a line show; `begins` and `signs` are flags of Sign."""

    __slots__ = (  # noqa: RUF023 - in the order in which they are found out
        "text", "small", "words", "bare_end", "parts", "begins", "signs",
        "is_worded",  # begins with a word or a quotation, not with a figure or sign
        "is_plain_sentence",  # words with a full stop that begin like nothing special
        "ends_sentence",
        "ends_open",  # as no heading does: with a comma, colon, dash or semicolon
        "label",  # of a video
        "caption",  # Caption(words, credit) if the line ends with a credit, else None
        "speaks_of_site",
        "is_furniture",  # what sites print around their stories, and no story does
        "dates",  # Dates, if the line is nothing else, or None
        "meta",  # Meta of a video (age, length) or None
        "credit",  # if the line is nothing else, or ''
        "is_heading",  # reads like one of some kind: short, and no sentence
        "heads_related",  # a heading above links to other stories
        "byline",  # the Byline that the line is, or None
        "is_post_by",  # says, below a post or a quotation, whose that is
        "names_speaker",  # is, below a pulled quotation, a name, perhaps with an office
    )  # fmt: skip

    def __init__(self, text):
        self.text, self.small = text, text.lower()
        self.words = text.count(" ") + 1
        self.parts = _parts_in(text) or ()
        self.is_worded = text[0].isalpha() or text[0] in QUOTES
        self.begins = BEGINNINGS.of(self.small)
        # What most lines are not.
        self.label = self.caption = self.dates = self.meta = self.byline = None
        self.credit = ""
        self.ends_open = self.speaks_of_site = self.is_furniture = self.is_heading = False
        self.heads_related = self.is_post_by = self.names_speaker = False
        if self._is_plain_sentence():
            self.bare_end, self.ends_sentence, self.is_plain_sentence = text, True, True
            self.signs = self.begins & _FIRST_LETTERS_ALONE
        else:
            self.is_plain_sentence = False
            self._look()
            self.signs = self._signs()

    def _is_plain_sentence(self):
        """True for words with a full stop that begin like nothing special, and hold nothing so."""
        text, small, begins = self.text, self.small, self.begins
        return (
            text[-1] == "."
            and self.words > 8
            and not self.parts
            and self.is_worded
            and not begins & _SPECIAL_SENTENCE
            and not (begins & S.ARTICLE and ("ago" in small or "las" in small))
            # All that may_end_with_credit still looks for before a full stop.
            and not ("Credit " in text or "PHOTO " in text or "Image " in text)
            and not words.may_hold_site(small)
            and not (self.words <= LONGEST_SHORT and words.holds_furniture(small))
        )

    def _look(self):
        """Find out what the line is, from what is asked cheaply to what is asked last."""
        text, small, begins = self.text, self.small, self.begins
        self.bare_end = text.rstrip(CLOSING)
        self.ends_sentence = self.bare_end.endswith(SENTENCE_ENDS)
        self.ends_open = text.endswith(_OPEN_ENDS)
        if begins & S.LABEL and self.words <= 50:
            self.label = read_label(text)
        self.speaks_of_site = words.speaks_of_site(small, begins & S.OF_SITE)
        if self.words <= LONGEST_SHORT:
            self._look_at_short()
        if self.words <= LONGEST_CAPTION and may_end_with_credit(text, self.parts):
            self.caption = self._caption()
        if self.words <= 40 and not self.dates:  # what is a date throughout names nobody
            self.byline = self._byline()

    def _look_at_short(self):
        """Find out of a short line what a longer one cannot be."""
        text, begins, length = self.text, self.begins, self.words
        may_begin = begins & S.FURNITURE
        self.is_furniture = text[-1] == "·" or words.is_furniture(self.small, may_begin)
        self.is_heading = (
            not self.ends_open
            and not self.bare_end.endswith((".", "!", "…"))
            and not self.is_furniture
            and (text[:2].isalpha() or _TWO_LETTERS.search(text) is not None)
        )
        self.heads_related = self._heads_related()
        if length <= 12 and not self.ends_sentence:
            self.names_speaker = is_name(text.partition(",")[0])
        is_more = bool(self.parts or begins & _MORE_THAN_WORDS)
        if is_more or not self._is_words_alone():
            self.dates = self._dates()
            self.meta = self._meta()
            self.is_post_by = bool(begins & S.POST_BY) and is_post_by(text)
        if is_more or length <= 3:
            self.credit = self._credit()

    def _is_words_alone(self):
        """True for words without figure or capitals at their ends, that name no age."""
        text, small = self.text, self.small
        return not (
            not self.is_worded
            or text[-1].isdigit()
            or text[-2:].isupper()
            or (self.words <= 14 and may_end_with_age(small))
            or (self.begins & S.ARTICLE and ("ago" in small or "las" in small))
        )

    def _heads_related(self):
        if self.words > 9 or not (self.begins & S.RELATED_HEADING or self.words == 3):
            return False
        said = self.small.strip(" :")
        return bool(words.RELATED_HEADING.fullmatch(said) or words.LATEST_OF_HOUSE.fullmatch(said))

    def _dates(self):
        text = self.text
        may_be = (
            self.begins & (S.TIME | S.ARTICLE)
            or text[0].isdigit()
            or text[-1].isdigit()
            or text[-2:].isupper()
        )
        return read_dates(text) if may_be else None

    def _meta(self):
        found = read_meta(self.text) if self.words <= 14 else None
        return None if found and found.programme and self.dates else found

    def _credit(self):
        text, parts = self.text, self.parts
        if self.words > 20:
            return ""
        if self.words > 3 and not (
            ":" in parts or "/" in parts or "©" in parts
            or (self.begins & S.OF_PHOTO and CREDIT_BEGINS.match(text))
        ):  # fmt: skip
            return ""
        return credit_alone(text, self.begins & S.CREDIT_LABEL)

    def _caption(self):
        if self.words <= 12 and "/" in self.parts and self.credit:
            return None  # it is nothing but a credit
        if self.dates:
            return None
        found = split_caption(self.text)
        return found if found.credit and found.words else None

    def _signs(self):
        """Return the flags of what the line shows, whatever stands around it."""
        found = self.begins & _FIRST_LETTERS_ALONE
        if self.label is not None:
            found |= S.LABEL
        if self.caption is not None:
            found |= S.CAPTION
        if self.speaks_of_site:
            found |= S.OF_SITE
        if ":" in self.parts:
            found |= S.COLON
        if self.words > LONGEST_SHORT:
            return found
        if self.words <= FEW:
            found |= S.FEW
        if self.is_furniture:
            found |= S.FURNISHED
        if self.heads_related:
            found |= S.RELATED_HEADING
        if self.names_speaker or self.is_post_by:
            found |= S.SPEAKER
        if self.credit:
            found |= S.CREDIT
        if self.meta is not None:
            found |= S.META
        return found

    def _byline(self):
        may_be = (
            self.begins & S.BY
            or (self.parts and _NAME_SIGNS.intersection(self.parts))
            or (self.words <= 14 and is_capital(self.text))
        )
        return read_byline(self.text) if may_be else None


_shown_by = attrgetter(*Look.__slots__)


@lru_cache(maxsize=4096)
def seen(text):
    """Return what the Look of a text shows, in the order of its slots, and remember it."""
    return _shown_by(Look(text))
