"""Notices in the admin: how many are new, the page that lists them, and marking them read."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import NoticeKind, Notification
from articles.public.paging import key, read_key
from articles.publishing.notices import sentence

SHOWN = 50  # notices on a page
COUNTED = 99  # more are not counted, that the head of a page stays cheap


def urls(site):
    """Return the paths of notices below the address of the admin."""
    return [
        path("notifications/", site.admin_view(listed), name="notifications"),
        path("notifications/read/", site.admin_view(mark_read), name="notifications_read"),
    ]


def unread(user):
    """Return how many notices of `user` are new, as the head of a page says it: '', 3, 99+."""
    if not user.is_authenticated:
        return ""
    found = Notification.objects.unread(user).order_by()[: COUNTED + 1].count()
    return f"{COUNTED}+" if found > COUNTED else found or ""


def read(user, article):
    """Mark the notices of `user` about `article` read."""
    Notification.objects.unread(user).filter(article=article).update(read_at=timezone.now())


@require_safe
def listed(request):
    """List the notices of whoever asks, the newest first."""
    found = Notification.objects.filter(user=request.user).select_related("article", "by")
    if before := request.GET.get("before"):
        moment, number = read_key(before)
        found = found.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=number), at__lte=moment)
    notices = list(found.order_by("-at", "-pk")[: SHOWN + 1])
    for notice in notices:
        notice.sentence = sentence(notice)
        notice.quote = "" if notice.kind == NoticeKind.SCHEDULED else notice.words
    last = notices[SHOWN - 1] if len(notices) > SHOWN else None
    context = {
        **admin.site.each_context(request),
        "title": _("Notices"),
        "notices": notices[:SHOWN],
        "older": key(last.at, last.pk) if last else "",
        "any_unread": any(notice.read_at is None for notice in notices[:SHOWN]),
    }
    return TemplateResponse(request, "admin/notices.html", context)


@require_POST
def mark_read(request):
    """Mark one notice read (`notice`, its id), or all."""
    found, one = Notification.objects.unread(request.user), request.POST.get("notice", "")
    if one:
        found = found.filter(pk=int(one)) if _is_id(one) else found.none()
    found.update(read_at=timezone.now())
    return HttpResponseRedirect(reverse("admin:notifications"))


def _is_id(text):
    return text.isascii() and text.isdigit() and len(text) < 19
