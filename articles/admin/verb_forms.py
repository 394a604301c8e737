"""What the verbs of a story ask for: a reason, a notice, an hour, a word to the writer."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.hour_form import HourForm
from articles.admin.mistakes import mistakes_in
from articles.admin.taken_away import withdrawal_of
from articles.models import Edition
from articles.publishing import NotReady, ReasonMissing, StaleRevision, Waiting
from articles.publishing.moments import full_words
from articles.publishing.quicker import saved_meanwhile
from articles.vocabulary import EditionKind


class VerbForm(forms.Form):
    """A form about `articles`; of a single one it keeps the revision that the user sees.

    Without any it asks only for what no single story decides. What it needs is marked, and named
    where it is missing.
    """

    # What to say where an answer is missing; it stands at the field and at the head of the page.
    missing = {
        "reason": _("Give a reason: it stays with the record."),
        "notice": _("Write the notice that readers get."),
        "note_kind": _("Say what it is: a correction, a clarification or another note."),
        "text": _("Write the text that readers get."),
        "kind": _("Say how much it changes: substantive or minor."),
        "scope": _("Say whether the other changes go out too."),
        "waiting": _("Say what becomes of the edition that waits."),
    }
    also_needed = ()  # fields of which one answer among several will do

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, articles=(), rights=None, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.articles = articles
        self.article = articles[0] if len(articles) == 1 else None
        self.rights = rights
        if self.article and not self.is_bound:
            self.initial.setdefault("revision", self.article.revision)

    def visible_fields(self):
        shown = super().visible_fields()
        for bound in shown:
            if bound.field.required or bound.name in self.also_needed:
                # Of an input itself, a screen reader says so already.
                mark = '{} <span class="needed" aria-hidden="true">({})</span>'
                bound.label = format_html(mark, bound.field.label, gettext("needed"))
        return shown

    def full_clean(self):
        for name, field in self.fields.items():
            if name in self.missing:
                field.error_messages["required"] = self.missing[name]
        super().full_clean()

    def mistakes(self):
        return mistakes_in(self)

    def refuse(self, refusal, by):
        """Say why the verb refused `by` (PublishingError); what the checks found stands by itself.

        The page shows the story as it is by now, so that confirming once more means that.
        """
        now = str(self.article.revision)
        if isinstance(refusal, StaleRevision) and self.data.get("revision", now) != now:
            self.data = self.data.copy()
            self.data["revision"] = now
            self.add_error(None, saved_meanwhile(self.article, by))
        elif isinstance(refusal, ReasonMissing) and "reason" in self.fields:
            self.add_error("reason", str(refusal))
        elif not isinstance(refusal, NotReady):
            self.add_error(None, str(refusal))
        elif any(problem.is_blocker for problem in refusal.problems):
            self.add_error(None, gettext("What the checks say below stops it; mend that first."))
        elif "despite" in self.fields:
            text = gettext("The checks warn: mend what they name, or give a reason to go on.")
            self.add_error("despite", ValidationError(text, code="required"))
        else:
            self.add_error(None, gettext("The checks warn: mend what they name below."))

    def given(self):
        """Return what the verb takes (dict)."""
        return {name: self.cleaned_data[name] for name in self.takes}

    takes = ()


class NoForm(VerbForm):
    pass


class DeskStateForm(VerbForm):
    """Asks nothing; of a single story it keeps the desk state that the user sees."""

    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.article and not self.is_bound:
            self.initial.setdefault("seen", self.article.status)

    def given(self):
        if not self.article:
            return super().given()
        shown = {name: self.cleaned_data[name] or None for name in ("revision", "seen")}
        return super().given() | shown


class ReasonForm(VerbForm):
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("For the desk and the record; not public.")
    )
    takes = ("reason",)


class MayGiveReasonForm(VerbForm):
    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, help_text=_("For the desk; may be empty.")
    )
    takes = ("reason",)


class WordToWriterForm(DeskStateForm):
    reason = forms.CharField(
        label=_("A word to the writer"),
        max_length=300,
        required=False,
        help_text=_(
            "What is still to do: “Who says so? A second source for the sum.” May be empty."
        ),
    )
    takes = ("reason",)


class WithdrawForm(HourForm, ReasonForm):
    may_be_now = True
    notice = forms.CharField(
        label=_("Notice for readers"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "It stands at the story's address from now on: “This story was withdrawn because it "
            "named the wrong ferry company. We apologise to both.”"
        ),
    )
    field_order = ["notice", "reason", "when", "day", "clock", "fold", "revision"]
    takes = ("notice", "reason", "at")


class EmbargoForm(HourForm, ReasonForm):
    also_needed = ("when",)
    field_order = ["when", "day", "clock", "fold", "reason", "revision"]

    def given(self):
        return {"until": self.cleaned_data["at"], "reason": self.cleaned_data["reason"]}


KINDS = [
    (EditionKind.UPDATE, _("Substantive: facts change, and the story counts as updated then")),
    (EditionKind.MINOR, _("Minor: spelling and style; its updated hour stays")),
]


class GoingLiveForm(MayGiveReasonForm):
    """What is asked of every text that is going to readers."""

    kind = forms.ChoiceField(label=_("The change is"), choices=KINDS, widget=forms.RadioSelect)
    despite = forms.CharField(
        label=_("Despite the warnings, because"),
        max_length=300,
        required=False,
        help_text=_("Only where the checks warn; it is kept with the edition and in the audit."),
    )
    takes = ("kind", "reason", "despite")
    brings_back = False  # whether it is for what was withdrawn, too

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not any(article.was_live for article in self.articles):
            del self.fields["kind"]
        if not self.rights.override:
            del self.fields["despite"]
        self.withdrawn = withdrawal_of(self.article) if self.brings_back and self.article else None
        if self.withdrawn:
            self.fields["reason"].required = True
            self.fields["reason"].help_text = _("Why readers get it again; not public.")

    def story(self):
        """Return the Story that readers would get, or None for the working copy."""
        return None

    def given(self):
        found = {name: self.cleaned_data.get(name, "") for name in self.takes}
        found["revision"] = self.cleaned_data["revision"] if self.article else None
        return found


class PublishForm(GoingLiveForm):
    brings_back = True
    waiting = forms.ChoiceField(
        label=_("An edition that waits for its hour"),
        choices=[
            (Waiting.CANCEL, _("is cancelled")),
            (Waiting.REFREEZE, _("keeps its hour, with this text")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ["kind", "waiting", "reason", "despite", "revision"]
    takes = ("kind", "reason", "despite", "waiting")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not any(article.is_scheduled for article in self.articles):
            del self.fields["waiting"]

    def given(self):
        found = super().given()
        return {**found, "waiting": Waiting(found["waiting"]) if found["waiting"] else None}


class ScheduleForm(HourForm, GoingLiveForm):
    brings_back = True
    also_needed = ("when",)
    field_order = ["when", "day", "clock", "fold", "kind", "reason", "despite", "revision"]
    takes = ("at", "kind", "reason", "despite")


class RescheduleForm(HourForm, GoingLiveForm):
    missing = VerbForm.missing | {"text": _("Say with which words.")}
    also_needed = ("when",)
    text = forms.ChoiceField(
        label=_("With which words"),
        choices=[
            ("waiting", _("Those that wait, as they were frozen")),
            ("current", _("Those of the story as it stands now")),
        ],
        initial="waiting",
        widget=forms.RadioSelect,
    )
    field_order = ["when", "day", "clock", "fold", "text", "reason", "despite", "revision"]
    takes = ("at", "text", "reason", "despite")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("kind", None)
        self.pending = Edition.objects.filter(article=self.article).pending().first()
        same = self.pending is None or self.pending.revision == self.article.revision
        if same or self.pending.is_withdrawal:
            del self.fields["text"]

    def story(self):
        is_current = getattr(self, "cleaned_data", {}).get("text") == "current"
        return None if is_current or self.pending is None else self.pending.story()

    def given(self):
        found = super().given()
        return {**found, "text": found["text"] or "waiting"}


def said_to_go_live(article, edition):
    """Return in words when `edition` appears, for the message after it was scheduled."""
    words = full_words(edition.goes_live_at)
    if edition.is_withdrawal:
        return gettext("It will be withdrawn: %(hour)s.") % {"hour": words}
    if article.embargo_until and edition.goes_live_at == article.embargo_until:
        return gettext("It appears when its embargo ends: %(hour)s.") % {"hour": words}
    return gettext("Scheduled for %(hour)s.") % {"hour": words}
