"""What a list of stories was asked for: the parameters of the API, read strictly."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from taggit.models import Tag

from articles.models import Contributor, Edition, Section
from articles.public.api_answers import Problem
from articles.public.paging import Page, page_of

LIMIT, MOST = 20, 100  # stories in one answer
NAMES = (
    "before", "changed_since", "contributor", "language", "limit", "section", "since", "tag",
    "until",
)  # fmt: skip

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SLUG = re.compile(r"[-\w]{1,100}")
_MOMENT = "a date like 2026-11-03, or a moment with its offset like 2026-11-03T08:30:00Z"
_LONGEST = 100  # characters of a value that are repeated


class Listed(NamedTuple):
    """A queryset of live editions, and the place of their order (see `newest_first`)."""

    editions: object
    place: str = ""


def page_wanted(query, at) -> Page:
    """Return the Page of live stories that a QueryDict asks for. Raises Problem."""
    values = read(query)
    limit = limit_of(values.get("limit", str(LIMIT)))
    listed = _in_lists(values, Edition.objects.live(at))
    editions, place = listed
    if "language" in values:
        editions = editions.filter(_in_language(values["language"]))
    for name, bound in (("since", "gte"), ("until", "lt")):
        if name in values:
            editions = editions.filter(
                **{f"{place}sort_at__{bound}": moment_of(name, values[name])}
            )
    try:
        return page_of(editions.with_card_parts(at), values.get("before"), place, limit)
    except Http404 as error:
        wanted = "the key that `next` of the page before gave"
        raise wrong("before", values["before"], wanted) from error


def read(query):
    """Return {name: value}. Raises Problem for a name nobody knows or one that is given twice."""
    values = {}
    for name, given in query.lists():
        if name not in NAMES:
            known = ", ".join(NAMES)
            detail = f"{name[:_LONGEST]!r} is no parameter; those that are: {known}."
            raise Problem(400, detail, parameter=name[:_LONGEST])
        if len(given) > 1:
            raise wrong(name, given[1], "it once only")
        values[name] = given[0]
    return values


def limit_of(text):
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= MOST:
        raise wrong("limit", text, f"a whole number from 1 to {MOST}")
    return int(text)


def _in_lists(values, live):
    """Return the Listed of live editions in all the lists that are named."""
    listed = Listed(live)
    if "tag" in values:
        tag = _row(Tag, "tag", values["tag"], live, "with_tag")
        listed = Listed(live.with_tag(tag), "place__")
    if "contributor" in values:
        person = _row(Contributor, "contributor", values["contributor"], live, "by_contributor")
        theirs = live.by_contributor(person)
        # Only one list can give the order; the other says which.
        narrowed = listed.editions.filter(pk__in=theirs.values("pk"))
        listed = Listed(narrowed, "place__") if listed.place else Listed(theirs, "place__")
    if "section" in values:
        slug = values["section"]
        section = Section.objects.filter(slug=slug).first() if _SLUG.fullmatch(slug) else None
        if section is None:
            known = ", ".join(Section.objects.values_list("slug", flat=True))
            raise wrong("section", slug, f"one of {known}" if known else "none yet")
        listed = listed._replace(editions=listed.editions.in_section(section))
    return listed


def _row(model, name, slug, live, listed):
    """Return the row; one that no live story bears is not told from one that does not exist."""
    row = model.objects.filter(slug=slug).first() if _SLUG.fullmatch(slug) else None
    if row is None or not getattr(live, listed)(row).exists():
        words = {"tag": "/tag/ferries/", "contributor": "/by/ada-quill/"}[name]
        raise wrong(name, slug, f"the word in the address of its page, as in {words}")
    return row


def _in_language(text):
    if not _LANGUAGE.fullmatch(text):
        raise wrong("language", text, "a tag like fr or en-CA (BCP 47)")
    found = Q(language__iexact=text) | Q(language__istartswith=f"{text}-")
    is_ours = text.lower() == settings.LANGUAGE_CODE.lower()
    return found | Q(language="") if is_ours else found


def moment_of(name, text):
    """Return the aware datetime; a date is its beginning on the newsroom's clock."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return timezone.make_aware(datetime.combine(date.fromisoformat(text), time()))
        # In an address a plus sign means a space.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        if moment.tzinfo is None:
            raise ValueError(text)
        return moment.astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError) as error:
        raise wrong(name, text, _MOMENT) from error


def wrong(name, value, wanted):
    shown = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    return Problem(400, f"{name}={shown!r} found; write {wanted}.", parameter=name)
