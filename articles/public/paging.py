"""Lists in pages, by key: a page costs the same however far back it lies."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404

PAGE_SIZE = 24

_KEY = re.compile(r"(?P<sort_at>[^_]{10,40})_(?P<number>[0-9]{1,18})")


class Page(NamedTuple):
    editions: list
    older: str  # key of the next page, or empty
    before: str  # key of this page; empty for the newest

    @property
    def is_first(self):
        return not self.before


def page_of(editions, before, place="", size=PAGE_SIZE):
    """Return the Page of an Edition queryset that follows the key `before` (None: the newest).

    A key is `<sort_at, ISO 8601>_<article id>`, that of the last edition of the page before;
    `place` is that of `newest_first`.
    Raises Http404 for one that is none.
    """
    if before is not None:
        sort_at, article_id = read_key(before)
        editions = editions.filter(
            Q(**{f"{place}sort_at__lt": sort_at})
            | Q(**{f"{place}sort_at": sort_at, f"{place}article_id__lt": article_id}),
            # Said once more alone, so that the index gives one range.
            **{f"{place}sort_at__lte": sort_at},
        )
    found = list(editions.newest_first(place)[: size + 1])
    shown = found[:size]
    return Page(shown, key_of(shown[-1]) if len(found) > size else "", before or "")


def key_of(edition):
    return key(edition.sort_at, edition.article_id)


def key(sort_at, number):
    """Return the key of a row of a list that is sorted by both."""
    return f"{sort_at.astimezone(UTC).isoformat().replace('+00:00', 'Z')}_{number}"


def read_key(text):
    """Return (aware datetime, number) of a key. Raises Http404."""
    match = _KEY.fullmatch(text)
    try:
        sort_at = datetime.fromisoformat(match["sort_at"])
        if sort_at.tzinfo is None:
            raise ValueError(text)
        return sort_at.astimezone(UTC), int(match["number"])
    except (TypeError, ValueError, OverflowError) as error:
        raise Http404(f"{text!r} is no key of a page.") from error
