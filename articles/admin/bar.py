"""The bar of a story: in what state it is, what can be done next, and publishing it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.front_story import ON_A_FRONT
from articles.admin.state import CHANGED, LIVE, NAMES, SCHEDULED, state_of
from articles.admin.verbs import VERBS
from articles.models import Edition
from articles.publishing import Waiting
from articles.vocabulary import EditionKind, Status


@dataclass(frozen=True)
class Bar:
    state: str
    state_name: str
    address: str  # of the live page, or empty
    was_live: bool
    waits_for: datetime | None
    next_states: list  # (value, label) of desk states to move to
    verbs: list  # (Verb, address)
    may_lead: bool  # put it first on the front page, in one click
    kinds: list
    waiting: list


def bar_of(article, rights):
    """Return the Bar for an article loaded by `with_state`."""
    state = state_of(article)
    return Bar(
        state=state,
        state_name=NAMES[state],
        address=live_address(article) if state in (LIVE, CHANGED) else "",
        was_live=article.was_live,
        waits_for=article.waits_for,
        next_states=_next_states(article, state, rights),
        verbs=_verbs(article, state, rights),
        may_lead=rights.lead and article.is_live,
        kinds=[(EditionKind.UPDATE, _("Substantive change")), (EditionKind.MINOR, _("Minor"))],
        waiting=[
            (Waiting.CANCEL, _("cancel it")),
            (Waiting.REFREEZE, _("keep its hour, with this text")),
        ],
    )


def live_address(article):
    """Return the path of what readers see of `article` now, or an empty string."""
    live = Edition.objects.filter(article=article).live().select_related("section").first()
    return live.get_absolute_url() if live else ""


def _next_states(article, state, rights):
    if article.was_live or not rights.change or state == SCHEDULED:
        return []
    possible = {
        Status.DRAFT: _("Back to draft"),
        Status.IN_REVIEW: _("Send to review"),
        Status.READY: _("Mark ready"),
    }
    if not rights.ready:
        del possible[Status.READY]
    possible.pop(article.status, None)
    return list(possible.items())


def _verbs(article, state, rights):
    names = []
    if rights.withdraw and article.is_live:
        names.append("withdraw")
    if rights.hold:
        names.append("release" if article.held else "hold")
    if rights.spike and not article.is_live:
        names.append("spike")
    if rights.unspike:
        names.append("unspike")
    base = reverse("admin:articles_article_change", args=[article.pk]).removesuffix("change/")
    put = [(ON_A_FRONT, f"{base}front/")] if rights.pin else []
    return [*put, *((VERBS[name], f"{base}{name}/") for name in names)]


def publish_from(model_admin, request, article, rights):
    """Publish the saved `article` as the form asked, and tell the user how it went."""
    if not rights.publish:
        raise PermissionDenied
    given = request.POST
    despite = given.get("despite", "").strip() if rights.override else ""
    kind = given.get("kind") or None
    waiting = given.get("waiting") or None
    if article.was_live and kind not in (EditionKind.UPDATE, EditionKind.MINOR):
        text = _("Saved, but not published: say whether the change is substantive or minor.")
        model_admin.message_user(request, text, messages.ERROR)
        return
    try:
        edition = publishing.publish(
            article,
            by=request.user,
            revision=article.revision,
            kind=kind if article.was_live else None,
            despite=despite[:300],
            waiting=Waiting(waiting) if waiting in list(Waiting) else None,
        )
    except publishing.PublishingError as refusal:
        text = _("Saved, but not published. %(why)s") % {"why": refusal}
        model_admin.message_user(request, text, messages.ERROR)
        return
    address = edition.get_absolute_url()
    if article.held:
        text = _("Published, but on legal hold: readers see it when it is released.")
    elif edition.goes_live_at > edition.created_at:
        text = _("It goes live when its embargo ends.")
    else:
        text = format_html(
            '{} <a href="{}">{}</a>', _("Published. Readers see it at"), address, address
        )
    model_admin.message_user(request, text, messages.SUCCESS)
