"""What stands on a front, and what somebody did to it, in words."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import FrontAct
from articles.publishing import accounts

SHOWN = 60  # characters of a headline


def headline_of(article):
    return Truncator(article.headline).chars(SHOWN) or str(article)


def name_of(user):
    """Return the name of who did it; a program has none."""
    return accounts.name_of(user) if user else _("The system")


def places_in_words(places):
    """Return {place: pin} as one line."""
    if not places:
        return _("all by time")
    return "; ".join(f"{place} {headline_of(pin.article)}" for place, pin in places.items())


# What an act is, what it is to undo it, and to do it again.
_SAID = {
    "first": (
        gettext_lazy("%(who)s put “%(story)s” first"),
        gettext_lazy("%(who)s undid that “%(story)s” was put first"),
        gettext_lazy("%(who)s put “%(story)s” first again"),
    ),
    "placed": (
        gettext_lazy("%(who)s put “%(story)s” at place %(place)d"),
        gettext_lazy("%(who)s undid that “%(story)s” was put at place %(place)d"),
        gettext_lazy("%(who)s put “%(story)s” at place %(place)d again"),
    ),
    "moved": (
        gettext_lazy("%(who)s moved “%(story)s” to place %(place)d"),
        gettext_lazy("%(who)s undid that “%(story)s” was moved to place %(place)d"),
        gettext_lazy("%(who)s moved “%(story)s” to place %(place)d again"),
    ),
    "off": (
        gettext_lazy("%(who)s took off %(stories)s"),
        gettext_lazy("%(who)s put back %(stories)s"),
        gettext_lazy("%(who)s took off %(stories)s again"),
    ),
    "order": (
        gettext_lazy("%(who)s put in order: %(places)s"),
        gettext_lazy("%(who)s undid the order: %(places)s"),
        gettext_lazy("%(who)s put in order again: %(places)s"),
    ),
}


def words_of(change):
    """Return a sentence about a FrontChange (loaded by `with_pins`): “Ann put “Ferry …” first”.

    Of what is undone or done again it is said who did it where that was somebody else.
    """
    original = change.original if change.original_id else change
    kind, given = _what(original)
    turn = {FrontAct.UNDO: 1, FrontAct.REDO: 2}.get(change.act, 0)
    said = _SAID[kind][turn] % (given | {"who": name_of(change.by)})
    if original.by_id == change.by_id:
        return said
    return _("%(said)s (%(by)s)") % {"said": said, "by": name_of(original.by)}


def _what(change):
    """Return the name of what was done, and what it was done to."""
    made = sorted(change.made.all(), key=lambda pin: pin.pk)
    taken_off = list(change.taken_off.all())
    if change.act == FrontAct.UNPIN or not made:
        return "off", {"stories": _quoted(dict.fromkeys(pin.article for pin in taken_off))}
    pin = next((pin for pin in made if pin.article_id == change.article_id), None)
    if pin is None:
        return "order", {"places": _all(made, taken_off)}
    given = {"story": headline_of(pin.article), "place": pin.position}
    if pin.position == 1:
        return "first", given
    return "moved" if change.act == FrontAct.MOVE else "placed", given


def _all(made, taken_off):
    kept = {pin.article_id for pin in made}
    parts = [
        f"{pin.position} “{headline_of(pin.article)}”"
        for pin in sorted(made, key=lambda pin: pin.position)
    ]
    if gone := dict.fromkeys(pin.article for pin in taken_off if pin.article_id not in kept):
        parts.append(_("%(stories)s off") % {"stories": _quoted(gone)})
    return "; ".join(parts)


def _quoted(articles):
    return ", ".join(f"“{headline_of(article)}”" for article in articles)
