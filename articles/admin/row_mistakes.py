"""What is wrong in the rows of a story, each said of the row it is in: `Photo 2, “By day”: …`."""

from dataclasses import replace

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import body
from articles.admin.mistakes import mistakes_in

# Of the rows with that prefix: what one is called, and the fields whose words tell it apart.
KINDS = {
    "captions": (gettext_lazy("Photo"), ("caption", "alt_text")),
    "videos": (gettext_lazy("Video"), ("title", "teaser")),
    "bylines": (gettext_lazy("Credit"), ("contributor", "printed")),
    "corrections": (gettext_lazy("Public note"), ("text",)),
    "related_links": (gettext_lazy("Related"), ("title", "url")),
}
MOST = 40  # characters of the words of a row


def row_mistakes(formset, text):
    """Return the Mistakes in the rows of a bound formset; `text` is the body as it was sent."""
    numbers = _numbers(formset, text)
    found = []
    for row in formset.forms:
        first = row.visible_fields()[0].id_for_label
        for mistake in mistakes_in(row):
            message = f"{_name(row, formset.prefix, numbers.get(row))}: {mistake.message}"
            found.append(replace(mistake, message=message, target=mistake.target or first))
    return found


def _numbers(formset, text):
    """Return {row: its number as readers and the checks count}; none for what is not in the text.

    The lead photo is the first.
    """
    if formset.prefix not in ("captions", "videos"):
        return {row: number for number, row in enumerate(formset.forms, start=1)}
    keys = body.figure_keys(text)[formset.prefix == "videos"]
    rows = {row["key"].value(): row for row in formset.forms}
    leads = [row for row in formset.forms if _leads(row)]
    placed = [rows[key] for key in keys if key in rows and rows[key] not in leads]
    return {row: number for number, row in enumerate([*leads, *placed], start=1)}


def _leads(row):
    return "is_lead" in row.fields and row["is_lead"].value() in (True, "True")


def _name(row, prefix, number):
    kind, fields = KINDS[prefix]
    name = f"{kind} {number}" if number else str(kind)
    words = next(filter(None, (_words(row, field) for field in fields)), "")
    return _("%(row)s, “%(words)s”") % {"row": name, "words": words} if words else name


def _words(row, field):
    """Return the beginning of what stands in a field, of a chooser the name that was chosen."""
    value = row[field].value() or ""
    if field == "contributor":
        value = row.cleaned_data.get(field) or ""
    return Truncator(" ".join(str(value).split())).chars(MOST)
