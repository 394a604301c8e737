"""The few fixed forms of words that news pages print."""

import re

VIDEO_LABEL = re.compile(r"(?P<label>WATCH|LISTEN)(?:\s*[|:]\s*|\s+[lI]\s+)(?P<teaser>\S.*)")
VIDEO_AGE = re.compile(r"(?:\d{1,3}|an?) (?:second|minute|hour|day|week|month|year)s? ago")
VIDEO_DURATION = re.compile(r"Duration:? (?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})")
LIST_ITEM = re.compile(r"(?:[-•*–]|(?P<number>\d{1,2})[.)])\s+(?P<item>\S.*)")
BYLINE = re.compile(r"By (?P<names>[^\W\d_a-z].*)")
DATES = re.compile(r"(?:Posted|Published|Last updated|Updated)\b", re.IGNORECASE)
CONTRIBUTORS = re.compile(r"With files from (?P<names>\S.*)", re.IGNORECASE)
CORRECTION = re.compile(r"(?P<kind>Correction|Clarification):\s+(?P<text>\S.*)")
TAGS = re.compile(r"(?:Tags|Topics):\s+(?P<names>\S.*)")

# A word that promises one of the forms here: what follows it is no heading, even if unreadable.
LABELLED = re.compile(
    r"(?:posted|published|publié|last updated|updated|mis à jour|tags|topics|correction"
    r"|clarification|watch|listen|duration|with files from)\b.*[:|\d]",
    re.IGNORECASE,
)
# What sites print around their stories, and no story does.
FURNITURE = re.compile(
    r"advertisement|related stor(?:y|ies)|read more|share|most read|https?://\S+|\W*\{.*\}\W*",
    re.IGNORECASE,
)

_BRACKETS = re.compile(r"(?P<words>.*?)\s*\((?P<credit>[^()]*(?:\([^()]*\)[^()]*)?)\)", re.DOTALL)
_CREDIT_WORDS = re.compile(
    r"/|\b(?:press|photo|images?|handout|submitted|file|reuters|afp|news|wire|agency|service|post"
    r"|via|courtesy|archive|supplied)\b|[A-Z]{2,5}$",
    re.IGNORECASE,
)


def split_caption(text):
    """Return (caption, credit) of a caption line; the credit is '' where none is printed.

    A credit stands in round brackets at the very end and reads like a name: `(centre)`, `(17)`
    and `(P.Eng.)` do not.
    """
    found = _BRACKETS.fullmatch(text)
    if not found or not _reads_like_credit(found["credit"]):
        return text, ""
    return found["words"], found["credit"].strip()


def _reads_like_credit(words):
    words = words.strip()
    if not words or len(words) > 200 or not any(map(str.isalpha, words)):
        return False
    if "/" in words:
        return True
    parts = words.split()
    if len(parts) == 1:
        return words[0].isupper() and bool(_CREDIT_WORDS.search(words)) and "." not in words
    capitals = sum(1 for part in parts if not part[0].islower())
    return capitals * 2 > len(parts) and not words[0].isdigit()


def seconds_of(time):
    """Return the seconds of `2:08` or `1:02:03`."""
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return total
