"""Headline, people, dates and the rest of what a page says of its story, from what it says best."""

import re
from datetime import datetime
from typing import NamedTuple

from articles.importing.dates import read_moment
from articles.importing.markup_figures import class_of
from articles.importing.page_data import (
    PageData,
    addresses_of,
    marked_text,
    text_of,
    texts_of,
    types_of,
    values_of,
    words_of,
)
from articles.importing.wire import credits_of as credits_of_line
from articles.importing.wire import organisation
from articles.story import Correction, CorrectionKind, Role

_SITE_NAME = re.compile(r"\s+(?:[|–—·»]|-)\s+[^|–—·»]{1,60}$")
_MAX_NAME_WORDS = 10
_HELPED = re.compile(r"\s*\((?:avec|with|mit|con|com) (?P<names>[^()]+)\)", re.IGNORECASE)
_NO_NAME = re.compile(r"https?://|@|^(?:admin|administrator|editor|webmaster|unknown)$", re.I)
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")
_SPACED = re.compile(r"^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?) ?(Z|[+-]\d{2}:?\d{2})$")
_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
_KINDS = {
    "correction": CorrectionKind.CORRECTION, "corrections": CorrectionKind.CORRECTION,
    "clarification": CorrectionKind.CLARIFICATION, "update": CorrectionKind.UPDATE,
    "editor’s note": CorrectionKind.EDITORS_NOTE, "editor's note": CorrectionKind.EDITORS_NOTE,
    "retraction": CorrectionKind.RETRACTION,
}  # fmt: skip
_ROLES = {
    "author": Role.AUTHOR, "creator": Role.AUTHOR, "contributor": Role.ADDITIONAL_REPORTING,
    "editor": Role.EDITOR, "translator": Role.TRANSLATOR,
}  # fmt: skip
_HEAD_CLASS = {
    "byline": re.compile(r"\bbyline|\bby-line|\bauthors?\b|(?:^|[\s_-])author[-_]?name|\bsigned\b"),
    "deck": re.compile(
        r"\b(?:standfirst|deck|dek|subtitle|sub-?headline|subheading|excerpt|chapo|chapeau|lead-?in"
        r"|headline-?summary|article-?(?:summary|intro|subtitle|deck)|strapline|sous-?titre)\b"
    ),
    "kicker": re.compile(r"\b(?:kicker|eyebrow|overline|surtitre|dachzeile|antetitulo)\b"),
    "date": re.compile(
        r"\b(?:date|dateline|timestamp|pubdate|published|updated|posted-on|time|entry-date"
        r"|article-?date|publish-?date)\b"
    ),
}
_MAX_HEAD_WORDS = {"byline": 25, "deck": 70, "kicker": 8, "date": 25}


class Doubted(NamedTuple):
    """A value that the page gives in two ways: `taken` as `kind`, and the `other` one."""

    kind: str
    taken: str
    other: str


class Dates(NamedTuple):
    published_at: datetime | None
    updated_at: datetime | None
    printed: str
    doubts: list
    notes: list


def headline_of(data: PageData, marked, around):
    """Return (headline, [Doubted], the <h1> it stands in or None).

    Where data and page differ, what readers see is the headline, if the two tell the same story.
    """
    said = text_of(data.story, "headline", "name")
    said = said or next((marked_text(e) for e in marked.get("headline", ())), "")
    title = data.meta("og:title", "twitter:title", "dc.title", "title") or data.title
    seen = _seen_headline(around, said or title)
    words = seen.text() if seen is not None else ""
    if not words:
        return said or _without_site(title, data.meta("og:site_name")), [], None
    if not said or _letters(said) == _letters(words) or _is_cut_from(said, words):
        return words, [], seen
    if _alike(said, words) or _alike(title, words):
        return words, [Doubted("headline", words, said)], seen
    return said, [Doubted("headline", said, words)], None


def _seen_headline(around, known):
    """Return the heading of the page most like what is known of its headline."""
    headings = [e for e in around.walk() if e.tag == "h1" and e.text()]
    best = max(headings, key=lambda e: _likeness(e.text(), known), default=None)
    if best is None and known:
        others = [e for e in around.walk() if e.tag == "h2" and _likeness(e.text(), known) > 0.7]
        best = next(iter(others), None)
    return best


def _letters(text):
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _likeness(one, other):
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) / (min(len(first), len(second)) or 1)


def _alike(one, other):
    return _likeness(one, other) >= 0.4


def _is_cut_from(said, words):
    """True where a headline for machines is only the beginning of the one for readers."""
    return bool(_CUT.search(said)) and _letters(words).startswith(_letters(_CUT.sub("", said)))


def _without_site(title, site):
    if site and title.endswith(site):
        title = title.removesuffix(site).rstrip(" |–—-·»")
    return title if site else _SITE_NAME.sub("", title)


def credits_of(data: PageData, marked, byline):
    """Return the tuple of Credits; `byline` is the line a reader sees, or ''."""
    found = [
        credit
        for name, role in _ROLES.items()
        for value in values_of(data.story, name)
        for credit in _credits(value, role)
    ]
    if not any(credit.role == Role.AUTHOR for credit in found):
        names = [_marked_name(element) for element in marked.get("author", ())]
        heads = ("author", "article:author", "og:article:author")
        for said in (names, *(data.head.get(name, ()) for name in heads)):
            if authors := [credit for name in said for credit in _credits(name)]:
                return tuple(dict.fromkeys(authors + found))
        found = _credits(byline) + found
    return tuple(dict.fromkeys(found))


def _credits(value, role=Role.AUTHOR):
    """Return the Credits of a name, a byline or an object of JSON-LD; what is no name has none."""
    if isinstance(value, dict):
        if types_of(value) & {"Organization", "NewsMediaOrganization"}:
            return [organisation(name, role) for name in texts_of(value, "name")]
        value = text_of(value, "name")
    value = words_of(value)
    if not value or len(value) > 200 or _NO_NAME.search(value):
        return []
    helped = _HELPED.search(value)
    more = credits_of_line(helped["names"], Role.ADDITIONAL_REPORTING) if helped else []
    return credits_of_line(_HELPED.sub("", value), role) + more


def _marked_name(element):
    """Return the name of an author in microdata; a block about one begins with it."""
    inside = [below for below in element.walk() if below.get("itemprop") == "name"]
    words = marked_text(inside[0] if inside else element)
    if len(words.split()) <= _MAX_NAME_WORDS:
        return words
    links = (below.text() for below in element.walk() if below.tag == "a")
    return next((text for text in links if 1 < len(text.split()) <= _MAX_NAME_WORDS), "")


def dates_of(data: PageData, marked, seen):
    """Return the Dates of a page. `seen` are the dates that its text shows: (kind, words)."""
    doubts, notes, uncertain, vague = [], [], [], []
    found = {}
    for field, names in _DATE_NAMES.items():
        said = [text_of(data.story, names[0])]
        said += [marked_text(e) for e in marked.get(names[0], ())][:1]
        said += [data.meta(*names[1:])] + [words for kind, words in seen if kind == field]
        moments = []
        for words in filter(None, said):
            if moment := moment_of(words):
                moments.append((moment, words))
            else:
                vague.append(words)
                uncertain.append(f"date {words!r} has no certain hour and offset; write it like "
                             "2025-03-09T08:30:00+01:00")  # fmt: skip
        if moments:
            found[field] = moments[0][0]
            others = [w for m, w in moments[1:] if abs((m - moments[0][0]).total_seconds()) >= 60]
            doubts += [Doubted(field, moments[0][1], other) for other in others[:1]]
    published, updated = found.get("published_at"), found.get("updated_at")
    if published and updated and updated < published:
        notes.append(f"changed {updated.isoformat()}, before it was published; left out")
        updated = None
    if updated == published:
        updated = None
    printed = "" if published or not vague else vague[0][:100]
    return Dates(published, updated, printed, doubts, notes + ([] if published else uncertain))


_DATE_NAMES = {
    "published_at": (
        "datePublished", "article:published_time", "og:article:published_time", "dcterms.created",
        "dc.date.issued", "dc.date", "date", "pubdate", "publishdate", "parsely-pub-date",
    ),
    "updated_at": (
        "dateModified", "article:modified_time", "og:updated_time", "dcterms.modified",
        "last-modified", "lastmod",
    ),
}  # fmt: skip


def moment_of(words):
    """Return the aware datetime of a date as machines write it, or None if it is not certain."""
    words = _LONG_FRACTION.sub(r"\1", words.strip())[:100]
    return read_moment(_SPACED.sub(r"\1T\2\3", words))


def section_and_tags(data: PageData, marked, links):
    """Return (section, tuple of tags); `links` are words of links that the page marks as tags."""
    sections = texts_of(data.story, "articleSection")
    sections += [marked_text(e) for e in marked.get("articleSection", ())]
    sections += data.head.get("article:section", []) + data.head.get("og:article:section", [])
    sections = list(dict.fromkeys(sections))
    tags = [tag for text in texts_of(data.story, "keywords") for tag in _split(text)]
    tags = tags or data.head.get("article:tag", [])
    tags = tags or _split(data.meta("news_keywords", "keywords")) or links
    tags = [tag for tag in dict.fromkeys([*tags, *sections[1:]]) if len(tag) <= 100]
    return (sections[0] if sections else ""), tuple(tags)


def _split(text):
    sign = ";" if ";" in text and "," not in text else ","
    return [tag for tag in (part.strip() for part in text.split(sign)) if tag]


def corrections_of(data: PageData):
    """Return the tuple of Corrections that the page's data names."""
    found = []
    for value in values_of(data.story, "correction"):
        node = value if isinstance(value, dict) else {"text": value}
        text = text_of(node, "text", "description", "name")
        if text and not text.startswith("http"):
            found.append(correction(text, moment_of(text_of(node, "datePublished", "dateCreated"))))
    return tuple(found)


def correction(text, at=None):
    """Return the Correction of a printed note; the word before it names its kind."""
    word, sign, rest = text.partition(":")
    kind = _KINDS.get(word.strip().casefold())
    if sign and kind:
        return Correction(rest.strip(), kind, at)
    return Correction(text, CorrectionKind.CORRECTION, at)


def own_addresses(data: PageData):
    """Return the page's own public addresses, the canonical one first."""
    found = [*data.links.get("canonical", ()), *data.head.get("og:url", ())]
    found += sorted(addresses_of(data.story)) if data.story else []
    return tuple(
        dict.fromkeys(a for a in found if a.startswith(("http://", "https://")) and len(a) <= 500)
    )


def external_id_of(data: PageData):
    """Return the permanent id that the page names, or ''."""
    for value in values_of(data.story, "identifier"):
        value = text_of(value, "value", "name") if isinstance(value, dict) else words_of(value)
        if value:
            return value[:300]
    return data.meta("article:id", "article_id", "articleid", "dc.identifier", "parsely-post-id")[
        :300
    ]


def is_head_part(element, kind):
    """True for an element whose class says it is the byline, deck, kicker or date of a story."""
    names = f"{class_of(element)} {element.get('itemprop').lower()}"
    if kind == "byline" and (element.get("rel") == "author" or element.tag == "address"):
        return bool(element.text()) and len(element.text().split()) <= _MAX_HEAD_WORDS[kind]
    if not _HEAD_CLASS[kind].search(names):
        return False
    return 0 < len(element.text().split()) <= _MAX_HEAD_WORDS[kind]
