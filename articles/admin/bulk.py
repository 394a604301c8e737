"""One step for many stories: for those ticked, or for exactly those a view of the list shows.

What a view shows is carried as its address, with the moment it was looked at, the number of its
stories and a digest of which they are. If they are others when it is confirmed, nothing is done
and the new number is asked for again. Each story is a transaction of its own.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from articles import publishing
from articles.admin.moves import MOVES, move
from articles.admin.roles import rights_of
from articles.admin.state import with_state
from articles.admin.story_form import TagsField
from articles.admin.story_views import walk_of
from articles.admin.verb_forms import MayGiveReasonForm, WithdrawForm
from articles.admin.wanted import Wanted, list_address, read_moment
from articles.models import Article, Section
from articles.vocabulary import Status

MOST = 1000  # stories in one go
TICKED = 200  # of them by their boxes
SHOWN = 10  # named before anything is done


class StateForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("Desk state"), choices=list(MOVES.items()))


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=gettext_lazy("Section"),
        help_text=gettext_lazy("Readers see live stories there once their change is published."),
    )


class TagForm(forms.Form):
    tags = TagsField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy(
            "Topics, separated by commas: harbour, ferries. Readers see them once the change is "
            "published."
        ),
        error_messages={"required": gettext_lazy("Name a topic at least: harbour, ferries.")},
    )

    def clean_tags(self):
        """Return the names, each as it is spelt already if there is such a tag."""
        names = self.cleaned_data["tags"]
        found = (Tag.objects.filter(name__iexact=name).order_by("pk").first() for name in names)
        return [tag.name if tag else name for tag, name in zip(found, names, strict=True)]


@dataclass(frozen=True)
class Many:
    """A step for many: `run` takes an article (with_state), the user, the rights and the form."""

    label: str
    done: str
    explanation: str
    right: str  # of Rights
    permissions: tuple  # of which the user has one, or the step is not offered
    form: type
    run: Callable


def _spike(article, user, rights, given):
    return publishing.spike(article, by=user, reason=given["reason"])


def _withdraw(article, user, rights, given):
    told = {name: given[name] for name in WithdrawForm.takes}
    return publishing.withdraw(article, by=user, **told)


def _state(article, user, rights, given):
    return move(article, given["status"], user, rights, article.revision)


def _section(article, user, rights, given):
    return publishing.move_to_section(article, given["section"], by=user, revision=article.revision)


def _tag(article, user, rights, given):
    return publishing.add_tags(article, given["tags"], by=user, revision=article.revision)


_CHANGE = ("articles.change_article",)
MANY = {
    "state": Many(
        gettext_lazy("Move desk state"), gettext_lazy("Moved"),
        gettext_lazy("What was published or is scheduled keeps its state."),
        "change", _CHANGE, StateForm, _state,
    ),
    "section": Many(
        gettext_lazy("Change section"), gettext_lazy("Changed"),
        gettext_lazy("The stories get another home desk; a version of each is kept."),
        "change", _CHANGE, SectionForm, _section,
    ),
    "tag": Many(
        gettext_lazy("Add tags"), gettext_lazy("Tagged"),
        gettext_lazy("The tags are added to those each story has; a version of each is kept."),
        "change", _CHANGE, TagForm, _tag,
    ),
    "spike": Many(
        gettext_lazy("Spike"), gettext_lazy("Spiked"),
        gettext_lazy("The stories are dropped before publication. They stay here and can be taken "
                     "back. What is live cannot be spiked."),
        "spike", ("articles.publish_article",), MayGiveReasonForm, _spike,
    ),
    "withdraw": Many(
        gettext_lazy("Withdraw"), gettext_lazy("Withdrawn"),
        gettext_lazy("Readers who open one of the stories get your notice instead, at once and "
                     "everywhere."),
        "withdraw", ("articles.withdraw_article",), WithdrawForm, _withdraw,
    ),
}  # fmt: skip


def offered(user):
    """Return [(name, label)] of the steps that a user may do to some story."""
    return [
        (name, many.label)
        for name, many in MANY.items()
        if any(map(user.has_perm, many.permissions))
    ]


@dataclass
class Chosen:
    """The stories a step is meant for; `until` is empty where they were ticked one by one."""

    ids: list
    until: str = ""
    is_more: bool = False  # the view has more than MOST
    is_cut: bool = False  # the view was looked through no further than its window
    digest: str = field(init=False)

    def __post_init__(self):
        text = ",".join(map(str, sorted(self.ids)))
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:32]

    @property
    def count(self):
        return len(self.ids)


def bulk_view(model_admin, request):
    """Ask what a step needs, then do it and tell how it went for each story."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    query = request.GET.urlencode()
    name = request.POST.get("verb", "")
    if request.method != "POST" or name not in MANY:
        if request.method == "POST":
            model_admin.message_user(request, _("Choose what to do with the stories."), "warning")
        return HttpResponseRedirect(list_address(query))
    if name not in dict(offered(request.user)):
        raise PermissionDenied
    chosen = _chosen(request)
    if not chosen.ids:
        text = _("No story was chosen: tick some, or choose all in this view.")
        model_admin.message_user(request, text, "warning")
        return HttpResponseRedirect(list_address(query))
    many, is_sure = MANY[name], "confirm" in request.POST
    form = many.form(request.POST if is_sure else None)
    is_changed = is_sure and request.POST.get("digest") != chosen.digest
    context = {
        **model_admin.admin_site.each_context(request),
        "title": many.label,
        "opts": model_admin.opts,
        "name": name,
        "many": many,
        "query": query,
    }
    if is_sure and not is_changed and form.is_valid():
        done, refused = _do(model_admin, request, name, chosen.ids, form.cleaned_data)
        context |= {"done": done, "refused": refused, "shown": 100}
        return TemplateResponse(request, "admin/articles/article/bulk_done.html", context)
    context |= {
        "form": form,
        "chosen": chosen,
        "is_changed": is_changed,
        "count_before": request.POST.get("count", "")[:6],
        "first": Article.objects.in_bulk(chosen.ids[:SHOWN]).values(),
        "more": chosen.count - len(chosen.ids[:SHOWN]),
        "most": MOST,
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context)


def _chosen(request):
    """Return what is Chosen by the boxes, or by the address up to the moment it was looked at."""
    until = read_moment(request.POST.get("until"))
    if request.POST.get("scope") != "all" or until is None:
        ticked = [pk for pk in request.POST.getlist("story") if pk.isdecimal() and len(pk) < 19]
        ids = Article.objects.filter(pk__in=ticked[:TICKED]).order_by("-saved_at", "-pk")
        return Chosen(list(ids.values_list("pk", flat=True)))
    sections = list(Section.objects.marked_for(request.user))
    wanted = Wanted.read(request.GET, sections)
    if wanted.errors:
        return Chosen([])
    walk = walk_of(wanted, request.user, sections, timezone.now(), until)
    count = walk.count(MOST)
    return Chosen(walk.ids(MOST), until.isoformat(), count.is_more, count.is_cut)


def _do(model_admin, request, name, ids, given):
    """Do the step to each story by itself; return ([done], [(story or id, why not)])."""
    many, done, refused = MANY[name], [], []
    for pk in ids:
        article = with_state(Article.objects.filter(pk=pk)).first()
        if article is None:
            refused.append((f"#{pk}", _("It is no longer here.")))
            continue
        rights = rights_of(request.user, article)
        try:
            if not getattr(rights, many.right):
                raise publishing.NotAllowed(_not_theirs(article, many))
            many.run(article, request.user, rights, given)
        except publishing.PublishingError as why:
            refused.append((article, str(why)))
        else:
            model_admin.log_change(request, article, [{"changed": {"fields": [name]}}])
            done.append(article)
    return done, refused


def _not_theirs(article, many):
    if article.status == Status.SPIKED and many.right == "spike":
        return _("“%(story)s” is spiked already.") % {"story": article}
    if article.status == Status.SPIKED:
        return _("“%(story)s” is spiked; take it back first.") % {"story": article}
    return _("“%(story)s” is not yours to do that to.") % {"story": article}
