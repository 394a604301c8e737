"""What the search field of the story list finds, at a bounded cost."""

import operator
from functools import reduce

from django.db.models import Q

from articles.admin.walk import WINDOW
from articles.models import Article, Byline
from articles.searching import articles_with

FOUND = 500  # stories by each of the two ways
CREDITED = 2000  # of one contributor
LONGEST = 200  # characters that are read
WORDS = 6
FIELDS = ("headline", "slugline", "kicker")


def ids_found(query, at):
    """Return the ids of the stories that `query` means, as a set of at most 2 × FOUND + 1.

    By the words of live stories, through the index that readers use; by part of a headline, a
    slugline or a kicker among the WINDOW stories last saved; by number.
    """
    query = query.replace("\0", " ").strip()[:LONGEST]
    found = {*articles_with(query, at=at, most=FOUND), *_among_the_newest(query)}
    number = query.removeprefix("#")
    if number.isdecimal() and len(number) < 19:
        found.add(int(number))
    return found


def ids_credited(contributor):
    """Return the ids of the CREDITED stories last credited to a contributor; of nobody, none."""
    credits = Byline.objects.filter(contributor=contributor).order_by("-pk")
    return list(credits.values_list("article_id", flat=True)[:CREDITED]) if contributor else []


def _among_the_newest(query):
    words = query.split()[:WORDS]
    if not words:
        return []
    newest = Article.objects.order_by("-saved_at", "-pk").values("pk")[:WINDOW]
    fits = reduce(operator.and_, map(_has, words))
    return (
        Article.objects.filter(fits, pk__in=newest).order_by().values_list("pk", flat=True)[:FOUND]
    )


def _has(word):
    return reduce(operator.or_, (Q(**{f"{field}__icontains": word}) for field in FIELDS))
