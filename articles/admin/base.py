"""What all pages of the desk have in common."""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.hours import HOURS
from articles.admin.mistakes import word_errors
from articles.publishing.accounts import name_of
from articles.publishing.moments import to_the_second


class DeskAdmin(admin.ModelAdmin):
    """Lists named by what is in them, that say what to do while they are empty."""

    formfield_overrides = HOURS
    nothing_yet = _("Nothing is here yet.")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        word_errors(form)
        return form

    def changelist_view(self, request, extra_context=None):
        context = {
            "title": capfirst(self.opts.verbose_name_plural),
            "nothing_yet": self.nothing_yet,
        }
        return super().changelist_view(request, context | (extra_context or {}))


def hour_column(name, label, say=to_the_second):
    """Return a column of a list: the hour in the field of that name, as `say` says it."""

    @admin.display(description=label, ordering=name)
    def column(row):
        moment = getattr(row, name)
        return say(moment) if moment else "–"

    column.__name__ = name
    return column


@admin.display(description=_("by"), ordering="by__username")
def by_whom(row):
    """A column of a list: who did it, by name."""
    return name_of(row.by) if row.by else "–"
