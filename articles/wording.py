"""Parts of a Story as lines of plain text, for whoever compares two of them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
