"""RSS 2.0 of the paper and of each section, with the full text."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from articles.models import Edition, Section
from articles.public.answers import public_page
from articles.public.article_page import article_pages
from articles.story import Role

ITEMS = 30
CONTENT = "http://purl.org/rss/1.0/modules/content/"


class StoryFeed(Rss201rev2Feed):
    """RSS whose items carry the whole text, and whose date is that of the newest edition."""

    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:content": CONTENT}

    def latest_post_date(self):
        return self.feed["changed_at"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


@public_page
def site_feed(request):
    return _feed(
        request, Edition.objects.live(request.at), settings.SITE_NAME, "/", reverse("feed")
    )


@public_page
def section_feed(request, slug):
    section = get_object_or_404(Section, slug=slug)
    live = Edition.objects.live(request.at).in_section(section)
    title = f"{settings.SITE_NAME}: {section.name}"
    return _feed(
        request, live, title, section.get_absolute_url(), reverse("section-feed", args=[slug])
    )


def absolute(path):
    """Return the public address of a path of this site."""
    return settings.SITE_URL + path


def _feed(request, live, title, path, feed_path):
    editions = list(live.select_related("section").newest_first()[:ITEMS])
    feed = StoryFeed(
        title=title,
        link=absolute(path),
        description=_("The latest from %(name)s") % {"name": title},
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(feed_path),
        changed_at=max((edition.goes_live_at for edition in editions), default=request.at),
    )
    for page in article_pages(editions, request.at):
        _add_item(feed, page)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add_item(feed, page):
    edition, story = page.edition, page.story
    authors = ", ".join(name.text for name in page.credits[Role.AUTHOR])
    feed.add_item(
        title=story.headline,
        link=absolute(edition.get_absolute_url()),
        description=story.summary or story.deck,
        content=render_to_string("feed_item.html", {"page": page, "site_url": settings.SITE_URL}),
        author_name=authors or settings.SITE_NAME,
        categories=[edition.section.name, *(tag.name for tag in page.tags)],
        pubdate=edition.published_at,
        unique_id=guid(edition.article_id),
        unique_id_is_permalink=False,
    )


def guid(article_id):
    """Return the id of a story for feeds: a tag URI (RFC 4151), the same for ever.

    The year is no date of the story; it only says since when the host name is meant.
    """
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:article:{article_id}"
