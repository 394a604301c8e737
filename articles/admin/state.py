"""What a story is right now: its desk state, and what readers get, read from editions."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Edition
from articles.publishing.moments import full_words, in_words
from articles.vocabulary import EditionKind, Status

HELD, LIVE, CHANGED, SCHEDULED, WITHDRAWN = "held", "live", "changed", "scheduled", "withdrawn"

NAMES = {
    HELD: _("On legal hold"),
    LIVE: _("Live"),
    CHANGED: _("Live, with unpublished changes"),
    SCHEDULED: _("Scheduled"),
    WITHDRAWN: _("Withdrawn"),
    **dict(Status.choices),
}


def with_state(articles, at=None):
    """Add to a queryset of articles what `state_of` reads, and the hours it goes or went live."""
    at = at or timezone.now()
    editions = Edition.objects.filter(article=OuterRef("pk"))
    in_force = editions.in_force(at)
    return articles.with_public_state(at).annotate(
        live_revision=Subquery(in_force.values("revision")[:1]),
        live_at=Subquery(in_force.values("goes_live_at")[:1]),
        waits_for=Subquery(editions.pending(at).values("goes_live_at")[:1]),
        waits_revision=Subquery(editions.pending(at).values("revision")[:1]),
        waits_kind=Subquery(editions.pending(at).values("kind")[:1]),
    )


def state_of(article):
    """Return the name of the state of an article loaded by `with_state`."""
    if article.held:
        return HELD
    if article.is_live:
        return LIVE if article.live_revision == article.revision else CHANGED
    if article.status == Status.SPIKED:
        return Status.SPIKED.value
    if article.is_scheduled:
        return SCHEDULED
    return WITHDRAWN if article.was_live else article.status


def words_of(article, now=None):
    """Return the state of an article loaded by `with_state` as one sentence, with its hours."""
    now = now or timezone.now()
    state = state_of(article)
    words = [_since(article, state, now)]
    if state in (LIVE, CHANGED) and (published := published_elsewhere(article)):
        words.append(published)
    if article.waits_for and state != SCHEDULED:
        words.append(_what_waits(article, now))
    if article.embargo_until and article.embargo_until > now:
        hour = full_words(article.embargo_until, now)
        words.append(gettext("under embargo until %(hour)s") % {"hour": hour})
    return "; ".join(words)


def published_elsewhere(article):
    """Return when a live story was published before its readers had it here, or an empty string."""
    if not article.published_at or article.published_at >= article.live_at:
        return ""
    day = date_format(timezone.localtime(article.published_at), "j F Y")
    return gettext("published %(day)s") % {"day": day}


def _since(article, state, now):
    name = str(NAMES[state])
    if state == SCHEDULED:
        return gettext("Scheduled for %(hour)s") % {"hour": full_words(article.waits_for, now)}
    if state in (LIVE, CHANGED):
        hour = {"hour": _short(article.live_at, now)}
        since = gettext("Live since %(hour)s") % hour
        if published_elsewhere(article):
            since = gettext("Live here since %(hour)s") % hour
        return f"{since}, {_under_way(article)}" if state == CHANGED else since
    if state == WITHDRAWN and article.live_at:
        return gettext("Withdrawn since %(hour)s") % {"hour": _short(article.live_at, now)}
    return name


def _under_way(article):
    """Return where the changes of a live story have come to."""
    return {
        Status.IN_REVIEW: gettext("with changes in review"),
        Status.READY: gettext("with changes ready to publish"),
    }.get(article.status, gettext("with unpublished changes"))


def _what_waits(article, now):
    hour = {"hour": full_words(article.waits_for, now)}
    if article.waits_kind == EditionKind.WITHDRAWAL:
        return gettext("to be withdrawn on %(hour)s") % hour
    return gettext("an edition waits for %(hour)s") % hour


def _short(moment, now):
    """Return the hour alone where it is of today."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    return date_format(local, "H:i") if local.date() == today else in_words(moment, now)
