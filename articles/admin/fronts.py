"""The fronts at the desk: the order as readers have it, and the ways to change it.

Without scripts each button is one act. With them buttons and keys add to a draft, which the page
carries as hidden fields (`step`, place:story, place 0 for off), until it is put in force.
"""

from dataclasses import replace
from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.admin import front_view
from articles.admin.front_hours import HoursForm, end_in_words, end_offered, offered
from articles.admin.moments import hour_in_words
from articles.admin.roles import fronts_of, may_arrange
from articles.models import (
    SECTION_PLACES,
    Article,
    Edition,
    FrontAct,
    FrontChange,
    FrontPin,
    Section,
    placed,
    places_of,
)
from articles.public.cards import section_cards
from articles.public.front_page import front_page
from articles.public.paging import page_of
from articles.publishing import NotAllowed, PublishingError, StaleRevision, fronts
from articles.publishing.front_order import Off, Put, held, last_of_each, with_steps
from articles.publishing.front_words import words_of

LONGEST_QUERY = 100
MOST_STEPS = 200  # of a draft
_ACTS = {"up": FrontAct.MOVE, "down": FrontAct.MOVE, "off": FrontAct.UNPIN}


def urls(site):
    view = site.admin_view
    own = []
    for prefix in ("fronts/paper/", "fronts/<int:pk>/"):
        name = "front" if "pk" in prefix else "front_paper"
        own += [
            path(prefix, view(front), name=name),
            path(f"{prefix}draft/", view(require_POST(draft)), name=f"{name}_draft"),
            path(f"{prefix}preview/", view(preview), name=f"{name}_preview"),
        ]
    return [path("fronts/", view(index), name="fronts"), *own]


def address_of(section, page=""):
    """Return the address of a page about a front (None: the front page)."""
    name = ("admin:front" if section else "admin:front_paper") + (f"_{page}" if page else "")
    return reverse(name, args=[section.pk] if section else [])


def index(request):
    """The list of fronts, with what leads each."""
    own = fronts_of(request.user)
    if not own:
        raise PermissionDenied
    pins = {section and section.pk: [] for section in own}
    for pin in FrontPin.objects.in_force().select_related("article"):
        pins.setdefault(pin.section_id, []).append(pin)
    pinned = {pin.article_id for of_front in pins.values() for pin in of_front}
    live = Edition.objects.live().filter(article__in=pinned)
    seen = set(live.values_list("article_id", flat=True))
    rows = [_row(section, placed(pins[section and section.pk]), seen) for section in own]
    context = {**admin.site.each_context(request), "title": _("Fronts"), "rows": rows}
    return TemplateResponse(request, "admin/fronts/index.html", context)


def _row(section, places, seen):
    lead = places[1].article if 1 in places else None
    return {
        "name": front_view.name_of_front(section),
        "parent": section.parent if section else None,
        "address": address_of(section),
        "lead": lead if lead and lead.pk in seen else None,  # else the place fills by time
        "count": len(places),
    }


def front(request, pk=None):
    """One front: look at it, change it."""
    section = _section(request, pk)
    if request.method == "POST":
        return _change(request, section)
    return _page(request, section)


def draft(request, pk=None):
    """Return the part of the page that has the places, after a search or one more move of a draft.

    So neither costs what the draft has already.
    """
    section = _section(request, pk)
    steps, said = _steps(request.POST), ""
    try:
        if request.POST.get("do") != "search":
            more, about = _step(section, steps, request.POST)
            steps = _shortest(section, [*steps, *more])
            said = _where_now(section, steps, about)
    except PublishingError as refusal:
        said = str(refusal)
    context = _work(section, timezone.now(), steps, _query(request.POST))
    said = said or _found_in_words(context["candidates"])
    for place in context["front"].places:
        if place.is_new and place.is_without_picture:
            text = _("“%(story)s” has no picture for its place.")
            said += " " + text % {"story": place.edition.headline}
    return render(request, "admin/fronts/_work.html", context | {"said": said})


def preview(request, pk=None):
    """The front as readers will see it: a draft (POST), or as it was or will be at an hour."""
    section = _section(request, pk)
    at, order = _hour(request) or timezone.now(), None
    if request.method == "POST":
        pins = with_steps(fronts.pins_of(section, at), _steps(request.POST))
        order = front_view.ids_of(held(pins))
    request.at = at
    if section is None:
        response = render(request, "front.html", {"front": front_page(at, order)})
    else:
        page = page_of(Edition.objects.live(at).in_section(section).with_card_parts(at), None)
        editions = section_cards(page.editions, section, at, order)
        context = {"section": section, "page": page, "editions": editions}
        response = render(request, "section.html", context)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _section(request, pk):
    """Return the section of the front that is asked for, if it is the user's to arrange."""
    section = get_object_or_404(Section.objects.select_related("parent"), pk=pk) if pk else None
    if not may_arrange(request.user, section):
        raise PermissionDenied
    return section


def _page(request, section, steps=(), hours=None, error="", status=200):
    """Return the page of a front; `steps` are a draft, `error` what stopped it."""
    then = _hour(request) if request.method == "GET" else None
    at = then or timezone.now()
    told = front_view.last_changes(section, timezone.now())
    undo, redo = front_view.to_undo(told)
    context = {
        **admin.site.each_context(request),
        **_work(section, at, steps, _query(request.GET)),
        "title": front_view.name_of_front(section),
        "hours": hours or HoursForm(initial=offered()),
        "offered_words": end_in_words(end_offered()),
        "error": error,
        "told": told,
        "undo": undo,
        "redo": redo,
        "to_come": front_view.to_come(section, timezone.now()),
        "then": then,
        "may_change": then is None,
        "then_words": hour_in_words(then) if then else "",
        "then_value": timezone.localtime(then).strftime("%Y-%m-%dT%H:%M") if then else "",
        "bad_hour": "at" in request.GET and request.GET["at"] and then is None,
        "public": section.get_absolute_url() if section else reverse("front"),
    }
    return TemplateResponse(request, "admin/fronts/front.html", context, status=status)


def _work(section, at, steps=(), query=""):
    """Return the context of the places and of what could stand there."""
    shown = front_view.front_of(section, at, steps)
    return {
        "front": shown,
        "candidates": front_view.candidates(section, at, shown, query),
        "query": query,
        "here": address_of(section),
        "draft_address": address_of(section, "draft"),
        "preview_address": address_of(section, "preview"),
        "numbers": range(1, places_of(section) + 1),
        "may_change": True,
    }


def _change(request, section):
    """Do what the button said, say so, and show the front again."""
    given = request.POST
    hours = HoursForm(given)
    steps = _steps(given)
    what, _colon, key = given.get("do", "").partition(":")
    try:
        if what == "undo":
            done = fronts.undo(_own(FrontChange, section, key), by=request.user)
        elif what == "cancel":
            done = fronts.cancel(_own(FrontPin, section, key), by=request.user)
        elif hours.is_valid():
            done = _arrange(request, section, steps, hours.cleaned_data)
        else:
            error = _("Not in force yet: an hour below needs a change.")
            return _page(request, section, steps, hours, error, status=422)
    except StaleRevision as refusal:
        if what == "arrange":  # a draft is work; it stays
            return _page(request, section, steps, hours, str(refusal), status=409)
        messages.error(request, str(refusal))
    except PublishingError as refusal:
        if what == "arrange":
            return _page(request, section, steps, hours, str(refusal), status=422)
        messages.error(request, str(refusal))
    else:
        change = FrontChange.objects.with_pins().get(pk=done.pk)
        messages.success(request, _done_in_words(change))
    return HttpResponseRedirect(address_of(section))


def _done_in_words(change):
    now, words = timezone.now(), words_of(change)
    told = front_view.told_of(change, now)
    if told != words:
        return _("%(what)s.") % {"what": told}
    if not front_view.is_with_readers(change):
        return _("%(what)s. It had not begun: readers see no change.") % {"what": words}
    return _("%(what)s. Readers have it now.") % {"what": words}


def _arrange(request, section, steps, hours):
    what, about = request.POST.get("do", "").partition(":")[0], None
    if what != "arrange":
        more, about = _step(section, steps, request.POST)
        steps = [*steps, *more]
    steps = [_until(step, hours["until"]) for step in steps]
    act = FrontAct.ARRANGE if what == "arrange" else _ACTS.get(what, FrontAct.PIN)
    return fronts.arrange(
        section, steps, by=request.user, since=hours["since"], act=act, about=about,
        seen=_number(request.POST.get("seen")),
    )  # fmt: skip


def _until(step, until):
    return replace(step, until=until) if isinstance(step, Put) else step


def _step(section, steps, given):
    """Return (the steps that a button adds to `steps`, the story it is about)."""
    what, _colon, key = given.get("do", "").partition(":")
    article = get_object_or_404(Article, pk=_number(key))
    start = _number(given.get(f"at-{article.pk}"))
    last = places_of(section)
    if what in ("up", "down"):
        way = -1 if what == "up" else 1
        return front_view.steps_of_swap(section, timezone.now(), steps, article, way), article
    if what == "off":
        return [Off(article)], article
    places = {"lead": 1, "pin": start, "put": _number(given.get(f"place-{article.pk}"))}
    if what not in places:
        raise Http404(what)
    if not 1 <= places[what] <= last:
        text = _("Choose a place from 1 to %(last)d.")
        raise NotAllowed(text % {"last": last})
    return [Put(article, places[what], keep=True)], article


def _shortest(section, steps):
    """Return the steps of a draft without those that come to nothing."""
    pinned = {pin.article_id for pin in fronts.pins_of(section)}
    return [
        step for step in last_of_each(steps) if isinstance(step, Put) or step.article.pk in pinned
    ]


def _where_now(section, steps, about):
    """Return in words where a draft has the story."""
    order = held(with_steps(fronts.pins_of(section), steps))
    place = next((place for place, article in order.items() if article == about), None)
    story = {"story": about.headline, "place": place, "last": places_of(section)}
    if place is None:
        return _("“%(story)s” is not pinned any more.") % story
    return _("“%(story)s”: place %(place)d of %(last)d.") % story


def _steps(given):
    """Return the steps of the draft that the page carries."""
    pairs = [pair.partition(":") for pair in given.getlist("step")[:MOST_STEPS]]
    numbers = [(_number(place), _number(key)) for place, _colon, key in pairs]
    articles = Article.objects.in_bulk({key for _place, key in numbers} - {0})
    return [
        Put(articles[key], place, keep=True) if place else Off(articles[key])
        for place, key in numbers
        if key in articles and place <= SECTION_PLACES
    ]


def _own(model, section, key):
    """Return the row of this very front; that of another is not the user's to change."""
    return get_object_or_404(model.objects.filter(section=section), pk=_number(key))


def _number(text):
    """Return a number that a page sent, 0 if it is none."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def _query(given):
    return given.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]


def _found_in_words(found):
    text = ngettext("%(n)d story found.", "%(n)d stories found.", len(found))
    return text % {"n": len(found)}


def _hour(request):
    """Return the hour the page is asked for (aware), or None."""
    try:
        hour = datetime.fromisoformat(request.GET.get("at", ""))
        if not 1900 < hour.year < 9000:
            return None
        return hour if hour.tzinfo else timezone.make_aware(hour)
    except (ValueError, OverflowError):
        return None
