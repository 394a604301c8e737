"""Two texts side by side on the desk, each part under its name."""

import re
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.differences import marked
from articles.importing.merge import WHOLE_BODY
from articles.models import Article
from articles.wording import text_of

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


def label_of(name):
    """Return the name of a part in words of the desk."""
    if place := _PLACE.fullmatch(name):
        after, number = place.groups()
        if after:
            return (
                _("Text, after block %(n)s") % {"n": number}
                if number != "0"
                else _("Text, at the head")
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
