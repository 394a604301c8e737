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


def last_of_each(steps):
    """Return the steps in turn, of several about one story the last alone."""
    last = {step.article.pk: step for step in steps}
    return [step for step in steps if last[step.article.pk] is step]


def with_steps(pins, steps):
    """Return the pins as they would be after `steps`; those that the steps make are not saved."""
    steps = last_of_each(steps)
    stepped = {step.article.pk for step in steps}
    standing = [pin for pin in pins if pin.article_id not in stepped]
    now = max((timezone.now(), *(pin.since for pin in pins)))
    turn = _AFTER_ALL_ROWS + sum(pin.pk >= _AFTER_ALL_ROWS for pin in pins)
    return standing + [
        FrontPin(pk=turn + number, article=step.article, position=step.place, since=now)
        for number, step in enumerate(steps)
        if isinstance(step, Put)
    ]


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


def steps_of_move(pins, article, to, last, *, start=None, until=None):
    """Return the steps after which a front with `pins` has the order of `moved`.

    What was pushed beyond `last`, the number of places, is left where it is.
    """
    order = moved(held(pins), article, to, start)
    wanted = {place: held for place, held in order.items() if place <= max(last, to)}
    return steps_to(wanted, [to], pins, until=until)


def steps_to(wanted, told, pins, *, shown=None, until=None):
    """Return the steps after which a front with `pins` has the order `wanted`.

    What stands at the places `told` is put there in any case, the rest where it must be. `shown`
    says what an order of pins comes to for readers; default: itself. Stories are put in the order
    of places, so that none pushes another; each round puts one more, what is pinned already before
    the rest, until all stand where they should.
    """
    pinned = {pin.article_id for pin in pins}
    in_turn = sorted(wanted, key=lambda place: (wanted[place].pk not in pinned, place))
    puts = set(told)
    while True:
        steps = [Put(wanted[place], place, until, keep=True) for place in sorted(puts)]
        order = held(with_steps(pins, steps))
        order = shown(order) if shown else order
        wrong = (place for place in in_turn if order.get(place) != wanted[place])
        place = next((place for place in wrong if place not in puts), None)
        if place is None:
            return steps
        puts.add(place)
