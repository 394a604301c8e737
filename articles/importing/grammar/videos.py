"""The words around a video or sound: label, age, length."""

import re
from functools import lru_cache
from typing import NamedTuple

from articles.importing.dates import AGE, is_vague
from articles.importing.grammar.words import AUDIO_WORDS, VIDEO_WORDS

_LABEL = re.compile(
    rf"(?P<label>{VIDEO_WORDS}|{AUDIO_WORDS}|Watch|Listen|Écoutez|Regardez|Video|Audio|Vidéo)"
    r"(?:\s*[|:]\s*|\s+(?:[lI│❘]|—|–|-)\s+)(?P<teaser>\S.*)"
)
_TIMED = re.compile(r"(?P<words>.{8,}?)\s*[(\[]?(?P<length>\d{1,2}:\d{2})[)\]]?", re.DOTALL)
_FEATURED = re.compile(
    r"(?P<label>Featured (?:Video|Audio)"
    r"|Video featured)\s?:?\s*(?P<words>\S.{12,}?)(?:\s+(?P<length>\d{1,2}:\d{2}))?",
    re.DOTALL,
)
_MEDIA_CAPTION = re.compile(r"(?:Media|Video) caption,?\s*(?P<title>\S.*)")
# What a screen reader says of a player: `Play video, "The flood", Duration 1,12`.
_PLAYER = re.compile(
    r"(?P<label>(?:Click to play|Play) (?P<medium>video|audio))(?:: |, )"
    r"[\"'“‘](?P<title>.{4,160})[\"'”’](?:, Duration (?P<length>\d{1,2}[,:]\d{2}))?",
    re.IGNORECASE,
)
_LENGTH = r"(?:(?:\d{1,2}:)?\d{1,2}:\d{2})"
_SPOKEN = (
    r"(?:(?:de )?\d+ (?:hours?|hrs?|minutes?|mins?|seconds?|secs?|heures?|secondes?|h|s)\b"
    r"[ ,]*(?:and |et )?)+"
)
_META = re.compile(
    rf"(?P<before>.*?)(?:(?:Video |Video: )?(?:Duration|Durée|Dauer|Duración|Duração)\s?:?\s*)?"
    rf"(?:{_SPOKEN}\s*)?(?P<length>{_LENGTH})",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?:(?:Video |Audio )?(?:Duration|Durée|Dauer|Duración|Duração|Length|Runtime"
    rf"|Running time)\s?:?\s*)"
    rf"(?:{_SPOKEN}\s*)?(?P<length>{_LENGTH})?(?:\s*(?P<twin>{_LENGTH}))?",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\(?(?P<length>{_LENGTH})\)?(?:\s*/\s*{_LENGTH}|\s*{_LENGTH})?")
_AGE_AT_END = re.compile(rf"(?P<before>.*?)\s*(?P<age>{AGE.pattern})", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_AUDIO = re.compile(AUDIO_WORDS, re.IGNORECASE)
LABELS = (_LABEL, _FEATURED, _MEDIA_CAPTION, _PLAYER)


class Meta(NamedTuple):
    """What a line between title and description says; `programme` is printed before the age."""

    programme: str = ""
    age: str = ""
    seconds: int | None = None


class Label(NamedTuple):
    label: str
    teaser: str
    is_audio: bool
    description: str = ""
    seconds: int | None = None


_LABELS_BEGIN = frozenset(word[0] for word in f"{VIDEO_WORDS}|{AUDIO_WORDS}".split("|")) | set(
    "FMWVC"
)


def read_label(text):
    """Return the Label of a line such as `WATCH | The night of the flood:`, or None."""
    if text[0] not in _LABELS_BEGIN:
        return None
    if "lay " in text[:14]:
        return _read_player(text)
    if found := _LABEL.fullmatch(text):
        teaser, seconds = found["teaser"].rstrip(" :"), None
        if timed := _TIMED.fullmatch(teaser):
            teaser, seconds = timed["words"], seconds_of(timed["length"])
        return Label(found["label"], teaser, bool(_AUDIO.match(found["label"])), "", seconds)
    if found := _FEATURED.fullmatch(text):
        length = found["length"]
        return Label(
            found["label"],
            "",
            "Audio" in text[:16],
            found["words"],
            seconds_of(length) if length else None,
        )
    if found := _MEDIA_CAPTION.fullmatch(text):
        return Label("", found["title"], False)
    return None


def _read_player(text):
    found = _PLAYER.fullmatch(text)
    if not found:
        return None
    length = found["length"]
    seconds = seconds_of(length.replace(",", ":")) if length else None
    is_audio = found["medium"].lower() == "audio"
    return Label(found["label"], found["title"], is_audio, "", seconds)


def read_meta(text):
    """Return the Meta of a line of age, length or both, perhaps glued to a programme; or None."""
    may_be = len(text) <= 90 and (_DIGIT.search(text) or _may_be_meta(text))
    return _read_meta(text) if may_be else None


@lru_cache(maxsize=4096)  # the same ages and lengths come again and again
def _read_meta(text):
    if found := _DURATION.fullmatch(text):
        length = found["length"] or found["twin"]
        return Meta(seconds=seconds_of(length) if length else _spoken_seconds(text))
    if found := _BARE.fullmatch(text):
        return Meta(seconds=seconds_of(found["length"]))
    if is_age(text):
        return Meta(age=text)
    if ":" in text and text[-1].isdigit() and (found := _META.fullmatch(text)):
        before, seconds = found["before"].strip(" ·|-–—,"), seconds_of(found["length"])
        if is_age(before):
            return Meta(age=before, seconds=seconds)
        if may_end_with_age(before.lower()) and (aged := _AGE_AT_END.fullmatch(before)):
            return Meta(aged["before"].strip(" ·|-–—"), aged["age"], seconds)
        if _is_programme(before):
            return Meta(before, "", seconds)
        return None
    if not may_end_with_age(text.lower()):
        return None
    if (aged := _AGE_AT_END.fullmatch(text)) and _is_programme(aged["before"].strip(" ·|-–—")):
        return Meta(aged["before"].strip(" ·|-–—"), aged["age"])
    return None


_MINUTES = re.compile(r"\d:\d\d")
_GLUED = re.compile(
    r"(?P<programme>[^\W\d_].{1,40}?)(?P<length>(?:\d{1,2}:)?\d{1,2}:\d{2})"
    r"(?P<title>[^\W\d_a-z‘'\"“«].{7,160}|[‘'\"“«].{8,160})"
)


def read_glued(text):
    """Return (programme, seconds, title) of `Noon Tide6:48How the bell came back`, or None."""
    found = _GLUED.fullmatch(text) if ":" in text and _MINUTES.search(text) else None
    if not found or found["programme"][-1] == " " or found["title"].startswith(" "):
        return None
    return found["programme"], seconds_of(found["length"]), found["title"]


def may_end_with_age(small):
    """Answer the cheap question first: looking for an age at the end of a line takes long."""
    return (
        small.endswith(("ago", "now"))
        or "il y a" in small or "vor " in small or "hace " in small or "há " in small
    )  # fmt: skip


def is_age(text):
    """True for `10 days ago`, `July 22` or `October 14, 2022`: when a video was shown."""
    return len(text) <= 40 and bool(text) and is_vague(text) and not _BARE.fullmatch(text)


def _is_programme(text):
    short = 0 < len(text) <= 45 and len(text.split()) <= 6
    return short and text[0].isupper() and not text.endswith((".", ":", ",", "?"))


def _may_be_meta(text):
    """Answer the cheap question first for a line without a figure: `an hour ago`, `Yesterday`."""
    return len(text) <= 40 and (
        may_end_with_age(text.lower()) or text.lower().startswith(_WORDS_OF_TIME)
    )


_WORDS_OF_TIME = (
    "video", "audio", "dur", "dauer", "length", "run", "today", "yesterday", "hier", "aujourd",
    "heute", "gestern", "hoy", "ayer", "hoje", "ontem",
)  # fmt: skip
BEGINS_WITH_TIME = re.compile("|".join(_WORDS_OF_TIME))
_UNITS = {"h": 3600, "m": 60, "s": 1}


def _spoken_seconds(text):
    parts = re.findall(r"(\d+) (h|m|s)\w*", text.lower())
    return sum(int(number) * _UNITS[unit] for number, unit in parts) or None


def seconds_of(time):
    """Return the seconds of `2:08` or `1:02:03`."""
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return total
