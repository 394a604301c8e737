"""The site object of the admin: its names, and the order of its index."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin import me, notices
from articles.admin.doors import LoginForm
from articles.admin.seen import seen
from articles.admin.state import NAMES, state_of, with_state
from articles.models import Article, ErrorReport
from articles.vocabulary import Status

SHOWN = 6  # stories in a list of the index

# What stands where on the index and in the sidebar: (title, models in order).
GROUPS = [
    (_("Stories"), ("Article", "Source", "FrontPin", "ErrorReport")),
    (_("Pictures and video"), ("Photo", "Video")),
    (_("Sections, people, topics"), ("Section", "Contributor", "Tag")),
    (_("The paper"), ("Policy",)),
    (_("Record"), ("Edition", "Version", "Event", "Doubt", "OldAddress")),
    (_("Accounts"), ("User", "Group")),
]


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
        return [*notices.urls(self), *me.urls(self), *super().get_urls()]

    def autocomplete_view(self, request):
        return WordsView.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        more = {"story_lists": story_lists(request.user), "reports": open_reports(request.user)}
        return super().index(request, more | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """Return the models by what they are for, whichever application they come from."""
        if app_label:
            return super().get_app_list(request, app_label)
        apps = self._build_app_dict(request).values()
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        for model in models.values():
            model["object_verbose_name"] = model["model"]._meta.verbose_name
        groups = []
        for number, (title, names) in enumerate(GROUPS):
            found = [models.pop(name) for name in names if name in models]
            groups.append(_group(f"group-{number}", title, found))
        groups.append(_group("group-house", _("House"), list(models.values())))
        return [group for group in groups if group["models"]]


def open_reports(user):
    """Return how many readers' reports wait (number), for those who may see them."""
    if not user.has_perm("articles.view_errorreport"):
        return 0
    return ErrorReport.objects.open().count()


def story_lists(user):
    """Return what the index shows beside the models: [{title, stories, nothing}]."""
    if not user.has_perm("articles.view_article"):
        return []
    stories = with_state(Article.objects.all())
    return [
        {
            "title": _("Waiting for review"),
            "stories": _told(stories.filter(status=Status.IN_REVIEW)),
            "nothing": _("Nothing waits."),
        },
        {
            "title": _("My last stories"),
            "stories": _told(stories.written_by(user)),
            "nothing": _("You have written none yet."),
        },
    ]


def _told(stories):
    found = list(stories[:SHOWN])
    for article in found:
        article.state = state_of(article)
        article.state_name = NAMES[article.state]
    return found


def _group(label, title, models):
    return {
        "name": capfirst(title),
        "app_label": label,
        "app_url": "",
        "has_module_perms": True,
        "models": models,
    }
