"""What readers would get: a story that is not published, in the reader's own page.

What is typed is saved, rendered and undone in one transaction. Its pages are then kept for a few
minutes as a session of their own: they belong to one account, have an address nobody guesses, end
by themselves, and every server process finds them, which the memory cache could not promise. So the
frames, and each page alone, are plain addresses that can be opened again.
"""

from importlib import import_module

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.admin.history import story_to_see
from articles.admin.roles import rights_of
from articles.admin.typed import saved_for_a_moment
from articles.models import Article
from articles.public.languages import interface_language
from articles.public.preview import page_of
from articles.public.styles import SCHEMES, in_scheme

KEPT = 600  # seconds
LOOKS = {"page": "article.html", "cards": "admin/articles/article/preview_cards.html"}


def urls(model_admin):
    """Return the addresses of what is saved and of what was typed, and of each page alone."""
    view = model_admin.admin_site.admin_view

    def typed(request, pk=None):
        return preview_typed(model_admin, request, pk)

    def look(request, pk, name):
        return saved_look(model_admin, request, pk, name)

    def kept(request, key):
        return preview_kept(model_admin, request, key)

    def look_kept(request, key, name):
        return kept_look(model_admin, request, key, name)

    name = "articles_article_preview"
    return [
        path("preview/", view(typed), name=f"{name}_new"),
        path("preview/<slug:key>/", view(kept), name=f"{name}_kept"),
        path("preview/<slug:key>/<slug:name>/", view(look_kept), name=f"{name}_kept_look"),
        path("<int:pk>/preview/", view(typed), name=name),
        path("<int:pk>/preview/<slug:name>/", view(look), name=f"{name}_look"),
    ]


# One page.


def render_page(request, article, story):
    """Return the reader's page of a Story, never cached and never indexed."""
    return _render_look(request, page_of(article, story), "page")


def _render_look(request, page, name):
    request.at = timezone.now()
    with translation.override(interface_language(page.edition.language)):
        response = render(request, LOOKS[name], {"page": page})
    return _private(response)


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def may_preview(user, article):
    """A legal hold stops the preview too, but for those who may end it."""
    return not article.held or rights_of(user, article).hold


def refuse_held(model_admin, request):
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("No preview"),
        "why": _("The story is on legal hold: nobody sees a preview but who may release it."),
    }
    return render(request, "admin/articles/article/no_preview.html", context, status=403)


# Side by side.


def _frames(model_admin, request, address, *args):
    """Return the page with a telephone and a desktop; `address` names that of each look."""
    chosen = _scheme(request)
    query = f"?scheme={chosen}" if chosen else ""
    names = {"": _("As the system asks"), "light": _("Light"), "dark": _("Dark")}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Preview, not public"),
        "looks": {name: reverse(f"admin:{address}", args=[*args, name]) + query for name in LOOKS},
        "schemes": [(scheme, name, scheme == chosen) for scheme, name in names.items()],
    }
    return _private(render(request, "admin/articles/article/preview.html", context))


@xframe_options_sameorigin
def saved_look(model_admin, request, pk, name):
    article = story_to_see(model_admin, request, pk)
    if name not in LOOKS:
        raise Http404(name)
    if not may_preview(request.user, article):
        return refuse_held(model_admin, request)
    response = _render_look(request, page_of(article, article.printed_story()), name)
    return _in_scheme(request, response)


def _scheme(request):
    """Return "light" or "dark", or an empty string for what the system of whoever looks asks."""
    scheme = request.GET.get("scheme", "")
    return scheme if scheme in SCHEMES else ""


def _in_scheme(request, response):
    if scheme := _scheme(request):
        html, request.style_sources = in_scheme(response.content.decode(), scheme)
        response.content = html
    return response


def preview_typed(model_admin, request, pk=None):
    """Show the saved story, or on POST what is typed on the page: saved, rendered, undone."""
    article = story_to_see(model_admin, request, pk) if pk else None
    if article and not may_preview(request.user, article):
        return refuse_held(model_admin, request)
    if request.method != "POST":
        if article is None:
            raise PermissionDenied
        return _frames(model_admin, request, "articles_article_preview_look", pk)
    may = model_admin.has_change_permission if article else model_admin.has_add_permission
    if not may(request, *([article] if article else [])):
        raise PermissionDenied
    # A file would be kept for good; the page says “photo pending” in its place.
    request.POST  # noqa: B018 - reads both, and only then can the files be dropped
    request._files = MultiValueDict()
    with saved_for_a_moment(model_admin, request, article) as (form, formsets, saved):
        if not saved:
            context = {"form": form, "formsets": formsets, "title": _("Nothing to show yet")}
            context |= model_admin.admin_site.each_context(request)
            return render(request, "admin/articles/article/no_preview.html", context, status=422)
        page = page_of(saved, saved.printed_story())
        looks = {name: _bytes_of(request, page, name) for name in LOOKS}
    # What is kept must outlive what was undone.
    key = _keep(request, pk, looks)
    return HttpResponseRedirect(reverse("admin:articles_article_preview_kept", args=[key]))


def _bytes_of(request, page, name):
    """Return a look of a page as JSON keeps it: its HTML, and the hashes of its style sheets."""
    request.style_sources = ()
    html = _render_look(request, page, name).content.decode()
    return html, list(request.style_sources)


# What was typed, for some minutes.


def _store(key=None):
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def _keep(request, pk, rendered):
    """Keep the responses of a story's looks for the user; return their key."""
    store = _store()
    store.clear_expired()
    store["preview"] = {"user": request.user.pk, "article": pk, "looks": rendered}
    store.set_expiry(KEPT)
    store.save()
    return store.session_key


def _kept(request, key):
    """Return what was kept under a key for this user. Raises Http404."""
    kept = _store(key).get("preview")
    if kept is None or kept["user"] != request.user.pk:
        raise Http404("Previews are kept for some minutes; ask for another.")
    return kept


def preview_kept(model_admin, request, key):
    _kept(request, key)
    return _frames(model_admin, request, "articles_article_preview_kept_look", key)


@xframe_options_sameorigin
def kept_look(model_admin, request, key, name):
    kept = _kept(request, key)
    if name not in kept["looks"]:
        raise Http404(name)
    article = Article.objects.filter(pk=kept["article"]).first()
    if article and not may_preview(request.user, article):
        return refuse_held(model_admin, request)
    html, request.style_sources = kept["looks"][name]
    return _in_scheme(request, _private(HttpResponse(html)))
