"""The audit: one entry for each step somebody takes, in the transaction that takes it."""

from contextvars import ContextVar

from articles.models import AuditEntry

# The network address of the request that is being answered; a door to the desk sets it.
origin = ContextVar("origin", default="")


def note(action, *, by, article=None, account=None, before="", after="", reason="", **detail):
    """Append an AuditEntry; to be called inside the transaction of the step.

    `before` and `after` are states or values in words, cut to their columns; `detail` takes JSON
    values.
    """
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
