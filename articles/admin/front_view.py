"""What the desk sees of a front: its places as readers have them, who pinned what, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles.admin.front_hours import end_in_words
from articles.admin.moments import hour_in_words
from articles.admin.state import HELD, NAMES, state_of, with_state
from articles.admin.thumbnails import thumbnail_of
from articles.models import (
    Article,
    Edition,
    FrontAct,
    FrontChange,
    FrontPin,
    Section,
    places_of,
)
from articles.public.cards import has_picture, pinned_ids, section_cards
from articles.public.front_page import RAIL, front_page
from articles.public.paging import PAGE_SIZE
from articles.publishing import NotAllowed, fronts
from articles.publishing.front_order import held, steps_to, with_steps
from articles.publishing.front_words import headline_of, name_of, words_of

CHANGES = 20
CANDIDATES = 12
FOUND = 20


@dataclass(frozen=True)
class Place:
    """One place of a front: what stands there, and why."""

    number: int
    name: str
    edition: Edition
    why: str
    is_pinned: bool = False
    is_new: bool = False  # in a draft: other than what readers have
    age: str = ""
    thumbnail: str = ""
    has_picture: bool = True
    shows_picture: bool = False  # readers get a picture there

    @property
    def key(self):
        return str(self.number)

    @property
    def is_without_picture(self):
        return self.shows_picture and not self.has_picture


@dataclass(frozen=True)
class Candidate:
    edition: Edition
    age: str
    thumbnail: str


@dataclass(frozen=True)
class Told:
    """A change of the front in words."""

    change: FrontChange
    words: str
    hour: str
    is_undone: bool


@dataclass(frozen=True)
class Front:
    section: Section | None
    at: datetime
    places: list
    number: int  # of the last change
    steps: list  # of a draft: (place or 0 for off, article id)
    missing: list  # (article, why): pinned, but not shown

    @property
    def name(self):
        return name_of_front(self.section)

    @property
    def is_draft(self):
        return bool(self.steps)


def name_of_front(section):
    return section.name if section else _("Front page")


def front_of(section, at, steps=()):
    """Return the Front of `section` (None: the front page) at `at`, in a fixed number of queries.

    `steps` (Put, Off) are those of a draft.
    """
    pins = fronts.pins_of(section, at)
    pinned, order = ids_of(held(pins)), ids_of(held(with_steps(pins, steps)))
    shown = _shown(section, at, order)
    whose = _makers(pins)
    ends = {pin.article_id: end_in_words(pin.until, at) for pin in _in_turn(pins)}
    places = [
        _place(section, number, shown[number], at, order, pinned, ends, whose)
        for number in range(1, places_of(section) + 1)
        if number in shown
    ]
    missing = _missing(order, {place.edition.article_id for place in places}, at)
    number = fronts.last_number(section)
    carried = [(getattr(step, "place", 0), step.article.pk) for step in steps]
    return Front(section, at, places, number, carried, missing)


def ids_of(order):
    return {place: article.pk for place, article in order.items()}


def steps_of_swap(section, at, steps, article, way):
    """Return the steps that swap the row of `article` with the one above (`way` -1) or below (1).

    They come after `steps`, those of a draft. The rows are those that readers would have, so that
    nothing but the two moves. What moves up is put at its place, even if it would stand there by
    time: the editor said so. Raises NotAllowed.
    """
    pins = with_steps(fronts.pins_of(section, at), steps)
    found = _shown(section, at, ids_of(held(pins)))
    shown = {place: edition for place, edition in found.items() if place <= places_of(section)}
    places = {edition.article_id: place for place, edition in shown.items()}
    articles = Article.objects.in_bulk(places)
    rows = list(shown)
    if article.pk not in places:
        raise NotAllowed(_("“%(story)s” is not on this front.") % {"story": article})
    other = rows.index(places[article.pk]) + way
    if not 0 <= other < len(rows):
        return []
    wanted = {place: articles[edition.article_id] for place, edition in shown.items()}
    start, to = places[article.pk], rows[other]
    wanted[start], wanted[to] = wanted[to], wanted[start]

    def readers_get(order):
        found = _shown(section, at, ids_of(order))
        return {place: articles.get(edition.article_id) for place, edition in found.items()}

    return steps_to(wanted, {to, min(start, to)}, pins, shown=readers_get)


def _place(section, number, edition, at, order, pinned, ends, whose):
    key = edition.article_id
    # Not by the number: where there are few stories, a pinned one stands further up.
    is_pinned = key in order.values()
    is_new = is_pinned and _place_in(order, key) != _place_in(pinned, key)
    return Place(
        number,
        place_name(section, number),
        edition,
        _why(is_pinned, is_new, ends.get(key), whose.get(key)),
        is_pinned,
        is_new,
        _age(edition, at),
        _thumbnail(edition),
        has_picture(edition),
        section is None and (number == 1 or number > 1 + RAIL),
    )


def _place_in(order, key):
    return next((place for place, pk in order.items() if pk == key), None)


def candidates(section, at, front, query=""):
    """Return the list of Candidates: the newest live stories not shown, or those named so."""
    live = Edition.objects.live(at)
    shown = [place.edition.article_id for place in front.places]
    if query:
        named = live.filter(headline__icontains=query).newest_first()[:FOUND]
        soon = Edition.objects.pending(at).filter(headline__icontains=query, number=1)[:FOUND]
        pks = [*named.values_list("pk", flat=True), *soon.values_list("pk", flat=True)]
        found = Edition.objects.filter(pk__in=pks).with_card_parts(at).newest_first()
    else:
        own = live.in_section(section) if section else live
        found = own.with_card_parts(at).newest_first()[: CANDIDATES + len(shown)]
    fresh = [edition for edition in found if edition.article_id not in shown]
    return [
        Candidate(edition, _age(edition, at), _thumbnail(edition))
        for edition in fresh[: None if query else CANDIDATES]
    ]


def to_come(section, at):
    """Return [(pin, sentence)] of what waits for its hour, the next first."""
    pins = FrontPin.objects.to_come(at).filter(section=section)
    pins = pins.select_related("article", "made_by__by").order_by("since", "pk")
    return [(pin, _will_stand(pin, at)) for pin in pins]


def last_changes(section, at):
    """Return [Told] of the last changes of a front, the newest first."""
    changes = FrontChange.objects.of_front(section).with_pins()[:CHANGES]
    return [
        Told(change, told_of(change, at), hour_in_words(change.at, at), bool(change.undone_at))
        for change in changes
    ]


def told_of(change, at):
    """Return what somebody did, and from which hour on if not at once."""
    made = list(change.made.all())
    if change.act == FrontAct.UNPIN:
        hours = [pin.until for pin in made]
    else:
        hours = [pin.since for pin in made if pin.since > change.at]
    if not hours:
        return words_of(change)
    given = {"what": words_of(change), "hour": hour_in_words(min(hours), at)}
    return _("%(what)s, from %(hour)s") % given


def is_with_readers(change):
    """Whether a change made the front of its own moment another."""
    moment_before = change.at - timedelta.resolution
    return pinned_ids(change.section, moment_before) != pinned_ids(change.section, change.at)


def to_undo(told):
    """Return (what can be undone, what can be done again), each a Told or None."""
    newest = told[0] if told and told[0].change.act == FrontAct.UNDO else None
    standing = (one for one in told if not one.is_undone and one.change.act != FrontAct.UNDO)
    return next(standing, None), newest


def place_name(section, number):
    if number == 1:
        return _("Lead")
    if section is not None:
        return ""
    return _("Beside the lead") if number <= 1 + RAIL else _("Below, with picture")


def _shown(section, at, order):
    """Return {place: edition} as readers would have it."""
    if section is None:
        return front_page(at, order).places
    live = Edition.objects.live(at).in_section(section).with_card_parts(at)
    newest = list(live.sorted_at_all().newest_first()[:PAGE_SIZE])
    return dict(enumerate(section_cards(newest, section, at, order), start=1))


def _in_turn(pins):
    return sorted(pins, key=lambda pin: pin.turn)


def _makers(pins):
    changes = FrontChange.objects.filter(made__in=pins).select_related("by").distinct()
    names = {change.pk: name_of(change.by) for change in changes if change.by}
    return {pin.article_id: names.get(pin.made_by_id) for pin in _in_turn(pins)}


def _why(is_pinned, is_new, end, who):
    if not is_pinned:
        return _("by time")
    if is_new:
        return _("pinned, not in force yet")
    given = {"end": end, "who": who}
    return _("pinned %(end)s by %(who)s") % given if who else _("pinned %(end)s") % given


def _thumbnail(edition):
    return thumbnail_of(edition.lead_photo) if edition.lead_photo else ""


def _age(edition, at):
    if edition.goes_live_at > at:
        return _("goes live %(hour)s") % {"hour": hour_in_words(edition.goes_live_at, at)}
    return _("%(time)s ago") % {"time": timesince(edition.sort_at, at, depth=1)}


def _missing(order, shown, at):
    """Return [(article, why)] of the pinned that readers do not get."""
    gone = {pk: place for place, pk in order.items() if pk not in shown}
    if not gone:
        return []
    articles = with_state(Article.objects.filter(pk__in=gone), at)
    return [(article, _why_missing(article, gone[article.pk], at)) for article in articles]


def _why_missing(article, place, at):
    state = state_of(article)
    if article.waits_for and state != HELD and not article.is_live:
        hour = hour_in_words(article.waits_for, at)
        return _("place %(place)d when it goes live, %(hour)s") % {"place": place, "hour": hour}
    if article.is_live and state != HELD:
        return _("pushed off the page; it comes back when there is room")
    return _("place %(place)d, but it is not live: %(state)s") % {
        "place": place, "state": NAMES[state],
    }  # fmt: skip


def _will_stand(pin, at):
    given = {
        "hour": hour_in_words(pin.since, at),
        "story": headline_of(pin.article),
        "place": pin.position,
        "end": end_in_words(pin.until, at),
    }
    if pin.position == 1:
        return _("%(hour)s: “%(story)s” leads %(end)s") % given
    return _("%(hour)s: “%(story)s” at place %(place)d %(end)s") % given
