"""Readers' reports of errors in the admin: those that wait first, settled with one click."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.base import DeskAdmin
from articles.admin.guard import NeverDeleted
from articles.admin.verbs import address_of
from articles.models import Article, Edition, ErrorReport
from articles.publishing.accounts import name_of
from articles.publishing.moments import short_hour

SETTLE, REOPEN = "settle", "reopen"


class Waiting(admin.SimpleListFilter):
    """What waits for an editor, unless something else is asked for."""

    title = gettext_lazy("reports")
    parameter_name = "show"
    NAMES = {
        None: gettext_lazy("Open"),
        "suspected": gettext_lazy("Perhaps spam"),
        "settled": gettext_lazy("Settled"),
        "all": gettext_lazy("All"),
    }

    def lookups(self, request, model_admin):
        return [(value, name) for value, name in self.NAMES.items() if value]

    def choices(self, changelist):
        for value, name in self.NAMES.items():
            new, gone = ({"show": value}, []) if value else ({}, ["show"])
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string(new, gone),
                "display": name,
            }

    def queryset(self, request, queryset):
        match self.value():
            case "all":
                return queryset
            case "settled":
                return queryset.settled()
            case "suspected":
                return queryset.suspected()
        return queryset.open()


@admin.register(ErrorReport)
class ErrorReportAdmin(NeverDeleted, DeskAdmin):
    nothing_yet = gettext_lazy("No report waits: readers have found no error, or all are settled.")
    list_display = ["words", "story", "sent", "settled", "act"]
    list_display_links = ["words"]
    list_filter = [Waiting]
    list_per_page = 50
    list_select_related = ["article", "settled_by"]
    search_fields = ["text", "email", "article__headline"]
    search_help_text = gettext_lazy("Words of the report, e-mail or headline")
    show_full_result_count = False
    ordering = ["-pk"]
    fields = ["story_links", "text", "answer_to", "at", "suspicion", "settled", "act"]
    readonly_fields = fields
    actions = ["settle_many", "reopen_many"]

    def get_queryset(self, request):
        theirs = self._in_charge_of(request.user).filter(pk=OuterRef("article_id"))
        found = super().get_queryset(request).defer("article__body")
        return found.annotate(may_settle=Exists(theirs))

    def get_urls(self):
        view = self.admin_site.admin_view(self.settle_one)
        name = "articles_errorreport_settle"
        return [path("<int:pk>/settle/", view, name=name), *super().get_urls()]

    def has_add_permission(self, request):
        return False  # readers write them

    def has_settle_permission(self, request):
        return request.user.has_perm("articles.change_errorreport")

    def has_change_permission(self, request, obj=None):
        return False  # a reader's words stay as they are; a button settles them

    def settle_one(self, request, pk):
        """Settle a report, or let it wait again, as its button says."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report = self.get_queryset(request).filter(pk=pk).first()
        if report is None or not self.has_view_permission(request, report):
            raise Http404
        if not report.may_settle:
            raise PermissionDenied
        self._do(request, ErrorReport.objects.filter(pk=pk), request.POST.get("act", SETTLE))
        return HttpResponseRedirect(_back(request))

    @admin.action(description=gettext_lazy("Settle"), permissions=["settle"])
    def settle_many(self, request, queryset):
        self._do(request, queryset.filter(may_settle=True), SETTLE)

    @admin.action(description=gettext_lazy("Open again"), permissions=["settle"])
    def reopen_many(self, request, queryset):
        self._do(request, queryset.filter(may_settle=True), REOPEN)

    def _in_charge_of(self, user):
        """Return the stories whose reports `user` settles: those that the user may publish."""
        if not user.has_perm("articles.change_errorreport"):
            return Article.objects.none()
        if user.has_perm("articles.publish_any_article"):
            return Article.objects.all()
        return Article.objects.in_sections_of(user)

    def _do(self, request, reports, act):
        pks = list(reports.values_list("pk", flat=True))
        chosen = ErrorReport.objects.filter(pk__in=pks)
        if act == REOPEN:
            count = chosen.reopen()
            said = ngettext("%(n)d report waits again.", "%(n)d reports wait again.", count)
        else:
            count = chosen.settle(by=request.user)
            said = ngettext("%(n)d report is settled.", "%(n)d reports are settled.", count)
        level = messages.SUCCESS if count else messages.WARNING
        self.message_user(request, said % {"n": count}, level)

    @admin.display(description=gettext_lazy("report"))
    def words(self, report):
        return Truncator(report.text).chars(160)

    @admin.display(description=gettext_lazy("story"))
    def story(self, report):
        address = reverse("admin:articles_article_change", args=[report.article_id])
        return format_html('<a class="list-story" href="{}">{}</a>', address, report.article)

    @admin.display(description=gettext_lazy("story"))
    def story_links(self, report):
        page = Edition.objects.live().filter(article=report.article_id).select_related("section")
        page = page.defer("content").first()
        if page is None:
            return self.story(report)
        public = format_html('<a href="{}">{}</a>', page.get_absolute_url(), _("as readers see it"))
        return format_html("{} · {}", self.story(report), public)

    @admin.display(description=gettext_lazy("e-mail"))
    def answer_to(self, report):
        if not report.email:
            return "–"
        if not report.may_settle:
            return _("for those who settle it")
        return format_html('<a href="mailto:{}">{}</a>', report.email, report.email)

    @admin.display(description=gettext_lazy("sent"), ordering="at")
    def sent(self, report):
        return short_hour(report.at)

    @admin.display(description=gettext_lazy("settled"), ordering="settled_at")
    def settled(self, report):
        if report.settled_at is None:
            return "–"
        user = report.settled_by
        name = name_of(user) if user else "–"
        return _("%(hour)s, %(name)s") % {"hour": short_hour(report.settled_at), "name": name}

    @admin.display(description=gettext_lazy("what to do"))
    def act(self, report):
        """A button of the form around it (of the list or the page) with an address of its own.

        Beside it the way to the correction that a report may call for.
        """
        if not report.may_settle:
            return ""
        act, name = (REOPEN, _("Open again")) if report.settled_at else (SETTLE, _("Settle"))
        button = format_html(
            '<button type="submit" class="quiet" name="act" value="{}" formaction="{}"'
            ' aria-label="{}">{}</button>',
            act, reverse("admin:articles_errorreport_settle", args=[report.pk]),
            f"{name}: {self.words(report)}", name,
        )  # fmt: skip
        if report.settled_at:
            return button
        correct = _("Correct …")
        return format_html(
            '{} <a href="{}" aria-label="{}">{}</a>',
            button, address_of("correct", report.article), f"{correct} {report.article}", correct,
        )  # fmt: skip


def _back(request):
    """Return the page of ours that the button stood on, else the list."""
    page = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return page
    return reverse("admin:articles_errorreport_changelist")
