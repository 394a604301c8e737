"""Pages about the paper, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.models import Policy


@admin.register(Policy)
class PolicyAdmin(DeskAdmin):
    nothing_yet = _(
        "The paper says nothing about itself yet. Begin with “About us” and how you correct "
        "mistakes: readers and search engines look for both."
    )
    list_display = ["title", "kind", "changed_at"]
    search_fields = ["title", "text"]
    fields = ["kind", "title", "text"]
