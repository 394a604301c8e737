"""Choosers: autocomplete in place of endless selects, and names typed for the first time."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models import Byline, Contributor
from articles.vocabulary import party_kind

# What a chooser says of words that were typed, and not taken when it was left.
LEFT = _("“{name}” was not taken: press Enter in the list to take a row of it.")


def chooser(model, name, label=None, **options):
    """Return an optional form field that finds rows for the foreign key `name` of `model`."""
    key = model._meta.get_field(name)
    return forms.ModelChoiceField(
        key.remote_field.model.objects.all(),
        required=False,
        label=label or capfirst(key.verbose_name),
        widget=AutocompleteSelect(key, admin.site, attrs={"data-width": "100%", "data-left": LEFT}),
        **options,
    )


class NameSelect(AutocompleteSelect):
    """A chooser that also takes a name nobody has here yet; the text is its own value."""

    def optgroups(self, name, value, attr=None):
        typed = [text for text in value if text and not str(text).isdigit()]
        known = [text for text in value if text not in typed]
        groups = super().optgroups(name, known, attr)
        if not any(value):  # else a browser takes the first row that a search adds as chosen
            groups[0][1].insert(0, self.create_option(name, "", "", False, 0))
        groups[0][1].extend(self.create_option(name, text, text, {text}, 1) for text in typed)
        return groups


class ContributorField(forms.ModelChoiceField):
    """A Contributor; for a new name one that is not saved yet, see `kept`."""

    def __init__(self, **options):
        widget = NameSelect(
            Byline._meta.get_field("contributor"),
            admin.site,
            attrs={
                "data-tags": "true",
                "data-width": "100%",
                "data-new": _("New: {name}"),
                "data-left": LEFT,
            },
        )
        super().__init__(Contributor.objects.all(), widget=widget, **options)

    def to_python(self, value):
        if not value or str(value).isdigit():
            return super().to_python(value)
        name = " ".join(str(value).split())
        longest = Contributor._meta.get_field("name").max_length
        if len(name) > longest:
            raise forms.ValidationError(
                _("A name has at most %(longest)d characters; this one has %(length)d."),
                params={"longest": longest, "length": len(name)},
            )
        return Contributor(name=name, kind=party_kind(name))


def kept(contributor):
    """Return the Contributor with a row: the one of that name, or a new one."""
    if contributor.pk:
        return contributor
    return Contributor.objects.named(contributor.name, contributor.kind)
