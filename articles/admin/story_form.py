"""The form of a story: its words, and the guard against saving over somebody else's."""

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Script
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import importmap, prose_editor_js
from js_asset import ImportMap, Media
from taggit.models import Tag

from articles import body
from articles.admin.choosers import chooser
from articles.admin.hours import WallTimeField
from articles.admin.lines import LineField
from articles.models import Article, Version
from articles.models.loading import make_tags
from articles.publishing import StaleRevision
from articles.publishing.autosaves import is_own_work
from articles.publishing.locks import lock

MODULES = (
    "asking", "autosave", "bar", "choices", "credits", "draft", "figures", "gauges", "goes_out",
    "links", "paste", "paste_note", "paste_page", "paste_players", "paste_text", "paste_word",
    "picker", "players", "presence", "problems", "quote", "rows", "surface", "toolbar", "typing",
    "words",
)  # fmt: skip


# Of the form, but not of a Story. The page tells what stood in them when it was opened.
DESK_ONLY = ("slug", "slugline", "ed_note", "translation_of")


class SurfaceWidget(forms.Textarea):
    """The text as a surface with photos and videos in place; a textarea without JavaScript."""

    @property
    def media(self):
        modules = {f"desk/{name}": f"desk/{name}.js" for name in MODULES}
        return Media(
            importmap=importmap | ImportMap(modules),
            js=[prose_editor_js, Script("desk/story.js", type="module")],
        )


class TagsField(forms.CharField):
    """Names separated by commas, in the order given; a name with a comma stands in quotes."""

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(f'"{name}"' if "," in name else name for name in value)

    def to_python(self, value):
        if isinstance(value, tuple):  # of a field that the user may only read
            return value
        # No database keeps a NUL, and the check of single texts does not look into a tuple.
        lines = [super().to_python(value).replace("\n", ",").replace("\0", "")]
        names = next(csv.reader(lines, skipinitialspace=True), [])
        kept = {}
        for name in filter(None, (" ".join(name.split()) for name in names)):
            if len(name) > 100:
                raise ValidationError(
                    _("“%(name)s” is too long for a tag; 100 characters at most."),
                    params={"name": name},
                )
            kept.setdefault(name.casefold(), name)
        return tuple(kept.values())

    def has_changed(self, initial, data):
        try:
            return tuple(initial or ()) != self.to_python(data or "")
        except ValidationError:
            return True


def _model_field(name):
    return Article._meta.get_field(name)


def _hour(name):
    field = _model_field(name)
    return WallTimeField(
        label=capfirst(field.verbose_name),
        required=False,
        help_text=field.help_text,
    )


def _line(name, **options):
    field = _model_field(name)
    options.setdefault("max_length", field.max_length)
    return LineField(
        label=capfirst(field.verbose_name),
        required=not field.blank,
        help_text=field.help_text,
        **options,
    )


def write_tags(article, names):
    """Give `article` its tags in order; a tag known in another case keeps its own spelling."""
    if names == article.tag_names():
        return
    article.tags.clear()
    for name in names:
        article.tags.add(Tag.objects.filter(name__iexact=name).first() or make_tags([name])[name])


def text_of(article):
    """Return all that the form of a story can change, to compare by.

    How the text is marked up says nothing that its blocks do not say.
    """
    beside = [getattr(article, name) for name in StoryForm.Meta.fields if name != "body"]
    return beside, article.story().to_json()


@dataclass(frozen=True)
class Conflict:
    """What was saved after the form was opened: its revision, and if kept, the Version."""

    revision: int
    at: datetime
    version: Version | None

    @classmethod
    def with_state_of(cls, article):
        kept = article.versions.of_working_copy().filter(revision=article.revision)
        version = kept.select_related("by").first()
        return cls(article.revision, article.saved_at, version)


class StoryForm(forms.ModelForm):
    headline = _line("headline")
    deck = _line("deck")
    summary = _line("summary")
    section = chooser(Article, "section", help_text=_model_field("section").help_text)
    translation_of = chooser(Article, "translation_of")
    published_at = _hour("published_at")
    updated_at = _hour("updated_at")
    printed_date = _line("printed_date")
    rights = _line("rights")
    tags = TagsField(
        label=capfirst(_model_field("tags").verbose_name),
        widget=forms.Textarea({"rows": 1}),
        required=False,
        help_text=_model_field("tags").help_text,
    )
    seen_revision = forms.IntegerField(
        required=False, widget=forms.HiddenInput({"autocomplete": "off"})
    )
    overwrite = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = [
            "headline", "deck", "summary", "body", "section", "kicker", "search_headline",
            "language", "dateline",
            "slug", "slugline", "ed_note", "rights", "published_at", "updated_at",
            "printed_date", "source_url", "external_id", "translation_of",
        ]  # fmt: skip
        widgets = {
            "body": SurfaceWidget(
                {
                    "rows": 20,
                    "data-surface": "",
                    "data-placeholder": _("Write, or paste the text. “## ” begins a subhead."),
                }
            ),
            "ed_note": forms.Textarea({"rows": 2}),
        }

    # Set by the admin for each request: who writes in which tab; the Version that was taken up, so
    # that its words are shown and not saved; and whether the form is filled only to be looked at.
    photos_only = False
    user = None
    tab = ""
    taken = None
    is_only_read = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.conflict = None
        self.fields["headline"].error_messages["required"] = _("Write a headline.")
        if not self.instance.pk:
            self.fields["headline"].widget.attrs["autofocus"] = True
        self.initial["tags"] = self.instance.tag_names() if self.instance.pk else ()
        self.initial["seen_revision"] = self.instance.revision
        for name in self.fields.keys() & set(DESK_ONLY):
            self.fields[name].show_hidden_initial = True
            self.fields[name].hidden_widget = partial(forms.HiddenInput, {"autocomplete": "off"})
        for field in self.fields.values():
            # Browsers cut what is longer without a word; the server says so and keeps it.
            field.widget.attrs.pop("maxlength", None)
        if self.photos_only:
            for name in self.fields.keys() - {"seen_revision", "overwrite"}:
                self.fields[name].disabled = True

    def clean_body(self):
        return body.clean(body.from_typed(self.cleaned_data["body"]))

    def clean(self):
        cleaned = super().clean()
        for name in ("published_at", "updated_at"):
            # The field shows seconds; what nobody touched keeps its fractions.
            if name in cleaned and name not in self.changed_data:
                cleaned[name] = getattr(self.instance, name)
        if self.taken:
            raise ValidationError(_("Not saved yet."), code="taken")
        if self.instance.pk and not self.is_only_read:
            self._refuse_stale(cleaned)
        return cleaned

    def _save_m2m(self):
        write_tags(self.instance, self.cleaned_data["tags"])

    def _refuse_stale(self, cleaned):
        """Lock the story and compare revisions; the view runs inside a transaction."""
        seen = cleaned.get("seen_revision")
        seen = -1 if seen is None else seen
        try:
            fresh = lock(self.instance, seen)
        except StaleRevision as error:
            fresh = lock(self.instance)
            is_own = is_own_work(fresh, seen, by=self.user, tab=self.tab)
            if not is_own and cleaned.get("overwrite") != fresh.revision:
                self.conflict = Conflict.with_state_of(fresh)
                raise ValidationError(str(error), code="stale") from error
        # What the form does not hold may have changed between its loading and the lock.
        self.instance.revision = fresh.revision
        self.instance.status = fresh.status
        self.instance.held = fresh.held
        self.instance.embargo_until = fresh.embargo_until
