"""The audit: one entry for each step somebody takes, in the transaction that takes it."""

from contextvars import ContextVar

from django.utils import timezone

from articles.models import AuditEntry, Edition

# The network address of the request that is being answered; a door to the desk sets it.
origin = ContextVar("origin", default="")

# What the steps taken to many stories in one go have in common; who takes them sets it.
run = ContextVar("run", default="")


def note(action, *, by, article=None, account=None, before="", after="", reason="", **detail):
    """Append an AuditEntry; to be called inside the transaction of the step.

    `before` and `after` are states or values in words, cut to their columns; `detail` takes JSON
    values.
    """
    if run.get():
        detail["run"] = run.get()
    return AuditEntry.objects.create(
        action=action,
        article=article,
        account=account,
        by=by,
        origin=origin.get(),
        before=str(before)[:300],
        after=str(after)[:300],
        reason=reason[:300],
        detail=detail,
    )


def hour(moment):
    """Return an hour as `before` and `after` keep it: ISO 8601, in the newsroom's zone."""
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""


def state_in_words(article, now):
    """Return the state of a story as `before` and `after` keep it."""
    last = Edition.objects.filter(article=article).without_end().first()
    if last is None:
        return article.status
    if last.goes_live_at > now:
        return hour(last.goes_live_at)
    return "withdrawn" if last.is_withdrawal else "live"
