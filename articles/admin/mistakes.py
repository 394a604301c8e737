"""What is wrong in a form, each with a link to its field, for the head of the page."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import pretty_name
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_TOO_LONG = _("%(limit_value)d characters at most; here are %(show_value)d.")
_REQUIRED = forms.Field.default_error_messages["required"]
_INVALID = (
    (forms.SlugField, _("Letters, digits and hyphens alone: ferry-aground.")),
    (forms.URLField, _("This is no address of the web; write it like https://example.com/page.")),
    (forms.DateTimeField, _("This is no day and hour; write them like 2026-03-01 09:00.")),
)


@dataclass(frozen=True)
class Mistake:
    message: str
    target: str  # the id of the field on the page, or empty


def word_errors(form):
    """Let the fields of a form, or of its class, say what to write, where Django expects it.

    What a field says by itself it goes on saying.
    """
    for name, field in getattr(form, "fields", form.base_fields).items():
        messages = field.error_messages
        if messages["required"] == _REQUIRED:
            label = field.label or pretty_name(name)
            messages["required"] = gettext("“%(name)s” is needed.") % {"name": label}
        messages["max_length"] = _TOO_LONG
        for kind, message in _INVALID:
            if isinstance(field, kind):
                messages["invalid"] = message


def mistakes_in(form):
    """Return a Mistake for each that was found, in the order of the page."""
    found = [Mistake(message, "") for message in form.non_field_errors()]
    for bound in [*form.hidden_fields(), *form.visible_fields()]:
        for error in form.errors.as_data().get(bound.name, ()):
            # What is missing is named by its message.
            told = " ".join(error.messages)
            if error.code != "required":
                told = f"{bound.field.label}: {told}"
            found.append(Mistake(told, "" if bound.is_hidden else _target(bound)))
    return found


def _target(bound):
    """Return the id of the field, or of the first of its choices."""
    return bound.id_for_label or bound[0].id_for_label
