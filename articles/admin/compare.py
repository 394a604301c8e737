"""Two texts of a story side by side, and the way back to one of them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.comparison import compared
from articles.admin.history import story_to_see
from articles.admin.preview import may_preview, refuse_held
from articles.admin.roles import rights_of
from articles.admin.texts import COPY, LIVE, text_at
from articles.models import Article
from articles.publishing import PublishingError, StaleRevision, restore


class RestoreForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For the desk and the record; may be empty."),
    )


def urls(model_admin):
    """Return the addresses below a story: `compare/?a=…&b=…` and `restore/<text>/`."""
    view = model_admin.admin_site.admin_view

    def compare(request, pk):
        return compare_view(model_admin, request, pk)

    def restore(request, pk, ref):
        return restore_view(model_admin, request, pk, ref)

    return [
        path("<int:pk>/compare/", view(compare), name="articles_article_compare"),
        path("<int:pk>/restore/<slug:ref>/", view(restore), name="articles_article_restore"),
    ]


def compare_view(model_admin, request, pk):
    """Show the texts `a` and `b`; without one of them, go back to choose."""
    article = story_to_see(model_admin, request, pk)
    refs = [request.GET.get(name, "") for name in ("a", "b")]
    if not all(refs) or refs[0] == refs[1]:
        text = _("Choose two different texts: one in the column “old”, one in “new”.")
        model_admin.message_user(request, text, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_history", args=[pk]))
    if not (rights_of(request.user, article).change or may_preview(request.user, article)):
        return refuse_held(model_admin, request)
    old, new = (text_at(article, ref) for ref in refs)
    context = _context(model_admin, request, article, old, new)
    context["title"] = _("Two texts compared")
    return TemplateResponse(request, "admin/articles/article/compare.html", context)


def restore_view(model_admin, request, pk, ref):
    """Show what restoring a text would change, ask why, and do it."""
    article = story_to_see(model_admin, request, pk)
    if not rights_of(request.user, article).change:
        raise PermissionDenied
    if ref == COPY:
        raise Http404("The working copy is there already.")
    text = text_at(article, ref)
    asked = request.method == "POST"
    form = RestoreForm(request.POST if asked else None, initial={"revision": article.revision})
    form.label_suffix = ""
    refusal = None
    if asked and text.story and form.is_valid():
        try:
            _restore(model_admin, request, article, text, form.cleaned_data)
        except StaleRevision as stale:
            # Once more, with what it would change now; the word why stays.
            refusal = stale
            now = Article.objects.values_list("revision", flat=True).get(pk=pk)
            form.data = form.data.copy()
            form.data["revision"] = now
        except (PublishingError, ValidationError) as error:
            refusal = " ".join(getattr(error, "messages", [str(error)]))
        else:
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
    context = _context(model_admin, request, article, text_at(article, COPY), text)
    context |= {
        "title": _("Restore an earlier text"), "form": form, "refusal": refusal, "text": text,
    }  # fmt: skip
    return TemplateResponse(
        request, "admin/articles/article/restore.html", context, status=409 if refusal else 200
    )


def _restore(model_admin, request, article, text, given):
    restore(article, text.kept, by=request.user, **given)
    said = _("Restored: %(text)s. Readers see it when it is published.") % {"text": text.name}
    model_admin.message_user(request, said, messages.SUCCESS)


def _context(model_admin, request, article, old, new):
    comparison = compared(old.story, new.story) if old.story and new.story else None
    return {
        **model_admin.admin_site.each_context(request),
        "opts": Article._meta,
        "article": article,
        "rights": rights_of(request.user, article),
        "old": old,
        "new": new,
        "comparison": comparison,
        "others": [(ref, name) for ref, name in _others(article) if ref not in (old.ref, new.ref)],
    }


def _others(article):
    """Return (ref, name) of what a text is most often compared with."""
    live = [(LIVE, _("Compare with what is live"))] if article.is_live else []
    return [*live, (COPY, _("Compare with the working copy"))]
