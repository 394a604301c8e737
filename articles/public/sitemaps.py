"""Sitemaps: an index by month, the stories of a month, the other pages, Google News.

Stories stand in the month of their place in lists (UTC). Topics and writers are left out: search
engines come to them from the stories, and an empty topic must not be told.
"""

from datetime import UTC, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.http import Http404
from django.urls import reverse

from articles.models import Edition, Policy, Section
from articles.public.answers import public_page
from articles.public.names import absolute
from articles.public.sitemaps_media import images_of, videos_of
from articles.public.sitemaps_months import live_months, part_of
from articles.public.xml_page import add, add_each, root_of, xml_response

XML = "application/xml"
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
VIDEO = "http://www.google.com/schemas/sitemap-video/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

NEWS_HOURS, NEWS_MOST = 48, 1_000  # what Google News takes
IMAGES_MOST = 1_000  # of one page, as Google takes them


@public_page
def index(request):
    root = root_of(f"{{{MAP}}}sitemapindex", {None: MAP})
    for name in ("pages-sitemap", "news-sitemap"):
        _add_map(root, reverse(name))
    for found in live_months(request.at):
        for part in range(1, found.parts + 1):
            args = [found.month] if part == 1 else [found.month, part]
            _add_map(root, reverse("month-sitemap", args=args), found.changed_at)
    return xml_response(root, XML)


@public_page
def month(request, month, part=1):
    """Answer with the live stories of a month, or with one part of them."""
    live = part_of(month, part, request.at)
    editions = list(
        live.select_related("section").only(
            "article_id", "slug", "section__slug", "has_video", "published_at", "updated_at",
            "goes_live_at",
        )
    )  # fmt: skip
    if not editions:
        raise Http404(f"No stories in {month:%Y-%m}.")
    root = root_of(f"{{{MAP}}}urlset", {None: MAP, "image": IMAGE, "video": VIDEO})
    images = images_of(editions, request.at)
    videos = videos_of([edition for edition in editions if edition.has_video], request.at)
    for edition in editions:
        changed = edition.updated_at or edition.published_at or edition.goes_live_at
        node = _add_page(root, edition.get_absolute_url(), changed)
        for path in images.get(edition.pk, ())[:IMAGES_MOST]:
            add(add(node, f"{{{IMAGE}}}image"), f"{{{IMAGE}}}loc", absolute(path))
        for video in videos.get(edition.pk, ()):
            _add_video(node, video)
    return xml_response(root, XML)


@public_page
def pages(request):
    """Answer with the pages that are no stories."""
    live = Edition.objects.live(request.at)
    in_section = Q(section=OuterRef("pk")) | Q(section__parent=OuterRef("pk"))
    root = root_of(f"{{{MAP}}}urlset", {None: MAP})
    for name in ("front", "corrections", "archive"):
        _add_page(root, reverse(name))
    for section in Section.objects.filter(Exists(live.filter(in_section))):
        _add_page(root, section.get_absolute_url())
    for policy in Policy.objects.defer("text"):
        _add_page(root, policy.get_absolute_url(), policy.changed_at)
    return xml_response(root, XML)


@public_page
def news(request):
    """Answer with what was published in the last hours, as Google News wants it."""
    since = request.at - timedelta(hours=NEWS_HOURS)
    fresh = Edition.objects.live(request.at).filter(
        published_at__range=(since, request.at),
        sort_at__gte=since,  # the same once more, where there is an index
    )
    listed = (
        fresh.annotate(search_headline=KT("content__search_headline"))
        .defer("content")
        .select_related("section")
        .newest_first()
    )
    root = root_of(f"{{{MAP}}}urlset", {None: MAP, "news": NEWS})
    for edition in listed[:NEWS_MOST]:
        node = _add_page(root, edition.get_absolute_url())
        story = add(node, f"{{{NEWS}}}news")
        paper = add(story, f"{{{NEWS}}}publication")
        add(paper, f"{{{NEWS}}}name", settings.SITE_NAME)
        language = (edition.language or settings.LANGUAGE_CODE).partition("-")[0]
        add(paper, f"{{{NEWS}}}language", language)
        add(story, f"{{{NEWS}}}publication_date", _w3c(edition.published_at))
        add(story, f"{{{NEWS}}}title", edition.search_headline or edition.headline)
    return xml_response(root, XML)


def _add_map(root, path, changed_at=None):
    node = add(root, f"{{{MAP}}}sitemap")
    add_each(node, {f"{{{MAP}}}loc": absolute(path), f"{{{MAP}}}lastmod": _w3c(changed_at)})


def _add_page(root, path, changed_at=None):
    node = add(root, f"{{{MAP}}}url")
    add_each(node, {f"{{{MAP}}}loc": absolute(path), f"{{{MAP}}}lastmod": _w3c(changed_at)})
    return node


def _add_video(node, video):
    child = add(node, f"{{{VIDEO}}}video")
    names = ("thumbnail_loc", "title", "description", "content_loc", "duration")
    add_each(child, {f"{{{VIDEO}}}{name}": getattr(video, name) for name in names})


def _w3c(moment):
    """Return an aware datetime as sitemaps write it, or nothing for None."""
    return moment and moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
