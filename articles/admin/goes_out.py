"""What a publication does that brings readers a story, in words, before it is done.

It is the first, or one after a withdrawal: what goes out, where and when.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.publishing.moments import full_words


@dataclass(frozen=True)
class GoesOut:
    headline: str = ""
    section: str = ""  # its name, or empty
    address: str = ""  # the path readers will find it at, or empty
    waits_for: str = ""  # what it waits for, in words; empty: it goes out at once


def goes_out_of(article, withdrawn=None):
    """Return the GoesOut of a saved article that readers do not see; `withdrawn`: its TakenAway."""
    section, address = article.section, ""
    if section:
        # A story goes back to the address it had, unless the desk chose another.
        kept = withdrawn.slug if withdrawn and not article.slug else article.public_slug()
        address = reverse("article", args=[section.slug, kept, article.pk])
    return GoesOut(article.headline, section.name if section else "", address, _waits_for(article))


def _waits_for(article):
    if article.held:
        return _("not before its legal hold is released")
    if article.embargo_until and article.embargo_until > timezone.now():
        return _("when its embargo ends: %(hour)s") % {"hour": full_words(article.embargo_until)}
    return ""
