"""Who is here: people whose browser asked the desk for something within the last minutes."""

import logging
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles.models import Profile

HERE_FOR = timedelta(minutes=5)
NOTED_EACH = 60  # seconds

logger = logging.getLogger(__name__)


def seen(user):
    """Note that `user` is here: at most once a minute, with one UPDATE."""
    now = timezone.now()
    try:
        if not cache.add(f"seen:{user.pk}", 1, NOTED_EACH):
            return
        if not Profile.objects.filter(user=user).update(seen_at=now):
            Profile.objects.bulk_create([Profile(user=user, seen_at=now)], ignore_conflicts=True)
    except Exception:  # a cache or database in trouble, of whatever kind, must not cost the page
        logger.exception("Nobody is noted as here.")


def people_here(at=None):
    """Return the users seen within five minutes before `at` (default: now), the last one first."""
    since = (at or timezone.now()) - HERE_FOR
    here = Q(is_active=True, profile__seen_at__gte=since)
    users = get_user_model().objects.filter(here)
    return users.select_related("profile").order_by("-profile__seen_at", "pk")


def last_seen(user):
    """Return `here now`, `last seen 2 hours ago` or `never seen` of a user with its profile."""
    moment = getattr(getattr(user, "profile", None), "seen_at", None)
    if moment is None:
        return _("never seen")
    if moment > timezone.now() - HERE_FOR:
        return _("here now")
    return _("last seen %(time)s ago") % {"time": timesince(moment, depth=1)}
