"""Pins on the fronts, and readers' reports, in the admin."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.models import ErrorReport, FrontPin


@admin.register(FrontPin)
class FrontPinAdmin(DeskAdmin):
    nothing_yet = _("Nothing is pinned: the newest stories lead. Pin one to hold its place.")
    list_display = ["article", "where", "position", "since", "until"]
    list_filter = [("section", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["article", "section"]
    autocomplete_fields = ["article", "section"]
    fields = ["article", "section", "position", "since", "until"]
    search_fields = ["article__headline"]

    @admin.display(description=_("front"), ordering="section")
    def where(self, pin):
        return pin.section or _("Front page")


class Settled(admin.SimpleListFilter):
    title = _("settled")
    parameter_name = "settled"

    def lookups(self, request, model_admin):
        return [("no", _("Open")), ("yes", _("Settled"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(settled_at__isnull=self.value() == "no")
        return queryset


@admin.action(description=_("Mark as settled"), permissions=["change"])
def settle(model_admin, request, queryset):
    count = queryset.filter(settled_at=None).update(settled_at=timezone.now())
    model_admin.message_user(request, _("%(n)d settled.") % {"n": count})


@admin.register(ErrorReport)
class ErrorReportAdmin(DeskAdmin):
    nothing_yet = _("No reader has reported an error.")
    list_display = ["text_start", "article", "email", "at", "settled_at"]
    list_filter = [Settled]
    list_select_related = ["article"]
    search_fields = ["text", "email", "article__headline"]
    readonly_fields = ["article", "text", "email", "at"]
    fields = ["article", "text", "email", "at", "settled_at"]
    actions = [settle]

    def has_add_permission(self, request):
        return False  # readers write them

    @admin.display(description=_("report"))
    def text_start(self, report):
        return report.text[:120]
