"""Texts of one story that can be compared and restored, each by a short reference.

    v12     the Version 12         e34     the Edition 34 (their ids)
    copy    the working copy       live    what readers get now

One that was withdrawn or sealed has a name and an hour, but no story.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Edition, Version
from articles.publishing import accounts
from articles.publishing.moments import in_words
from articles.publishing.versions import name_of
from articles.story import Story
from articles.vocabulary import Status

COPY, LIVE = "copy", "live"

_REFERENCE = re.compile(r"([ve])([0-9]{1,18})")


@dataclass(frozen=True)
class Text:
    """One text; `story` is None where it was withdrawn or sealed, and `why_not` says so."""

    ref: str
    name: str
    who: str
    at: datetime | None
    story: Story | None
    kept: Version | Edition | None = None
    why_not: str = ""

    @property
    def language(self):
        return self.story.language if self.story else ""


def ref_of(kept):
    return f"{kept._meta.model_name[0]}{kept.pk}"


def who_did(row):
    """Return the name of the person in `row.by`, or an empty string for none."""
    return accounts.name_of(row.by) if row.by else ""


def text_at(article, ref):
    """Return the Text of `article` that `ref` names. Raises Http404."""
    if ref == COPY:
        whole = Article.objects.with_story_parts().get(pk=article.pk)
        return Text(COPY, _("The working copy"), "", whole.saved_at, whole.story())
    if ref == LIVE:
        edition = article.editions.live().select_related("by", "section").first()
        if edition is None:
            raise Http404("Nothing is live.")
        return _text_of(edition, LIVE)
    match = _REFERENCE.fullmatch(ref)
    if match is None:
        raise Http404(f"{ref!r} names no text.")
    rows = article.versions if match[1] == "v" else article.editions.select_related("section")
    kept = rows.select_related("by").filter(pk=match[2]).first()
    if kept is None:
        raise Http404(f"{ref} is no text of story {article.pk}.")
    return _text_of(kept, ref)


def _text_of(kept, ref):
    is_edition = isinstance(kept, Edition)
    at = kept.created_at if is_edition else kept.at
    story, why_not = kept.story() if kept.content is not None else None, ""
    if story is None:
        is_sealed = is_edition and kept.sealed_at
        why_not = _("Its text is sealed.") if is_sealed else _("A withdrawal has no text.")
    return Text(ref, name_of(kept), who_did(kept), at, story, kept, why_not)


# States as the audit keeps them.
_KEPT = {
    **dict(Status.choices),
    "live": gettext_lazy("Live"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "held": gettext_lazy("On legal hold"),
}


def spelt(kept):
    """Return a state or hour as the audit keeps it in words of the desk."""
    if kept in _KEPT:
        return _KEPT[kept]
    try:
        return in_words(datetime.fromisoformat(kept))
    except ValueError:
        return kept
