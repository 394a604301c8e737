"""What can be done to many stories at once, and what each step asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from articles import publishing
from articles.admin.moves import MOVES, move
from articles.admin.story_form import TagsField
from articles.admin.verb_forms import MayGiveReasonForm, VerbForm, WithdrawForm
from articles.models import Section


class StateForm(VerbForm):
    missing = {"status": gettext_lazy("Choose the desk state.")}
    status = forms.ChoiceField(label=gettext_lazy("Desk state"), choices=list(MOVES.items()))


class SectionForm(VerbForm):
    missing = {"section": gettext_lazy("Choose the section.")}
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=gettext_lazy("Section"),
        help_text=gettext_lazy("Readers see live stories there once their change is published."),
    )


class TagForm(VerbForm):
    missing = {"tags": gettext_lazy("Name a topic at least: harbour, ferries.")}
    tags = TagsField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy(
            "Topics, separated by commas: harbour, ferries. Readers see them once the change is "
            "published."
        ),
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
