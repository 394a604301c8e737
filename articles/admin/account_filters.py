"""What the list of accounts is narrowed by, in the words of the newsroom."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import accounts

NONE = "none"


class _Filter(SimpleListFilter):
    def queryset(self, request, queryset):
        """Narrow by one of the values; what is none of them narrows nothing."""
        known = dict(self.lookup_choices)
        return self.narrowed(queryset, self.value()) if self.value() in known else queryset


class ByState(_Filter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("active", _("Active")), ("deactivated", _("Deactivated"))]

    def narrowed(self, users, state):
        return users.filter(is_active=state == "active")


class ByRole(_Filter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [*accounts.ROLE_NAMES.items(), (NONE, _("No role"))]

    def narrowed(self, users, role):
        if role == accounts.ADMINISTRATOR:
            return users.filter(is_superuser=True)
        others = users.filter(is_superuser=False)
        if role == NONE:
            return others.exclude(groups__name__in=accounts.ROLES)
        return others.filter(groups__name=role)


class BySection(_Filter):
    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        named = [(str(section.pk), section.name) for section in accounts.ordered_sections()]
        return [*named, (NONE, _("No section"))]

    def narrowed(self, users, section):
        return users.filter(sections=None if section == NONE else section)
