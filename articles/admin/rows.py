"""Rows of a story: photos, videos, credits, notes and links, saved with it in one go.

Rows are found again by what identifies them (the key of a figure, the id of a credit), not by
their number in the form. So a save over somebody else's change loses none: a row that vanished
meanwhile is written anew.
"""

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.admin.choosers import ContributorField, chooser, kept
from articles.admin.hours import WallTimeField
from articles.admin.lines import LineField
from articles.admin.mistakes import word_errors
from articles.body.blocks import KEY
from articles.models import Byline, Correction, RelatedLink


class Rows(BaseInlineFormSet):
    identity = "id"  # of Byline, Correction, RelatedLink
    drops_missing = True  # what is not on the page is not in the story

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def _construct_form(self, i, **kwargs):
        if self.is_bound:
            name = self.data.get(f"{self.add_prefix(i)}-{self.identity}")
            if found := self.rows_by_identity.get(name):
                kwargs |= {"instance": found, "empty_permitted": False}
        form = super()._construct_form(i, **kwargs)
        del form.fields["id"]
        if self.identity == "id":
            form.fields["id"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=form.instance.pk or ""
            )
        return form

    @property
    def rows_by_identity(self):
        if not hasattr(self, "_rows"):
            rows = self.get_queryset() if self.instance.pk else ()
            self._rows = {str(getattr(row, self.identity)): row for row in rows}
        return self._rows

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.label_suffix = ""
        word_errors(form)

    def is_void(self, form):
        """True for a row that nobody filled."""
        return not form.instance.pk and not form.has_changed()

    def save(self, commit=True):
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        left = dict(self.rows_by_identity)
        for form in self.forms:
            row = form.instance
            left.pop(str(getattr(row, self.identity)), None)
            if self._should_delete_form(form):
                if row.pk:
                    self._drop(row)
            elif not self.is_void(form):
                self._keep(form)
        if self.drops_missing:
            for row in left.values():
                self._drop(row)
        return self.new_objects

    def _keep(self, form):
        row = form.instance
        is_new = row.pk is None
        if not is_new and not form.has_changed():
            return
        setattr(row, self.fk.name, self.instance)
        form.save()
        if is_new:
            self.new_objects.append(row)
        else:
            self.changed_objects.append((row, form.changed_data))

    def _drop(self, row):
        self.deleted_objects.append(row)
        row.delete()


def key_field():
    """Return the hidden form field for the key of a figure."""
    return forms.RegexField(rf"^{KEY.pattern}\Z", required=False, widget=forms.HiddenInput)


class FigureRows(Rows):
    """Photos or videos of a story, known by the key of their place in the text."""

    identity = "key"
    drops_missing = False  # somebody else's photo stays, out of the text, until it is removed

    def clean(self):
        super().clean()
        keys = [form.cleaned_data.get("key") for form in self.forms if form.is_valid()]
        given = [key for key in keys if key]
        if len(given) != len(set(given)):
            raise forms.ValidationError(_("Two rows have the same place in the text."))

    def is_void(self, form):
        if form.instance.pk or form.is_filled():
            return False
        captions, videos = body.figure_keys(self.instance.body)
        return form.cleaned_data.get("key") not in (*captions, *videos)


class StoryRows(admin.StackedInline):
    """An inline that shares the rights of its story: the page is guarded, not each row."""

    extra = 0
    formset = Rows

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_formset(self, request, obj=None, **kwargs):
        # The admin would name the form's own fields too, among them some no one may edit.
        return super().get_formset(request, obj, **kwargs | {"fields": self.form._meta.fields})


class PositionedForm(forms.ModelForm):
    """A row whose place in the order is a number, set by the buttons beside it."""

    def clean_position(self):
        return self.cleaned_data.get("position") or 0


class CreditForm(PositionedForm):
    contributor = ContributorField(label=_("Name"), help_text=_("Type a name; new ones are added."))

    class Meta:
        model = Byline
        fields = ["contributor", "role", "printed", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False

        # What the source spelt in its own way is printed so: here it is seen and changed.
        self.initial["printed"] = self.instance.line if self.instance.pk else ""

    def clean_printed(self):
        printed = self.cleaned_data["printed"]
        if "printed" not in self.changed_data:
            return self.instance.printed
        if not printed:
            self.instance.name = ""
        return printed

    def has_changed(self):
        # The order of a row that names nobody says nothing.
        return bool(set(self.changed_data) - ({"position"} if not self.instance.pk else set()))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"contributor"}

    def save(self, commit=True):
        self.instance.contributor = kept(self.cleaned_data["contributor"])
        return super().save(commit)


class Credits(StoryRows):
    model = Byline
    form = CreditForm

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.bylines.exists() else 1


class CorrectionForm(forms.ModelForm):
    at = WallTimeField(
        label=_("Date"),
        required=False,
        help_text=_("When readers were told. Empty: not known."),
    )

    class Meta:
        model = Correction
        fields = ["kind", "text", "at"]
        widgets = {"text": forms.Textarea({"rows": 2})}


class CorrectionRows(Rows):
    drops_missing = False  # a public note is only removed by saying so


class Corrections(StoryRows):
    model = Correction
    form = CorrectionForm
    formset = CorrectionRows


class RelatedForm(PositionedForm):
    target = chooser(RelatedLink, "target")
    title = LineField(
        label=_("Words"),
        max_length=1000,
        required=False,
        help_text=RelatedLink._meta.get_field("title").help_text,
    )

    class Meta:
        model = RelatedLink
        fields = ["label", "title", "target", "url", "position"]
        widgets = {"url": forms.URLInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False

    def clean_target(self):
        target = self.cleaned_data["target"]
        if target and target.pk == self.instance.article_id:
            raise forms.ValidationError(_("A story is not related to itself; choose another."))
        return target

    def has_changed(self):
        return bool(set(self.changed_data) - ({"position"} if not self.instance.pk else set()))


class RelatedLinks(StoryRows):
    model = RelatedLink
    form = RelatedForm
    fk_name = "article"
