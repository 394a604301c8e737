"""Short lists on the start page of what somebody has to look at, all of them in one query."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.attention import rights_ending
from articles.admin.moments import hour_in_words
from articles.models import EditionPhoto, ErrorReport, Source

COUNTED = 100  # of what waits; of more it is only said that there are more
SHOWN = 4  # of a list beside its number


@dataclass(frozen=True)
class Item:
    """One line of a list: words that lead somewhere, and what is said about them."""

    words: str
    address: str
    note: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Few:
    """A list whose number ends at COUNTED; `items` are the first SHOWN."""

    number: int
    items: list
    address: str

    @property
    def is_more(self):
        return self.number > COUNTED

    @property
    def counted(self):
        return counted(self.number)


class _Row(NamedTuple):
    name: str  # of its list
    order: int  # the id of the row itself
    about: int  # the id of what its line leads to
    words: str
    hour: object  # aware datetime or None


def counted(number):
    return f"{COUNTED}+" if number > COUNTED else str(number)


def story_page(pk):
    return reverse("admin:articles_article_change", args=[pk])


def list_page(name, query=""):
    return reverse(f"admin:articles_{name}_changelist") + query


def watch_lists(user, at):
    """Return {"imports", "error_reports", "rights": Few, or None where the role sees none}."""
    asked = {"rights": _rights(at)}
    if user.has_perm("articles.view_source"):
        asked["imports"] = _imports()
    if user.has_perm("articles.view_errorreport"):
        asked["error_reports"] = _reports()
    rows = _rows_of(asked)
    lists = {"imports": None, "error_reports": None}
    return lists | {name: _FEW[name](rows[name], at) for name in asked}


def _rows_of(asked):
    """Return {name: rows, the newest first} of {name: queryset with about, words and hour}."""
    parts = [
        found.order_by().annotate(name_of_list=Value(name)).values_list(
            "name_of_list", "pk", "about", "words", "hour"
        )
        for name, found in asked.items()
    ]  # fmt: skip
    rows = defaultdict(list)
    for row in map(_Row._make, parts[0].union(*parts[1:], all=True)):
        rows[row.name].append(row)
    for found in rows.values():
        found.sort(key=lambda row: row.order, reverse=True)
    rows["rights"].sort(key=lambda row: row.hour, reverse=True)
    return rows


# Each is cut inside, for no part of a union may be where the database is SQLite.


def _imports():
    newest = Source.objects.to_review().order_by("-pk")[: COUNTED + 1]
    return Source.objects.filter(pk__in=newest.values("pk")).annotate(
        about=F("pk"),
        words=Coalesce(NullIf("article__headline", Value("")), "name"),
        hour=Cast(Value(None), DateTimeField()),
    )


def _reports():
    newest = ErrorReport.objects.open()[: COUNTED + 1]
    return ErrorReport.objects.filter(pk__in=newest.values("pk")).annotate(
        about=F("pk"), words=F("article__headline"), hour=F("at")
    )


def _rights(at):
    last = rights_ending(at)[: COUNTED + 1]
    return EditionPhoto.objects.filter(pk__in=last.values("pk")).annotate(
        about=F("edition__article"), words=F("edition__headline"), hour=F("photo__rights_until")
    )


def _few_imports(rows, at):
    items = [
        Item(row.words, reverse("admin:articles_source_change", args=[row.about]))
        for row in rows[:SHOWN]
    ]
    return Few(len(rows), items, list_page("source"))


def _few_reports(rows, at):
    items = [
        Item(
            row.words,
            reverse("admin:articles_errorreport_change", args=[row.about]),
            hour_in_words(row.hour, at),
        )
        for row in rows[:SHOWN]
    ]
    return Few(len(rows), items, list_page("errorreport"))


def _few_rights(rows, at):
    """Return the photos of live stories whose rights end within days, or ended lately."""
    items = [
        Item(
            row.words,
            story_page(row.about),
            (_("ended %(hour)s") if row.hour <= at else _("until %(hour)s"))
            % {"hour": hour_in_words(row.hour, at)},
            row.hour <= at,
        )
        for row in rows[:SHOWN]
    ]
    return Few(len(rows), items, list_page("article", "?view=attention"))


_FEW = {"imports": _few_imports, "error_reports": _few_reports, "rights": _few_rights}
