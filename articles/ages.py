"""The age of a video as a page printed it ("10 days ago"), and the date that it stands for.

An age says nothing without its anchor, the moment at which it was printed so. What is not certain
("over a year ago", "last week") stays unread.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from articles.story import Story, Video

OLDEST = 1890  # there are no moving pictures before


@dataclass(frozen=True, slots=True)
class Resolved:
    """A date and how far it can be trusted.

    `at` is an aware datetime for the precisions minute and hour, else a date: the first day of the
    month or year where the precision is month or year.
    """

    at: date | datetime
    precision: str  # minute, hour, day, week, month or year

    @property
    def is_rough(self):
        """Whether the date is counted in steps larger than what is shown of it."""
        return self.precision in ("hour", "week", "month", "year")


def resolved(age, captured_at):
    """Return the Resolved of a printed age, or None where it is not certain.

    `age` is English, French, German, Spanish or Portuguese: "10 days ago", "il y a 3 jours",
    "yesterday", "July 22". `captured_at` is an aware datetime; days are those of its own clock.
    """
    if captured_at is None:
        return None
    words = _plain(age)
    try:
        found = _counted(words, captured_at) or _named(words, captured_at)
        found = found or _dated(words, captured_at.date())
    except (ValueError, OverflowError):  # 31 November, 999 years ago
        return None
    return found if found and found.at.year >= OLDEST else None


def with_anchor(story: Story, captured_at):
    """Return `story` with `captured_at` (aware) as the moment its videos' ages were printed."""
    return replace(
        story,
        blocks=tuple(
            replace(block, captured_at=captured_at) if isinstance(block, Video) else block
            for block in story.blocks
        ),
    )


def _plain(text):
    """Return text in small letters without accents, single spaces between the words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _table(words_of):
    """Return {word: key} of {key: "several words"}."""
    return {word: key for key, words in words_of.items() for word in words.split()}


# Without accents, as `_plain` leaves them. "m" is left out: it may be minutes or months.
_UNITS = {
    "en": _table({
        "minute": "minute minutes min mins", "hour": "hour hours hr hrs h", "day": "day days d",
        "week": "week weeks wk wks", "month": "month months", "year": "year years yr yrs",
    }),
    "fr": _table({
        "minute": "minute minutes min", "hour": "heure heures h", "day": "jour jours j",
        "week": "semaine semaines", "month": "mois", "year": "an ans annee annees",
    }),
    "de": _table({
        "minute": "minute minuten min", "hour": "stunde stunden std", "day": "tag tagen",
        "week": "woche wochen", "month": "monat monaten", "year": "jahr jahren",
    }),
    "es": _table({
        "minute": "minuto minutos min", "hour": "hora horas h", "day": "dia dias",
        "week": "semana semanas", "month": "mes meses", "year": "ano anos",
    }),
}  # fmt: skip
_UNITS["pt"] = _UNITS["es"]  # the same words, once the accents are off

_NUMBERS = {
    "en": _table({
        1: "a an one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten",
    }),
    "fr": _table({
        1: "un une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept",
        8: "huit", 9: "neuf", 10: "dix",
    }),
    "de": _table({
        1: "ein eine einem einer", 2: "zwei", 3: "drei", 4: "vier", 5: "funf", 6: "sechs",
        7: "sieben", 8: "acht", 9: "neun", 10: "zehn",
    }),
    "es": _table({
        1: "un una", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete",
        8: "ocho", 9: "nueve", 10: "diez",
    }),
    "pt": _table({
        1: "um uma", 2: "dois duas", 3: "tres", 4: "quatro", 5: "cinco", 6: "seis", 7: "sete",
        8: "oito", 9: "nove", 10: "dez",
    }),
}  # fmt: skip

_COUNT = r"(?P<count>[0-9]{1,3}|[a-z]+) ?(?P<unit>[a-z]+)\.?"
_AGES = [
    (language, re.compile(pattern))
    for language, pattern in (
        ("en", rf"{_COUNT} ago"),
        ("fr", rf"il y a {_COUNT}"),
        ("de", rf"vor {_COUNT}"),
        ("es", rf"hace {_COUNT}"),
        ("pt", rf"ha {_COUNT}(?: atras)?"),
        ("pt", rf"{_COUNT} atras"),
    )
]

_DAYS_AGO = _table({
    0: "today aujourd'hui aujourd’hui heute hoy hoje", 1: "yesterday hier gestern ayer ontem",
})  # fmt: skip


def _counted(words, captured_at):
    """Return the Resolved of a number of units before `captured_at`, or None."""
    for language, pattern in _AGES:
        if match := pattern.fullmatch(words):
            word = match["count"]
            count = int(word) if word.isdecimal() else _NUMBERS[language].get(word)
            unit = _UNITS[language].get(match["unit"])
            return _before(captured_at, count, unit) if unit and count is not None else None
    return None


def _before(moment, count, unit):
    if unit == "minute":
        return Resolved(moment - timedelta(minutes=count), unit)
    if unit == "hour":
        # To the nearest full hour: minutes would claim what nobody knows.
        near = moment - timedelta(hours=count) + timedelta(minutes=30)
        return Resolved(near.replace(minute=0, second=0, microsecond=0), unit)
    day = moment.date()
    if unit in ("day", "week"):
        return Resolved(day - timedelta(days=count * (7 if unit == "week" else 1)), unit)
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    month = 1 if unit == "year" else months % 12 + 1
    return Resolved(date(months // 12, month, 1), unit)


def _named(words, captured_at):
    if words not in _DAYS_AGO:
        return None
    return Resolved(captured_at.date() - timedelta(days=_DAYS_AGO[words]), "day")


_MONTHS = _table({
    1: "january jan janvier janv januar enero janeiro",
    2: "february feb fevrier fevr februar febrero fevereiro",
    3: "march mar mars marz marzo marco",
    4: "april apr avril avr abril",
    5: "may mai mayo maio",
    6: "june jun juin juni junio junho",
    7: "july jul juillet juil juli julio julho",
    8: "august aug aout agosto",
    9: "september sept sep septembre septiembre setembro",
    10: "october oct octobre oktober okt octubre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec decembre dezember dez diciembre dezembro",
})  # fmt: skip

_DATES = (
    # July 22; Jul. 22nd, 2025
    re.compile(
        r"(?P<month>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{4}))?"
    ),
    # 22 juillet; le 1er aout 2025; 22. Juli; 22 de julio de 2025
    re.compile(
        r"(?:le |el |am )?(?P<day>[0-9]{1,2})(?:er|st|nd|rd|th|\.)? (?:de )?"
        r"(?P<month>[a-z]+)\.?(?:,? (?:de |del )?(?P<year>[0-9]{4}))?"
    ),
)


def _dated(words, anchor):
    """Return the Resolved of a written date; without a year, the last such day up to `anchor`."""
    match = next(filter(None, (pattern.fullmatch(words) for pattern in _DATES)), None)
    month = match and _MONTHS.get(match["month"])
    if month is None:
        return None
    years = [int(match["year"])] if match["year"] else range(anchor.year, anchor.year - 9, -1)
    days = (_day_or_none(year, month, int(match["day"])) for year in years)
    last = next((day for day in days if day and day <= anchor), None)
    return last and Resolved(last, "day")


def _day_or_none(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:  # 29 February of most years
        return None
