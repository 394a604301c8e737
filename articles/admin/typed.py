"""The form of a story as it is typed: kept as it stands, and read as the story it would give."""

import json
import re
import secrets
from contextlib import contextmanager

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.forms import all_valid
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles.models import Article

MOST = 2_000_000  # characters of one form, as JSON
TAB, TAKES, TURN, WRITER, FILES = (
    "words_tab", "words_takes", "words_turn", "words_writer", "words_file",
)  # fmt: skip

_TAB = re.compile(r"[A-Za-z0-9_-]{8,40}")
# Of the page, not of the words: buttons begin with an underscore.
_NOT_TYPED = {"csrfmiddlewaretoken", "overwrite", TAB, TAKES, WRITER}
_signer = Signer(salt="words")


class TooLarge(ValueError):
    """The form is larger than what is kept; the message is worded for the editor."""


def typed_of(post, files=None):
    """Return what a form sent as {name: [values]}, names of files that did not come among them.

    Raises TooLarge.
    """
    typed = {
        name: values
        for name, values in post.lists()
        if name not in _NOT_TYPED and not name.startswith("_")
    }
    if files:
        typed[FILES] = [file.name for file in files.values()]
    return checked(typed)


def checked(typed):
    """Return {name: [values]} without what no database keeps. Raises TooLarge, ValueError."""
    if not isinstance(typed, dict) or not all(
        isinstance(values, list) and all(isinstance(value, str) for value in values)
        for values in typed.values()
    ):
        raise ValueError("This is not what a form sends.")
    text = json.dumps(typed, ensure_ascii=False)
    if len(text) > MOST:
        raise TooLarge(
            _("These words are too many to be kept: %(size).1f million characters; %(most)d are "
              "the most. Make two stories of them.")
            % {"size": len(text) / 1_000_000, "most": MOST // 1_000_000}
        )  # fmt: skip
    return {_plain(name): [_plain(value) for value in typed[name]] for name in typed}


def _plain(text):
    """Return `text` without NUL and halves of characters, which PostgreSQL refuses."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def one(typed, name):
    """Return the value of a field, or an empty string."""
    return (typed.get(name) or [""])[-1]


def number(text):
    """Return a whole number of a form, or None."""
    return int(text) if text and text.isdecimal() and len(text) < 16 else None


def tab_of(post):
    """Return the name of the tab a form came from, or an empty string."""
    tab = post.get(TAB, "")
    return tab if _TAB.fullmatch(tab) else ""


def new_tab():
    return secrets.token_urlsafe(12)


def turn_of(post):
    """Return of a save what a draft on the writer's machine is measured by, as typed words."""
    turn = post.get(TURN, "")
    return {TURN: [turn]} if number(turn) else None


def signed(user):
    """Return who writes on a page, in a form that cannot be made up."""
    return _signer.sign(str(user.pk))


def writer_of(post):
    """Return the id (number) of who opened the page a form came from, or None."""
    try:
        return number(_signer.unsign(post.get(WRITER, "")))
    except BadSignature:
        return None


def as_posted(request, typed, **more):
    """Return a copy of `request` that sends `typed` and `more`, without files."""
    posted = object.__new__(type(request))
    posted.__dict__.update(request.__dict__)
    posted.method = "POST"
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    data.update({name: value for name, value in more.items() if value is not None})
    data._mutable = False
    posted.POST, posted._files = data, MultiValueDict()
    return posted


@contextmanager
def saved_for_a_moment(model_admin, request, article):
    """Save what `request` sends and yield (form, formsets, Article); then undo all of it.

    The Article is None where the form does not validate. `article` is changed by the form.
    """
    with transaction.atomic():
        change = article is not None
        form = model_admin.get_form(request, article, change=change)(request.POST, instance=article)
        # The page may be older than the last save; to look at one's own words is no harm.
        form.is_only_read = True
        formsets, _inlines = model_admin._create_formsets(request, form.instance, change)
        form_is_valid = form.is_valid()
        saved = None
        if all_valid(formsets) and form_is_valid:
            new = form.save(commit=False)
            model_admin.save_model(request, new, form, change)
            model_admin.save_related(request, form, formsets, change)
            saved = Article.objects.with_story_parts().get(pk=new.pk)
        yield form, formsets, saved
        transaction.set_rollback(True)
