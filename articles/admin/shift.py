"""Which editions a shift asks for by their hour: the desk counts and lists them by these alone."""

from datetime import timedelta

from django.utils import timezone

from articles.admin.moments import end_of_day, start_of_day
from articles.models import Edition
from articles.vocabulary import EditionKind

HOURS = 12  # that the time line looks ahead


def published_today(at):
    """Live editions of stories that readers first got on the newsroom's day of `at`."""
    begins = start_of_day(timezone.localtime(at).date())
    return Edition.objects.live(at).filter(sort_at__gte=begins, sort_at__lt=end_of_day(at))


def coming(at):
    """Editions that wait for one of the HOURS after `at`, withdrawals among them."""
    return Edition.objects.pending(at).filter(goes_live_at__lte=at + timedelta(hours=HOURS))


def going_out(at):
    """Of those, what readers get; a withdrawal takes away."""
    return coming(at).exclude(kind=EditionKind.WITHDRAWAL)


def going_out_today(at):
    """Editions that go out before the newsroom's next day."""
    waiting = Edition.objects.pending(at).filter(goes_live_at__lt=end_of_day(at))
    return waiting.exclude(kind=EditionKind.WITHDRAWAL)
