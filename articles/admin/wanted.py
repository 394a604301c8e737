"""What the story list is asked for: all of it stands in the address, nothing is stored."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Contributor
from articles.models.people import name_key
from articles.vocabulary import LANGUAGES, Status

VIEWS = {
    "all": gettext_lazy("All"),
    "mine": gettext_lazy("My stories"),
    "review": gettext_lazy("In review"),
    "today": gettext_lazy("Going live today"),
    "live": gettext_lazy("Live"),
    "attention": gettext_lazy("Needs attention"),
    "today-live": gettext_lazy("Published today"),
    "out": gettext_lazy("Going out, next 12 hours"),
}
FROM_START = ("today-live", "out")  # where numbers of the start page lead; no tabs of their own
STATES = {
    **dict(Status.choices),
    "live": gettext_lazy("Live"),
    "changed": gettext_lazy("Live, with unpublished changes"),
    "scheduled": gettext_lazy("Scheduled"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "held": gettext_lazy("On legal hold"),
}
DAYS = {
    "1": gettext_lazy("a day"),
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
    "365": gettext_lazy("a year"),
}
ORDERS = {
    "saved": gettext_lazy("last saved first"),
    "untouched": gettext_lazy("longest untouched first"),
    "public": gettext_lazy("newest for readers first"),
    "hour": gettext_lazy("by their hour"),
}
ORDERS_OF = {
    "live": ("public", "saved", "untouched"),
    "today": ("hour",),
    "today-live": ("public",),
    "out": ("hour",),
}
MINE, EVERY = "mine", "all"  # besides the number of a section


def orders_of(view):
    """Return the names of the orders a view can be read in, its own first."""
    return ORDERS_OF.get(view, ("saved", "untouched"))


@dataclass(frozen=True)
class Wanted:
    """One view of the list, as its address says; what the address got wrong is in `errors`."""

    view: str = "all"
    section: str = ""
    state: str = ""
    writer: str = ""
    language: str = ""
    days: str = ""
    q: str = ""
    order: str = ""
    errors: tuple = field(default=(), compare=False)

    @classmethod
    def read(cls, given, sections):
        """Return the Wanted of a QueryDict; values that do not exist are left out and told."""
        known = {
            "view": VIEWS,
            "section": {MINE, EVERY, *(str(section.pk) for section in sections)},
            "state": STATES,
            "language": LANGUAGES,
            "days": DAYS,
            "order": orders_of(given.get("view", "all")),
        }
        values, errors = {}, []
        for name in NAMES:
            value = given.get(name, "").replace("\0", "").strip()[:200]
            if not value:
                continue
            if name in known and value not in known[name]:
                errors.append(
                    _("The address asks for the %(filter)s “%(value)s”, which is not there; "
                      "choose one below.") % {"filter": WORDS[name], "value": value[:40]}
                )  # fmt: skip
                continue
            values[name] = value
        return cls(**values, errors=tuple(errors))

    def query(self, **changes):
        """Return the address's query, in which what is usual is left out."""
        asked = replace(self, **changes)
        usual = Wanted()
        pairs = [(name, getattr(asked, name)) for name in NAMES]
        return urlencode([(n, v) for n, v in pairs if v and v != getattr(usual, n)])

    @property
    def is_narrowed(self):
        return any((self.section, self.state, self.writer, self.language, self.days, self.q))

    @property
    def order_name(self):
        return self.order or orders_of(self.view)[0]

    @cached_property
    def account(self):
        """The account whose user name or full name `writer` is, or None."""
        accounts = get_user_model().objects.annotate(
            full_name=Concat("first_name", Value(" "), "last_name")
        )
        named = Q(username__iexact=self.writer) | Q(full_name__iexact=self.writer)
        return accounts.filter(named).order_by("pk").first()

    @cached_property
    def contributor(self):
        """The contributor of the name in `writer`, or None."""
        named = Contributor.objects.filter(name_key=name_key(self.writer))
        return named.order_by("pk").first()

    @property
    def is_nobody(self):
        return bool(self.writer) and not self.account and not self.contributor


NAMES = [field.name for field in fields(Wanted) if field.name != "errors"]
WORDS = {
    "view": gettext_lazy("view"),
    "section": gettext_lazy("section"),
    "state": gettext_lazy("state"),
    "language": gettext_lazy("language"),
    "days": gettext_lazy("days"),
    "order": gettext_lazy("order"),
}


def read_moment(text):
    """Return the aware datetime of an ISO text, or None."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if isinstance(moment, datetime) and moment.tzinfo else None


def list_address(query):
    """Return the address of the list with a query, whatever was made of that."""
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{query}" if query.isprintable() and query else address
