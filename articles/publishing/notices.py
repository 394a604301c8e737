"""Tell people at the desk of steps that are theirs to notice: in the admin, and by mail.

A step tells in its own transaction; mails go out afterwards, by the worker. One person has at most
one unread notice of a story and kind.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles.models import NoticeKind, Notification
from articles.publishing.accounts import name_of
from articles.publishing.mail import deliver
from articles.publishing.moments import in_words
from articles.vocabulary import Status

WORK = (NoticeKind.REVIEW, NoticeKind.RETURNED, NoticeKind.READY)

# By which choice of a Profile a notice is mailed; the other kinds are shown in the admin alone.
MAILED = {NoticeKind.REVIEW: "mail_review", NoticeKind.RETURNED: "mail_returned"}


def tell(article, *, before, after, by, words=""):
    """Tell those concerned that `by` moved `article` from the state `before` to `after`.

    To be called inside the transaction of the step, with the article locked.
    """
    if before == after:
        return
    kind, people = None, ()
    if after == Status.IN_REVIEW:
        kind, people = NoticeKind.REVIEW, editors_of(article, but=by)
    elif after == Status.READY:
        kind, people = NoticeKind.READY, editors_of(article, but=by)
    elif after == Status.DRAFT and before in (Status.IN_REVIEW, Status.READY):
        kind, people = NoticeKind.RETURNED, _those_behind(article)
    _is_done(article, but=kind)
    if kind:
        _keep(article, kind, people, by, words)


def _is_done(article, *, but=None):
    """Mark read what waited: where one of many did it, the others need not any more."""
    waiting = article.notifications.filter(kind__in=WORK, read_at=None)
    waiting.exclude(kind=but or "").update(read_at=timezone.now())


def tell_writer(article, *, by, goes_live_at):
    """Tell the writer of `article` that `by` published it, or at which hour it goes live."""
    if by is None:  # an import, which nobody's hand publishes
        return
    waits = goes_live_at > timezone.now()
    kind = NoticeKind.SCHEDULED if waits else NoticeKind.PUBLISHED
    _is_done(article)
    _keep(article, kind, [article.created_by], by, in_words(goes_live_at) if waits else "")


def editors_of(article, *, but=None):
    """Return who may publish `article`: the editors of its section, else the publishers.

    The editors of the section it is part of count too. `but` is somebody who knows already.
    """
    wanted = [user for user in _editors(article.section_id) if user != but]
    return wanted or [user for user in _publishers() if user != but]


def _editors(section_id):
    if section_id is None:
        return ()
    here = Q(sections=section_id) | Q(sections__children=section_id)
    may_publish = get_user_model().objects.with_perm("articles.publish_article")
    return may_publish.filter(here, is_staff=True).distinct()


def _publishers():
    """Return those with the role; where nobody has it, the administrators."""
    users = get_user_model().objects
    some = users.with_perm("articles.publish_any_article", include_superusers=False)
    return some.filter(is_staff=True) or users.filter(
        is_superuser=True, is_active=True, is_staff=True
    )


def _those_behind(article):
    """Return who wrote `article`, and who sent it to review."""
    sent = article.notifications.filter(kind=NoticeKind.REVIEW).select_related("by").first()
    return [article.created_by, sent.by if sent else None]


def _keep(article, kind, people, by, words):
    wanted = {
        user.pk: user for user in people if user and user.is_active and user.is_staff and user != by
    }
    if not wanted:
        return
    told = {"by": by, "words": words[:300], "at": timezone.now()}
    waiting = article.notifications.filter(kind=kind, user__in=wanted, read_at=None)
    known = set(waiting.values_list("user", flat=True))
    waiting.update(**told)
    made = Notification.objects.bulk_create(
        Notification(article=article, kind=kind, user=user, **told)
        for pk, user in wanted.items()
        if pk not in known
    )
    if kind in MAILED and made:
        ids = [notice.pk for notice in made]
        # Robust: the step stands even where the worker's list cannot be written.
        transaction.on_commit(lambda: mail_notices.enqueue(ids), robust=True)


@task()
def mail_notices(ids, tries=0):
    """Mail each Notification of `ids` to whoever wants mail of its kind and has not read it."""
    rows = Notification.objects.filter(pk__in=ids, read_at=None, user__is_active=True)
    for notice in rows.select_related("user__profile", "article", "by"):
        profile = getattr(notice.user, "profile", None)
        if profile is None or getattr(profile, MAILED[notice.kind]):
            _mail(notice, tries)


def _mail(notice, tries):
    address = reverse("admin:articles_article_change", args=[notice.article_id])
    deliver(
        "notice",
        notice.user,
        again=(mail_notices, ([notice.pk],)),
        tries=tries,
        notice=notice,
        told=sentence(notice),
        link=settings.SITE_URL + address,
        settings_link=settings.SITE_URL + reverse("admin:me"),
    )


def sentence(notice):
    """Return what happened, as one sentence: `Ann Varley sent “Ferry returns” to review.`"""
    who = name_of(notice.by) if notice.by else _("Somebody")
    texts = {
        NoticeKind.REVIEW: _("%(who)s sent “%(story)s” to review."),
        NoticeKind.RETURNED: _("%(who)s sent “%(story)s” back to draft."),
        NoticeKind.READY: _("%(who)s marked “%(story)s” ready."),
        NoticeKind.PUBLISHED: _("%(who)s published “%(story)s”."),
        NoticeKind.SCHEDULED: _("%(who)s scheduled “%(story)s” for %(hour)s."),
    }
    return texts[notice.kind] % {"who": who, "story": notice.article, "hour": notice.words}
