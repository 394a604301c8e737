"""Feeds of the paper, its sections, topics and writers: RSS 2.0, Atom 1.0 and JSON Feed 1.1."""

from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.models import Contributor, Edition, Section
from articles.public import feeds_json, feeds_xml
from articles.public.answers import public_page
from articles.public.article_page import article_pages
from articles.public.feeds_items import items_of
from articles.public.names import absolute
from articles.public.robots import TDM_HEADER, reservation

ITEMS = 30

# The forms of a feed by the end of its address, and how each is written.
FORMS = {"": feeds_xml.rss, "atom/": feeds_xml.atom, "json/": feeds_json.json_feed}


class Feed(NamedTuple):
    """What every form of a feed says."""

    title: str
    url: str  # of the page it belongs to
    self_url: str
    items: list  # of feeds_items.Item, the newest first
    changed_at: object  # aware datetime of the newest edition in it; None: it has none

    @property
    def description(self):
        return _("The latest from %(name)s") % {"name": self.title}

    @property
    def hub(self):
        """The WebSub hub to subscribe at, or nothing."""
        return settings.WEBSUB_HUB


@public_page
def site_feed(request, form=""):
    return _answer(request, form, Edition.objects.live(request.at), settings.SITE_NAME, "/")


@public_page
def section_feed(request, slug, form=""):
    section = get_object_or_404(Section, slug=slug)
    live = Edition.objects.live(request.at).in_section(section)
    return _answer(request, form, live, _titled(section), section.get_absolute_url())


@public_page
def tag_feed(request, slug, form=""):
    tag = get_object_or_404(Tag, slug=slug)
    return _answer_of_list(request, form, "with_tag", tag)


@public_page
def contributor_feed(request, slug, form=""):
    contributor = get_object_or_404(Contributor, slug=slug)
    return _answer_of_list(request, form, "by_contributor", contributor)


def _answer_of_list(request, form, listed, row):
    """Answer with the feed of a topic or person; a name no story bears in public is not told."""
    editions = getattr(Edition.objects.live(request.at), listed)(row)
    path = request.path.removesuffix(f"feed/{form}")
    return _answer(request, form, editions, _titled(row), path, place="place__")


def _answer(request, form, live, title, path, place=""):
    editions = list(live.select_related("section").newest_first(place)[:ITEMS])
    if place and not editions:
        raise Http404
    pages = article_pages(editions, request.at)
    feed = Feed(
        title=title,
        url=absolute(path),
        self_url=absolute(request.path),
        items=items_of(pages),
        changed_at=max((edition.goes_live_at for edition in editions), default=None),
    )
    response = FORMS[form](feed)
    links = [f'<{feed.self_url}>; rel="self"']
    if feed.hub:
        links.append(f'<{feed.hub}>; rel="hub"')
    response["Link"] = ", ".join(links)
    response[TDM_HEADER] = reservation([page.story for page in pages] or [None])
    return response


def _titled(row):
    return f"{settings.SITE_NAME}: {row.name}"
