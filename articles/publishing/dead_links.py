"""Links to addresses of our own that no reader could open."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.models import Article, Contributor, Edition, OldAddress, Section
from articles.models.address import old_paths
from articles.models.old_slug import OldSlug
from articles.story import List, Paragraph, Quote, Subhead, Table, plain

LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)

# Names of addresses that have the slug of a row: its model, and its kind among old slugs.
OF_SLUG = {
    "section": (Section, OldSlug.Kind.SECTION),
    "lite-section": (Section, OldSlug.Kind.SECTION),
    "contributor": (Contributor, OldSlug.Kind.CONTRIBUTOR),
    "tag": (Tag, OldSlug.Kind.TAG),
}


@dataclass(frozen=True)
class Place:
    """Where to go within a field: to `words`, after the words `before`.

    In the text they stand in the paragraph of that number, or after it and before the next.
    """

    paragraph: int
    before: str
    words: str


@dataclass(frozen=True)
class Link:
    """`where` it stands, in words; `ref` is the id of a related story of ours."""

    field: str
    where: str
    address: str
    ref: int | None = None
    place: Place | None = None


@dataclass(frozen=True)
class DeadLink:
    field: str
    message: str
    place: Place | None


def dead_links(article, story, at):
    """Return a DeadLink for each link of `story` that no reader could open at `at`.

    A story that links to itself is not counted: it goes live with its link.
    """
    links = list(_links(story))
    matches = {path: _match(path) for link in links if (path := _our_path(link.address))}
    ids = {pk for link in links if (pk := _story_of(link, matches)) is not None}
    closed = _why_closed(ids - {article.pk}, at)
    gone = _without_page({path: match for path, match in matches.items() if not _pk_in(match)})
    dead = []
    for link in links:
        why = closed.get(_story_of(link, matches))
        if why is None and _our_path(link.address) in gone:
            why = _("there is no such page")
        if why:
            text = _("%(where)s: the link to %(address)s leads nowhere: %(why)s.")
            given = {"where": link.where, "address": link.address or f"#{link.ref}", "why": why}
            dead.append(DeadLink(link.field, text % given, link.place))
    return dead


def _links(story):
    """Yield a Link for each address in the text, and for each related story."""
    number = 0
    for block in story.blocks:
        number += isinstance(block, Paragraph)
        where = _("Paragraph %(number)d") % {"number": max(number, 1)}
        for html in _html_of(block):
            for href, words in LINK.findall(html):
                place = Place(number, "", plain(words))
                yield Link("body", where, unescape(href), place=place)
    for link in story.related:
        where = _("Related “%(title)s”") % {"title": link.title} if link.title else _("Related")
        yield Link("related_links", where, link.url, link.ref)


def _html_of(block):
    match block:
        case Paragraph(html) | Subhead(html):
            return [html]
        case List(items=texts) | Quote(paragraphs=texts):
            return texts
        case Table(rows):
            return [cell for row in rows for cell in row]
    return []


def _our_path(address):
    """Return the path of an address of this site, or an empty string for one elsewhere."""
    try:
        parts, ours = urlsplit(address), urlsplit(settings.SITE_URL)
    except ValueError:
        return ""
    if not parts.path or (parts.netloc and parts.hostname != ours.hostname):
        return ""
    if not parts.netloc and (parts.scheme or not parts.path.startswith("/")):
        return ""
    return unquote(parts.path)


def _match(path):
    """Return what answers at `path`, tried with the slash at its end too, or None."""
    for one in dict.fromkeys((path, f"{path.rstrip('/')}/")):
        try:
            return resolve(one)
        except Resolver404:
            continue
    return None


def _pk_in(match):
    """Return the id of the story whose address matched, or None."""
    return match.kwargs.get("article_id") if match else None


def _story_of(link, matches):
    return link.ref if link.ref is not None else _pk_in(matches.get(_our_path(link.address)))


def _why_closed(ids, at):
    """Return {id: why} for the stories that no reader could open at `at`."""
    live = Edition.objects.live(at).filter(article__in=ids)
    closed = ids - set(live.values_list("article", flat=True))
    if not closed:
        return {}
    known = dict(Article.objects.filter(pk__in=closed).values_list("pk", "held"))
    current = Edition.objects.in_force(at).filter(article__in=closed)
    withdrawn = set(current.values_list("article", flat=True))
    reasons = {}
    for pk in closed:
        if pk not in known:
            reasons[pk] = _("there is no such story")
        elif known[pk]:
            reasons[pk] = _("that story is on legal hold")
        elif pk in withdrawn:
            reasons[pk] = _("that story is withdrawn")
        else:
            reasons[pk] = _("that story is not live then")
    return reasons


def _without_page(matches):
    """Return the paths of {path: match} at which no page is and from which none leads on."""
    unknown = {p for p, match in matches.items() if match is None or match.app_name == "admin"}
    for name, (model, kind) in OF_SLUG.items():
        slugs = {
            path: match.kwargs["slug"]
            for path, match in matches.items()
            if match and match.url_name == name
        }
        if not slugs:
            continue
        known = set(model.objects.filter(slug__in=slugs.values()).values_list("slug", flat=True))
        olds = OldSlug.objects.filter(kind=kind, old__in=slugs.values())
        known |= set(olds.values_list("old", flat=True))
        unknown |= {path for path, slug in slugs.items() if slug not in known}
    if not unknown:
        return unknown
    candidates = {path: old_paths(path) for path in unknown}
    wanted = [one for some in candidates.values() for one in some]
    moved = set(OldAddress.objects.filter(path__in=wanted).values_list("path", flat=True))
    return {path for path in unknown if moved.isdisjoint(candidates[path])}
