"""Words that meet another save: both texts part by part, and the way to one of them or to both.

The same page compares words that wait in an autosave with the story as it is saved.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import all_valid
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.autosave import keep
from articles.admin.differences import label_of, shown
from articles.admin.meeting import Copy, Meeting, copy_of, posted_of, save_one_text
from articles.admin.moments import hour_in_words
from articles.admin.reconcile import BOTH, MINE, THEIRS, Part
from articles.admin.recovery import WORDS, version_to_take
from articles.admin.story_form import DESK_ONLY
from articles.admin.texts import COPY, ref_of
from articles.admin.typed import TooLarge, new_tab, number, tab_of, typed_of
from articles.importing.merge import Difference
from articles.models import Article
from articles.publishing import StaleRevision
from articles.publishing.accounts import name_of
from articles.publishing.autosaves import is_own_work, set_aside
from articles.publishing.locks import lock
from articles.vocabulary import VersionKind

# Buttons of the story page that save first and then take a step.
STEPS = {"_publish", "_status", "_verb"}


@dataclass(frozen=True)
class Choice:
    """A Part on the page: its two texts as lists of (words, whether marked), and what to choose."""

    part: Part
    label: str
    mine: list
    theirs: list
    sides: list  # (value, label)
    chosen: str
    is_missing: bool


def of_save(model_admin, request, article, form, formsets):
    """Return the page for a save that came too late, or None if its words do not fit yet.

    They are kept first, as the autosave of their tab.
    """
    codes = [error.code for error in form.non_field_errors().as_data()]
    fits = codes == ["stale"] and len(form.errors) == 1 and all_valid(formsets)
    if not fits:
        return None
    try:
        typed = typed_of(_with_uploads(request.POST, formsets))
    except TooLarge:
        return None
    fresh = lock(Article.objects.get(pk=article.pk))
    version = keep(model_admin, request, fresh, tab_of(request.POST) or new_tab(), typed)
    if is_own_work(fresh, version.revision, by=request.user) and _joined(
        model_admin, request, fresh, version
    ):
        return HttpResponseRedirect(_change(fresh))
    return page(model_admin, request, fresh, version)


def _joined(model_admin, request, fresh, version):
    """Join words with what the same person saved in another tab; False where that cannot be.

    Where both tabs wrote one passage, the words sent now stand: nobody is asked to choose between
    two texts of their own, and the other one is a click away.
    """

    def later_words(meeting):
        return {part.key: meeting.is_base_known and (part.side or MINE) for part in meeting.parts}

    meeting, is_saved = save_one_text(model_admin, request, version, fresh, later_words)
    if is_saved:
        model_admin.message_user(request, *_said_of(meeting, fresh))
        if STEPS & request.POST.keys():
            text = _("Nothing but the save is done yet: look at the text of both tabs first.")
            model_admin.message_user(request, text, messages.WARNING)
    return is_saved


def _said_of(meeting, before):
    """Return (words, level) that tell a person of the text made of two tabs."""
    text = _("Saved, with what you saved in another tab at %(hour)s.")
    said = text % {"hour": hour_in_words(before.saved_at)}
    twice = [str(label_of(part.name)) for part in meeting.parts if not part.side]
    if not twice:
        return said, messages.SUCCESS
    saves = before.versions.of_working_copy().filter(revision=before.revision)
    texts = reverse("admin:articles_article_compare", args=[before.pk])
    text = _("Where both tabs changed the same, the words of this one stand: %(parts)s.")
    return format_html(
        '{} {} <a href="{}?a={}&amp;b={}">{}</a>', said, text % {"parts": ", ".join(twice)},
        texts, ref_of(saves.first()), COPY, _("Compare the two"),
    ), messages.WARNING  # fmt: skip


def _with_uploads(post, formsets):
    """Return what was posted, with the photos of files that came along and are kept already."""
    post = post.copy()
    for formset in formsets:
        for row in formset.forms:
            name = row.add_prefix("photo")
            if name in row.data:
                post[name] = str(row.data[name])
    return post


def words(model_admin, request, pk, version):
    """Compare words of one's own with the saved story; on POST do what a button says."""
    article = model_admin.get_object(request, str(pk))
    version = article and version_to_take(request.user, article, str(version))
    if not version:
        raise Http404
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    if request.method != "POST":
        return page(model_admin, request, article, version)
    if "_aside" in request.POST:
        return _aside(model_admin, request, article, version)
    if "_mine" in request.POST:
        posted = posted_of(request, version, overwrite=request.POST.get("revision"), _save="1")
        return model_admin.changeform_view(posted, str(pk))
    return _merge(model_admin, request, article, version)


def page(model_admin, request, article, version, said=""):
    """Return the page of a Meeting; where the words do not fit, lead to the form that says why."""
    mine = copy_of(model_admin, request, version)
    if mine is None:
        text = _("These words cannot be compared yet: what is marked below needs a change first.")
        model_admin.message_user(request, text, messages.WARNING)
        return HttpResponseRedirect(_change(article, version))
    article = Article.objects.with_story_parts().get(pk=article.pk)
    meeting = Meeting(version, mine, Copy.of(article), article)
    is_answered = "revision" in request.POST
    chosen = meeting.chosen(request.POST if is_answered else {})
    saves = article.versions.of_working_copy().filter(revision=article.revision)
    last = saves.defer("content").select_related("by").first()
    who = name_of(last.by) if last and last.by and last.by != request.user else ""
    label = _("Theirs") if who else _("As saved")
    choices = [_choice(part, chosen[part.key], is_answered, label) for part in meeting.parts]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Two texts: %(story)s") % {"story": article},
        "opts": model_admin.opts,
        "article": article,
        "version": version,
        "hour": hour_in_words(version.at),
        "who": who,
        "theirs_label": label,
        "saved_hour": hour_in_words(article.saved_at),
        "is_stale": version.revision != article.revision,
        "choices": choices,
        "open": sum(not choice.chosen for choice in choices),
        "said": said,
        "take_up": _change(article, version),
    }
    return TemplateResponse(request, "admin/articles/article/words.html", context)


def _change(article, version=None):
    address = reverse("admin:articles_article_change", args=[article.pk])
    return f"{address}?{WORDS}={version.pk}" if version else address


def _choice(part, chosen, is_answered, theirs_label):
    mine, theirs = part.mine, part.theirs
    if part.name in DESK_ONLY:
        mine, theirs = str(mine or ""), str(theirs or "")
    texts = shown(Difference(part.name, mine, theirs))
    sides = [(MINE, _("Mine")), (THEIRS, theirs_label)]
    if part.both is not None:
        joined = _("Both changes") if part.side == BOTH else _("Both, one after the other")
        sides.append((BOTH, joined))
    return Choice(part, texts.label, texts.mine, texts.new, sides, chosen,
                  is_answered and not chosen)  # fmt: skip


def _aside(model_admin, request, article, version):
    if version.kind == VersionKind.AUTOSAVE:
        set_aside(version)
    text = _("Set aside. Your words of %(hour)s stay among the versions.")
    if article.revision == 0:
        text = _("Set aside. Your words of %(hour)s stay: “%(story)s” is among My stories.")
    given = {"hour": hour_in_words(version.at), "story": article}
    model_admin.message_user(request, text % given, messages.SUCCESS)
    new = reverse("admin:articles_article_add")
    return HttpResponseRedirect(_change(article) if article.revision else new)


def _merge(model_admin, request, article, version):
    """Save the text that the form chose, if the story is still at the revision it showed."""
    said = ""
    with transaction.atomic():
        try:
            fresh = lock(article, number(request.POST.get("revision")) or -1)
        except StaleRevision:
            said = _(
                "The story was saved once more meanwhile. What you chose is kept where it "
                "still stands; look at the rest and save again."
            )
        else:
            _meeting, is_saved = save_one_text(
                model_admin, request, version, fresh, lambda meeting: meeting.chosen(request.POST)
            )
            if not is_saved:
                said = _(
                    "Nothing is saved yet: some parts were changed on both sides. Choose for each."
                )
    if said:
        return page(model_admin, request, article, version, said)
    model_admin.message_user(request, _("Saved: one text of both."), messages.SUCCESS)
    return HttpResponseRedirect(_change(article))
