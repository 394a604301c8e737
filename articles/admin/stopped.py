"""A publication that was stopped: why, and what was answered, until the story's page asks again."""

from dataclasses import dataclass

CHECKS, WAITS, KIND, AGAIN = "checks", "waits", "kind", "again"
KEPT = "stopped"  # of the session


@dataclass(frozen=True)
class Stopped:
    why: str  # CHECKS, WAITS, KIND or AGAIN
    despite: str = ""  # the reason given against warnings
    waiting: str = ""  # what is to become of an edition that waits
    again: str = ""  # the reason given why a withdrawn story comes back


def keep_stopped(request, article, stopped):
    """Keep for the next page of `article` what stopped its publication."""
    request.session[KEPT] = {"article": article.pk, **vars(stopped)}


def take_stopped(request, article):
    """Return the Stopped that was kept for this page of `article`, once, or None."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["article"] != article.pk:
        return None
    del request.session[KEPT]
    return Stopped(**{name: kept[name] for name in vars(Stopped("")) if name in kept})
