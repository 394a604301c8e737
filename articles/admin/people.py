"""Sections, contributors and tags in the admin."""

from django import forms
from django.contrib import admin
from django.db.models import Func, OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from taggit.admin import TagAdmin as TaggitTagAdmin
from taggit.models import Tag, TaggedItem

from articles.admin.guard import SHOWN, KeptWhileUsed
from articles.models import Article, Byline, Contributor, OldSlug, Section
from articles.models.old_slug import keep_old_slug
from articles.publishing.accounts import name_of, set_editors


def _count(rows):
    """Return the number of `rows` as a subquery; a join would be grouped over the whole table."""
    return Subquery(rows.order_by().annotate(n=Func("pk", function="COUNT")).values("n"))


@admin.register(Section)
class SectionAdmin(KeptWhileUsed):
    nothing_yet = _("No section is here yet. Add the first desk: “City”, “World” or “Sport”.")
    list_display = ["name", "slug", "parent", "position", "story_count", "who_edits"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["parent", "editors"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "parent", "position", "description", "editors"]

    def get_queryset(self, request):
        found = super().get_queryset(request).prefetch_related("editors")
        return found.annotate(stories=_count(Article.objects.filter(section=OuterRef("pk"))))

    def save_related(self, request, form, formsets, change):
        editors = form.cleaned_data.pop("editors", None)
        super().save_related(request, form, formsets, change)
        if editors is not None:
            set_editors(form.instance, editors, by=request.user)

    def get_readonly_fields(self, request, obj=None):
        # Who cannot see accounts cannot choose among them.
        return [] if request.user.has_perm("auth.view_user") else ["editors"]

    @admin.display(description=_("stories"), ordering="stories")
    def story_count(self, section):
        return section.stories

    @admin.display(description=_("editors"))
    def who_edits(self, section):
        names = [name_of(user) for user in section.editors.all()]
        return ", ".join(names) or "–"

    def get_prepopulated_fields(self, request, obj=None):
        # An address in use does not follow a new name by itself.
        return {} if obj else self.prepopulated_fields


@admin.register(Contributor)
class ContributorAdmin(KeptWhileUsed):
    nothing_yet = _("Nobody is credited yet. Names typed in a story's credits are added here.")
    list_display = ["name", "kind", "job_title", "story_count"]
    list_filter = ["kind"]
    search_fields = ["name", "job_title"]
    search_help_text = _("Name or job title")
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "kind", "job_title", "about"]

    def get_queryset(self, request):
        credits = Byline.objects.filter(contributor=OuterRef("pk"))
        return super().get_queryset(request).annotate(stories=_count(credits))

    @admin.display(description=_("stories"), ordering="stories")
    def story_count(self, contributor):
        return contributor.stories

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields


admin.site.unregister(Tag)


class TagForm(forms.ModelForm):
    class Meta:
        model = Tag
        fields = ["name", "slug"]
        help_texts = {
            "name": _("As readers see it: “harbour”."),
            "slug": _("The end of the address: “harbour” gives /tag/harbour/."),
        }


@admin.register(Tag)
class TagAdmin(KeptWhileUsed, TaggitTagAdmin):
    nothing_yet = _("No tag is here yet. Tags typed in a story are added here.")
    form = TagForm
    inlines = []
    list_display = ["name", "slug", "story_count"]
    search_fields = ["name"]
    ordering = ["name"]

    def save_model(self, request, obj, form, change):
        # The model is a library's, so its page is the only place where its slug changes.
        keep_old_slug(OldSlug.Kind.TAG, obj)
        super().save_model(request, obj, form, change)

    def get_queryset(self, request):
        uses = TaggedItem.objects.filter(tag=OuterRef("pk"))
        return super().get_queryset(request).annotate(stories=_count(uses))

    @admin.display(description=_("stories"), ordering="stories")
    def story_count(self, tag):
        return tag.stories

    def _uses(self, tag):
        yield from super()._uses(tag)
        # Drafts too: their tags would vanish without a word.
        stories = Article.objects.filter(pk__in=tag.taggit_taggeditem_items.values("object_id"))
        for article in stories[:SHOWN]:
            yield f"{capfirst(article._meta.verbose_name)}: {article}"

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def get_actions(self, request):
        actions = super().get_actions(request)
        # Merging rewrites the tags of all stories, so it takes the right to delete a tag.
        if not self.has_merge_permission(request):
            actions.pop("render_tag_form", None)
        return actions
