"""The search page: a form, what was found, and never an empty hand."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from articles.models import Section
from articles.public import errors
from articles.searching import LAST_PAGE, LONGEST_QUERY, search, shortened

FIRST_YEAR, LAST_YEAR = 1000, 9998  # beyond, the next day may be no date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass
class Wishes:
    """What a reader filled in: as it was written, what it means, and what is wrong with it."""

    query: str = ""
    is_cut: bool = False  # more was written than is read
    section: Section | None = None
    first: str = ""
    last: str = ""
    since: datetime | None = None
    until: datetime | None = None  # the first moment too late
    problems: dict = field(default_factory=dict)  # field → what to write instead
    shelves: list = field(default_factory=list)  # (Section, whether it is inside another)

    @property
    def kept(self):
        """The query string that asks for the same again."""
        section = self.section.slug if self.section else ""
        return _query_string(q=self.query, section=section, since=self.first, until=self.last)

    @property
    def words_alone(self):
        """The query string that asks for the same words anywhere."""
        return _query_string(q=self.query)


@require_safe
@gzip_page
def search_page(request):
    """Answer at one moment; what somebody looked for is kept nowhere, and asked anew each time."""
    request.at = timezone.now()
    wishes = read_wishes(request.GET)
    try:
        number = _page_number(request.GET.get("page", "1"))
        results = search(
            wishes.query, at=request.at, section=wishes.section, since=wishes.since,
            until=wishes.until, page=number,
        )  # fmt: skip
        if number > 1 and (results.matching == "newest" or not results.found):
            raise Http404(f"There is no page {number}.")
    except Http404 as missing:
        return errors.not_found(request, missing)
    context = {"wishes": wishes, "results": results, "longest": LONGEST_QUERY}
    response = render(request, "search.html", context)
    patch_cache_control(response, no_store=True)
    return response


def read_wishes(data):
    """Return the Wishes in a QueryDict; what cannot be meant is told and left out."""
    written = data.get("q", "").replace("\0", " ").strip()
    wishes = Wishes(
        query=shortened(written),
        is_cut=len(written) > LONGEST_QUERY,
        first=data.get("since", "").strip()[:40],
        last=data.get("until", "").strip()[:40],
        shelves=_shelves(),
    )
    _read_section(wishes, data.get("section", ""))
    first, last = _read_day(wishes, "since", wishes.first), _read_day(wishes, "until", wishes.last)
    if first and last and last < first:
        wishes.problems["until"] = _("The last day lies before the first; it was left out.")
        last = None
    wishes.since = _start_of(first) if first else None
    wishes.until = _start_of(last + timedelta(days=1)) if last else None
    return wishes


def _shelves():
    """Return [(Section, whether it is inside another)], each main one before those inside it."""
    sections = list(Section.objects.all())
    return [
        (section, section.parent_id is not None)
        for main in sections
        if main.parent_id is None
        for section in (main, *(inner for inner in sections if inner.parent_id == main.pk))
    ]


def _read_section(wishes, slug):
    if not slug:
        return
    wishes.section = next((each for each, _inner in wishes.shelves if each.slug == slug), None)
    if wishes.section is None:
        said = _("There is no section “%(slug)s”; all sections were searched.")
        wishes.problems["section"] = said % {"slug": slug[:40]}


def _read_day(wishes, name, written):
    """Return the date, or None where there is none; one that is wrong is told."""
    if not written:
        return None
    try:
        day = date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        said = _("“%(day)s” is no day, and was left out. Write it like 2026-11-05.")
        wishes.problems[name] = said % {"day": written}
        return None
    return day


def _start_of(day):
    """Return the moment at which a day begins on the newsroom's clock."""
    return datetime.combine(day, time(), timezone.get_default_timezone()).astimezone(UTC)


def _page_number(text):
    """Return the number of a page. Raises Http404 for one that never was."""
    number = int(text) if re.fullmatch("[1-9][0-9]?", text, re.ASCII) else 0
    if not 1 <= number <= LAST_PAGE:
        raise Http404(f"{text!r} is no page of a search.")
    return number


def _query_string(**values):
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in values.items() if value})
    return query.urlencode()
