"""Never lose a word: the addresses below a story that keep what is typed."""

from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.admin import conflict, login_kept
from articles.admin.autosave import autosave
from articles.admin.presence import presence
from articles.admin.unfinished import discard


def urls(model_admin):
    """Return the paths of autosaves, presence and conflicts, and those of the form, guarded."""

    def asked(view):
        return _asked_by_script(model_admin, view)

    def back(request):
        context = model_admin.admin_site.each_context(request) | {"title": _("Logged in")}
        return TemplateResponse(request, "admin/articles/article/back.html", context)

    def words(request, pk, version):
        return conflict.words(model_admin, request, pk, version)

    def discarded(request, pk):
        return discard(model_admin, request, pk)

    return [
        path(
            "<int:pk>/discard/",
            model_admin.admin_site.admin_view(discarded),
            name="articles_article_discard",
        ),
        path("autosave/", asked(autosave), name="articles_article_autosave_new"),
        path("<int:pk>/autosave/", asked(autosave), name="articles_article_autosave"),
        path("<int:pk>/presence/", asked(presence), name="articles_article_presence"),
        path(
            "<int:pk>/words/<int:version>/",
            model_admin.admin_site.admin_view(words),
            name="articles_article_words",
        ),
        path("back/", model_admin.admin_site.admin_view(back), name="articles_article_back"),
        *login_kept.urls(model_admin),
    ]


def _asked_by_script(model_admin, view):
    """Wrap a view that a script asks: a login that ran out is told, never redirected."""

    def inner(request, **kwargs):
        refusal = login_kept.refusal_to_script(model_admin.admin_site, request)
        return refusal or view(model_admin, request, **kwargs)

    return never_cache(require_POST(inner))
