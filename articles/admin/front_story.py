"""A story onto a front, from the page of the story: as the lead in one click, or at a place."""

from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.front_hours import (
    HoursForm,
    end_in_words,
    end_offered,
    offered,
)
from articles.admin.front_view import front_of
from articles.admin.moments import hour_in_words
from articles.admin.roles import may_arrange, rights_of
from articles.admin.state import words_of
from articles.models import Article, Edition, Section
from articles.publishing import PublishingError, fronts

# Listed among the verbs of a story, though nothing happens to the story itself.
ON_A_FRONT = SimpleNamespace(label=gettext_lazy("Put on a front"))


def urls(model_admin):
    def view(request, pk):
        return put_on_a_front(model_admin, request, pk)

    view = model_admin.admin_site.admin_view(view)
    return [path("<int:pk>/front/", view, name="articles_article_front")]


def fronts_for(user, article):
    """Return the fronts that `user` may put `article` on: None for the paper's, and Sections."""
    live = Edition.objects.filter(article=article).live().first()
    pk = live.section_id if live else article.section_id
    own = Section.objects.select_related("parent").filter(pk=pk).first()
    wanted = [None, *(section for section in (own, own and own.parent) if section)]
    return [section for section in wanted if may_arrange(user, section)]


def put_on_a_front(model_admin, request, pk):
    """Ask where, from when and until when; `lead` in the form answers all of it."""
    article = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    own = fronts_for(request.user, article)
    if not own or not rights_of(request.user, article).pin:
        raise PermissionDenied
    if request.method == "POST" and "lead" in request.POST:
        section = _front_named(own, request.POST["lead"])
        return _lead(model_admin, request, article, section)
    waits_for = None if article.is_live or article.held else article.waits_for
    form, error = HoursForm(request.POST or None, initial=offered(waits_for)), ""
    if request.method == "POST":
        section, place = _where(own, request.POST.get("where", ""))
        if place is None:
            error = _("Choose a place.")
        elif form.is_valid():
            try:
                _put(model_admin, request, article, section, place, **form.cleaned_data)
                return HttpResponseRedirect(_back(article))
            except PublishingError as refusal:
                error = str(refusal)
    return _page(model_admin, request, article, own, form, error)


def _page(model_admin, request, article, own, form, error):
    at = timezone.now()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Put on a front"),
        "opts": Article._meta,
        "article": article,
        "fronts": [(front_of(section, at), _key(section)) for section in own],
        "form": form,
        "error": error,
        "where": request.POST.get("where", ""),
        "offered_words": end_in_words(end_offered(at), at),
        "not_live": "" if article.is_live else words_of(article, at),
        "may_stand": article.is_live or (article.waits_for and not article.held),
    }
    status = 422 if error or form.errors else 200
    return TemplateResponse(request, "admin/fronts/put.html", context, status=status)


def _lead(model_admin, request, article, section):
    try:
        _put(model_admin, request, article, section, 1, until=end_offered())
    except PublishingError as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
    return HttpResponseRedirect(_back(article))


def _put(model_admin, request, article, section, place, since=None, until=None):
    seen = request.POST.get(f"seen-{_key(section)}", "")
    change = fronts.pin(
        article, section, place, by=request.user, since=since, until=until,
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 16 else None,
    )  # fmt: skip
    begins = change.made.get().since
    given = {
        "story": article,
        "front": section or _("Front page"),
        "place": place,
        "hour": hour_in_words(begins) if begins > change.at else _("now"),
        "end": end_in_words(until),
    }
    text = _("%(front)s, place %(place)d: “%(story)s”, from %(hour)s %(end)s.")
    model_admin.message_user(request, text % given, messages.SUCCESS)


def _key(section):
    return str(section.pk) if section else "paper"


def _front_named(own, key):
    """Return the front of that key among the user's own. Raises PermissionDenied."""
    for section in own:
        if _key(section) == key:
            return section
    raise PermissionDenied


def _where(own, where):
    """Return (section, place) of a choice like `paper:3`; the place is None where it is none."""
    key, _colon, place = where.partition(":")
    if not place.isascii() or not place.isdecimal() or len(place) > 4:
        return None, None
    return _front_named(own, key), int(place)


def _back(article):
    return reverse("admin:articles_article_change", args=[article.pk])
