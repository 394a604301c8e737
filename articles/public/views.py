"""Fronts, lists and articles. Each view asks, renders, sets headers."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from taggit.models import Tag

from articles.models import Contributor, Edition, Section
from articles.public.answers import public_page
from articles.public.article_page import article_pages
from articles.public.cards import section_cards
from articles.public.errors import gone
from articles.public.front_page import front_page
from articles.public.languages import interface_language
from articles.public.more import more_to_read
from articles.public.paging import page_of
from articles.public.redirects import moved_to
from articles.vocabulary import RESERVED_SLUGS


@public_page
def front(request):
    return render(request, "front.html", {"front": front_page(request.at)})


@public_page
def section(request, slug):
    section = get_object_or_404(Section.objects.select_related("parent"), slug=slug)
    live = Edition.objects.live(request.at)
    page = _page(request, live.in_section(section))
    editions = page.editions
    if page.is_first:
        editions = section_cards(editions, section, request.at)
    context = {"section": section, "page": page, "editions": editions}
    return render(request, "section.html", context)


@public_page
def tag(request, slug):
    tag = get_object_or_404(Tag, slug=slug)
    page = _page_with_stories(request, Edition.objects.live(request.at).with_tag(tag))
    return render(request, "tag.html", {"tag": tag, "page": page})


@public_page
def contributor(request, slug):
    contributor = get_object_or_404(Contributor, slug=slug)
    live = Edition.objects.live(request.at)
    page = _page_with_stories(request, live.by_contributor(contributor))
    return render(request, "contributor.html", {"contributor": contributor, "page": page})


@public_page
def article(request, section_slug, slug, article_id):
    if section_slug in RESERVED_SLUGS:
        raise Http404(section_slug)
    current = Edition.objects.current(request.at).with_public_count(request.at)
    edition = get_object_or_404(current.select_related("section"), article_id=article_id)
    pages = article_pages([edition], request.at)
    if not pages:  # a tombstone, or sealed
        return gone(request, edition)
    if request.path != edition.get_absolute_url():
        return moved_to(edition.get_absolute_url())
    with translation.override(interface_language(edition.language)):
        context = {"page": pages[0], "more": more_to_read(pages[0], request.at)}
        response = render(request, "article.html", context)
    response["Content-Language"] = edition.language or settings.LANGUAGE_CODE
    return response


def _page(request, editions, place=""):
    return page_of(editions.with_card_parts(request.at), request.GET.get("before"), place)


def _page_with_stories(request, editions):
    """Return the page of a topic or person; a name that no story bears in public is not told."""
    page = _page(request, editions, place="place__")
    if page.is_first and not page.editions:
        raise Http404
    return page
