"""The site object of the admin: its names, and the order of its index."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin import fronts, me, notices
from articles.admin import seen as here
from articles.admin.doors import LoginForm
from articles.admin.roles import arranges_some_front
from articles.admin.seen import seen
from articles.admin.start import start_page

FRONTS = "Fronts"  # pages of our own, beside those of the models

# What stands where on the index and in the sidebar: (title, models in order).
GROUPS = [
    (_("Stories"), ("Article", "Source", FRONTS, "ErrorReport")),
    (_("Pictures and video"), ("Photo", "Video")),
    (_("Sections, people, topics"), ("Section", "Contributor", "Tag")),
    (_("The paper"), ("Policy",)),
    (_("Record"), ("AuditEntry", "Edition", "Version", "Event", "FrontPin", "Doubt", "OldAddress")),
    (_("Accounts"), ("User",)),
]
UNOFFERED = ("Group",)  # roles are given on the page of an account


class WordsView(AutocompleteJsonView):
    """Results of a chooser; an admin may send more than id and text with each."""

    def serialize_result(self, obj, to_field_name):
        more = getattr(self.model_admin, "words_of", None)
        return super().serialize_result(obj, to_field_name) | (more(obj) if more else {})


class Desk(AdminSite):
    site_title = settings.SITE_NAME
    site_header = settings.SITE_NAME
    index_title = _("Desk")
    empty_value_display = "–"
    enable_nav_sidebar = False  # the head of each page has the way to everything
    login_form = LoginForm

    def has_permission(self, request):
        allowed = super().has_permission(request)
        if allowed:
            seen(request.user)
        return allowed

    def each_context(self, request):
        # A function: pages without the head of the desk do not ask.
        return super().each_context(request) | {"unread": lambda: notices.unread(request.user)}

    def get_urls(self):
        more = [notices, me, fronts, here]
        return [*(p for part in more for p in part.urls(self)), *super().get_urls()]

    def autocomplete_view(self, request):
        return WordsView.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        return super().index(request, start_page(request.user) | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """Return the models by what they are for, whichever application they come from."""
        if app_label:
            return super().get_app_list(request, app_label)
        apps = self._build_app_dict(request).values()
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        for model in models.values():
            model["object_verbose_name"] = model["model"]._meta.verbose_name
        if arranges_some_front(request.user):
            models[FRONTS] = _entry(_("Fronts"), reverse("admin:fronts"))
        for name in UNOFFERED:
            models.pop(name, None)
        groups = []
        for number, (title, names) in enumerate(GROUPS):
            found = [models.pop(name) for name in names if name in models]
            groups.append(_group(f"group-{number}", title, found))
        groups.append(_group("group-house", _("House"), list(models.values())))
        return [group for group in groups if group["models"]]


def _entry(name, address):
    """Return pages of our own as the index lists the pages of a model."""
    return {"name": name, "object_name": FRONTS, "admin_url": address, "add_url": None}


def _group(label, title, models):
    return {
        "name": capfirst(title),
        "app_label": label,
        "app_url": "",
        "has_module_perms": True,
        "models": models,
    }
