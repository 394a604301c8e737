"""The list of stories: views with addresses of their own, bounded however large the archive is."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin import bulk
from articles.admin.moves import move, read_token, warning_of
from articles.admin.roles import rights_of
from articles.admin.story_rows import rows_of
from articles.admin.story_search import ids_found
from articles.admin.story_views import edits_some, walk_of
from articles.admin.walk import COUNTED, WINDOW
from articles.admin.wanted import (
    DAYS,
    EVERY,
    FROM_START,
    MINE,
    ORDERS,
    STATES,
    VIEWS,
    Wanted,
    list_address,
    orders_of,
)
from articles.models import Article, Contributor, Section
from articles.publishing.accounts import name_of
from articles.vocabulary import LANGUAGES, Status

SUGGESTED = 10  # names below the field for a writer
OFFERED = 100  # stories in a chooser before anything is typed


class StoryList:
    """The list itself; mixed into the admin of stories."""

    search_fields = ["headline"]  # choosers ask; get_search_results looks further

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        page = _page(request)
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "has_add_permission": self.has_add_permission(request),
            "verbs": bulk.offered(request.user),
            **page,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/articles/article/change_list.html", context)

    def get_search_results(self, request, queryset, search_term):
        queryset = queryset.ever_saved()
        if search_term.strip():
            return queryset.filter(pk__in=ids_found(search_term, timezone.now())), False
        newest = Article.objects.order_by("-saved_at", "-pk").values("pk")[:OFFERED]
        return queryset.filter(pk__in=newest), False


def urls(model_admin):
    """Return the addresses of what can be done from the list."""

    def door(view):
        return model_admin.admin_site.admin_view(
            lambda request, **given: view(model_admin, request, **given)
        )

    return [
        path("bulk/", door(bulk.bulk_view), name="articles_article_bulk"),
        path("writers/", door(_writers), name="articles_article_writers"),
        path("<int:pk>/move/", door(_move), name="articles_article_move"),
    ]


def _page(request):
    """Return the context of one page of the list."""
    at = timezone.now()
    sections = list(Section.objects.marked_for(request.user))
    wanted = Wanted.read(request.GET, sections)
    walk = walk_of(wanted, request.user, sections, at)
    looked = walk.page(request.GET.get("after", ""))
    own = {section.pk for section in sections if section.is_mine}
    narrows_itself = wanted.view == "review" and edits_some(request.user, sections)
    return {
        "wanted": wanted,
        "query": wanted.query(),
        "back": request.GET.urlencode(),
        "at": at,
        "rows": rows_of(looked.ids, request.user, own, at),
        "looked": looked,
        "older": f"{wanted.query()}&after={looked.next_key}".lstrip("&"),
        "is_first": "after" not in request.GET,
        "count": walk.count(),
        "counted": COUNTED,
        "window": WINDOW,
        "tabs": _tabs(wanted.view),
        "choices": _choices(wanted, sections, bool(own), narrows_itself),
    }


def _tabs(view):
    """Return [(view, label, address)]."""
    return [
        (name, label, f"?{Wanted(view=name).query()}")
        for name, label in VIEWS.items()
        if name == view or name not in FROM_START
    ]


def _choices(wanted, sections, has_own, narrows_itself):
    """Return {filter: [(value, label, is chosen)]} of the form above the list."""
    mine = [(MINE, _("My sections"))] if has_own else []
    every = (EVERY, _("All sections")) if narrows_itself else ("", _("All sections"))
    chosen = wanted.section or (MINE if narrows_itself else "")
    return {
        "section": _marked([every, *mine, *((str(s.pk), s.name) for s in sections)], chosen),
        "state": _marked([("", _("Any state")), *STATES.items()], wanted.state),
        "language": _marked([("", _("Any language")), *LANGUAGES.items()], wanted.language),
        "days": _marked([("", _("Any time")), *DAYS.items()], wanted.days),
        "order": _marked(
            [(name, ORDERS[name]) for name in orders_of(wanted.view)], wanted.order_name
        ),
    }


def _marked(pairs, chosen):
    return [(value, label, value == chosen) for value, label in pairs]


def _writers(model_admin, request):
    """Answer with names of accounts and contributors that begin like what was typed."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    typed = request.GET.get("term", "").replace("\0", "").strip()[:100]
    if not typed:
        return JsonResponse({"names": []})
    begins = Q(username__istartswith=typed) | Q(first_name__istartswith=typed)
    begins |= Q(last_name__istartswith=typed)
    accounts = get_user_model().objects.filter(begins, is_staff=True).order_by("first_name", "pk")
    credited = Contributor.objects.filter(name__istartswith=typed).order_by("name", "pk")
    names = [*map(name_of, accounts[:SUGGESTED]), *(c.name for c in credited[:SUGGESTED])]
    return JsonResponse({"names": list(dict.fromkeys(names))[:SUGGESTED]})


def _move(model_admin, request, pk):
    """Move one story to another desk state, as a button of its row says."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    article = Article.objects.filter(pk=pk).first()
    if article is None:
        raise Http404
    status, revision, seen = read_token(request.POST.get("move", ""))
    rights = rights_of(request.user, article)
    try:
        move(article, status, request.user, rights, revision, seen)
    except publishing.PublishingError as why:
        model_admin.message_user(request, str(why), messages.ERROR)
    else:
        said = _("“%(story)s”: %(state)s.") % {"story": article, "state": Status(status).label}
        model_admin.message_user(request, said, messages.SUCCESS)
        if warning := warning_of(article, status):
            model_admin.message_user(request, warning, messages.WARNING)
    return HttpResponseRedirect(list_address(request.POST.get("back", "")))
