"""Tell the WebSub hub which feeds have something else in them now.

The request is the `publish` of PubSubHubbub 0.4 (7.1), which WebSub leaves to the hub and every
hub takes. The worker makes it after the transaction, at the hour of a scheduled edition, and again
later while the hub is in trouble; whoever publishes neither waits for it nor hears of it.
"""

import logging
from datetime import timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django_tasks import task
from taggit.models import Tag

from articles.models import (
    Contributor,
    Edition,
    EditionContributor,
    EditionTag,
    Event,
    Section,
)
from articles.vocabulary import EventKind

TIMEOUT = 10  # seconds
PAUSES = (60, 300, 1_800, 7_200)  # seconds before each further try
FORMS = ("", "-atom", "-json")  # ends of the names that the addresses of feeds have

# What an event of these kinds changes, it changes at an hour that may come to nothing.
_AT_ITS_HOUR = (EventKind.SCHEDULED, EventKind.MOVED)
_NOT_IN_FEEDS = (EventKind.CANCELLED, EventKind.FRONT)
_IN_TROUBLE = (408, 429)  # the only refusals that ask for another try

logger = logging.getLogger(__name__)


class _StayHere(HTTPRedirectHandler):
    """A hub that sends elsewhere is refused: nobody named that place in the settings."""

    def redirect_request(self, *args):
        return None


_opener = build_opener(_StayHere)


def announce(event):
    """Let the hub be told of the feeds an Event touches, when its transaction is through.

    Imports, which nobody's hand publishes, are not told: an archive would be thousands.
    """
    if not settings.WEBSUB_HUB or event.by_id is None or event.kind in _NOT_IN_FEEDS:
        return
    hours = {event.due_at}
    if event.kind == EventKind.MOVED:  # it hides the story at once, and shows it again when due
        hours.add(event.at)
    for hour in hours:
        _enqueue_on_commit(event, hour if hour > event.at else None)


def _enqueue_on_commit(event, hour):
    """Let the worker tell of the event at `hour` (None: now)."""
    # Robust: the publication stands even where the worker's list cannot be written. A lambda:
    # Django asks what fails for its name, which a partial has not.
    transaction.on_commit(lambda: tell_hub.using(run_after=hour).enqueue(event.pk), robust=True)


@task()
def tell_hub(event_id, tries=0):
    """Tell the hub of the feeds of an event; `tries` counts those that failed."""
    now = timezone.now()
    event = Event.objects.filter(pk=event_id).first()
    if event is None or not settings.WEBSUB_HUB or not _has_happened(event, now):
        return
    feeds = feeds_of(event.keys, now)
    if not feeds:  # a hold of a story that was never published
        return
    problem, may_pass = _post(settings.WEBSUB_HUB, feeds)
    if not problem:
        return
    if not may_pass or tries >= len(PAUSES):
        logger.error("WebSub hub %s: %s; gave up.", settings.WEBSUB_HUB, problem)
        return
    pause = timedelta(seconds=PAUSES[tries])
    logger.warning("WebSub hub %s: %s; again in %s.", settings.WEBSUB_HUB, problem, pause)
    tell_hub.using(run_after=now + pause).enqueue(event_id, tries + 1)


def _has_happened(event, at):
    """Whether readers find something else now: a schedule may have been cancelled, moved, held."""
    if event.kind not in _AT_ITS_HOUR or event.due_at > at:
        return True
    told = Edition.objects.that_went_live(at).filter(held=False)
    return told.filter(article=event.article_id, goes_live_at=event.due_at).exists()


def feeds_of(keys, at):
    """Return the addresses of the feeds that have the keys of an Event, in all their forms.

    A topic or person that no live story bears has no feed, and its name is nobody's business.
    """
    wanted = {}
    for key in keys:
        kind, _colon, pk = key.partition(":")
        wanted.setdefault(kind, []).append(pk)
    live = Edition.objects.live(at)
    tagged = EditionTag.objects.filter(tag=OuterRef("pk"), edition__in=live)
    credited = EditionContributor.objects.filter(contributor=OuterRef("pk"), edition__in=live)
    lists = {
        "section-feed": Section.objects.filter(pk__in=wanted.get("section", ())),
        "tag-feed": Tag.objects.filter(Exists(tagged), pk__in=wanted.get("tag", ())),
        "contributor-feed": Contributor.objects.filter(
            Exists(credited), pk__in=wanted.get("contributor", ())
        ),
    }
    places = [("feed", [])] if "front" in wanted else []
    places += [(name, [row.slug]) for name, rows in lists.items() for row in rows.order_by("pk")]
    return [
        settings.SITE_URL + reverse(f"{name}{form}", args=args)
        for name, args in places
        for form in FORMS
    ]


def _post(hub, feeds):
    """Tell `hub` (an address) of `feeds`; return (what went wrong or '', whether it may pass)."""
    fields = [("hub.mode", "publish"), *(("hub.url", address) for address in feeds)]
    request = Request(hub, urlencode(fields).encode("ascii"), method="POST")  # noqa: S310 - set
    try:
        with _opener.open(request, timeout=TIMEOUT):
            return "", False
    except HTTPError as refusal:
        with refusal:
            may_pass = refusal.code >= 500 or refusal.code in _IN_TROUBLE
            return f"it answered {refusal.code}", may_pass
    except (OSError, HTTPException) as error:
        return f"no answer ({error})", True
