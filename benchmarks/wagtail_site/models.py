"""Pages and snippets that hold what a story of ours does, but for picture files."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet


@register_snippet
class Author(models.Model):
    name = models.CharField(max_length=200, unique=True)

    def __str__(self):
        return self.name


class PhotoBlock(blocks.StructBlock):
    alt_text = blocks.TextBlock(required=False)
    caption = blocks.TextBlock(required=False)
    credit = blocks.CharBlock(required=False)


class VideoBlock(blocks.StructBlock):
    label = blocks.CharBlock(required=False)
    teaser = blocks.CharBlock(required=False)
    title = blocks.CharBlock()
    age = blocks.CharBlock(required=False)
    seconds = blocks.IntegerBlock(required=False)
    description = blocks.TextBlock(required=False)


class SectionPage(Page):
    subpage_types = ["wagtail_site.NewsPage"]


class NewsPageTag(TaggedItemBase):
    content_object = ParentalKey("NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(Page):
    deck = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    kicker = models.CharField(max_length=100, blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    lead_photo = StreamField([("photo", PhotoBlock())], blank=True, max_num=1)
    body = StreamField(
        [
            ("paragraph", blocks.RichTextBlock()),
            ("heading", blocks.CharBlock()),
            ("photo", PhotoBlock()),
            ("list", blocks.ListBlock(blocks.RichTextBlock())),
            ("video", VideoBlock()),
        ]
    )
    tags = ClusterTaggableManager(through=NewsPageTag, blank=True)

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["wagtail_site.SectionPage"]


class NewsPageAuthor(Orderable):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="credits")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
