"""Pages about the paper, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, hour_column
from articles.models import Policy
from articles.publishing.moments import short_hour


@admin.register(Policy)
class PolicyAdmin(DeskAdmin):
    nothing_yet = _(
        "The paper says nothing about itself yet. Begin with “About us” and how you correct "
        "mistakes: readers and search engines look for both."
    )
    list_display = ["title", "kind", hour_column("changed_at", _("last change"), short_hour)]
    search_fields = ["title", "text"]
    fields = ["kind", "title", "text"]
