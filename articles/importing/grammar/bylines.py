"""Lines that say who wrote a story: `By Ann Lee and Bo Ek`, `Ann Lee · Tidewater News · Posted: …`.

A byline is cut at its dots and bars; each piece must be names, an agency, a role or dates, or the
line is no byline at all.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from articles.importing.dates import MONTHS, Dates, is_date_word, read_dates
from articles.story import PartyKind
from articles.vocabulary import party_kind

LEADS = (
    "by", "story by", "words by", "written by", "reported by", "report by", "text by",
    "analysis by", "text", "par", "un texte de", "une analyse de", "une chronique de",
    "un reportage de", "texte de", "texte :", "von", "ein bericht von", "por", "texto de", "texto:",
    "de notre correspondant",
    "بقلم", "كتب", "مأت", "מאת",
)  # fmt: skip
LEADS_ALONE = frozenset(("By", "Par", "Von", "Por"))  # cut off from the names behind them
# A lead glued to the name, and a lead said twice, happen where a page was cut from its layout.
_LEAD = re.compile(
    rf"(?:(?:{'|'.join(sorted(map(re.escape, LEADS), key=len, reverse=True))})(?::\s*|\s+))+",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?:By|BY|Par|Von|Por)(?=[A-ZÀ-Þ])")
_WHEN = re.compile(r"\s*\((?:earlier|now|later)\)")
_ASIDE = re.compile(r"\s*\([^()]{2,60}\)")  # where somebody was, what else they did
# Asked of lower-case text: that takes a fifth of the time that re.IGNORECASE would.
_ROLE_WORDS = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|journalists?|producers?|columnists?"
    r"|critics?"
    r"|staff|desk|bureau|contributors?|contributing|special to|freelance|chief|anchors?|host"
    r"|investigative|meteorologist|photographers?|fellow|intern|professor|lecturer|director"
    r"|journaliste|correspondante?|rédact(?:eur|rice)s?|chroniqueu(?:r|se)|envoyée? spéciale?s?"
    r"|redakteur(?:in)?|korrespondent(?:in)?|reporterin|redacción|corresponsal|periodista"
    r"|repórter|redação|correspondente|enviad[oa] especial)\b",
)
_MAIL = re.compile(r"\S+@\S+\.\w+|(?<!\S)@\w{2,}")
_PIECES = re.compile(r"\s*[·|•]\s*|\s+[–—]\s+|\s*;\s+")
_AND = re.compile(
    r",\s*(?:and\s+)?|\s+(?:and|et|und|y|e|&|with|avec|mit)\s+|\s+\+\s+|\s+و(?=\w)(?!كال)"
)
_PLACE = re.compile(
    r"(?P<names>.+?),?\s+(?:in|à|in der|en|em)\s+(?P<place>[^\W\d_a-z][\w .'’-]{2,40})"
)
_FOR = re.compile(
    r"(?P<names>.+?),?\s+(?:[Ff]or|[Ss]pecial to|pour|für"
    r"|para)\s+(?:the\s+)?(?P<paper>[^\W\d_a-z].{2,40})"
)
_SEVERAL = re.compile(r",|\b(?:and|avec|mit|with)\b")
_JOINS = frozenset(
    ("in", "à", "en", "em", "for", "For", "special", "Special", "pour", "für", "para")
)
_PARTICLES = {
    "de", "da", "do", "dos", "das", "di", "du", "del", "della", "la", "le", "van", "von", "der",
    "den", "ten", "ter", "bin", "ibn", "al", "el", "zu", "zur", "st.", "mac", "ap", "o'",
}  # fmt: skip
_DIGIT = re.compile(r"\d")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:[.'’‘-][^\W\d_]*)*\.?")


# What a line of more than a few words must hold to be a byline.
BEGINS = re.compile(rf"(?:{'|'.join(map(re.escape, LEADS))})(?=[\sA-ZÀ-Þ:])", re.IGNORECASE)


_AMONG_NAMES = frozenset((
    "and", "et", "und", "y", "e", "de", "da", "do", "du", "van", "von", "la", "le", "in", "at", "à",
))  # fmt: skip
_SMALL_AMONG_NAMES = _AMONG_NAMES | _JOINS | _PARTICLES


def is_capital(text):
    """True for a few words, nearly all with capitals: names, agencies, and dates behind them."""
    parts = text.split()
    if len(parts) > 14 or (len(parts) > 8 and text[-1] == "."):
        return False
    small = 0
    for part in parts:
        if part[0].islower() and part not in _AMONG_NAMES:
            small += 1
            if small > 2:
                return False
    # `Ferries` and `An oyster ledger` are no persons, whatever follows.
    no_person = len(parts) == 1 or (parts[1][0].islower() and parts[1] not in _SMALL_AMONG_NAMES)
    return not no_person or party_kind(text) is PartyKind.ORGANISATION


# Below a name, not a name itself: `Special to The Ledger`.
_FOR_PAPER = re.compile(r"(?:for|para|pour|für|special to|especial para) (?-i:[A-ZÀ-Þ])", re.I)


class Byline(NamedTuple):
    """`led` says that the line begins with a word such as By."""

    names: tuple[str, ...]  # persons, or the organisations where no person is named
    dates: Dates | None
    led: bool
    has_role: bool


def read_byline(text):
    """Return the Byline of a line, or None if any piece of it is something else."""
    may_be = 0 < len(text) <= 300 and (
        is_capital(text)
        or BEGINS.match(text)
        or "·" in text or "•" in text or "|" in text or "@" in text
    )  # fmt: skip
    return _read_byline(text) if may_be else None


@lru_cache(maxsize=4096)  # the same people write again and again
def _read_byline(text):
    rest, lead = text, None
    while found := _GLUED.match(rest) or _LEAD.match(rest):
        rest, lead = rest[found.end() :], found
    rest = (_MAIL.sub("", rest) if "@" in rest else rest).strip(" ,|·")
    if "(" in rest:
        rest = _WHEN.sub("", _ASIDE.sub("", rest) if lead else rest)
    rest, dates = _without_date(rest)
    if (
        is_date_word(rest)
        or (not lead and _FOR_PAPER.match(rest))
        or (not lead and len(rest.split()) > 3 and rest.upper() == rest.lower())
    ):
        return None  # a script without capitals cannot show that more words are names
    persons, organisations, has_role = [], [], False
    for place, piece in enumerate(filter(None, _PIECES.split(_dated(rest)))):
        piece = piece.removeprefix("Source: ")
        if (found := read_dates(piece)) is not None:
            dates = _joined(dates, found)
        elif place == 0 and (named := _names_and_more(piece, bool(lead))):
            names, role = named
            has_role |= role
            for name in names:
                (organisations if _is_organisation(name) else persons).append(name)
        elif not lead and (inner := _LEAD.match(piece)) and _ASIDE.sub("", piece).strip():
            named = _names_and_more(_ASIDE.sub("", piece[inner.end() :]).strip(), True)
            if named is None:
                return None
            lead, persons = inner, [name for name in named[0] if not _is_organisation(name)]
        elif place == 0 and lead and (loose := _loosely(piece)):
            persons += loose
        elif _is_role(piece) or re.match(r"(?:for|pour|in|à|special to)\s", piece):
            has_role = True
        elif is_name(piece, led=bool(lead)) or _is_organisation(piece):
            (organisations if _is_organisation(piece) else persons).append(piece)
        else:
            return None
    if (
        lead
        and len(persons) == 1
        and organisations
        and re.search(r"\b(?:and|e|et|und|avec)\b", rest)
    ):
        persons += organisations  # `By Ann Lee and Tidewater Press`
    names = tuple(dict.fromkeys(persons or organisations))
    return Byline(names, dates, bool(lead), has_role) if names else None


def _without_date(rest):
    """Return (`rest` without the date at its end, Dates or None): `By Ann Lee March 18, 2015`."""
    if not _DIGIT.search(rest):
        return rest, None
    for place in _DATE_BEGINS.finditer(rest):
        if place.start() > 3 and (dates := read_dates(rest[place.end() :].strip())):
            return rest[: place.start()].strip(" ,|·-–—"), dates
    return rest, None


_DATE_BEGINS = re.compile(
    rf"[ ,|·]\s*(?=(?:{'|'.join(name for name in MONTHS if len(name) > 2)})\.? \d|\d{{1,2}} "
    rf"(?:{'|'.join(MONTHS)})\b"
    r"|(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)\w*,? \d|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:Posted|Published"
    r"|Updated|Last updated|Publié|Mis à jour)\b)",
    re.IGNORECASE,
)


def _dated(rest):
    """Return `rest` with a bar before a date word that follows without one."""
    return _DATE_WORD.sub(" | ", rest) if _DIGIT.search(rest) else rest


_DATE_WORD = re.compile(
    r"(?<=\w)(?<!last)(?<!first)[, ]+(?=(?:Posted|Published|Updated|Last Updated|Publié"
    r"|Mis à jour)\b)",
    re.IGNORECASE,
)


def _joined(before, found):
    if before is None:
        return found
    return Dates(
        before.published_at or found.published_at,
        before.updated_at or found.updated_at,
        " | ".join(filter(None, (before.printed, found.printed))),
    )


def _names_and_more(piece, led):
    """Return (names, whether a role is named too) of the first piece, or None."""
    role = False
    if _JOINS.isdisjoint(piece.split()):
        pass
    elif found := _FOR.fullmatch(piece):
        piece, role = found["names"], True
    elif (found := _PLACE.fullmatch(piece)) and not _is_organisation(piece):
        piece = found["names"]
    if led and (name := _name_before_house(piece)):
        return [name], True
    if _is_organisation(piece) and not _SEVERAL.search(piece):
        return [piece], role
    piece, run_on = _without_role(piece)
    role |= run_on
    names = []
    for part in filter(None, map(str.strip, _AND.split(piece))):
        if names and (_is_role(part) or _is_place(part)):
            role = True
        elif (
            is_name(part, led=led or bool(names))
            or _is_organisation(part)
            or (names and part.lower() in _AGENCIES)
        ):
            # What stands after a person and a comma is the house: `By Ann Lee, CNN`.
            if names and _is_organisation(part) and not _is_organisation(names[0]):
                role = True
            else:
                names.append(part)
        else:
            return None
    return (names, role) if names else None


_AGENCIES = frozenset(
    ("agencies", "news agencies", "wire agencies", "agences", "agencias", "agências", "agenturen")
)


def _is_place(part):
    """True for one word after a name: `Von Jona Kreuz, Husum`."""
    return " " not in part and not _is_organisation(part)


def _loosely(piece):
    """Return the names after a By that look like no names we know: `par Tribune du soir et AFP`."""
    names = [part for part in map(str.strip, _AND.split(piece)) if part]
    fits = all(
        part[0].isupper() and len(part.split()) <= 5 and not any(map(str.isdigit, part))
        for part in names
    )
    return names if names and fits and len(piece) <= 90 and not piece.endswith(".") else None


_ROLE = _ROLE_WORDS.pattern.removeprefix(r"\b").removesuffix(r"\b")
_ROLE_BEGINS = re.compile(
    r"(?:\w*(?:Staff|Senior|Chief|Environment|Political|Politics|Health|Science|Business"
    r"|Technology|Sports?|Special|Foreign|Legal|Diplomatic|National|Education|Arts|Economics|Crime"
    r"|World|Europe|Asia|Africa|BBC|CNN|CBC|AP|ABC|NBC|News|Investigative|Deputy|Freelance"
    rf"|Contributing|Associated)|{_ROLE})\b",
    re.IGNORECASE,
)


_BEGIN_HOUSES = frozenset(
    ("the", "la", "le", "new", "national", "associated", "united", "agence", "canadian", "daily")
)


def _name_before_house(piece):
    """Return the name in `Ann Lee Global News`, or ''."""
    words = piece.split()
    if len(words) != 4 or words[0].lower() in _BEGIN_HOUSES or "," in piece:
        return ""
    name, house = " ".join(words[:2]), " ".join(words[2:])
    is_house = is_name(name) and _is_organisation(house) and not _is_organisation(f"{name} A")
    return name if is_house else ""


def _without_role(piece):
    """Return (names, whether a role ran on behind them): `Ann Lee Environment Correspondent`."""
    words = piece.split()
    if len(words) < 3 or "," in piece or not names_role(piece):
        return piece, False
    for cut in (2, 3, 4):
        rest = " ".join(words[cut:])
        if rest and _ROLE_BEGINS.match(rest) and is_name(" ".join(words[:cut])):
            return " ".join(words[:cut]), True
    return piece, False


def is_name(text, *, led=False):
    """True for what reads like the name of a person: two to five words with capitals."""
    words = text.split()
    if not (1 if led else 2) <= len(words) <= 5 or len(text) > 48:
        return False
    for word in words:  # the cheap question first
        if word[0].islower() and word not in _PARTICLES:
            return False
    for word in words:
        if not _NAME_WORD.fullmatch(word):
            return False
    return words[0][0] == words[0][0].upper() and not names_role(text)


def names_role(text):
    """True for words that hold an office at a newsroom or a school: `Staff`, `reporter`."""
    return _ROLE_WORDS.search(text.lower()) is not None


def _is_role(text):
    return len(text) <= 80 and text[-1:] != "." and names_role(text)


def _is_organisation(text):
    if text.lower() in _AGENCIES:
        return True
    return (
        len(text) <= 60
        and text[:1] == text[:1].upper()
        and ":" not in text
        and text[-1:] not in (".", "?", "!")
        and len(text.split()) <= 7
        and party_kind(text) is PartyKind.ORGANISATION
        and not any(map(str.isdigit, text))
        and not names_role(text.removesuffix("Staff"))
    )


def split_names(text):
    """Return the names of a list such as `A, B and The Press` as printed."""
    text = re.sub(r"\s+", " ", text).strip(" .")
    return [name for name in (part.strip(" .,;") for part in _AND.split(text)) if name]
