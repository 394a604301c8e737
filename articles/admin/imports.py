"""Imports in the admin: those an editor has to look at first, then all, with their lines."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin, hour_column
from articles.admin.guard import ReadOnly
from articles.admin.review import lines_of, review_view
from articles.models import Doubt, OldAddress, Source
from articles.publishing.moments import short_hour

SHOWN_LINES = 5000  # of a file on its page


class ToLookAt(admin.SimpleListFilter):
    """What waits for an editor, unless everything is asked for."""

    title = gettext_lazy("imports")
    parameter_name = "show"

    def lookups(self, request, model_admin):
        return [("all", _("All"))]

    def choices(self, changelist):
        for value, name in [(None, _("To look at")), ("all", _("All"))]:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({"show": value} if value else {}, []
                                                            if value else ["show"]),
                "display": name,
            }  # fmt: skip

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.to_review()


@admin.register(Source)
class SourceAdmin(ReadOnly, DeskAdmin):
    nothing_yet = gettext_lazy(
        "Nothing waits: every import reads without a doubt, or its doubts are settled."
    )
    list_display = ["story_line", "waits_for", "name", "format", "hour"]
    list_display_links = None
    list_filter = [ToLookAt]
    list_per_page = 50
    search_fields = ["name", "article__headline"]
    search_help_text = gettext_lazy("File name or headline")
    show_full_result_count = False
    ordering = ["-pk"]
    fields = ["story_link", "review_link", "name", "imported_at", "format", "encoding", "sha256",
              "lines"]  # fmt: skip
    readonly_fields = ["story_link", "review_link", "lines"]

    def get_queryset(self, request):
        found = super().get_queryset(request).with_doubt_count()
        parts = ("article", "perhaps_same_as")
        return found.select_related(*parts).defer("content", "story", "spans", "article__body")

    def get_urls(self):
        view = self.admin_site.admin_view(self.review)
        return [path("<int:pk>/review/", view, name="articles_source_review"), *super().get_urls()]

    def review(self, request, pk):
        return review_view(self, request, pk)

    @admin.display(description=gettext_lazy("story"))
    def story_line(self, source):
        address = reverse("admin:articles_source_review", args=[source.pk])
        return format_html('<a class="list-story" href="{}">{}</a>', address, source.article)

    @admin.display(description=gettext_lazy("waits for"))
    def waits_for(self, source):
        said = source.what_waits()
        return format_html_join("", '<span class="waits">{}</span>', ((line,) for line in said))

    @admin.display(description=gettext_lazy("imported"), ordering="imported_at")
    def hour(self, source):
        return short_hour(source.imported_at)

    @admin.display(description=gettext_lazy("story"))
    def story_link(self, source):
        address = reverse("admin:articles_article_change", args=[source.article_id])
        return format_html('<a href="{}">{}</a>', address, source.article)

    @admin.display(description=gettext_lazy("to look at"))
    def review_link(self, source):
        if not source.waits:
            return _("Nothing waits.")
        address = reverse("admin:articles_source_review", args=[source.pk])
        return format_html('<a href="{}">{}</a>', address, "; ".join(source.what_waits()))

    @admin.display(description=gettext_lazy("text"))
    def lines(self, source):
        """The bytes as text, each line beside what the parser made of it."""
        rows = lines_of(source)
        shown = [(row.number, row.part, row.text) for row in rows[:SHOWN_LINES]]
        if len(rows) > SHOWN_LINES:
            shown.append(("", "", _("… and %(n)d more lines") % {"n": len(rows) - SHOWN_LINES}))
        body = format_html_join(
            "", '<tr><th scope="row">{}</th><td>{}</td><td dir="auto">{}</td></tr>', shown
        )
        return format_html(
            '<table class="source-lines"><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>'
            "<tbody>{}</tbody></table>",
            _("Line"), _("Became"), _("Text"), body,
        )  # fmt: skip


@admin.register(Doubt)
class DoubtAdmin(ReadOnly, DeskAdmin):
    nothing_yet = gettext_lazy("No import left a doubt.")
    list_display = [
        "start", "story", "line", "read_as", "settled_as", "settled_by",
        hour_column("settled_at", gettext_lazy("settled"), short_hour),
    ]  # fmt: skip
    list_select_related = ["source__article", "settled_by"]
    search_fields = ["text", "source__article__headline"]
    show_full_result_count = False
    fields = ["text", "line", "source", "read_as", "others", "sureness", "settled_as",
              "settled_by", "settled_at"]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).defer("source__content", "source__story")

    @admin.display(description=gettext_lazy("text"))
    def start(self, doubt):
        return Truncator(doubt.text).chars(80)

    @admin.display(description=gettext_lazy("story"))
    def story(self, doubt):
        return doubt.source.article


@admin.register(OldAddress)
class OldAddressAdmin(DeskAdmin):
    nothing_yet = gettext_lazy("No imported story came with an address of its own.")
    list_display = ["path", "article"]
    list_select_related = ["article"]
    search_fields = ["path", "article__headline"]
    show_full_result_count = False
    autocomplete_fields = ["article"]
