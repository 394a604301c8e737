"""What a line of a page can be, in words of the desk."""

from django.utils.translation import gettext_lazy as _

from articles.importing.grammar.kinds import Kind

_NAMES = {
    "section": _("section"),
    "headline": _("headline"),
    "summary": _("summary"),
    "deck": _("deck"),
    "byline": _("byline"),
    "role": _("role of an author"),
    "dates": _("posted and updated"),
    "paragraph": _("paragraph"),
    "subhead": _("subhead"),
    "list item": _("list item"),
    "time of entry": _("time of an entry"),
    "post": _("post from elsewhere"),
    "author of post": _("author of a post"),
    "photo alt": _("alt text of a photo"),
    "photo caption": _("caption of a photo"),
    "photo credit": _("credit of a photo"),
    "video label": _("label of a video"),
    "video title": _("title of a video"),
    "video age": _("age of a video"),
    "video duration": _("length of a video"),
    "video description": _("description of a video"),
    "related heading": _("heading of related stories"),
    "related": _("related story"),
    "contributors": _("additional reporting"),
    "correction heading": _("heading of corrections"),
    "correction": _("correction"),
    "tags heading": _("heading of tags"),
    "tags": _("tags"),
    "notice": _("notice of the site"),
    "unplaced": _("no part of the story"),
}

KIND_NAMES = {kind.value: _NAMES.get(kind.value, kind.value) for kind in Kind}


def name_of(kind):
    """Return the name of a kind; one that the grammar does not know any more names itself."""
    return KIND_NAMES.get(kind, kind)
