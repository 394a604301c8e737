"""The read API, version 1: live stories as ninjs 3, and the history of each."""

import json

from django.shortcuts import render
from django.urls import resolve, reverse

from articles.models import Edition
from articles.public.answers import public_page
from articles.public.api_answers import Problem, api_view, as_json
from articles.public.api_changes import NAME as CHANGED_SINCE
from articles.public.api_changes import changes_wanted
from articles.public.api_items import canceled_item, short_item, whole_item
from articles.public.api_wanted import LIMIT, MOST, page_wanted
from articles.public.names import absolute, guid
from articles.public.redirects import moved_to
from articles.public.robots import TDM_HEADER, reservation


@public_page
def documentation(request):
    """Answer with the page that explains the API by the newest story of the paper."""
    live = Edition.objects.live(request.at).with_card_parts(request.at)
    newest = live.sorted_at_all().newest_first().first()
    example = newest and _example(newest, request.at)
    context = {"newest": newest, "example": example, "limit": LIMIT, "most": MOST}
    return render(request, "api.html", context)


@api_view
def stories(request):
    if CHANGED_SINCE in request.GET:
        return _changes(request)
    page = page_wanted(request.GET, request.at)
    numbers = _versions(page.editions, request.at)
    items = [short_item(edition, numbers[edition.pk]) for edition in page.editions]
    return _list(request, items, "next", {"before": page.older} if page.older else None)


def _changes(request):
    """Answer with the stories that changed; there is always an address to go on at."""
    changes = changes_wanted(request.GET, request.at)
    numbers = _versions(changes.editions, request.at)
    items = [
        canceled_item(edition)
        if edition.is_withdrawal or edition.sealed_at
        else short_item(edition, numbers[edition.pk])
        for edition in changes.editions
    ]
    rel = "next" if changes.has_more else "later"
    return _list(request, items, rel, {CHANGED_SINCE: changes.after})


def _list(request, items, rel, other):
    """Return the response with a list; its field `rel` leads on, with `other` parameters."""
    answer = {"self": absolute(request.get_full_path()), "items": items}
    if other:
        query = request.GET.copy()
        for name, value in other.items():
            query[name] = value
        answer[rel] = absolute(f"{request.path}?{query.urlencode()}")
    response = as_json(answer)
    if "next" in answer:
        response["Link"] = f'<{answer["next"]}>; rel="next"'
    response[TDM_HEADER] = reservation()
    return response


@api_view
def story(request, article_id):
    edition = _current(article_id, request.at)
    if edition.content is None:
        raise _gone(edition)
    version = _versions([edition], request.at)[edition.pk]
    return _item(whole_item(edition, version, request.at), edition)


@api_view
def editions(request, article_id):
    """Answer with what was public, and when; what waits for its hour is not told."""
    current = _current(article_id, request.at)
    told = list(_told(article_id, request.at))
    entries = [
        _entry(edition, version, _why_gone(edition, told, current), request.at)
        for version, edition in enumerate(told, 1)
    ]
    return as_json(
        {
            "self": absolute(request.path),
            "uri": guid(article_id),
            "story": absolute(reverse("api-story", args=[article_id])),
            "editions": entries,
        }
    )


@api_view
def edition(request, article_id, number):
    current = _current(article_id, request.at)
    told = list(_told(article_id, request.at))
    if not 1 <= number <= len(told):
        there = "1" if len(told) == 1 else f"1 to {len(told)}"
        raise Problem(404, f"Edition {number} found; this story has {there}.")
    wanted = told[number - 1]
    if cause := _why_gone(wanted, told, current):
        raise _gone(cause)
    wanted = Edition.objects.select_related("section").get(pk=wanted.pk)
    item = whole_item(wanted, number, request.at, is_current=wanted.pk == current.pk)
    return _item(item, wanted)


@api_view
def versions(request):
    """Answer with the versions of the API there are, for who starts at its root."""
    first = {
        "documentation": absolute(reverse("api")),
        "stories": absolute(reverse("api-stories")),
    }
    return as_json({"self": absolute(request.path), "versions": {"1": first}})


@api_view
def nowhere(request, rest):
    """Lead on from an address that lacks its last slash; all others are none."""
    if not rest.endswith("/") and resolve(f"{request.path_info}/").url_name != "api-nowhere":
        query = request.META["QUERY_STRING"]
        return moved_to(f"{request.path}/{'?' if query else ''}{query}")
    known = "/api/v1/stories/, /api/v1/stories/12/ or /api/v1/stories/12/editions/"
    raise Problem(404, f"{request.path[:100]!r} found; write {known}; /api/v1/ explains them.")


def _example(edition, at):
    item = short_item(edition, _versions([edition], at)[edition.pk])
    return json.dumps(item, ensure_ascii=False, indent=2)


def _current(article_id, at):
    """Return the edition that answers readers. Raises Problem: held and unknown look the same."""
    current = Edition.objects.current(at).select_related("section")
    edition = current.filter(article_id=article_id).first()
    if edition is None:
        raise Problem(404, f"There is no story {article_id} to read.")
    return edition


def _told(article_id, at):
    """Return the editions readers could see up to `at`, in their order, without their text."""
    told = Edition.objects.that_went_live(at).filter(article_id=article_id)
    return told.defer("content").order_by("number")


def _versions(editions, at):
    """Return {edition id: its number as readers count: of those that went live}; one query."""
    articles = {edition.article_id for edition in editions}
    told = Edition.objects.that_went_live(at).filter(article__in=articles).order_by("number")
    counted, numbers = {}, {}
    for pk, article_id in told.values_list("pk", "article_id"):
        counted[article_id] = numbers[pk] = counted.get(article_id, 0) + 1
    return numbers


def _why_gone(edition, told, current):
    """Return the edition that says why the text of `edition` is not given out, or None.

    What was withdrawn once stays so, whatever was published later.
    """
    if current.is_withdrawal:
        return current
    later = [other for other in told if other.is_withdrawal and other.number >= edition.number]
    return later[-1] if later else edition if edition.sealed_at else None


def _entry(edition, version, cause, at):
    """Return what the history says of an edition; `cause` is that of `_why_gone`."""
    entry = {
        "version": str(version),
        "kind": edition.kind,
        "liveFrom": edition.goes_live_at.isoformat(),
        # The hour at which it will be replaced is nobody's business before.
        "liveUntil": edition.replaced_at.isoformat() if edition.replaced_at <= at else None,
        "contentHash": edition.content_hash,
        "chainHash": edition.chain_hash,
        "sealed": edition.sealed_at is not None,
    }
    if edition.is_withdrawal:
        return entry | {"notice": edition.notice}
    if cause:
        return entry
    address = reverse("api-edition", args=[edition.article_id, version])
    return entry | {"href": absolute(address)}


def _gone(edition):
    sealed = "This text was sealed; nobody may read it any more."
    detail = (edition.notice or "This story was withdrawn.") if edition.is_withdrawal else sealed
    return Problem(410, detail, uri=guid(edition.article_id), pubStatus="canceled")


def _item(item, edition):
    response = as_json(item)
    canonical = absolute(edition.get_absolute_url())
    history = absolute(reverse("api-editions", args=[edition.article_id]))
    response["Link"] = f'<{canonical}>; rel="canonical", <{history}>; rel="version-history"'
    response[TDM_HEADER] = reservation([edition.story()])
    return response
