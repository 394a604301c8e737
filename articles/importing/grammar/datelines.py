"""The place at the head of a text: `WASHINGTON (Reuters) -`, `BERLIN --`, `(AP) —`."""

import re

from articles.importing.dates import MONTHS

LONGEST = 70  # characters
_DASH = re.compile(
    r"(?<=\))\.?-\s*|\s+(?:--|[-–—])\s+|(?<=\w)\s?[—–]\s?(?=[\"“«A-ZÀ-Þ])|(?<=[/)]) ?--? ?"
)
_AGENCY = re.compile(r"\s*(?:\([\w][\w .&/-]{0,28}\)|/[\w][\w .&/-]{1,28}/)$")
_DATE = re.compile(
    rf",? (?:(?:{'|'.join(MONTHS)})\.? \d{{1,2}}|\d{{1,2}}\.? (?:de )?"
    rf"(?:{'|'.join(MONTHS)})\.?)(?:,? \d{{4}})?$",
    re.IGNORECASE,
)
_SMALL = {
    "de", "del", "la", "el", "of", "the", "les", "le", "du", "des", "sur", "am", "an", "der", "do",
    "da",
}  # fmt: skip


# `(Saint-Alban) Les autos …`: the place in brackets.
_BRACKETED = re.compile(r"\([^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_]+){0,4}\) (?=[^\W\d_a-z«“\"])")
_ENDS_AS_AGENCY = re.compile(r"(?<=\w)\s+[A-Z]{2,5}$")


def split_dateline(text):
    """Return (dateline, text) of a first paragraph; the dateline is '' where none is printed."""
    if text[0] == "(" and (found := _BRACKETED.match(text)):
        return found[0].strip(), text[found.end() :]
    head = text[: LONGEST + 4]
    if not ("-" in head or "—" in head or "–" in head):
        return "", text
    dash = _DASH.search(head)
    if dash is None or dash.start() == 0:
        return "", text
    line, rest = text[: dash.start()], text[dash.end() :]
    if not rest or rest[0].islower() or not _is_dateline(line, text[dash.start() : dash.end()]):
        return "", text
    return line, rest


def _is_dateline(line, dash):
    place = _ENDS_AS_AGENCY.sub("", _AGENCY.sub("", line))
    has_agency = place != line
    place, has_date = _DATE.subn("", place)
    place = place.strip(" ,")
    if not place:
        return has_agency
    parts = [part for part in re.split(r"[ ,/]+", place) if part and part not in _SMALL]
    if (
        not parts
        or any(part[0].islower() for part in parts)
        or len(parts) > 7
        or any(map(str.isdigit, place))
    ):
        return False
    shouted = sum(part.isupper() for part in parts if len(part) > 1)
    if shouted and shouted * 2 >= len(parts):
        return True
    # A place in small letters needs more: the agency, the date, its country, or a bare hyphen.
    return has_agency or bool(has_date) or "," in place or (dash == " - " and len(parts) <= 3)
