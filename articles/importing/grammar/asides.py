"""What a page says beside its story: who the author is, whom to call."""

import re

_AUTHOR_NOTE = re.compile(
    r"(?:(?-i:[A-ZÀ-Þ]\S*(?: (?:[A-ZÀ-Þ]\S*|de|van|von|al"
    r"|la)){1,3}),? (?:is|was|est|ist|es|é|covers|reports|writes|works|joined|began|has (?:worked"
    r"|covered|reported|been))\b.{0,200}"
    r"\b(?:reporter|journalist|correspondent|editor|writer|columnist|producer|author|freelance\w*"
    r"|professor|newsroom|intern|journaliste|redakteur\w*|periodista|repórter|covers|covering"
    r"|reporting|based (?:in|at|out))\b.*"
    r"|(?:she|he|they|you) (?:can be reached|has (?:worked|reported|covered|won|been)|previously"
    r"|joined|is (?:a|the|based)|writes|covers|reports)\b.{0,200}|(?:reach|contact|e-?mail"
    r"|follow) (?:her|him|them)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_WITH_MAIL = re.compile(r".{0,60}\S+@\S+\.\w{2,}\b.{0,50}", re.DOTALL)
_BIO_VERBS = frozenset((
    "is", "was", "est", "ist", "es", "é", "covers", "reports", "writes", "works", "worked",
    "joined", "began", "has", "can", "previously", "him", "her", "them", "about",
))  # fmt: skip

_HOTLINE = re.compile(
    r"\b1?[- .(]*8\d\d\)?[- .]\d{3}[- .]\d{4}\b|\btext(?:ing)? (?:\w+ to )?\d{4,6}\b"
    r"|\bcall or text \d{3}\b",
    re.I,
)
_PHONE = re.compile(r"8\d\d\)?[- .]\d{3}[- .]\d{4}")


def is_bio(line):
    """True for a note on the author."""
    text = line.text
    has_mail = "@" in text
    if not has_mail and _BIO_VERBS.isdisjoint(line.small.split(" ", 8)):
        return False  # the cheap question first
    return bool(_AUTHOR_NOTE.fullmatch(text) or (has_mail and _WITH_MAIL.fullmatch(text)))


def text_about(text):
    return text.startswith(("About ", "À propos de "))


def gives_hotline(line):
    """True for a sentence with a number to call or write to."""
    # Looking for numbers takes long, so the cheap question comes first.
    may_give = ("8" in line.text and _PHONE.search(line.text)) or "text" in line.small
    return bool(may_give and _HOTLINE.search(line.text))
