"""Orders of a front, {place: article}, and the steps from one to another; nothing is written."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, FrontPin, placed
from articles.publishing.errors import NotAllowed

_AFTER_ALL_ROWS = 1 << 62  # numbers of pins that are not saved; they say whose turn is when


@dataclass(frozen=True)
class Put:
    """A story at a place; `keep` leaves a story that is pinned its own end."""

    article: Article
    place: int
    until: datetime | None = None
    keep: bool = False


@dataclass(frozen=True)
class Off:
    article: Article


def held(pins):
    """Return the order that `pins` in force make."""
    return {place: pin.article for place, pin in placed(pins).items()}


def inserted(order, article, place):
    """Return the order with `article` at `place`; what stands there moves down to the next gap."""
    order = without(order, article)
    pushed = article
    while pushed is not None:
        order[place], pushed = pushed, order.get(place)
        place += 1
    return dict(sorted(order.items()))


def without(order, article):
    return {place: held for place, held in order.items() if held != article}


def moved(order, article, to, start=None):
    """Return the order with `article` at `to`; what lies between moves one on, pinned or not.

    `start` is where it stands by time if it is not pinned. Raises NotAllowed if it is nowhere.
    """
    start = next((place for place, held in order.items() if held == article), start)
    if start is None:
        raise NotAllowed(_("“%(story)s” is not on this front.") % {"story": article})
    order = order | {start: article}
    way = 1 if to > start else -1
    for place in range(start, to, way):
        order[place], order[place + way] = order.get(place + way), article
    return {place: held for place, held in sorted(order.items()) if held}


def steps_to(wanted, pins, last, until=None, about=None):
    """Return the fewest steps, by place, after which a front with `pins` holds `wanted`.

    What was pushed beyond `last`, the number of places, stays pinned there. `about` is the story
    that is put itself, even where putting another would do. Stories are put in
    the order of places, so that none pushes another; each round puts one more, until all stand
    where they should.
    """
    offs = [Off(article) for article in held(pins).values() if article not in wanted.values()]
    wanted = {place: article for place, article in wanted.items() if place <= last}
    puts = {
        place: Put(article, place, until, keep=True)
        for place, article in wanted.items()
        if article == about
    }
    while wrong := _first_wrong(_after(pins, offs, puts), wanted):
        place, article = wrong
        puts[place] = Put(article, place, until, keep=True)
    return [*offs, *(puts[place] for place in sorted(puts))]


def _after(pins, offs, puts):
    gone = {step.article.pk for step in (*offs, *puts.values())}
    standing = [pin for pin in pins if pin.article_id not in gone]
    now = max((timezone.now(), *(pin.since for pin in pins)))
    standing += [
        FrontPin(pk=_AFTER_ALL_ROWS + place, article=puts[place].article, position=place, since=now)
        for place in sorted(puts)
    ]
    return held(standing)


def _first_wrong(order, wanted):
    """Return the first (place, article) of `wanted` that `order` has not, or None."""
    return next(
        ((place, article) for place, article in wanted.items() if order.get(place) != article),
        None,
    )
