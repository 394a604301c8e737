"""The form that corrects a live story, and what to say when it is done."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.differences import label_of
from articles.admin.verb_forms import GoingLiveForm
from articles.models import LOGGED_KINDS, Edition, ErrorReport
from articles.publishing import Waiting, other_changes
from articles.publishing.moments import full_words, short_hour
from articles.vocabulary import CORRECTION_KINDS

WHAT_IT_IS = {
    "correction": _("Correction: something was wrong"),
    "clarification": _("Clarification: it was right, but could be misread"),
    "update": _("Update: something new; not in the log of corrections"),
    "editors_note": _("Editor’s note: how the story came about, or what readers must know of it"),
    "retraction": _("Retraction: the story as a whole does not hold"),
}


class ReportsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, report):
        words = Truncator(report.text).chars(400)
        return gettext("%(hour)s: “%(words)s”") % {"hour": short_hour(report.at), "words": words}


class CorrectForm(GoingLiveForm):
    reports = ReportsField(
        ErrorReport.objects.none(),
        label=_("What readers report"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what this correction answers: it is settled with it."),
    )
    note_kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind, WHAT_IT_IS[kind]) for kind in CORRECTION_KINDS],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Text for readers"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "What was wrong and what is right, in one or two sentences, up to about 400 "
            "characters: “An earlier version of this story said the bridge is 210 metres long. It "
            "is 120 metres.”"
        ),
    )
    scope = forms.ChoiceField(
        label=_("The story has other changes that readers do not have"),
        choices=[
            ("all", _("Publish them too, with the note")),
            (
                "live",
                _(
                    "Leave them waiting: readers get the text and address they have now, with the "
                    "note"
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )
    waiting = forms.ChoiceField(
        label=_("An edition waits for its hour"),
        choices=[
            (Waiting.CANCEL, _("Cancel it")),
            (Waiting.REFREEZE, _("Keep its hour")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = [
        "reports", "scope", "waiting", "note_kind", "text", "kind", "reason", "despite", "revision",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _("For the desk and the record; not public.")
        if "kind" in self.fields:
            self.fields["kind"].label = _("How much it changes")
            self.fields["kind"].help_text = _(
                "Substantive: the hour of the last update moves and feeds show the story again. "
                "Minor: the note appears, the hour stays. When in doubt it is substantive."
            )
        self._ask_about_reports()
        self._ask_about_changes()
        self._ask_about_what_waits()

    def story(self):
        is_live_alone = getattr(self, "cleaned_data", {}).get("scope") == "live"
        return self.known if is_live_alone else None

    def _ask_about_reports(self):
        waiting = ErrorReport.objects.open().filter(article=self.article)
        if waiting.exists():
            self.fields["reports"].queryset = waiting
        else:
            del self.fields["reports"]

    def _ask_about_changes(self):
        live = Edition.objects.filter(article=self.article).in_force().first()
        self.known = live.story() if live else None
        changed = other_changes(self.article, live) if self.known else []
        if not changed:
            del self.fields["scope"]
            text = gettext(
                "The text is as readers have it, and this adds the note alone: where it is wrong, "
                "leave this page and mend it first."
            )
            self.fields["text"].help_text = f"{text} {self.fields['text'].help_text}"
            return
        parts = ", ".join(map(_in_words, changed))
        self.fields["scope"].help_text = gettext("Changed: %(parts)s.") % {"parts": parts}

    def _ask_about_what_waits(self):
        pending = Edition.objects.filter(article=self.article).pending().first()
        if pending is None:
            del self.fields["waiting"]
            return
        text = gettext(
            "“%(headline)s” waits for %(hour)s. If it keeps its hour it gets the words of this "
            "correction, or, where only the live text is corrected, its own words and the note."
        )
        given = {"headline": pending.headline, "hour": full_words(pending.goes_live_at)}
        self.fields["waiting"].help_text = text % given

    def given(self):
        given = self.cleaned_data
        waiting = given.get("waiting")
        return {
            "kind": given["note_kind"],
            "text": given["text"],
            "is_substantive": given.get("kind") != "minor",
            "reason": given["reason"],
            "revision": given["revision"],
            "only_live": given.get("scope") == "live",
            "despite": given.get("despite", ""),
            "waiting": Waiting(waiting) if waiting else None,
            "reports": given.get("reports"),
        }


def _in_words(name):
    """Return what a part of a story, or its address, is called on the desk."""
    own = {"blocks": gettext("Text"), "slug": gettext("Address")}
    return own.get(name) or str(label_of(name))


def said_of_correction(article, edition):
    """Return where readers see the note now."""
    address, log = edition.get_absolute_url(), reverse("corrections")
    said = format_html(
        '{} <a href="{}">{}</a>.', gettext("Readers see the note at"), address, address
    )
    note = edition.corrections.first()
    if note is None or note.kind not in LOGGED_KINDS:
        return said
    return format_html('{} <a href="{}">{}</a>', said, log, gettext("See the log of corrections"))
