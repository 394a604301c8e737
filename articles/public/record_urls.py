"""Addresses of the public record: corrections, archive, and what belongs to one story."""

from django.urls import path, register_converter

from articles.public import archive, corrections, history, reports
from articles.public.archive import DayConverter, YearMonthConverter

register_converter(YearMonthConverter, "year_month")
register_converter(DayConverter, "day")

_STORY = "<str:section_slug>/<str:slug>-<id:article_id>/"

urlpatterns = [
    path("corrections/", corrections.corrections, name="corrections"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<year_month:month>/", archive.month, name="archive-month"),
    path("archive/<day:day>/", archive.day, name="archive-day"),
    # Before the stories: 2026-11 looks like the end of one's address.
    path("archive/<path:rest>", archive.elsewhere),
    path(f"{_STORY}history/", history.history, name="history"),
    path(f"{_STORY}report/", reports.report, name="report"),
    path(f"{_STORY}report/thanks/", reports.thanks, name="report-thanks"),
]
