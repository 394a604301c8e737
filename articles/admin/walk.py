"""Long lists a page at a time: by key, never by number, and never further than a window.

What a list is narrowed by is asked of the rows in the order of an index, of at most WINDOW of
them for one page. So a page costs the same however large the archive is, and where nothing fits
within the window it says so and offers to look further back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet

from articles.public.paging import key, read_key

PAGE_SIZE = 50
WINDOW = 5000
COUNTED = 1000  # of more it is only said that there are more


class Looked(NamedTuple):
    """One page: `next_key` is empty at the end; `is_cut` says that the window ended before."""

    ids: list
    next_key: str
    is_cut: bool


class Count(NamedTuple):
    number: int  # COUNTED at most
    is_more: bool
    is_cut: bool  # what lies beyond the window is not counted


@dataclass(frozen=True)
class Walk:
    """`rows` are bounded by what their index begins with; `narrow` asks the rest of each row.

    `moment` and `tie` name the columns of the order; `few` rows need no window.
    """

    rows: QuerySet
    narrow: Callable | None = None
    moment: str = "saved_at"
    tie: str = "pk"
    newest_first: bool = True
    few: bool = False

    def page(self, after="", size=PAGE_SIZE):
        """Return what follows the key `after` as Looked. Raises Http404 for what is no key."""
        rows, end = self._window(after) if after else self._from_the_top
        found = list(self._narrowed(rows)[: size + 1].values_list(self.moment, self.tie))
        shown = found[:size]
        if len(found) > size:
            return Looked([pk for _at, pk in shown], key(*shown[-1]), False)
        return Looked([pk for _at, pk in shown], key(*end) if end else "", bool(end))

    def count(self, most=COUNTED):
        rows, end = self._from_the_top
        number = self._narrowed(rows)[: most + 1].count()
        return Count(min(number, most), number > most, bool(end))

    def ids(self, most=COUNTED):
        """Return the ids of the first `most` stories within the first window."""
        rows, _end = self._from_the_top
        return list(self._narrowed(rows)[:most].values_list(self.tie, flat=True))

    @cached_property
    def _from_the_top(self):
        return self._window("")

    def _window(self, after):
        """Return the rows to look at, and the key of the last if the window ends there."""
        rows = self._beyond(*read_key(after)) if after else self.rows
        if self.narrow is None or self.few:
            return rows, None
        ordered = self._ordered(rows).values_list(self.moment, self.tie)
        end = next(iter(ordered[WINDOW - 1 : WINDOW]), None)
        if end:
            rows = rows.filter(self._side(*end, "gt" if self.newest_first else "lt", "e"))
        return rows, end

    def _narrowed(self, rows):
        return self._ordered(self.narrow(rows) if self.narrow else rows)

    def _ordered(self, rows):
        sign = "-" if self.newest_first else ""
        return rows.order_by(f"{sign}{self.moment}", f"{sign}{self.tie}")

    def _beyond(self, moment, number):
        return self.rows.filter(self._side(moment, number, "lt" if self.newest_first else "gt"))

    def _side(self, moment, number, way, with_it=""):
        """Return the condition of rows on one side of a key: `way` is "lt" or "gt"."""
        return (
            Q(**{f"{self.moment}__{way}": moment})
            | Q(**{self.moment: moment, f"{self.tie}__{way}{with_it}": number})
            # Said once more alone, so that the index gives one range.
        ) & Q(**{f"{self.moment}__{way}e": moment})
