"""What stands on a front, and what somebody did to it, in words."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

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


def words_of(change):
    """Return a sentence about a FrontChange (loaded by `with_pins`): “Ann put “Ferry …” first”."""
    who = name_of(change.by)
    if change.original_id:
        again = change.act == FrontAct.REDO
        text = _("%(who)s did again: %(what)s") if again else _("%(who)s undid: %(what)s")
        return text % {"who": who, "what": words_of(change.original)}
    made = sorted(change.made.all(), key=lambda pin: pin.pk)
    taken_off = list(change.taken_off.all())
    if change.act == FrontAct.UNPIN or not made:
        stories = dict.fromkeys(pin.article for pin in taken_off)
        text = _("%(who)s took off %(stories)s")
        return text % {"who": who, "stories": _quoted(stories)}
    if about := [pin for pin in made if pin.article_id == change.article_id]:
        return _one(change.act, who, about[0])
    return _("%(who)s put in order: %(places)s") % {"who": who, "places": _all(made, taken_off)}


def _one(act, who, pin):
    given = {"who": who, "story": headline_of(pin.article), "place": pin.position}
    if pin.position == 1:
        return _("%(who)s put “%(story)s” first") % given
    if act == FrontAct.MOVE:
        return _("%(who)s moved “%(story)s” to place %(place)d") % given
    return _("%(who)s put “%(story)s” at place %(place)d") % given


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
