"""Lists in pages, by key: a page costs the same however far back it lies."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404

PAGE_SIZE = 24

_KEY = re.compile(r"(?P<sort_at>[^_]{10,40})_(?P<article_id>[0-9]{1,18})")


class Page(NamedTuple):
    editions: list
    older: str  # key of the next page, or empty
    before: str  # key of this page; empty for the newest

    @property
    def is_first(self):
        return not self.before


def page_of(editions, before, place=""):
    """Return the Page of an Edition queryset that follows the key `before` (None: the newest).

    A key is `<sort_at, ISO 8601>_<article id>`, that of the last edition of the page before;
    `place` is that of `newest_first`.
    Raises Http404 for one that is none.
    """
    if before is not None:
        sort_at, article_id = _read_key(before)
        editions = editions.filter(
            Q(**{f"{place}sort_at__lt": sort_at})
            | Q(**{f"{place}sort_at": sort_at, f"{place}article_id__lt": article_id}),
            # Said once more alone, so that the index gives one range.
            **{f"{place}sort_at__lte": sort_at},
        )
    found = list(editions.newest_first(place)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(shown, key_of(shown[-1]) if len(found) > PAGE_SIZE else "", before or "")


def key_of(edition):
    sort_at = edition.sort_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f"{sort_at}_{edition.article_id}"


def _read_key(text):
    match = _KEY.fullmatch(text)
    try:
        sort_at = datetime.fromisoformat(match["sort_at"])
        if sort_at.tzinfo is None:
            raise ValueError(text)
        return sort_at.astimezone(UTC), int(match["article_id"])
    except (TypeError, ValueError, OverflowError) as error:
        raise Http404(f"{text!r} is no key of a page.") from error
