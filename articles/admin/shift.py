"""Which editions a shift asks for by their hour: the desk counts and lists them by these alone."""

from datetime import timedelta

from django.utils import timezone

from articles.admin.moments import end_of_day, start_of_day
from articles.models import Edition

HOURS = 12  # that the time line looks ahead


def published_today(at):
    """Live editions of stories that readers first got on the newsroom's day of `at`."""
    begins = start_of_day(timezone.localtime(at).date())
    return Edition.objects.live(at).filter(sort_at__gte=begins, sort_at__lt=end_of_day(at))


def going_out(at):
    """Editions that wait for one of the HOURS after `at`."""
    return Edition.objects.pending(at).filter(goes_live_at__lte=at + timedelta(hours=HOURS))


def waiting_today(at):
    """Editions that wait for an hour before the newsroom's next day."""
    return Edition.objects.pending(at).filter(goes_live_at__lt=end_of_day(at))
