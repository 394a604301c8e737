"""Who is here: people whose browser asked the desk for something a moment ago.

Every page of the desk that is looked at asks again and again (static/desk/here.js). None says that
it is left: who leaves one goes on to another, or has another open.
"""

import logging
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Profile

HERE_FOR = timedelta(seconds=100)  # a page is heard of every 25
NOTED_EACH = 45  # seconds

logger = logging.getLogger(__name__)


def urls(site):
    """Return the path below the address of the admin at which a page says that it is open."""
    return [path("here/", site.admin_view(here), name="here")]


@require_POST
def here(request):
    """Hear of an open page; the door of the admin has noted it."""
    return HttpResponse(status=204)


def seen(user):
    """Note that `user` is here: at most every NOTED_EACH seconds, with one UPDATE."""
    now = timezone.now()
    try:
        if not cache.add(f"seen:{user.pk}", 1, NOTED_EACH):
            return
        if not Profile.objects.filter(user=user).update(seen_at=now):
            Profile.objects.bulk_create([Profile(user=user, seen_at=now)], ignore_conflicts=True)
    except Exception:  # a cache or database in trouble, of whatever kind, must not cost the page
        logger.exception("Nobody is noted as here.")


def people_here(at=None):
    """Return the users seen within HERE_FOR before `at` (default: now), the last one first."""
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
