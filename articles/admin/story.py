"""Stories in the admin: the list, the page where one is written, and the way to readers."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from js_asset import Media

from articles.admin import (
    compare,
    conflict,
    front_story,
    notices,
    picker,
    preview,
    preview_links,
    recovery,
    story_list,
    words,
)
from articles.admin.bar import bar_of, publish_from
from articles.admin.base import DeskAdmin
from articles.admin.gauges import EMPTY, gauges_of
from articles.admin.goes_out import GoesOut, goes_out_of
from articles.admin.guard import NeverDeleted
from articles.admin.history import history_view
from articles.admin.hour_form import hour_view
from articles.admin.login_kept import step_kept
from articles.admin.mistakes import mistakes_in
from articles.admin.moves import warning_of
from articles.admin.photo_rows import Photos
from articles.admin.problems import checked
from articles.admin.roles import rights_of
from articles.admin.row_mistakes import row_mistakes
from articles.admin.rows import Corrections, Credits, RelatedLinks
from articles.admin.sent_back import sent_back
from articles.admin.state import with_state
from articles.admin.stopped import take_stopped
from articles.admin.story_form import StoryForm, text_of
from articles.admin.taken_away import hold_of, withdrawal_of
from articles.admin.unfinished import unfinished_of
from articles.admin.verbs import VERBS, address_of, verb_view
from articles.admin.video_rows import Videos
from articles.importing.settle import import_of
from articles.models import Article
from articles.public.preview import page_of
from articles.publishing import PublishingError, set_status
from articles.publishing.moments import short_hour
from articles.vocabulary import Status

DESK_STATES = (Status.DRAFT, Status.IN_REVIEW, Status.READY)


@admin.register(Article)
class ArticleAdmin(NeverDeleted, story_list.StoryList, DeskAdmin):
    form = StoryForm
    inlines = [Photos, Videos, Credits, Corrections, RelatedLinks]
    save_on_top = False

    # Who may.

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or rights_of(request.user, obj).photos

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_article")

    # The form.

    def get_queryset(self, request):
        return with_state(super().get_queryset(request)).select_related("section", "created_by")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.photos_only = change and not rights_of(request.user, obj).change
        recovery.prepare(form, request)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if way := recovery.way_to_words(request, object_id):
            return HttpResponseRedirect(way)
        request, object_id = recovery.meant(self, request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_inlines(self, request, obj):
        if obj and not rights_of(request.user, obj).change:
            return [Photos] if rights_of(request.user, obj).photos else []
        return self.inlines

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            notices.read(request.user, obj)
        formsets = {rows.formset.prefix: rows.formset for rows in context["inline_admin_formsets"]}
        rights = rights_of(request.user, obj or Article(created_by=request.user))
        form = context["adminform"].form
        if form.conflict:
            late = conflict.of_save(self, request, obj, form, formsets.values())
            if late:
                return late
        story = obj.story() if obj else None
        withdrawn = withdrawal_of(obj) if obj else None
        context |= {
            "rows": formsets,
            "form": form,
            "mistakes": _mistakes(form, formsets),
            "gauges": gauges_of(story) if story else EMPTY,
            "words": recovery.page_words(request, obj),
            "unfinished": unfinished_of(request.user, timezone.now()) if add else [],
            "rights": rights,
            "saved_at": short_hour(obj.saved_at) if obj else "",
            "may_publish": rights.publish
            or (add and request.user.has_perm("articles.publish_article")),
            "bar": bar_of(obj, rights) if obj else None,
            "goes_out": _goes_out(obj, withdrawn),
            "withdrawn": withdrawn,
            "taken_away": [*filter(None, (hold_of(obj), withdrawn))]
            if obj and rights.change
            else [],
            "checked": checked(obj) if obj and rights.change else None,
            "stopped": take_stopped(request, obj) if obj else None,
            "sent_back": sent_back(obj, request.user) if obj and rights.change else None,
            "import": import_of(obj) if obj else None,
            "media": Media.from_media(context["media"], nonce=request.csp_nonce),
            "page": page_of(obj, story) if obj and not rights.photos else None,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving: one transaction, which the admin's own view opens.

    def save_model(self, request, obj, form, change):
        if change:
            form.before = text_of(Article.objects.get(pk=obj.pk))
            # Desk state, hold and embargo are changed by verbs, perhaps this very moment.
            obj.save(update_fields=StoryForm.Meta.fields)
        else:
            obj.created_by = request.user
            obj.save()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = form.instance
        rows_moved = any(rows.new_objects or rows.deleted_objects for rows in formsets)
        # What is saved as it was is no new revision: a live story has no changes by it.
        is_first = not change or obj.revision == 0
        if is_first or rows_moved or text_of(obj) != form.before:
            obj.revision += 1
            obj.saved_at = timezone.now()
            obj.save(update_fields=["revision", "saved_at"])
        recovery.keep_saved(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._after_save(request, obj)

    def response_change(self, request, obj):
        return self._after_save(request, obj)

    def _after_save(self, request, obj):
        """Do what the button said besides saving, and stay on the page of the story."""
        article = self.get_object(request, str(obj.pk))
        rights = rights_of(request.user, article)
        if "_publish" in request.POST:
            publish_from(self, request, article, rights)
        elif asked := request.POST.get("_status"):
            self._set_status(request, article, rights, asked)
        elif request.POST.get("_verb") in VERBS:
            return HttpResponseRedirect(address_of(request.POST["_verb"], article))
        else:
            self.message_user(request, _("Saved."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

    def _set_status(self, request, article, rights, asked):
        """Move to the state a button asks for: `ready:draft`, where the page said it is a draft."""
        status, _colon, seen = asked.partition(":")
        if status not in DESK_STATES or not rights.change:
            raise PermissionDenied
        if status == Status.READY and not rights.ready:
            raise PermissionDenied
        try:
            revision = article.revision
            set_status(article, status, by=request.user, revision=revision, seen=seen or None)
        except PublishingError as refusal:
            text = _("The text is saved. %(why)s") % {"why": refusal}
            self.message_user(request, text, messages.ERROR)
        else:
            text = _("Saved: %(state)s.") % {"state": Status(status).label}
            self.message_user(request, text, messages.SUCCESS)
            if warning := warning_of(article, status):
                self.message_user(request, warning, messages.WARNING)

    # Other addresses below a story.

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("verb/<slug:name>/", step_kept(self, self.verb), name="articles_article_verbs"),
            path("hour/", view(hour_view), name="articles_article_hour"),
        ]
        for name in VERBS:
            step = step_kept(self, self.verb)
            own.append(path(f"<int:pk>/{name}/", step, {"name": name}, "articles_article_step"))
        more = [words, preview, preview_links, compare, story_list, front_story, picker]
        return [*own, *(p for part in more for p in part.urls(self)), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        return history_view(self, request, object_id)

    def verb(self, request, name, pk=None):
        ids = [pk] if pk else [int(i) for i in request.GET.get("ids", "").split(",") if i.isdigit()]
        articles = list(self.get_queryset(request).filter(pk__in=ids))
        if name not in VERBS or not articles:
            raise PermissionDenied
        return verb_view(self, request, VERBS[name], articles)


def _goes_out(article, withdrawn):
    """Return the GoesOut of what readers do not have, a story that is not saved yet included."""
    if article is None:
        return GoesOut()
    return None if article.was_live and not withdrawn else goes_out_of(article, withdrawn)


def _mistakes(form, formsets):
    """Return what is wrong in a page that somebody sent in, the head of the story first."""
    if not form.is_bound:
        return []
    text = form.cleaned_data.get("body", form.instance.body)
    return [*mistakes_in(form), *(m for one in formsets.values() for m in row_mistakes(one, text))]
