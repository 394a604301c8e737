"""Dates as news pages print them, read strictly: what is not certain is not read at all."""

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "NST": -3.5, "NDT": -2.5,
    "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7,
}  # fmt: skip
# Words that leave open whether it is summer; the date itself decides.
ZONES = {
    "ET": ZoneInfo("America/Toronto"),
    "CT": ZoneInfo("America/Winnipeg"),
    "MT": ZoneInfo("America/Edmonton"),
    "PT": ZoneInfo("America/Vancouver"),
}

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})")
_WRITTEN = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4}),? (?:at )?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2}) ?(?P<half>[AaPp]\.?[Mm]\.?)? ?(?P<zone>[A-Z]{1,4})"
)
_PART = re.compile(
    r"(?P<word>posted|published|last updated|updated)(?: on)?:? (?P<date>.+)", re.IGNORECASE
)


class Dates(NamedTuple):
    """Aware datetimes, or None where the line does not say."""

    published_at: datetime | None
    updated_at: datetime | None


def read_dates(line):
    """Return the Dates of a line like `Posted: Nov 20, 2026 9:27 AM EST | Last Updated: …`.

    None if any part of the line is not certain: no zone, no such day, other words.
    """
    found = {}
    for part in re.split(r"\s*[|·]\s*", line):
        match = _PART.fullmatch(part)
        moment = match and read_moment(match["date"])
        if moment is None:
            return None
        updated = "updated" in match["word"].lower()
        found["updated_at" if updated else "published_at"] = moment
    dates = Dates(found.get("published_at"), found.get("updated_at"))
    return None if all(dates) and dates.updated_at < dates.published_at else dates


def read_moment(text):
    """Return the aware datetime written in `text`, or None if it is not certain."""
    text = text.strip()
    try:
        if _ISO.fullmatch(text):
            return _credible(datetime.fromisoformat(text))
        if match := _WRITTEN.fullmatch(text):
            return _credible(_written(match))
    except ValueError:  # 31 November, 25:00
        return None
    return None


def _credible(moment):
    """Return `moment` if a newspaper can have had that date: there were none before 1600."""
    return moment if moment and 1600 <= moment.year < 3000 else None


def _written(match):
    month = MONTHS.get(match["month"].lower())
    zone = _zone(match["zone"])
    hour = _hour(int(match["hour"]), (match["half"] or "").lower().replace(".", ""))
    if month is None or zone is None or hour is None:
        return None
    return datetime(
        int(match["year"]), month, int(match["day"]), hour, int(match["minute"]), tzinfo=zone
    )


def _hour(hour, half):
    """Return the hour of a 24-hour clock, or None for one that no clock shows."""
    if not half:
        return hour
    return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None


def _zone(word):
    if word in ZONES:
        return ZONES[word]
    if word in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[word]))
    return None
