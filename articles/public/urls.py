"""Addresses of the paper."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from articles.public import files, lite, policies, preview, search_page, views

LARGEST_ID = 2**63 - 1  # what a database holds


class ArticleIdConverter:
    """The number at the end of an address; one too large for any database matches nothing."""

    regex = "[0-9]{1,19}"

    def to_python(self, value):
        if int(value) > LARGEST_ID:
            raise ValueError(value)
        return int(value)

    def to_url(self, value):
        return str(value)


class TopicConverter(StringConverter):
    """The slug of a tag, in any script."""

    regex = r"[-\w]+"


register_converter(ArticleIdConverter, "id")
register_converter(TopicConverter, "topic")

urlpatterns = [
    path("", views.front, name="front"),
    path("tag/<topic:slug>/", views.tag, name="tag"),
    path("by/<slug:slug>/", views.contributor, name="contributor"),
    path("search/", search_page.search_page, name="search"),
    path("about/", policies.about, name="about"),
    path("about/<slug:name>/", policies.policy, name="policy"),
    path("lite/", lite.front, name="lite"),
    path("lite/<slug:slug>/", lite.section, name="lite-section"),
    path("lite/<str:section_slug>/<str:slug>-<id:article_id>/", lite.article, name="lite-article"),
    path("photos/<str:name>", files.rendition, name="rendition"),
    path("video/<str:name>", files.video, name="video-file"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("preview/<str:token>/photos/<str:name>", preview.rendition, name="preview-rendition"),
    path("preview/<str:token>/video/<str:name>", preview.video, name="preview-video"),
    path("", include("articles.public.machine_urls")),
    path("", include("articles.public.record_urls")),
    path("<slug:slug>/", views.section, name="section"),
    # Only the id decides, so the words before it may be any; the view redirects to the right ones.
    path("<str:section_slug>/<str:slug>-<id:article_id>/", views.article, name="article"),
    path("<str:section_slug>/<str:slug>-<id:article_id>", views.article),
]
