"""The record in the admin: versions, editions and events, to look at."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin, by_whom, hour_column
from articles.admin.guard import ReadOnly
from articles.admin.preview import may_preview, refuse_held, render_page
from articles.admin.texts import spelt
from articles.models import AuditEntry, Edition, Event, FrontPin, Version
from articles.publishing.moments import to_the_second

AT = hour_column("at", gettext_lazy("at"))


class StoryRecord(ReadOnly, DeskAdmin):
    """A Story kept as it was; it opens in the reader's page."""

    show_full_result_count = False
    list_select_related = ["article", "by"]
    search_fields = ["article__headline"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_page"
        view = self.admin_site.admin_view(self.page)
        return [path("<int:pk>/page/", view, name=name), *super().get_urls()]

    def page(self, request, pk):
        row = self.model.objects.select_related("article__section").filter(pk=pk).first()
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        if not may_preview(request.user, row.article):
            return refuse_held(self, request)
        story = row.story()
        if story is None:
            raise Http404
        return render_page(request, row.article, story)

    @admin.display(description=gettext_lazy("text"))
    def text(self, row):
        if row.content is None:
            return _("None: withdrawn or sealed.")
        address = reverse(f"admin:articles_{self.opts.model_name}_page", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Open as readers would see it"))

    @admin.display(description=gettext_lazy("story"))
    def story_link(self, row):
        address = reverse("admin:articles_article_change", args=[row.article_id])
        return format_html('<a href="{}">{}</a>', address, row.article)


@admin.register(Version)
class VersionAdmin(StoryRecord):
    nothing_yet = gettext_lazy("No story was saved yet; each save is kept here.")
    list_display = ["article", "revision", "kind", by_whom, AT, "reason"]
    list_filter = ["kind"]
    fields = ["story_link", "text", "revision", "kind", "by", "at", "reason"]
    readonly_fields = ["story_link", "text"]


@admin.register(Edition)
class EditionAdmin(StoryRecord):
    nothing_yet = gettext_lazy("Nothing was published yet.")
    list_display = [
        "headline", "number", "kind", "section",
        hour_column("goes_live_at", gettext_lazy("goes live")), "end", by_whom,
    ]  # fmt: skip
    list_filter = ["kind", ("section", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["section", "by"]
    search_fields = ["headline"]
    fields = [
        "story_link", "text", "number", "kind", "goes_live_at", "end", "by", "reason", "notice",
        "revision", "section", "slug", "content_hash", "chain_hash", "sealed_at", "sealed_reason",
    ]  # fmt: skip
    readonly_fields = ["story_link", "text", "end"]

    @admin.display(description=gettext_lazy("replaced"), ordering="replaced_at")
    def end(self, edition):
        if edition.replaced_at.year == 9999:
            return _("open")
        if edition.replaced_at == edition.goes_live_at:
            return _("cancelled")
        return to_the_second(edition.replaced_at)


@admin.register(Event)
class EventAdmin(ReadOnly, DeskAdmin):
    list_display = [
        AT, "kind", "article", by_whom, hour_column("due_at", gettext_lazy("due")), "reason",
    ]  # fmt: skip
    list_filter = ["kind"]
    list_select_related = ["article", "by"]
    search_fields = ["article__headline", "reason"]
    show_full_result_count = False
    fields = ["at", "kind", "article", "by", "due_at", "reason", "keys"]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, DeskAdmin):
    """Who took which step, when, from where and why; for publishers and administrators."""

    nothing_yet = gettext_lazy("Nobody has taken a step yet.")
    list_display = [AT, "action", "about", "from_what", "to_what", by_whom, "reason", "origin"]
    list_filter = ["action"]
    list_select_related = ["article", "account", "by"]
    search_fields = ["article__headline", "reason", "by__username"]
    show_full_result_count = False
    fields = [
        "at", "action", "about", "from_what", "to_what", "by", "reason", "origin", "more",
    ]  # fmt: skip
    readonly_fields = ["about", "from_what", "to_what", "more"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.publish_any_article")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "article__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("about"))
    def about(self, entry):
        if entry.article_id is None:
            return str(entry.account or "–")
        return format_html(
            '<a href="{}?article__id__exact={}">{}</a>',
            reverse("admin:articles_auditentry_changelist"),
            entry.article_id,
            entry.article,
        )

    @admin.display(description=gettext_lazy("from"))
    def from_what(self, entry):
        return spelt(entry.before) or "–"

    @admin.display(description=gettext_lazy("to"))
    def to_what(self, entry):
        return spelt(entry.after) or "–"

    @admin.display(description=gettext_lazy("more"))
    def more(self, entry):
        lines = [
            f"{name}: {'; '.join(map(str, value)) if isinstance(value, list) else value}"
            for name, value in entry.detail.items()
        ]
        return format_html_join("", "{}<br>", ((line,) for line in lines)) if lines else "–"


@admin.register(FrontPin)
class FrontPinAdmin(ReadOnly, DeskAdmin):
    nothing_yet = gettext_lazy("Nothing was ever pinned: all fronts fill by time.")
    list_display = [
        "article", "where", "position", hour_column("since", gettext_lazy("from")),
        hour_column("until", gettext_lazy("until")),
        hour_column("taken_off_at", gettext_lazy("taken off")),
    ]  # fmt: skip
    list_filter = [("section", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["article", "section"]
    ordering = ["-pk"]
    show_full_result_count = False
    fields = ["article", "section", "position", "since", "until", "taken_off_at"]
    search_fields = ["article__headline"]

    @admin.display(description=gettext_lazy("front"), ordering="section")
    def where(self, pin):
        return pin.section or _("Front page")
