"""What changed in the paper since a moment: a list for those who come back again and again."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404

from articles.models import FOREVER, Edition
from articles.public.api_answers import Problem
from articles.public.api_wanted import LIMIT, limit_of, moment_of, read, wrong
from articles.public.paging import key, read_key

NAME = "changed_since"

# An edition's hour is set before its transaction is through. Told too early, the list could come to
# a later hour first, and whoever goes on from there would never be told of this one.
SETTLING = timedelta(seconds=5)


class Changes(NamedTuple):
    editions: list  # with card parts; tombstones among them; the oldest change first
    after: str  # where the list goes on, a value of `changed_since`
    has_more: bool  # now; else there may be more later


def changes_wanted(query, at) -> Changes:
    """Return the Changes that a QueryDict asks for: each story once, at its last change.

    Raises Problem.
    """
    values = read(query)
    if others := values.keys() - {NAME, "limit"}:
        other = min(others)
        detail = f"{other} found beside {NAME}; leave it out, or what left that list were missed."
        raise Problem(400, detail, parameter=other)
    limit = limit_of(values.get("limit", str(LIMIT)))
    places = _changed(_place(values[NAME]), at, limit + 1)
    shown = places[:limit]
    after = key(*shown[-1][:2]) if shown else values[NAME]
    loaded = Edition.objects.with_card_parts(at).in_bulk([pk for _at, _id, pk in shown])
    return Changes([loaded[pk] for _at, _id, pk in shown], after, len(places) > limit)


def _place(text):
    """Return (moment, article id): what comes after it is told. Raises Problem."""
    if "_" not in text:
        return moment_of(NAME, text), -1
    try:
        return read_key(text)
    except Http404 as error:
        raise wrong(NAME, text, "a moment, or the key that `next` or `later` gave") from error


def _changed(place, at, most):
    """Return the first (goes live, article id, edition id) after `place`, in their order.

    Two short ranges of the index `edition_pending`: editions that stand, and the few that will be
    replaced at an hour that is set.
    """
    moment, article_id = place
    current = Edition.objects.current(at).filter(
        Q(goes_live_at__gt=moment) | Q(goes_live_at=moment, article_id__gt=article_id),
        goes_live_at__gte=moment,
        goes_live_at__lte=at - SETTLING,
    )
    standing, ending = current.filter(replaced_at=FOREVER), current.filter(replaced_at__lt=FOREVER)
    found = []
    for editions in (standing, ending):
        rows = editions.order_by("goes_live_at", "article_id")
        found += rows.values_list("goes_live_at", "article_id", "pk")[:most]
    return sorted(found)[:most]
