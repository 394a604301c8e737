"""Accounts in the admin: who works here, in which role, for which sections."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin

User = get_user_model()

admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(DeskAdmin, UserAdmin):
    list_display = ["username", "name", "email", "roles", "desks", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (
            _("Role"),
            {
                "fields": ["is_active", "is_staff", "groups", "is_superuser"],
                "description": _(
                    "“Staff” may log in here. The role says what they may do; the sections they "
                    "edit are chosen on each section."
                ),
            },
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups", "sections")

    def has_delete_permission(self, request, obj=None):
        return False  # what they wrote stays; untick “Active” instead

    @admin.display(description=_("name"), ordering="last_name")
    def name(self, user):
        return user.get_full_name() or "–"

    @admin.display(description=_("role"))
    def roles(self, user):
        names = ", ".join(group.name for group in user.groups.all())
        return names or (_("Everything") if user.is_superuser else "–")

    @admin.display(description=_("sections"))
    def desks(self, user):
        return ", ".join(section.name for section in user.sections.all()) or "–"
