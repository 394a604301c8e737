"""What editors hold at which place of a front: pin, unpin, move, arrange, undo.

Each is one act, kept as a FrontChange with the pins it made and took off, under a lock on the
front; `section` is None for the front page. What a pin pushes down is not written: it follows from
the order of the acts (models/front.py: placed), and comes back up when the pin goes.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    AuditAction,
    Edition,
    FrontAct,
    FrontChange,
    FrontPin,
    placed,
    places_of,
)
from articles.publishing.audit import note
from articles.publishing.errors import NotAllowed, StaleRevision
from articles.publishing.front_order import Off, Put, last_of_each, steps_of_move
from articles.publishing.front_words import headline_of, places_in_words, words_of
from articles.publishing.ledger import record
from articles.publishing.locks import take_turns
from articles.vocabulary import EventKind

JUST_NOW = timedelta(minutes=2)  # an hour that passed while somebody filled in the form


def pin(article, section, position, *, by, since=None, until=None, seen=None):
    """Hold `article` at a place of the front, from `since` (aware; default: now) to `until`.

    What readers do not see yet waits for its hour and leaves the place to what they see.
    `seen` is the number of the last change the caller saw (0: none). Returns the FrontChange.
    Raises NotAllowed, and StaleRevision if somebody changed the front since.
    """
    put = Put(article, position, until)
    return _act(section, FrontAct.PIN, lambda: [put], by, since, seen, about=article)


def unpin(article, section, *, by, since=None, seen=None):
    """Let the place of `article` fill by time, from `since` (aware; default: now). As pin."""
    return _act(section, FrontAct.UNPIN, lambda: [Off(article)], by, since, seen, about=article)


def move(article, section, to, *, by, start=None, until=None, seen=None):
    """Move `article` to place `to`; what lies between moves one on, as in a list. As pin.

    A story that is not pinned stands at `start` by time; it is pinned until `until`.
    """

    def steps():
        last = places_of(section)
        return steps_of_move(pins_of(section), article, to, last, start=start, until=until)

    return _act(section, FrontAct.MOVE, steps, by, None, seen, about=article)


def arrange(section, steps, *, by, since=None, seen=None, act=FrontAct.ARRANGE, about=None):
    """Do several steps (Put, Off) as one act. As pin.

    `act` and `about` (a story) are what to call it.
    """
    steps = last_of_each(steps)
    return _act(section, act, lambda: steps, by, since, seen, about)


@transaction.atomic
def _act(section, act, steps_now, by, since, seen, about=None):
    """Do the steps that `steps_now()` gives under the lock, and return their FrontChange."""
    take_turns("front", section and section.pk)
    _refuse_unseen(section, seen)
    now = timezone.now()
    begins = _beginning(since, now)
    steps = steps_now()
    if not steps:
        raise NotAllowed(_("Nothing would change on this front."))
    about = about or (steps[0].article if len(steps) == 1 else None)
    before = _words_at(section, begins)
    change = FrontChange.objects.create(section=section, act=act, by=by, at=now, article=about)
    for step in steps:
        _take(step, change, begins, now)
    _close(change, begins, before)
    return change


@transaction.atomic
def cancel(pin, *, by, seen=None):
    """Take off a pin that is to come, before its hour. Raises as pin."""
    take_turns("front", pin.section_id)
    _refuse_unseen(pin.section, seen)
    now = timezone.now()
    if not FrontPin.objects.known(now).filter(pk=pin.pk).exists():
        raise NotAllowed(_("It is taken off already."))
    begins = max(pin.since, now)
    before = _words_at(pin.section, begins)
    change = FrontChange.objects.create(
        section=pin.section, act=FrontAct.UNPIN, by=by, at=now, article=pin.article
    )
    _take_off([pin], change)
    _close(change, begins, before)
    return change


@transaction.atomic
def undo(change, *, by, seen=None):
    """Bring back what stood before `change`, and return the FrontChange that does; undo that too.

    Raises NotAllowed where a later act stands on it, and StaleRevision as pin.
    """
    take_turns("front", change.section_id)
    _refuse_unseen(change.section, seen)
    change = FrontChange.objects.with_pins().get(pk=change.pk)
    if change.undone_at:
        raise NotAllowed(_("It is undone already: %(what)s.") % {"what": words_of(change)})
    if later := what_stands_on(change):
        text = _("First undo what came after it: %(what)s, %(hour)s.")
        raise NotAllowed(text % {"what": words_of(later), "hour": _clock(later.at)})
    now = timezone.now()
    before = _words_at(change.section, now)
    act = FrontAct.REDO if change.act == FrontAct.UNDO else FrontAct.UNDO
    back = FrontChange.objects.create(
        section=change.section, act=act, by=by, at=now, article=change.article, undoes=change,
        original=change.original or change,
    )  # fmt: skip
    _take_off(_living(change), back)
    for pin in change.taken_off.all():
        if pin.until is None or pin.until > now:
            _again(pin, back)
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    _close(back, now, before)
    return back


def what_stands_on(change):
    """Return the newest later act in force that touches a story of `change`, or None.

    An act that was undone, and the undo of an act that is itself later, stand on nothing.
    """
    later = FrontChange.objects.filter(section=change.section_id, pk__gt=change.pk, undone_at=None)
    later = later.exclude(act=FrontAct.UNDO, undoes__gt=change.pk)
    stories = {pin.article_id for pin in (*change.made.all(), *change.taken_off.all())}
    touching = Q(made__article__in=stories) | Q(taken_off__article__in=stories)
    return later.filter(touching).with_pins().order_by("-pk").first()


def pins_of(section, at=None):
    """Return the pins in force at `at` (aware; default: now), with their stories."""
    return list(FrontPin.objects.in_force(at).filter(section=section).select_related("article"))


def last_number(section):
    """Return the number of the last change of a front, 0 if there is none."""
    last = FrontChange.objects.of_front(section).values_list("pk", flat=True).first()
    return last or 0


def _refuse_unseen(section, seen):
    last = FrontChange.objects.of_front(section).with_pins().first()
    if seen is None or last is None or last.pk == seen:
        return
    text = _("Somebody was quicker: %(what)s, %(hour)s. Look at the front as it is now.")
    raise StaleRevision(text % {"what": words_of(last), "hour": _clock(last.at)})


def _beginning(since, now):
    """Return when the act takes hold. Raises NotAllowed for an hour that is past."""
    if since is None or now - JUST_NOW < since <= now:
        return now
    if since < now:
        text = _("%(hour)s is past; leave the hour empty for at once.")
        raise NotAllowed(text % {"hour": timezone.localtime(since).strftime("%Y-%m-%d %H:%M")})
    return since


def _take(step, change, begins, now):
    """Do one step of a change."""
    own = FrontPin.objects.in_force(now).filter(section=change.section, article=step.article)
    own = sorted(own, key=lambda pin: pin.turn)
    if isinstance(step, Off):
        _let_go(step.article, own, change, begins, now)
        return
    until = own[-1].until if step.keep and own else step.until
    if until and until <= begins:
        until = step.until
    starts = begins if own else _seen_from(step.article, begins, now)
    _refuse_impossible(step, change.section, starts, until)
    if begins == now:
        _take_off(own, change)
    FrontPin.objects.create(
        section=change.section, article=step.article, position=step.place, since=starts,
        until=until, made_by=change,
    )  # fmt: skip


def _let_go(article, own, change, begins, now):
    if not own:
        text = _("“%(story)s” is not pinned here.")
        raise NotAllowed(text % {"story": headline_of(article)})
    _take_off(own, change)
    if begins > now:
        for pin in own:
            _again(pin, change, until=min(filter(None, (pin.until, begins))))


def _refuse_impossible(step, section, begins, until):
    last = places_of(section)
    if not 1 <= step.place <= last:
        text = _("There is no place %(place)s on this front; choose one from 1 to %(last)d.")
        raise NotAllowed(text % {"place": step.place, "last": last})
    if until and until <= begins:
        raise NotAllowed(_("The end must be after the beginning."))


def _seen_from(article, begins, now):
    """Return the hour from `begins` on at which readers see a story, as far as is known now.

    Before, it would take a place from what they see. Raises NotAllowed where there is none.
    """
    editions = Edition.objects.filter(article=article)
    if editions.live(begins).exists():
        return begins
    last = editions.without_end().first()
    if last and last.held:
        text = _("“%(story)s” is on legal hold: readers do not see it.")
    elif last and not last.is_withdrawal and last.goes_live_at > now:
        return last.goes_live_at
    else:
        text = _("“%(story)s” is not live: publish or schedule it first.")
    raise NotAllowed(text % {"story": headline_of(article)})


def _take_off(pins, change):
    for pin in pins:
        pin.taken_off_at, pin.taken_off_by = change.at, change
        pin.save()


def _again(pin, change, **fields):
    """Make the same pin again, in its old turn; a row that was taken off stays as it is."""
    kept = {
        "section_id": pin.section_id, "article_id": pin.article_id, "position": pin.position,
        "since": pin.since, "until": pin.until,
    }  # fmt: skip
    return FrontPin.objects.create(**kept | fields, made_by=change, first_id=pin.first_id or pin.pk)


def _living(change):
    """Return the pins that stand for those `change` made; an undo may have made them again."""
    firsts = {pin.first_id or pin.pk for pin in change.made.all()}
    standing = FrontPin.objects.filter(Q(pk__in=firsts) | Q(first__in=firsts), taken_off_at=None)
    return list(standing)


def _close(change, begins, before):
    """Tell caches and the audit of a change whose pins are written."""
    done = FrontChange.objects.with_pins().get(pk=change.pk)
    pins = [*done.made.all(), *done.taken_off.all()]
    hours = {hour for pin in done.made.all() for hour in (pin.since, pin.until) if hour}
    due = {hour for hour in hours if hour > change.at}
    if any(pin.since <= change.at for pin in pins):
        due.add(change.at)
    key = f"section:{change.section_id}" if change.section_id else "front"
    for hour in sorted(due):
        record(EventKind.FRONT, None, by=change.by, keys=[key], due_at=hour)
    note(
        AuditAction.FRONT,
        by=change.by,
        article=change.article,
        before=before,
        after=_words_at(change.section, begins),
        front=change.section.name if change.section else "",
        section=change.section_id,
        change=change.pk,
        words=words_of(done),
        since=begins.isoformat(),
        made=[_as_json(pin) for pin in done.made.all()],
        taken_off=[_as_json(pin) for pin in done.taken_off.all()],
    )


def _as_json(pin):
    return {
        "article": pin.article_id,
        "place": pin.position,
        "since": pin.since.isoformat(),
        "until": pin.until and pin.until.isoformat(),
    }


def _words_at(section, at):
    """Return the places as they will be at `at`, as far as is known now, in words."""
    return places_in_words(placed(pins_of(section, at)))


def _clock(moment):
    return timezone.localtime(moment).strftime("%H:%M")
