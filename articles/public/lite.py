"""The paper in words alone, for thin lines and old machines: a few kilobytes a page."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import translation

from articles.models import Edition, Section
from articles.public.answers import public_page
from articles.public.article_page import article_pages
from articles.public.errors import gone
from articles.public.languages import interface_language
from articles.public.paging import page_of
from articles.public.redirects import moved_to


@public_page
def front(request):
    return _list(request, Edition.objects.live(request.at))


@public_page
def section(request, slug):
    section = get_object_or_404(Section, slug=slug)
    return _list(request, Edition.objects.live(request.at).in_section(section), section)


def _list(request, live, section=None):
    """Return a page of the newest headlines of the paper, or of one section."""
    listed = live.defer("content").select_related("section")
    page = page_of(listed, request.GET.get("before"))
    return render(request, "lite/front.html", {"page": page, "section": section})


@public_page
def article(request, section_slug, slug, article_id):
    current = Edition.objects.current(request.at).select_related("section")
    edition = get_object_or_404(current, article_id=article_id)
    pages = article_pages([edition], request.at)
    if not pages:  # a tombstone, or sealed
        return gone(request, edition)
    if request.path != edition.get_lite_url():
        return moved_to(edition.get_lite_url())
    with translation.override(interface_language(edition.language)):
        response = render(request, "lite/article.html", {"page": pages[0]})
    response["Content-Language"] = edition.language or settings.LANGUAGE_CODE
    return response
