"""What a story cannot be saved with: said once per field, with what to write instead."""

from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_TOO_LONG = _("%(show_value)d characters are too many: %(limit_value)d fit here. Shorten it.")
_NEEDED = _("This is needed: fill it in.")
_BY_KIND = (
    (forms.SlugField, "invalid", _("“%(value)s” is no part of an address. Write letters from a to "
                                   "z, figures and hyphens, like ferry-aground.")),
    (forms.URLField, "invalid", _("This is no address of the web. Write it like "
                                  "https://example.com/page.")),
    (forms.DateTimeField, "invalid", _("This is no day and hour. Write them like "
                                       "2026-03-01 09:00.")),
)  # fmt: skip


@dataclass(frozen=True)
class Mistake:
    """One thing to mend: in words, and the name of its field on the page, or ''."""

    message: str
    problem: str


def word_errors(form):
    """Let the fields of a form say what to write, where Django says what it expects."""
    for field in form.fields.values():
        messages = field.error_messages
        messages["required"] = _needed(field.help_text) if field.help_text else _NEEDED
        messages.setdefault("max_length", _TOO_LONG)
        for kind, code, message in _BY_KIND:
            if isinstance(field, kind):
                messages[code] = message


def _needed(help_text):
    return gettext("This is needed. %(help)s") % {"help": help_text}


def mistakes_of(form, formsets):
    """Return a Mistake for each that was found in the form of a story and in its rows."""
    found = [Mistake(message, "") for message in form.non_field_errors()]
    found += _in_fields(form)
    for formset in formsets:
        found += [Mistake(message, formset.prefix) for message in formset.non_form_errors()]
        name = capfirst(formset.model._meta.verbose_name)
        for number, row in enumerate(formset.forms, 1):
            where = f"{name} {number}"
            first = next((bound.html_name for bound in row.visible_fields()), "")
            found += [Mistake(f"{where}: {text}", first) for text in row.non_field_errors()]
            found += _in_fields(row, where)
    return found


def _in_fields(form, where=""):
    for bound in form:
        label = ", ".join(filter(None, [where, str(bound.label)]))
        for message in bound.errors:
            yield Mistake(f"{label}: {message}", "" if bound.is_hidden else bound.html_name)
