"""Dates as news pages print them, read strictly: what is not certain is not resolved.

A moment is certain where day, month, year, clock and zone are all printed, in one of the five
languages below. `03/04/2023` is not (which is the month?), nor is `Monday`, nor `9:27 AM`.
"""

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

_MONTHS = (
    "january jan يناير janvier janv januar jän jänner enero ene janeiro",
    "february feb فبراير février févr fév februar febrero fevereiro fev",
    "march mar مارس mars märz mär marzo março",
    "april apr أبريل avril avr abril abr",
    "may mai مايو mayo maio",
    "june jun يونيو juin juni junio junho",
    "july jul يوليو juillet juil juli julio julho",
    "august aug أغسطس août aou agosto ago",
    "september sept سبتمبر sep septembre septiembre setembro set",
    "october oct أكتوبر octobre oktober okt octubre outubro out",
    "november nov نوفمبر novembre noviembre novembro",
    "december dec ديسمبر décembre déc dezember dez diciembre dic dezembro",
)
MONTHS = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}

_DAYS = (
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lundi", "mardi",
    "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "montag", "dienstag", "mittwoch",
    "donnerstag", "freitag", "samstag", "sonntag", "mo", "di", "mi", "do", "fr", "sa", "so",
    "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "segunda-feira",
    "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
)  # fmt: skip

OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2,
    "EEST": 3, "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "HNE": -5, "HAE": -4, "HNA": -4,
    "HAA": -3, "HNC": -6, "HAC": -5, "HNR": -7, "HAR": -6, "HNP": -8, "HAP": -7, "AEST": 10,
    "AEDT": 11, "ACST": 9.5, "ACDT": 10.5, "AWST": 8, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_FIXED = {word: timezone(timedelta(hours=hours)) for word, hours in OFFSETS.items()}
# Words that leave open whether it is summer; the date itself decides.
ZONES = {
    "ET": ZoneInfo("America/Toronto"),
    "CT": ZoneInfo("America/Winnipeg"),
    "MT": ZoneInfo("America/Edmonton"),
    "PT": ZoneInfo("America/Vancouver"),
    "NT": ZoneInfo("America/St_Johns"),
    "AT": ZoneInfo("America/Halifax"),
    "HE": ZoneInfo("America/Toronto"),
}

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = (  # (a sign that no such date is without, its form)
    ("", rf"{_MONTH} {_DAY},? {_YEAR}"),
    ("", rf"{_DAY} (?:de |of )?{_MONTH},? (?:de |del )?{_YEAR}"),
    (".", rf"{_DAY}\.{_MONTH}\.?{_YEAR}"),
    ("-", r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    (".", r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})"),
    ("/", r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})"),
    ("/", r"(?P<month>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})"),
)
_ZONE = rf"(?P<zone>(?:{'|'.join(sorted((*OFFSETS, *ZONES), key=len, reverse=True))})\b)"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>\d{2})(?::\d{2})?|\s?h\b)?"
    rf"\s?(?P<half>[ap]\.?m\b\.?)?(?: Uhr)?\s?\(?(?-i:{_ZONE})?\)?"
)
_WEEKDAY = rf"(?:(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b\.?,? )?(?:(?:le|el) )?"
_JOIN = r"[,:]?\s?(?:\b(?:at|on|à|um|a las|às)\b|[-–—|·])?\s?"
_FORMS = [
    (sign, re.compile(form, re.IGNORECASE))
    for sign, date in _DATES
    for form in (
        rf"{_WEEKDAY}{date}{_JOIN}{_CLOCK}",
        rf"{_CLOCK}{_JOIN}{_WEEKDAY}{date}",
        rf"{_CLOCK.replace('(?P<zone>', '(?P<zone0>')}{_JOIN}{_WEEKDAY}{date} \(?(?-i:{_ZONE})\)?",
        rf"{_WEEKDAY}{date}",
    )
]
_YEAR_IN = re.compile(r"\d{4}")
_YEARS = re.compile(r"\b\d{4}|\d{4}\b")
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})",
)
# A day without its year, a clock without its day, an age: dates all the same, but not certain.
_VAGUE = re.compile(
    rf"{_WEEKDAY}(?:(?:{_MONTH} \d{{1,2}}"
    rf"|\d{{1,2}} {_MONTH.replace('month', 'month2')})(?:,? \d{{4}})?"
    rf"(?:{_JOIN}\d{{1,2}}(?:[:.h]| h )\d{{2}}(?: ?[ap]\.?m\.?)?(?: Uhr)?(?: [A-Z]{{2,4}})?)?"
    r"|\d{1,2}\.\d{1,2}\.\d{2}(?:,? \d{1,2}:\d{2})?|a las \d{1,2}:\d{2}(?: [A-Z]{2,4})?"
    r"|\d{1,2}/\d{1,2}/\d{2,4}(?:,? (?:at |à )?\d{1,2}[:.h]\d{2}.{0,8})?"
    r"|(?:today|yesterday|hier|aujourd’hui|aujourd'hui|heute|gestern|hoy|ayer|hoje|ontem)"
    r"(?:,? (?:at|à|um|a las|às)? ?\d{1,2}(?:[:.h]| h )\d{2}.{0,10})?"
    r"|\d{1,2}:\d{2} ?[ap]\.?m\.?(?: [A-Z]{2,4})?)",
    re.IGNORECASE,
)
AGE = re.compile(
    r"(?:(?:(?:\d{1,3}|an?|one) )(?:second|sec|minute|min|hour|hr|day|week|month|year)s?"
    r"|\d{1,3}[hmd])"
    r" ago|just now|il y a (?:\d{1,3}|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois"
    r"|ans?)"
    r"|vor (?:\d{1,3}|einem|einer) (?:Sekunden?|Minuten?|Stunden?|Tage?n?|Wochen?|Monate?n?"
    r"|Jahre?n?)"
    r"|hace (?:\d{1,3}|una?) (?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)"
    r"|há (?:\d{1,3}|uma?) (?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses|anos?)",
    re.IGNORECASE,
)

_POSTED = (
    r"posted|published|first published|publié|publiée|paru|veröffentlicht|publicado|published at"
    r"|created|date|issued|نُشر|نشر|تاريخ النشر|פורסם"
)
_UPDATED = (
    r"last updated|updated|last modified|modified|mis à jour|mise à jour|modifié"
    r"|dernière mise à jour"
    r"|آخر تحديث|עודכן|aktualisiert|stand|actualizado|atualizado|updated at|last update"
)
_WORD = re.compile(
    rf"(?:(?P<posted>{_POSTED})|(?P<updated>{_UPDATED}))\b(?: (?:on|le|el|em|am|at|a las|a|à|às"
    rf"|في)\b)?\s?[:/]?\s*",
    re.IGNORECASE,
)
_FIRST_LETTERS = "".join(sorted({form[0] for form in f"{_POSTED}|{_UPDATED}".split("|")}))
_BETWEEN = re.compile(
    # The sign comes first: what need not stand before it is dear to ask at each letter. So does the
    # first letter of all the words behind it.
    r"(?=[\s|·•/;,])(?<!last)(?<!first)(?<!dernière)\s*(?:[|·•/;]|,| - | – |\s)\s*"
    rf"(?=[{_FIRST_LETTERS}])(?=(?:{_POSTED}|{_UPDATED})\b)"
    r"|\s+[|·•]\s+",
    re.IGNORECASE,
)


_LETTERS = re.compile(r"[^\W\d_]*")
# First words of a line of dates: what was done, a month, a day, an age.
_ARTICLES = frozenset(("a", "an", "one"))
_BEGINNINGS = {
    *MONTHS, *(day.split("-")[0] for day in _DAYS),
    *(form.split()[0] for form in (*_POSTED.split("|"), *_UPDATED.split("|"))),
    *_ARTICLES, "just", "il", "vor", "hace", "há", "today", "yesterday", "hier", "aujourd", "heute",
    "gestern", "hoy", "ayer", "hoje",
    "ontem", "le", "el",
}  # fmt: skip


BEGINS_DATE = re.compile(rf"(?:{'|'.join(map(re.escape, _BEGINNINGS - _ARTICLES))})\b")
BEGINS_AGE = re.compile(rf"(?:{'|'.join(_ARTICLES)})\b")


class Dates(NamedTuple):
    """Aware datetimes, or None where the line does not say; `printed` is what is not certain."""

    published_at: datetime | None = None
    updated_at: datetime | None = None
    printed: str = ""


def read_dates(line):
    """Return the Dates of a line like `Posted: Nov 20, 2026 9:27 AM EST | Last Updated: …`.

    None if the line is anything but dates.
    """
    return _read_dates(line) if len(line) <= 160 else None


@lru_cache(maxsize=4096)  # ages above all come again: `3 days ago`
def _read_dates(line):
    if not _may_be_date(line):
        if not (line[-1:].isdigit() or line[-2:].isupper()) or not (_placed := _PLACED.match(line)):
            return None
        line = line[_placed.end() :]
    line = _spaced(line)
    published = updated = None
    vague = []
    for part in filter(None, _BETWEEN.split(line)):
        word = _WORD.match(part)
        rest = part[word.end() :] if word else part
        moment = read_moment(rest)
        if moment is None:
            if not (is_vague(rest) or _is_twice(rest) or (word and _CLOCK_ALONE.fullmatch(rest))):
                return None
            vague.append(part)
        elif word and word["updated"]:
            updated = updated or moment
        elif published is None:
            published = moment
    if not (published or updated or vague):
        return None
    if published and updated and updated < published:
        return Dates(printed=line)
    return Dates(published, updated, " | ".join(vague))


# `Madrid - 18 nov 2026 - 05:40 CET`, `Money (New York) First published …`: the place, then when.
_PLACED = re.compile(
    rf"(?-i:[^\W\d_a-z])[^\d|:]{{2,40}}?(?: - |\) )(?=\d{{1,2}} |(?:{_POSTED}|{_UPDATED})\b)"
    rf"|(?:{_POSTED}|{_UPDATED}) / ",
    re.IGNORECASE,
)
# `November 18, 20263:14 PM UTCUpdated …`: spaces lost between the parts of a layout.
_GLUED_YEAR = re.compile(r"20\d\d(?=\d{1,2}[:.]\d\d)")
_CLOCK_ALONE = re.compile(
    r"(?:today|hier|yesterday|heute|gestern|hoy|ayer)?,? ?(?:(?:at|à|um|a las|às) )?"
    r"\d{1,2}(?:[:.]\d{2}| ?h(?: ?\d{2})?)(?: ?[ap]\.?m\.?)?(?: Uhr)?(?: [A-Z]{2,4})?"
    r"|\d{1,2} ?[ap]\.?m\.?(?: [A-Z]{2,4})?",
    re.IGNORECASE,
)


def _spaced(line):
    """Return `line` with a space where a layout lost it, behind a year or before `Updated`."""
    at = line.find("Updated")
    if at > 0 and line[at - 1].isalnum():
        line = f"{line[:at]} {line[at:]}"
    return _GLUED_YEAR.sub(r"\g<0> ", line) if _GLUED_YEAR.search(line) else line


def _may_be_date(text):
    """Answer the cheap question first: most lines begin like no date."""
    if text[:1].isdigit():
        return True
    word = _first_word(text)
    # `A former skier` begins like `a week ago`.
    return word in _BEGINNINGS and (word not in _ARTICLES or "ago" in text or "las" in text)


def _first_word(line):
    return _LETTERS.match(line.lower())[0]


def _is_twice(text):
    """True for a date printed twice in a row, as some sites do for two sizes of screen."""
    if len(text) > 90 or len(_YEARS.findall(text)) < 2:
        return False
    return any(is_vague(text[:cut]) and is_vague(text[cut:]) for cut in range(6, len(text) - 5))


def is_date_word(text):
    """True for `Posted`, `Mis à jour le` and the like, without the date."""
    found = _WORD.match(text) if _first_word(text) in _BEGINNINGS else None
    return bool(found) and not _BESIDE_DATE.sub("", text[found.end() :])


_BESIDE_DATE = re.compile(r"\W+|sunday|monday", re.IGNORECASE)


def is_vague(text):
    """True for what names a time without being certain: a day, a clock, an age."""
    text = text.strip(" .,")
    if len(text) > 80 or not _may_be_date(text):
        return False
    if _YEAR_IN.search(text) and _written_in(text):
        return True
    return bool(_VAGUE.fullmatch(text) or AGE.fullmatch(text))


def read_moment(text):
    """Return the aware datetime written in `text`, or None if it is not certain."""
    text = text.strip(" .,")
    if not (_YEAR_IN.search(text) and _may_be_date(text)):  # no form does without
        return None
    try:
        if _ISO.fullmatch(text):
            return _credible(datetime.fromisoformat(text))
        if match := _written_in(text):
            return _credible(_written(match.groupdict()))
    except ValueError:  # 31 November, 25:00
        return None
    return None


def _written_in(text):
    """Return the match of the first form that all of `text` has, or None."""
    for sign, form in _FORMS:
        if sign in text and (match := form.fullmatch(text)):
            return match
    return None


def _credible(moment):
    """Return `moment` if a newspaper can have had that date: there were none before 1600."""
    return moment if moment and 1600 <= moment.year < 3000 else None


def _written(found):
    month = MONTHS.get(found["month"].lower()) or int(found["month"])
    zone = _zone(found.get("zone"))
    if zone is None or not found.get("hour") or not (found["minute"] or found["half"]):
        return None
    hour = _hour(int(found["hour"]), (found["half"] or "").lower().replace(".", ""))
    if hour is None:
        return None
    day, year, minute = (int(found[name] or 0) for name in ("day", "year", "minute"))
    return datetime(year, month, day, hour, minute, tzinfo=zone)


def _hour(hour, half):
    """Return the hour of a 24-hour clock, or None for one that no clock shows."""
    if not half:
        return hour
    return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None


def _zone(word):
    if word in ZONES:
        return ZONES[word]
    return _FIXED.get(word)
