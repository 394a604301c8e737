"""The bar of a story: in what state it is, what can be done next, and publishing it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.front_story import ON_A_FRONT
from articles.admin.state import CHANGED, LIVE, state_of, words_of
from articles.admin.stopped import AGAIN, CHECKS, KIND, WAITS, Stopped, keep_stopped
from articles.admin.verbs import VERBS, address_of, verbs_for
from articles.models import Edition
from articles.publishing import Waiting
from articles.publishing.moments import full_words, in_words
from articles.vocabulary import EditionKind, Status

KINDS = (EditionKind.UPDATE, EditionKind.MINOR)


@dataclass(frozen=True)
class Bar:
    state: str
    words: str  # the state as a sentence, with its hours
    address: str  # of the live page, or empty
    was_live: bool
    waits: str  # what waits and when, in words, or empty
    ends: bool  # what waits is a withdrawal
    next_states: list  # (value, label) of desk states to move to
    is_passed_on: bool  # in review or ready: it can go back to the writer
    verbs: list  # (Verb, address)
    may_lead: bool  # put it first on the front page, in one click


def bar_of(article, rights):
    """Return the Bar for an article loaded by `with_state`."""
    state = state_of(article)
    can_go_back = rights.change and article.status in (Status.IN_REVIEW, Status.READY)
    return Bar(
        state=state,
        words=words_of(article),
        address=live_address(article) if state in (LIVE, CHANGED) else "",
        was_live=article.was_live,
        waits=_what_waits(article) if article.is_scheduled else "",
        ends=article.waits_kind == EditionKind.WITHDRAWAL,
        next_states=_next_states(article, rights),
        is_passed_on=can_go_back,
        verbs=_verbs(article, rights),
        may_lead=rights.lead and article.is_live,
    )


def live_address(article):
    """Return the path of what readers see of `article` now, or an empty string."""
    live = Edition.objects.filter(article=article).live().select_related("section").first()
    return live.get_absolute_url() if live else ""


def _what_waits(article):
    pending = Edition.objects.filter(article=article).pending().first()
    if pending is None:
        return ""
    given = {"what": pending.headline, "hour": full_words(pending.goes_live_at)}
    if pending.is_withdrawal:
        return _("A withdrawal waits for %(hour)s.") % given
    return _("“%(what)s” waits for %(hour)s.") % given


def _next_states(article, rights):
    """Return the states a story may be passed on to; of a live one, its changes."""
    # Who cannot publish passes on what is being typed; the button saves it first.
    if not rights.change or (rights.publish and publishing.has_nothing_new(article)):
        return []
    possible = {Status.IN_REVIEW: _("Send to review")}
    if rights.ready:
        possible[Status.READY] = _("Mark ready")
    possible.pop(article.status, None)
    return list(possible.items())


def _verbs(article, rights):
    put = [(ON_A_FRONT, address_of("front", article))] if rights.pin else []
    return [
        *put,
        *((VERBS[name], address_of(name, article)) for name in verbs_for(article, rights)),
    ]


def publish_from(model_admin, request, article, rights):
    """Publish the saved `article` as the form asked, and tell the user how it went."""
    if not rights.publish:
        raise PermissionDenied
    given = request.POST
    despite = _words(given, "despite") if rights.override else ""
    again = _words(given, "again")
    waiting = given.get("waiting") if given.get("waiting") in list(Waiting) else ""
    kind = given.get("kind") or given["_publish"]

    def stop(told, why=None):
        if why:
            keep_stopped(request, article, Stopped(why, despite, waiting, again))
        text = _("Saved, but not published. %(why)s") % {"why": told}
        model_admin.message_user(request, text, messages.ERROR)

    if state_of(article) == LIVE:
        text = _("Saved. Readers have exactly this, so nothing was published.")
        return model_admin.message_user(request, text, messages.WARNING)
    if article.was_live and kind not in KINDS:
        return stop(_("Say whether the change is substantive or minor."), KIND)
    try:
        edition = publishing.publish(
            article,
            by=request.user,
            revision=article.revision,
            kind=kind if article.was_live else None,
            reason=again,
            despite=despite,
            waiting=Waiting(waiting) if waiting else None,
        )
    except publishing.NotReady:
        return stop(_("What stops it is listed below."), CHECKS)
    except publishing.EditionWaits as refusal:
        return stop(refusal, WAITS)
    except publishing.ReasonMissing as refusal:
        return stop(refusal, AGAIN)
    except publishing.PublishingError as refusal:
        return stop(refusal)
    return model_admin.message_user(request, _published(article, edition), messages.SUCCESS)


def _words(given, name):
    return given.get(name, "").replace("\0", "").strip()[:300]


def _published(article, edition):
    """Return what readers see now, for the message after a publication."""
    if article.held:
        return _("Published, but on legal hold: readers see it when it is released.")
    if edition.goes_live_at > edition.created_at:
        hour = full_words(edition.goes_live_at)
        return _("It goes live when its embargo ends: %(hour)s.") % {"hour": hour}
    address = edition.get_absolute_url()
    link = format_html('<a href="{}">{}</a>', address, address)
    said = format_html("{} {}", _("Published. Readers see it at"), link)
    if edition.kind == EditionKind.MINOR:
        return format_html("{} {}", said, _("Its updated hour stays as it was."))
    if edition.updated_at == edition.goes_live_at:
        hour = in_words(edition.updated_at)
        return format_html("{} {}", said, _("It counts as updated on %(hour)s.") % {"hour": hour})
    return said
