"""What is wrong in a form, each with a link to its field, for the head of the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    message: str
    target: str  # the id of the field on the page, or empty


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
