"""Pins on the fronts, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.models import FrontPin


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
