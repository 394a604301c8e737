"""Addresses that a source names as its own, kept so that they lead to the story here."""

from django.utils.translation import gettext as _

from articles.models import OldAddress
from articles.models.address import old_paths


def keep_addresses(article, reading):
    """Keep the old addresses of a story, and return a list of notes on those that cannot be."""
    story = reading.story
    named = [*reading.addresses, story.source_url, story.external_id]
    given = [name for name in named if name.startswith(("http://", "https://", "/"))]
    paths = {paths[0]: address for address in given if (paths := old_paths(address))}
    if not paths:
        return []
    known = dict(OldAddress.objects.filter(path__in=paths).values_list("path", "article_id"))
    OldAddress.objects.bulk_create(
        OldAddress(path=path, article=article) for path in paths if path not in known
    )
    return [
        _("%(address)s leads to another story already") % {"address": paths[path]}
        for path, article_id in known.items()
        if article_id != article.pk
    ]
