"""Legal hold and embargo: what stops readers from seeing a story, whatever its editions say."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    AuditAction,
    EditionContributor,
    EditionCorrection,
    EditionTag,
    SearchText,
)
from articles.publishing import audit
from articles.publishing.audit import hour
from articles.publishing.errors import NotAllowed
from articles.publishing.ledger import keys_of, record
from articles.publishing.locks import lock_row
from articles.vocabulary import EventKind


@transaction.atomic
def hold(article, *, by, reason):
    """Hide a story everywhere at once. Raises NotAllowed without a reason."""
    return _set_held(article, True, EventKind.HELD, by, reason)


@transaction.atomic
def release(article, *, by, reason):
    """End a legal hold; the story is again what its editions say. Raises NotAllowed as above."""
    return _set_held(article, False, EventKind.RELEASED, by, reason)


@transaction.atomic
def set_embargo(article, until, *, by, reason=""):
    """Let nothing of the story be public before `until` (aware datetime, or None to lift it).

    Raising it moves the window of what waits; lifting it moves none back, for an edition's hour is
    a promise of its own. Raises NotAllowed for an hour that is past, and for a story that readers
    have had: what was public stays on record.
    """
    now = timezone.now()
    if until and until <= now:
        raise NotAllowed(_("An embargo ends at an hour to come; to end it now, lift it."))
    article = lock_row(article)
    if until and article.editions.that_went_live(now).exists():
        text = _("Readers have had “%(story)s”, and no embargo takes that back: withdraw it with a "
                 "notice, or put it on legal hold.")  # fmt: skip
        raise NotAllowed(text % {"story": article})
    before, article.embargo_until = article.embargo_until, until
    article.save(update_fields=["embargo_until"])
    if until:
        for edition in article.editions.pending(now).filter(goes_live_at__lt=until):
            _move(edition, until)
    record(EventKind.MOVED, article, by=by, reason=reason, keys=_all_keys(article), due_at=until)
    audit.note(
        AuditAction.EMBARGO,
        by=by,
        article=article,
        before=hour(before),
        after=hour(until),
        reason=reason,
    )
    return article


def _set_held(article, held, kind, by, reason):
    if not reason.strip():
        raise NotAllowed(_("A legal hold needs a reason, and so does its end."))
    article = lock_row(article)
    if article.held == held:
        text = _("“%(story)s” is on legal hold already.") if held else _("“%(story)s” is not held.")
        raise NotAllowed(text % {"story": article})
    article.held = held
    article.save(update_fields=["held"])
    article.editions.update(held=held)
    record(kind, article, by=by, reason=reason, keys=_all_keys(article))
    audit.note(
        AuditAction.HELD if held else AuditAction.RELEASED,
        by=by,
        article=article,
        before="" if held else "held",
        after="held" if held else "",
        reason=reason,
    )
    return article


def _move(edition, until):
    """Let the window of `edition`, which has no end yet, begin at `until`."""
    if edition.published_at == edition.goes_live_at:
        edition.published_at = until
    if edition.updated_at == edition.goes_live_at:
        edition.updated_at = until
    if edition.sort_at == edition.goes_live_at:
        edition.sort_at = until
        for links in (EditionTag, EditionContributor):
            links.objects.filter(edition=edition).update(sort_at=until)
    notes = EditionCorrection.objects.filter(edition=edition, told_at=edition.goes_live_at)
    notes.update(told_at=until, sort_at=until)
    edition.goes_live_at = until
    edition.save()
    SearchText.objects.move(edition)


def _all_keys(article):
    """Return the keys of all lists that any edition stands in."""
    return set().union(*(keys_of(edition) for edition in article.editions.all()))
