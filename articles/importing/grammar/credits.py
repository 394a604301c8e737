"""The credit of a photo, in the many forms in which it follows, or replaces, a caption."""

import re
from typing import NamedTuple

_INNER = r"[^()]*(?:\([^()]*\)[^()]*)*"
_ROUND = re.compile(rf"(?P<words>.*?)\s*\((?P<credit>{_INNER})\)[.\s]*", re.DOTALL)
_SQUARE = re.compile(r"(?P<words>.*?)\s*\[(?P<credit>[^\[\]]{2,120})\]\.?", re.DOTALL)
LABEL = (
    r"PHOTOS?|FOTOS?|Bildrechte|Bildquelle|Créditos?|Fotograf[ií]as?|צילום|تصوير|Photographs?"
    r"|Photos?|Fotos?|Fotografía|Pictures?|Images?|Bild(?:er)?|Credits?|Crédit(?:s| photo)?"
    r"|Crédito|Source|Quelle|Fuente|Image credit|Photo credit|Image copyright|Image source|Photo by"
    r"|Foto de|Photo de|Imagem|Reprodução|Archive|Divulgação|Fotografia|Getty Images|Illustration"
    r"|Graphic|Video|Supplied|Handout|Copyright|©"
)
CREDIT_BEGINS = re.compile(r"[(\[]|(?:Image|Photo|PHOTOS?|Credit|Illustration)\b")
_ALONE = re.compile(
    r"(?:Image copyright|Image source|Photo by|Photo credit|Illustration by"
    r"|Image credit)\b[:,]?\s*(?P<credit>\S.{1,120})"
    r"|©\s*(?P<credit2>\S.{1,120})"
    r"|PHOTOS? (?P<credit3>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]+, [A-ZÀ-Þ].{1,60})",
)
_HOUSES = (
    r"Getty Images|AP|AFP|Reuters|REUTERS|EPA|EPA-EFE|EFE|dpa|Shutterstock|Bloomberg|Alamy|iStock"
    r"|NurPhoto|Anadolu"
    r"|PA|PA Media|ANP|Xinhua|The Canadian Press|Associated Press|The Associated Press|CNN|ABC"
    r"|CBC|Redux|Agence France-Presse|The New York Times"
)
# After a caption without a full stop only two capitals before a known house are a name.
_NAMED_HOUSE = re.compile(
    rf"(?P<words>.+?[a-z0-9.\"”’]),?\s(?P<credit>[^\W\d_a-z][\w.'’-]+"
    rf" [^\W\d_a-z][\w.'’-]+\s?/\s?(?:{_HOUSES})(?:/[\w ]{{2,30}})?)",
    re.DOTALL,
)
_NAME_THEN_HOUSE = re.compile(
    r"(?P<words>.+[.!?])\s+(?P<credit>[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+){1,3}"
    r" \([A-Z]{2,6}\))",
    re.DOTALL,
)
# `… in the square. ANA ROE / AGENCY`: a credit in capitals behind the full stop.
_SHOUTED = re.compile(
    r"(?P<words>.+[.!?»”])\s+(?P<credit>[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ.'’-]{2,}){1,4}"
    r"(?:\s?/\s?[^\W\d_a-z].{1,40}|\s\([A-Z]{2,6}\)| POUR .{2,40}|, [A-ZÀ-Þ].{2,40})?)",
    re.DOTALL,
)
_BARRED = re.compile(
    r"(?P<words>.+[.!?])\s+(?P<credit>[^\W\d_a-z][\w.'’ -]{2,40} [|] [^\W\d_a-z][\w.'’ -]{2,40})",
    re.DOTALL,
)
_BARRED_HOUSE = re.compile(
    rf"(?P<words>.+?) [|] (?P<credit>(?:{_HOUSES}|picture alliance|imago)\b.{{0,30}})", re.DOTALL
)
_SLASHED = re.compile(
    r"(?P<words>.+?[.!?\"”’»)])\s*(?:[–—-]\s*|Credit\s+)?"
    r"(?P<credit>[^\W\d_a-z][\w.'’& -]{1,40}\s?/\s?[^\W\d_a-z][\w.'’& -]{1,40}"
    r"(?:/[\w.'’& -]{2,40})?(?: — [^\W\d_a-z][\w ]{2,30})?)",
    re.DOTALL,
)
_DASHED = re.compile(
    r"(?P<words>.+?)\s+[–—-]\s*(?P<credit>[^\W\d_a-z][\w.'’& -]{1,40}/[^\W\d_a-z][\w.'’& -]{1,40})",
    re.DOTALL,
)
_AGENCY_FIRST = re.compile(
    r"(?P<words>.+?)\s*(?P<credit>(?:REUTERS|AFP|EPA|AP"
    r"|dpa)\s?/\s?[^\W\d_a-z][\w.'’ -]{2,40})(?P<after>.*)",
    re.DOTALL,
)
_CREDIT_WORDS = re.compile(
    r"/|\b(?:press|presse|photos?|images?|handout|submitted|file|files|reuters|afp|news|wire|agency"
    r"|service|post|via|courtesy|archives?|supplied|provided|contributed|getty|screenshot"
    r"|screengrab"
    r"|shutterstock|istock|alamy|bloomberg|unsplash|wikimedia|dpa|epa|google|facebook|twitter"
    r"|instagram|youtube|soumise|fournie|gracieuseté|capture d'écran"
    r"|foto|bild|picture|pool)\b|^(?-i:[A-Z]{2,5})$",
    re.IGNORECASE,
)
# In brackets at the end of a caption, and yet no credit.
_NO_CREDIT = re.compile(
    r"(?:(?:far |top |bottom |front |back |second (?:from )?|third (?:from )?|from )?"
    r"(?:left|right|centre|center|middle|above|below|top|bottom|l|r|c)(?:,? .{0,20})?"
    r"|gauche|droite|à (?:gauche|droite)|au centre|links|rechts|mitte|izquierda|derecha|esquerda"
    r"|direita"
    r"|not pictured|pictured|seated|standing|M\.?D\.?|Ph\.?D\.?|P\.Eng\.?|Q\.C\.|K\.C\.|Jr\.?|Sr\.?"
    r"|[A-Z]\.(?:[A-Z]\.)+|see above|in blue|in red|retired|ret\.)",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:Photo|Foto|Picture|Photographs?|Credit) (?:by|de) |Credit (?=[A-Z])|(?:(?:AP|AFP"
    r"|File)\s+)?(?:Photo|Foto|Photograph|Picture|Image|Bild|Source|Credit|Crédit|PHOTO)"
    r"\s?(?:by|de|von|courtesy of)?\s?:\s*",
    re.IGNORECASE,
)


# What sites glue to a caption: its place in a gallery, the shop, the words of a button.
_CLUTTER = re.compile(
    r"^(?:(?:Item )?\d{1,2} of \d{1,2}\s*\|?\s*)?\[?\d{1,2}\s?/\s?\d{1,2}\]\s*"
    r"|^\d{1,2} of \d{1,2}\s*\|\s*"
    r"|\s*(?:Acquire|Purchase) Licensing Rights.*$|\s*(?:(?:hide|toggle|show) caption\s*)+$"
)
_CREDIT_FIRST = re.compile(r"Credit ([A-Z][^.]{2,80})")
_CAPTION_WORD = re.compile(
    r"^(?:Image caption,?|Caption:|Bildunterschrift:?|Légende\s?:)\s*", re.IGNORECASE
)


_SLASH_ALONE = re.compile(
    rf"[^\W\d_a-z][\w.'’&-]*(?: [\w.'’&-]+){{0,5}}(?:\s?/\s?[^\W\d_a-z][\w.'’&-]*(?:"
    rf" [\w.'’&-]+){{0,4}}){{1,3}}|{_HOUSES}"
)


_HOUSE_NAMES = frozenset(_HOUSES.split("|"))


_LABEL_ENDS = re.compile(rf"(?:{LABEL})(?: by| de)?\s?$")
_WITHIN = 160  # characters from the end


def may_end_with_credit(text, parts):
    """Answer the cheap question first: most lines hold no credit. `parts` are the signs in it."""
    # One look for each sign is much faster than a set or a pattern that tries each character.
    tail = text[-_WITHIN:] if len(text) > _WITHIN else text
    if parts:
        if ")" in tail or "/" in tail or "]" in tail or "|" in tail or "©" in tail:
            return True
        colon = tail.find(":")
        while colon >= 0:
            if _LABEL_ENDS.search(tail[max(0, colon - 24) : colon]):
                return True
            colon = tail.find(":", colon + 1)
    last = tail[-1]
    return (
        ((last.isupper() or last in "»”") and ends_shouted(tail))
        or "Credit " in tail
        or "PHOTO " in tail
        or "Image " in tail
    )


class Caption(NamedTuple):
    words: str
    credit: str


def split_caption(text):
    """Return Caption(words, credit) of a caption line; the credit is '' where none is printed."""
    if text[:1] in "[0123456789I" or "Licensing Rights" in text or text.endswith("caption"):
        text = _CLUTTER.sub("", text)
    if _reserves_rights(text):
        return Caption(text, "")
    for form in _FORMS:
        if found := form(text):
            words, credit = found
            return Caption(
                *_without_twin(_CAPTION_WORD.sub("", words).strip(" -–—|©"), _tidy(credit))
            )
    return Caption(_CAPTION_WORD.sub("", text), "")


def credit_alone(text, may_be_labelled=True):
    """Return the credit of a line that is nothing else (`Photo : Radio-Marée / X`), or ''.

    `may_be_labelled` is false where its first letters are those of no LABEL.
    """
    if len(text) > 140:
        return ""
    if "caption" in text or _reserves_rights(text):
        return ""
    if text[0] in "([" and text[-1] in ")]" and reads_like_credit(text[1:-1]):
        return _tidy(text[1:-1])
    if text.startswith("Credit ") and (found := _CREDIT_FIRST.fullmatch(text)):
        return found[1]
    may_be_names = "/" in text or text in _HOUSE_NAMES
    if may_be_names and _SLASH_ALONE.fullmatch(text) and not any(map(str.isdigit, text)):
        return _tidy(text)
    if found := _ALONE.fullmatch(text):
        return _tidy(found["credit"] or found["credit2"] or found["credit3"])
    found = _labelled(text) if may_be_labelled else None
    if found is None or found[0].strip() or not _names_makers(found[1]):
        return ""
    return _tidy(found[1])


def _names_makers(credit):
    """False for what is rather a title: `Photos: A winter on the northern route`."""
    parts = credit.split()
    capitals = sum(1 for part in parts if part[0].isupper())
    return len(parts) < 5 or capitals * 2 > len(parts) or bool(_CREDIT_WORDS.search(credit))


def _reserves_rights(text):
    small = text.lower()
    return (
        "rights reserved" in small
        or "reservados" in small
        or "prohibida" in small
        or "droits réservés" in small
    )


def _bracketed(text):
    last = text.rstrip(" .")[-1:]
    if last not in (")", "]"):
        return None
    if last == ")" and text.count("(") == 1 == text.count(")"):
        # The common case, without trying each place where a bracket could begin.
        words, _, credit = text.rstrip(" .")[:-1].partition("(")
        words = words.rstrip()
    elif found := (_ROUND if last == ")" else _SQUARE).fullmatch(text):
        words, credit = found["words"], found["credit"]
    else:
        return None
    if not reads_like_credit(credit) and not (text[-1] == ")" and _is_caseless_credit(credit)):
        return None
    credit = credit.strip()
    if words.endswith((")", "]")) and (more := _bracketed(words)):
        # Two brackets, two credits; the same one twice is one.
        return more[0], more[1] if more[1] == credit else f"{more[1]}, {credit}"
    return words, credit


def _is_caseless_credit(words):
    """True for a few words of a script without capitals, which cannot show that they are names."""
    return (
        not words.isascii()
        and len(words.split()) <= 4
        and words.upper() == words.lower()
        and not any(map(str.isdigit, words))
    )


def _labelled(text):
    if not (":" in text or "," in text or "©" in text or "PHOTO" in text):
        return None
    # The label opens the line, or stands near its end.
    *_, found = (None, *_LABELLED_AT.finditer(text))
    if found is None:
        found = _RIGHTS_AT.search(text) if "©" in text else None
    if found is None:
        return None
    words, credit = text[: found.start()].rstrip(" -–—"), text[found.end() :].strip()
    if (
        not credit
        or len(credit) > 120
        or (credit[0].islower() and not credit.startswith(("dpa", "picture", "imago")))
    ):
        return None
    if credit.endswith(".") and len(credit.split()) > 8:
        return None
    if len(credit.split()) > 16:
        return None
    return words, credit


_RIGHTS_AT = re.compile(r"(?<=[.!?»”\")]) ©\s?(?=[^\W\d_a-z])")
_LABELLED_AT = re.compile(
    rf"(?:^|(?<=[.!?\"”’»)])\s?|(?<=\s)|(?<=[a-zà-ÿ0-9]))(?:{LABEL})(?:\s+(?:by|de))?"
    r"(?:\s?:\s*|,\s+(?=[A-Z])|\s+(?=©))"
    r"|(?<=[.!?»”\"] )PHOTO(?=\s[A-ZÀ-Þ]{2})\s",
)


def _agency(text):
    found = _AGENCY_FIRST.fullmatch(text) if "/" in text else None
    if not found or (found["after"].strip(" .") and not found["after"].lstrip().startswith("/")):
        return None
    return found["words"], found["credit"] + found["after"].rstrip(" .")


IMAGE_CAPTION = re.compile(r"Image caption,?\s*(?P<words>\S.*)", re.DOTALL)
_IMAGE_OF = re.compile(
    r"Image (?:copyright|source),? (?P<credit>[\w .&/'’-]{2,60}?) Image caption,? (?P<words>\S.*)",
    re.DOTALL,
)


def _image_of(text):
    found = _IMAGE_OF.fullmatch(text) if text.startswith("Image ") else None
    return (found["words"], found["credit"]) if found else None


def _name_then_house(text):
    ends_so = text[-1:] == ")" and text[text.rfind("(") + 1 : -1].isupper()
    found = _NAME_THEN_HOUSE.fullmatch(text) if ends_so else None
    return (found["words"], found["credit"]) if found else None


def _shouted(text):
    if not ends_shouted(text):
        return None
    found = _SHOUTED.fullmatch(text)
    return (found["words"], found["credit"]) if found else None


def ends_shouted(text):
    """Answer the cheap question first: is the last word, or the one quoted last, in capitals?"""
    last = text.rstrip(" »”)")[-2:]
    return len(last) == 2 and last.isupper() and last.isalpha()


def _slashed(text):
    if " | " in text and (found := _BARRED.fullmatch(text) or _BARRED_HOUSE.fullmatch(text)):
        return found["words"], found["credit"]
    if "/" not in text[-80:]:
        return None
    found = _SLASHED.fullmatch(text) or _DASHED.fullmatch(text) or _NAMED_HOUSE.fullmatch(text)
    return (found["words"], found["credit"]) if found else None


def _without_twin(words, credit):
    """Return (words, credit) without the same credit at the end of the words."""
    for twin in (f"({credit})", f"[{credit}]", credit):
        if credit and len(credit) > 3 and words.endswith(twin):
            words = words.removesuffix(twin).rstrip(" -–—")
    return words, credit


def _tidy(credit):
    small = credit.lower()
    if ":" in small or " by " in small or " de " in small or "credit " in small:
        credit = _PREFIX.sub("", credit.strip(), count=1)
    credit = credit.strip()
    half = len(credit) // 2
    # Printed twice in a row, with or without a space.
    for sign in ("", " "):
        first, second = credit[:half], credit[half + len(sign) :] if sign else credit[half:]
        if half > 3 and first == second:
            return first
    return credit.strip()


def reads_like_credit(words):
    """True for the inside of brackets that name who made or sent a photo."""
    words = words.strip()
    if not words or len(words) > 200 or not any(map(str.isalpha, words)) or words[0] in "$€£=":
        return False
    if _NO_CREDIT.fullmatch(words):
        return False
    if "/" in words and not words[0].isdigit():
        return True
    parts = words.split()
    if len(parts) == 1:
        # A script without capitals cannot show that a word is a name.
        if not (words[0].isupper() or words[0].islower()):
            return words[0].isalpha()
        return bool(_CREDIT_WORDS.search(words)) and "." not in words
    if _CREDIT_WORDS.search(words):
        return len(parts) <= 25 and not words[0].isdigit()
    capitals = sum(1 for part in parts if part[0].isupper())
    return capitals * 2 > len(parts) and not words[0].isdigit()


_FORMS = (_image_of, _name_then_house, _bracketed, _labelled, _agency, _slashed, _shouted)
