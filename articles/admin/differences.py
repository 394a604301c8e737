"""Two texts side by side, with the words marked that only one of them has."""

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.importing.merge import WHOLE_BODY
from articles.models import Article
from articles.story import (
    Correction,
    Credit,
    List,
    Paragraph,
    Photo,
    Quote,
    Related,
    Subhead,
    Table,
    Video,
    plain,
)
from articles.vocabulary import ROLES

MOST_WORDS = 3000  # compared word by word; longer texts are marked whole

_PLACE = re.compile(r"(after )?block (\d+)")


@dataclass(frozen=True)
class Shown:
    """A Difference for the page: `mine` and `new` are lists of (words, whether marked)."""

    name: str
    label: str
    mine: list
    new: list


def shown(difference):
    """Return the Shown of a Difference (of importing/merge.py)."""
    ours, theirs = text_of(difference.mine), text_of(difference.new)
    if ours == theirs:  # links or stress alone
        ours, theirs = text_of(difference.mine, str), text_of(difference.new, str)
    return Shown(difference.name, label_of(difference.name), *marked(ours, theirs))


def marked(ours, theirs):
    """Return two texts as lists of (words, True where only this text has them)."""
    one, other = re.split(r"(\s+)", ours), re.split(r"(\s+)", theirs)
    if len(one) + len(other) > MOST_WORDS:
        return [(ours, True)], [(theirs, True)]
    left, right = [], []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        left += _runs(one[i1:i2], tag != "equal")
        right += _runs(other[j1:j2], tag != "equal")
    return left, right


def _runs(pieces, is_marked):
    """Return a list of (words, is_marked), the space around marked words apart from them."""
    text = "".join(pieces)
    words = text.strip()
    if not is_marked or not words:
        return [(text, False)] if text else []
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    runs = (before, False), (words, True), (after, False)
    return [run for run in runs if run[0]]


def label_of(name):
    """Return the name of a part in words of the desk."""
    if place := _PLACE.fullmatch(name):
        after, number = place.groups()
        if after:
            return (
                _("Text, added after block %(n)s") % {"n": number}
                if number != "0"
                else _("Text, added at the head")
            )
        return _("Text, block %(n)s") % {"n": number}
    own = {
        "credits": _("Credits"), "corrections": _("Public notes"), "related": _("Related"),
        "lead_photo": _("Lead photo"), "tags": _("Tags"), WHOLE_BODY: _("Text, as a whole"),
    }  # fmt: skip
    try:
        return own.get(name) or capfirst(Article._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def text_of(value, words=plain):
    """Return a value of a Story as lines of text; `words` reads inline HTML."""
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case tuple():
            return "\n\n".join(text_of(one, words) for one in value)
        case Paragraph(html) | Subhead(html):
            return words(html)
        case List(items=texts):
            return "\n".join(f"• {words(text)}" for text in texts)
        case Quote(paragraphs, attribution, url):
            said = [f"“{words(text)}”" for text in paragraphs]
            return "\n".join(filter(None, [*said, attribution and f"— {attribution}", url]))
        case Table(rows):
            return "\n".join(" | ".join(map(words, row)) for row in rows)
        case Photo():
            return _figure(_("Photo"), {
                _("Caption"): value.caption, _("Alt text"): value.alt_text,
                _("Credit"): value.credit_line,
            })  # fmt: skip
        case Video():
            return _figure(_("Video"), {
                "": " ".join(filter(None, (value.label, value.teaser))), _("Title"): value.title,
                _("Age"): value.age, _("Seconds"): str(value.seconds or ""),
                _("Description"): value.description,
                _("Player"): " ".join(filter(None, (value.provider, value.embed_id))),
            })  # fmt: skip
        case Credit():
            return f"{value.printed or value.party.name} ({ROLES[value.role]})"
        case Correction():
            return value.text
        case Related():
            return " ".join(filter(None, (value.label, value.title, value.url)))
    return str(value)


def _figure(kind, words):
    lines = [f"{name}: {text}" if name else text for name, text in words.items() if text]
    return "\n".join([kind, *lines])
