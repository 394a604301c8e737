"""What all pages of the desk have in common."""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.hours import HOURS


class DeskAdmin(admin.ModelAdmin):
    """Lists named by what is in them, that say what to do while they are empty."""

    formfield_overrides = HOURS
    nothing_yet = _("Nothing is here yet.")

    def changelist_view(self, request, extra_context=None):
        context = {
            "title": capfirst(self.opts.verbose_name_plural),
            "nothing_yet": self.nothing_yet,
        }
        return super().changelist_view(request, context | (extra_context or {}))
