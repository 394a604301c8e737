"""The same story in other languages, for search engines that send each reader to their own."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from articles.models import Article, Edition


class LanguageVersion(NamedTuple):
    language: str  # BCP 47
    url: str  # path on this site


def language_versions(edition, at):
    """Return the LanguageVersions of a live edition at `at`, itself the first; [] without others.

    They are the story it translates, the other translations of that, and its own: so that if one
    names another, the other names it too. Of two in one language the older story counts, but for
    that of `edition`, which names itself. One query.
    """
    given = Article.objects.filter(pk=edition.article_id, translation_of__isnull=False)
    original = given.values("translation_of")
    family = Article.objects.filter(
        Q(translation_of=edition.article_id) | Q(pk__in=original) | Q(translation_of__in=original)
    )
    live = Edition.objects.live(at).filter(article__in=family.values("pk"))
    others = live.exclude(article=edition.article_id).defer("content").select_related("section")
    versions = {_language(edition): edition}
    for other in others.order_by("article_id"):
        versions.setdefault(_language(other), other)
    if len(versions) == 1:
        return []
    return [LanguageVersion(code, row.get_absolute_url()) for code, row in versions.items()]


def _language(edition):
    return edition.language or settings.LANGUAGE_CODE
