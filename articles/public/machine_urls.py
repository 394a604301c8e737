"""Addresses for machines: feeds, sitemaps, robots.txt, the API."""

from datetime import date

from django.urls import path, register_converter

from articles.public import api, feeds, robots, sitemaps


class MonthConverter:
    """A month as in 2026-11."""

    regex = "[12][0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value):
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value):
        return value.isoformat()[:7]


register_converter(MonthConverter, "month")


def _feeds(below, view, name):
    """Return the addresses of a feed in its forms: feed/, feed/atom/, feed/json/."""
    return [
        path(f"{below}feed/{form}", view, {"form": form}, name=f"{name}-{form[:-1]}".rstrip("-"))
        for form in feeds.FORMS
    ]


urlpatterns = [
    *_feeds("", feeds.site_feed, "feed"),
    *_feeds("tag/<topic:slug>/", feeds.tag_feed, "tag-feed"),
    *_feeds("by/<slug:slug>/", feeds.contributor_feed, "contributor-feed"),
    *_feeds("<slug:slug>/", feeds.section_feed, "section-feed"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/tdmrep.json", robots.tdmrep, name="tdmrep"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/news.xml", sitemaps.news, name="news-sitemap"),
    path("sitemap/pages.xml", sitemaps.pages, name="pages-sitemap"),
    path("sitemap/<month:month>.xml", sitemaps.month, name="month-sitemap"),
    path("sitemap/<month:month>-part-<int:part>.xml", sitemaps.month, name="month-sitemap"),
    path("api/", api.versions, name="api-versions"),
    path("api/v1/", api.documentation, name="api"),
    path("api/v1/stories/", api.stories, name="api-stories"),
    path("api/v1/stories/<id:article_id>/", api.story, name="api-story"),
    path("api/v1/stories/<id:article_id>/editions/", api.editions, name="api-editions"),
    path("api/v1/stories/<id:article_id>/editions/<id:number>/", api.edition, name="api-edition"),
    path("api/<path:rest>", api.nowhere, name="api-nowhere"),
]
