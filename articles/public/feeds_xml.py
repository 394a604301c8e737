"""Feeds as XML: RSS 2.0 (with Media RSS and Dublin Core) and Atom 1.0."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils.feedgenerator import rfc2822_date, rfc3339_date

from articles.public.xml_page import add, add_each, root_of, xml_response

RSS_TYPE, ATOM_TYPE = "application/rss+xml", "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
_PREFIXES = {"content": CONTENT, "dc": DC, "media": MEDIA}

# Atom wants an hour even of a feed that has never had a story.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def rss(feed):
    """Return the response that carries a feeds.Feed as RSS."""
    root = root_of("rss", {"atom": ATOM} | _PREFIXES, version="2.0")
    channel = add(root, "channel")
    add_each(
        channel,
        {
            "title": feed.title,
            "link": feed.url,
            "description": feed.description,
            "language": settings.LANGUAGE_CODE,
            "lastBuildDate": feed.changed_at and rfc2822_date(feed.changed_at),
        },
    )
    _add_links(channel, feed, RSS_TYPE)
    for item in feed.items:
        _add_rss_item(channel, item)
    return xml_response(root, RSS_TYPE)


def _add_rss_item(channel, item):
    node = add(channel, "item")
    add_each(node, {"title": item.title, "link": item.url, "description": item.summary})
    add(node, "guid", item.guid, isPermaLink="false")
    add_each(node, {"pubDate": item.published_at and rfc2822_date(item.published_at)})
    for name in item.authors:
        add(node, f"{{{DC}}}creator", name.text)
    if not item.authors:
        add(node, f"{{{DC}}}creator", settings.SITE_NAME)
    for name in item.others:
        add(node, f"{{{DC}}}contributor", name.text)
    add_each(node, {f"{{{DC}}}language": item.language, f"{{{DC}}}rights": item.rights})
    for category in (item.section, *item.tags):
        add(node, "category", category)
    add(node, f"{{{ATOM}}}updated", rfc3339_date(item.updated_at))
    add(node, f"{{{CONTENT}}}encoded", item.html)
    _add_media(node, item)


def _add_media(node, item):
    """Add Media RSS: each picture, film and sound with its words and its credit."""
    for medium in item.media:
        content = add(
            node,
            f"{{{MEDIA}}}content",
            url=medium.url or None,
            type=medium.media_type or None,
            medium=medium.kind,
            width=medium.width,
            height=medium.height,
            duration=medium.seconds,
        )
        if medium.player and not medium.url:
            add(content, f"{{{MEDIA}}}player", url=medium.player)
        add_each(
            content,
            {
                f"{{{MEDIA}}}title": medium.title,
                f"{{{MEDIA}}}description": medium.caption or medium.alt_text,
                f"{{{MEDIA}}}credit": medium.credit,
            },
        )


def atom(feed):
    """Return the response that carries a feeds.Feed as Atom."""
    root = root_of(f"{{{ATOM}}}feed", {None: ATOM} | _PREFIXES, **_language(settings.LANGUAGE_CODE))
    _add_each_atom(
        root,
        title=feed.title,
        subtitle=feed.description,
        id=feed.self_url,
        updated=rfc3339_date(feed.changed_at or _NEVER),
    )
    add(root, f"{{{ATOM}}}link", href=feed.url, rel="alternate", type="text/html")
    _add_links(root, feed, ATOM_TYPE)
    _add_person(root, "author", settings.SITE_NAME)
    for item in feed.items:
        _add_entry(root, item)
    return xml_response(root, ATOM_TYPE)


def _add_entry(root, item):
    entry = add(root, f"{{{ATOM}}}entry", **_language(item.language))
    _add_each_atom(
        entry,
        id=item.guid,
        title=item.title,
        published=item.published_at and rfc3339_date(item.published_at),
        updated=rfc3339_date(item.updated_at),
        summary=item.summary,
        rights=item.rights,
    )
    add(entry, f"{{{ATOM}}}link", href=item.url, rel="alternate", type="text/html")
    for medium in item.media:
        if medium.url:
            add(
                entry,
                f"{{{ATOM}}}link",
                href=medium.url,
                rel="enclosure",
                type=medium.media_type or None,
                title=medium.caption or medium.title or medium.alt_text or None,
            )
    for name in item.authors:
        _add_person(entry, "author", name.text)
    for name in item.others:
        _add_person(entry, "contributor", name.text)
    for category in (item.section, *item.tags):
        add(entry, f"{{{ATOM}}}category", term=category)
    add(entry, f"{{{ATOM}}}content", item.html, type="html")
    _add_media(entry, item)


def _add_links(parent, feed, media_type):
    """Add where the feed lives and where to be told of news (WebSub)."""
    add(parent, f"{{{ATOM}}}link", href=feed.self_url, rel="self", type=media_type)
    if feed.hub:
        add(parent, f"{{{ATOM}}}link", href=feed.hub, rel="hub")


def _add_person(parent, name, text):
    add(add(parent, f"{{{ATOM}}}{name}"), f"{{{ATOM}}}name", text)


def _add_each_atom(parent, **texts):
    add_each(parent, {f"{{{ATOM}}}{name}": text for name, text in texts.items()})


def _language(code):
    return {"{http://www.w3.org/XML/1998/namespace}lang": code or None}
