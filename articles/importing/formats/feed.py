"""RSS and Atom with whole stories in them; an item that has only a teaser is kept as such."""

import re
from email.utils import parsedate_to_datetime
from html import escape
from typing import NamedTuple

from articles.embeds import embed_of
from articles.importing.errors import SeedError
from articles.importing.markup import story_parts
from articles.importing.wire import (
    Account,
    credits_of,
    first_and_last,
    first_words,
    language_for,
    line_of,
    line_of_html,
    numbered_pictures,
    web_address,
)
from articles.importing.xml import field, head_text, inner_html, pieces, text_of
from articles.story import Medium, Photo, Story, Video
from articles.vocabulary import split_credit

SUFFIXES = (".xml", ".rss", ".atom")
MAX_BYTES = 64_000_000

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|RDF)\b|<(?:\w+:)?feed\b[^>]*w3\.org/2005/Atom")
_WHOLE = 900  # characters from which a description is taken for the story itself
_MARKUP = re.compile(r"</\w|<br|&#?\w+;")


def likeness(head, suffix):
    return 7 if _ROOT.search(head_text(head)) else 0


def read_all(content):
    """Yield a Reading, or a SeedError, for each item."""
    language, number = "", 0
    for piece in pieces(content, {"language", "dc_language", "item", "atom_entry"}):
        element = piece.element
        if element.tag in ("language", "dc_language"):
            language = text_of(element)
            continue
        number += 1
        item = _Atom(element) if element.tag == "atom_entry" else _Rss(element)
        try:
            yield _read(item, piece, language)
        except SeedError as error:
            yield SeedError(f"item {number} ({item.title or item.id or '?'}): {error}")
    if not number:
        raise SeedError("this feed has no items.")


class _Rss:
    """An item of RSS 2.0, 1.0 or 0.9, in the words that both kinds of feed share."""

    def __init__(self, element):
        self.element = element
        self.title = _title(element.findtext("title") or field(element, "media_title"))
        self.id = field(element, "guid") or element.get("about", "")
        self.links = [field(element, "feedburner_origLink"), field(element, "link")]
        guid = element.find("guid")
        if guid is not None and guid.get("isPermaLink", "true") == "true":
            self.links.append(text_of(guid))
        self.body = element.findtext("content_encoded") or ""
        self.teaser = element.findtext("description") or ""
        self.categories = _texts(element, "category") or _texts(element, "dc_subject")
        self.language = field(element, "dc_language")
        self.rights = field(element, "dc_rights") or field(element, "media_copyright")

    def authors(self):
        names = _texts(self.element, "dc_creator")
        # RSS has an address first and the name behind it: `desk@example.com (Ann Lee)`.
        named = re.search(r"\((?P<name>[^()]+)\)\s*$", field(self.element, "author"))
        own = field(self.element, "author")
        return names or [named["name"] if named else "" if "@" in own else own]

    def dates(self, account):
        published = _rfc_822(field(self.element, "pubDate"), account)
        iso = [account.moment(text, "date") for text in _texts(self.element, "dc_date")[:1]]
        updated = account.moment(field(self.element, "atom_updated"), "updated")
        return published or next(iter(iso), None), updated


class _Atom:
    """An entry of Atom."""

    def __init__(self, element):
        self.element = element
        self.title = line_of_html(_atom_html(element.find("atom_title")))
        self.id = field(element, "atom_id")
        self.links = [
            link.get("href", "")
            for link in element.findall("atom_link")
            if link.get("rel", "alternate") == "alternate"
        ]
        self.body = _atom_html(element.find("atom_content"))
        self.teaser = _atom_html(element.find("atom_summary"))
        terms = element.findall("atom_category")
        self.categories = [line_of(term.get("label") or term.get("term")) for term in terms]
        self.language = element.get("xml_lang", "")
        self.rights = field(element, "atom_rights")

    def authors(self):
        return [field(author, "atom_name") for author in self.element.findall("atom_author")]

    def dates(self, account):
        published = account.moment(field(self.element, "atom_published"), "published")
        return published, account.moment(field(self.element, "atom_updated"), "updated")


def _read(item, piece, language):
    account = Account()
    if not item.title:
        raise SeedError("it has no title.")
    account.placed("headline", _line(item, "title", "atom_title"), item.title)
    link = next(filter(None, map(web_address, item.links)), "")
    parts, summary = _text(item, link, account)
    lead, videos = _media(item, parts.pictures.values(), account)
    first, last = item.dates(account)
    section, *tags = dict.fromkeys(filter(None, item.categories)) or [""]
    blocks = (*parts.blocks, *videos)
    story = Story(
        headline=item.title,
        summary=summary,
        section=section,
        tags=tuple(tags),
        language=language_for(item.language or language, blocks),
        credits=tuple(_credits(item.authors())),
        lead_photo=lead.photo if lead else None,
        blocks=blocks,
        rights=item.rights,
        external_id=line_of(item.id) or link,
        source_url=link,
        **first_and_last(first, last),
    )
    addresses = (*map(web_address, item.links), web_address(item.id))
    return account.reading(
        story,
        format="feed",
        part=story.external_id or item.title,
        content=piece.content,
        pictures=numbered_pictures(story, parts.pictures, lead.address if lead else ""),
        addresses=tuple(dict.fromkeys(filter(None, addresses))),
    )


def _text(item, link, account):
    """Return (Parts of the text, summary); where the feed has only a teaser, that is the text."""
    teaser = line_of_html(item.teaser)
    is_teaser = not item.body and len(teaser) < _WHOLE and item.teaser.count("<p") < 3
    parts = story_parts(item.body or item.teaser, link)
    line = _line(item, "content_encoded", "atom_content", "description", "atom_summary")
    if not parts.blocks:
        raise SeedError("it has no text.")
    if is_teaser:
        account.notes.append("the feed has only a teaser of this story")
    account.placed("text", line, first_words(parts.blocks))
    account.lost(line, parts.lost)
    # A teaser that breaks off was cut by a program; it sums up nothing.
    cut = teaser.endswith(("…", "...", "[…]", "[...]", "…]", "»")) or "appeared first on" in teaser
    return parts, teaser if item.body and not cut else ""


class _Picture(NamedTuple):
    address: str
    photo: Photo


def _media(item, in_text, account):
    """Return (the lead _Picture or None, [videos]) of what stands beside the text of an item."""
    pictures, videos = [], []
    for element in _attached(item.element):
        kind, address = _kind(element), element.get("url") or element.get("href") or ""
        if kind == "image":
            pictures.append(_picture(element, item.element, address))
        elif kind in ("video", "audio"):
            videos.append(_video(element, item.element, kind, address))
            account.placed(kind, element.line, address)
            account.notes += [] if videos[-1].provider else [f"{kind} left behind: {address}"]
    shown = {_file(address) for address in in_text}
    # A picture that stands in the text already is not shown a second time above it.
    lead = pictures[0] if pictures and _file(pictures[0].address) not in shown else None
    if lead:
        account.placed("lead photo", item.element.line, lead.photo.caption or lead.address)
    return lead, videos


def _attached(element):
    """Return what an item has beside its text; smaller copies only where there is nothing else."""
    groups = [element, *element.findall("media_group")]
    whole = [media for group in groups for media in group.findall("media_content")]
    enclosed = element.findall("enclosure")
    enclosed += [e for e in element.findall("atom_link") if e.get("rel") == "enclosure"]
    known = {media.get("url") for media in whole}
    found = whole + [e for e in enclosed if (e.get("url") or e.get("href")) not in known]
    if any(_kind(media) == "image" for media in found):
        return found
    return found + [thumb for group in groups for thumb in group.findall("media_thumbnail")]


def _kind(media):
    """Return image, video, audio, or '' for what a story does not show."""
    if media.tag == "media_thumbnail":
        return "image"
    stated = media.get("medium") or media.get("type", "").partition("/")[0]
    address = media.get("url", "").partition("?")[0].lower()
    return stated or ("image" if address.endswith((".jpg", ".jpeg", ".png", ".webp")) else "")


def _picture(media, item, address):
    credit = _said(media, item, "media_credit") or _said(media, item, "media_copyright")
    creator, supplier = split_credit(credit)
    caption = line_of_html(_said(media, item, "media_description"))
    photo = Photo(caption, "", credit, creator, supplier)
    return _Picture(address, photo)


def _video(media, item, kind, address):
    player = media.find("media_player")
    addresses = (address, player.get("url", "") if player is not None else "")
    embed = next(filter(None, map(embed_of, addresses)), None)
    seconds = media.get("duration", "") or field(item, "itunes_duration")
    return Video(
        title=line_of_html(_said(media, item, "media_title")) or _title(item.findtext("title")),
        description=line_of_html(_said(media, item, "media_description")),
        medium=Medium(kind),
        seconds=_seconds(seconds),
        provider=embed.provider if embed else "",
        embed_id=embed.embed_id if embed else "",
    )


def _said(media, item, name):
    """Return the words said of a medium, which may stand inside it, its group or its item."""
    group = item.find("media_group")
    return next(
        (text for e in (media, group, item) if e is not None and (text := field(e, name))), ""
    )


def _seconds(text):
    """Return the seconds of `128`, `2:08` or `1:02:03`, or None."""
    if not re.fullmatch(r"\d{1,6}(?:\.\d+)?|(?:\d{1,2}:)?\d{1,3}:\d{2}", text):
        return None
    total = 0
    for part in text.partition(".")[0].split(":"):
        total = total * 60 + int(part)
    return total


def _file(address):
    return address.partition("?")[0].partition("//")[2].lower()


def _credits(authors):
    found = [credit for author in authors for credit in credits_of(author)]
    return list(dict.fromkeys(found))


def _rfc_822(text, account):
    """Return the moment of `Tue, 03 Nov 2026 08:00:00 GMT`; `-0000` is no certain zone."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # 99 November, the year 10 to the 20
        moment = None
    if moment is None or moment.tzinfo is None or not 1600 <= moment.year < 3000:
        account.notes.append(f"pubDate {text!r} has no certain date, time and UTC offset")
        return None
    return moment


def _title(text):
    """Return a title as plain words: RSS leaves open whether it holds HTML."""
    text = text or ""
    return line_of_html(text) if _MARKUP.search(text) else line_of(text)


def _atom_html(construct):
    """Return the content of an Atom text (None: none) as HTML."""
    if construct is None:
        return ""
    kind = construct.get("type", "text")
    if kind in ("xhtml", "application/xhtml+xml"):
        return inner_html(construct)
    if kind in ("html", "text/html"):
        return construct.text or ""
    return escape(text_of(construct), quote=False)


def _texts(element, name):
    return list(filter(None, map(text_of, element.findall(name))))


def _line(item, *names):
    elements = (item.element.find(name) for name in names)
    return next((e.line for e in elements if e is not None), item.element.line)
