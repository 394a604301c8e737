"""Verbs of a story that need a word first: withdraw, hold, release, spike, take back.

One page asks for one story or for many chosen in the list; each story is its own transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import publishing
from articles.admin.roles import rights_of
from articles.models import Article
from articles.vocabulary import Status


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("For the desk and the record; not public.")
    )


class SpikeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, help_text=_("For the desk; may be empty.")
    )


class WithdrawForm(ReasonForm):
    notice = forms.CharField(
        label=_("Notice for readers"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "It stands at the story's address from now on: “This story was withdrawn because it "
            "named the wrong ferry company. We apologise to both.”"
        ),
    )
    field_order = ["notice", "reason"]


class NoForm(forms.Form):
    pass


@dataclass(frozen=True)
class Verb:
    name: str
    right: str  # of Rights
    label: str
    done: str
    explanation: str
    form: type
    run: Callable


def _spike(article, by, reason):
    return publishing.spike(article, by=by, reason=reason)


def _unspike(article, by):
    return publishing.set_status(article, Status.DRAFT, by=by)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "withdraw", "withdraw", _("Withdraw"), _("withdrawn"),
            _("Readers who open the story get your notice instead, at once and everywhere."),
            WithdrawForm,
            lambda article, by, **given: publishing.withdraw(article, by=by, **given),
        ),
        Verb(
            "hold", "hold", _("Put on legal hold"), _("on legal hold"),
            _("The story disappears from all pages at once, as if it had never been there. "
              "Nothing is lost, and releasing it brings it back."),
            ReasonForm,
            lambda article, by, **given: publishing.hold(article, by=by, **given),
        ),
        Verb(
            "release", "hold", _("Release from legal hold"), _("released"),
            _("Readers see the story again, as it was last published."),
            ReasonForm,
            lambda article, by, **given: publishing.release(article, by=by, **given),
        ),
        Verb(
            "spike", "spike", _("Spike"), _("spiked"),
            _("The story is dropped before publication. It stays here and can be taken back."),
            SpikeForm,
            lambda article, by, **given: _spike(article, by, **given),
        ),
        Verb(
            "unspike", "unspike", _("Take back to draft"), _("a draft again"),
            _("The story can be written again."),
            NoForm,
            lambda article, by, **given: _unspike(article, by, **given),
        ),
    )
}  # fmt: skip


def verb_view(model_admin, request, verb, articles):
    """Ask for what `verb` needs, then do it to each of `articles`; return the response.

    Raises PermissionDenied if none of them is the user's to do it to.
    """
    allowed = [a for a in articles if getattr(rights_of(request.user, a), verb.right)]
    if not allowed:
        raise PermissionDenied
    form = verb.form(request.POST if "confirm" in request.POST else None)
    if form.is_valid():
        _do(model_admin, request, verb, allowed, form.cleaned_data)
        if len(articles) == 1:
            return HttpResponseRedirect(
                reverse("admin:articles_article_change", args=[articles[0].pk])
            )
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": verb.label,
        "opts": Article._meta,
        "verb": verb,
        "form": form,
        "articles": allowed,
        "refused": len(articles) - len(allowed),
        "ids": ",".join(str(article.pk) for article in articles),
    }
    return TemplateResponse(request, "admin/articles/article/verb.html", context)


def _do(model_admin, request, verb, articles, given):
    done = []
    for article in articles:
        try:
            verb.run(article, request.user, **given)
        except publishing.PublishingError as refusal:
            model_admin.message_user(request, str(refusal), messages.ERROR)
        else:
            model_admin.log_change(request, article, [{"changed": {"fields": [verb.name]}}])
            done.append(article)
    if len(done) == 1:
        text = _("“%(story)s” is %(done)s.") % {"story": done[0], "done": verb.done}
        model_admin.message_user(request, text, messages.SUCCESS)
    elif done:
        text = ngettext("%(n)d story is %(done)s.", "%(n)d stories are %(done)s.", len(done))
        model_admin.message_user(
            request, text % {"n": len(done), "done": verb.done}, messages.SUCCESS
        )
