"""The list of stories: what state each is in, whose it is, and what to do with many at once."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.state import NAMES, state_of
from articles.models import Edition
from articles.vocabulary import EditionKind


class PublicState(admin.SimpleListFilter):
    title = _("readers see")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return [
            ("live", _("Live")),
            ("scheduled", _("Scheduled")),
            ("withdrawn", _("Withdrawn")),
            ("held", _("On legal hold")),
            ("never", _("Never published")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "live":
                return queryset.filter(is_live=True)
            case "scheduled":
                return queryset.filter(is_scheduled=True)
            case "withdrawn":
                gone = Edition.objects.in_force().filter(kind=EditionKind.WITHDRAWAL)
                return queryset.filter(pk__in=gone.values("article"))
            case "held":
                return queryset.filter(held=True)
            case "never":
                return queryset.filter(was_live=False)
        return queryset


class Mine(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("My stories")), ("sections", _("My sections"))]

    def queryset(self, request, queryset):
        match self.value():
            case "mine":
                return queryset.written_by(request.user)
            case "sections":
                return queryset.in_sections_of(request.user)
        return queryset


class StoryList:
    """Options of the list; mixed into the admin of stories."""

    nothing_yet = _("No story is here yet. Add the first one.")
    list_display = ["headline_line", "state", "section_name", "writer", "saved", "hour"]
    list_display_links = ["headline_line"]
    list_filter = [Mine, "status", PublicState, ("section", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    search_fields = ["headline", "slugline", "kicker", "bylines__contributor__name"]
    search_help_text = _("Headline, slugline, kicker or the name of a writer")
    show_full_result_count = False
    actions = ["spike_many", "withdraw_many"]
    ordering = ["-saved_at", "-pk"]

    @admin.display(description=_("story"), ordering="headline")
    def headline_line(self, article):
        if article.kicker:
            return format_html('<span class="kicker">{}</span> {}', article.kicker, article)
        return str(article)

    @admin.display(description=_("state"), ordering="status")
    def state(self, article):
        name = state_of(article)
        return format_html('<span class="state state-{}">{}</span>', name, NAMES[name])

    @admin.display(description=_("section"), ordering="section__name")
    def section_name(self, article):
        return article.section.name if article.section else "–"

    @admin.display(description=_("written by"), ordering="created_by__username")
    def writer(self, article):
        user = article.created_by
        return (user.get_full_name() or user.get_username()) if user else _("Import")

    @admin.display(description=_("last saved"), ordering="saved_at")
    def saved(self, article):
        return short_hour(article.saved_at)

    @admin.display(description=_("live since"))
    def hour(self, article):
        hour = article.waits_for or article.live_at
        return short_hour(hour) if hour else "–"

    @admin.action(description=_("Spike …"), permissions=["spike"])
    def spike_many(self, request, queryset):
        return _to_verb("spike", queryset)

    @admin.action(description=_("Withdraw …"), permissions=["withdraw"])
    def withdraw_many(self, request, queryset):
        return _to_verb("withdraw", queryset)

    def has_spike_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request):
        return request.user.has_perm("articles.withdraw_article")


def short_hour(moment):
    """Return an hour of the newsroom as short as a list wants it; the year where it differs."""
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localdate().year
    return date_format(local, "j M, H:i" if this_year else "j M Y, H:i")


def _to_verb(name, queryset):
    ids = ",".join(str(pk) for pk in queryset.order_by("pk").values_list("pk", flat=True)[:500])
    return HttpResponseRedirect(f"{reverse('admin:articles_article_verbs', args=[name])}?ids={ids}")
