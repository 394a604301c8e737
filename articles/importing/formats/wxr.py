"""WXR: the export of a WordPress site, many stories in one file."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape
from itertools import count

from articles.importing.errors import SeedError
from articles.importing.markup import story_parts
from articles.importing.wire import (
    Account,
    first_and_last,
    first_words,
    language_for,
    line_of,
    line_of_html,
    numbered_pictures,
    web_address,
)
from articles.importing.xml import field as field_of
from articles.importing.xml import head_text, pieces, text_of
from articles.story import Credit, Party, Photo, Role, Story
from articles.vocabulary import party_kind, split_credit

SUFFIXES = (".xml",)
MAX_BYTES = 512_000_000

# What plugins that newsrooms use write beside a post or a picture, most telling first.
_DECKS = ("newspack_post_subtitle", "wps_subtitle", "_subtitle", "subtitle", "deck")
_SUMMARIES = ("_yoast_wpseo_metadesc", "rank_math_description")
_CREDITS = ("_media_credit", "media_credit", "_navis_media_credit_org")
_PRIMARY = "_yoast_wpseo_primary_category"
_UNFILED = "uncategorized"

_GALLERY = re.compile(r"\[gallery\b[^\]]{0,200}?\bids=[\"']?(?P<ids>[\d, ]{1,2000})[^\]]{0,200}\]")
_SIZE = re.compile(r"(?:-\d+x\d+|-scaled)(?=\.\w+$)")  # a smaller copy carries its size


def likeness(head, suffix):
    return 9 if "wordpress.org/export/" in head_text(head) else 0


def read_all(content):
    """Yield a Reading, or a SeedError, for each post; other kinds of content are passed over."""
    site = _site(content)
    number = 0
    for piece in pieces(content, {"item"}):
        if field_of(piece.element, "wp_post_type") != "post":
            continue
        number += 1
        try:
            yield _read(piece, site)
        except SeedError as error:
            yield SeedError(f"post {number} ({_called(piece.element)}): {error}")
    if not number:
        raise SeedError("this WordPress export has no posts; export “All content”.")


@dataclass
class _Attachment:
    address: str
    photo: Photo


@dataclass
class _Site:
    language: str = ""
    authors: dict = field(default_factory=dict)  # login: name
    sections: dict = field(default_factory=dict)  # id of a category: name
    attachments: dict = field(default_factory=dict)  # id: _Attachment

    def of_address(self, address):
        """Return the _Attachment of a picture in a text, whatever its size there, or None."""
        if not hasattr(self, "_by_file"):
            self._by_file = {_file(a.address): a for a in self.attachments.values()}
        return self._by_file.get(_file(address))


def _file(address):
    """Return what two addresses of the same upload have in common."""
    return _SIZE.sub("", address.partition("?")[0].partition("//")[2].lower())


def _site(content):
    """Read what posts refer to and what may stand behind them: the first of two passes."""
    site = _Site()
    try:
        for element, _ in pieces(content, {"language", "wp_author", "wp_category", "item"}):
            if element.tag == "language":
                site.language = text_of(element)
            elif element.tag == "wp_author":
                login = field_of(element, "wp_author_login")
                site.authors[login] = field_of(element, "wp_author_display_name") or login
            elif element.tag == "wp_category":
                site.sections[field_of(element, "wp_term_id")] = field_of(element, "wp_cat_name")
            elif field_of(element, "wp_post_type") == "attachment":
                site.attachments[field_of(element, "wp_post_id")] = _attachment(element)
    except SeedError:
        pass  # the second pass comes to the same place, and tells
    return site


def _attachment(item):
    meta = _meta(item)
    credit = _first(meta, _CREDITS)
    creator, supplier = split_credit(credit)
    photo = Photo(
        caption=line_of_html(item.findtext("excerpt_encoded")),
        alt_text=line_of(meta.get("_wp_attachment_image_alt")),
        credit_line=credit,
        creator=creator,
        supplier=supplier,
    )
    return _Attachment(field_of(item, "wp_attachment_url"), photo)


def _read(piece, site):
    item, account = piece.element, Account()
    meta = _meta(item)
    section, tags = _filed_under(item, meta, site)
    given = {
        "headline": line_of_html(item.findtext("title")),
        "deck": _first(meta, _DECKS),
        "summary": line_of_html(item.findtext("excerpt_encoded")) or _first(meta, _SUMMARIES),
        "section": section,
    }
    if not given["headline"]:
        raise SeedError("it has no title; give it one and export again.")
    for name, words in given.items():
        if words:
            account.placed(name, _line(item, _FOUND_IN[name]), words)
    blocks, in_body = _body(item, site, account)
    lead = site.attachments.get(meta.get("_thumbnail_id", ""))
    if lead:
        account.placed("lead photo", _line(item, "wp_postmeta"), lead.photo.caption)
    story = Story(
        **given,
        tags=tags,
        language=language_for(site.language, blocks),
        credits=tuple(_credits(item, site, account)),
        lead_photo=lead.photo if lead else None,
        blocks=blocks,
        external_id=field_of(item, "guid"),
        source_url=web_address(field_of(item, "link")),
        **first_and_last(_gmt(item, "wp_post_date_gmt"), _gmt(item, "wp_post_modified_gmt")),
    )
    _hold_what_was_not_public(item, account)
    addresses = (web_address(field_of(item, name)) for name in ("link", "guid"))
    return account.reading(
        story,
        format="wxr",
        part=story.external_id or field_of(item, "wp_post_id"),
        content=piece.content,
        pictures=numbered_pictures(story, in_body, lead.address if lead else "", from_web=True),
        addresses=tuple(dict.fromkeys(filter(None, addresses))),
    )


_FOUND_IN = {
    "headline": "title",
    "deck": "wp_postmeta",
    "summary": "excerpt_encoded",
    "section": "category",
}


def _body(item, site, account):
    """Return (blocks, {number of a photo: address}) of the text of a post."""
    html = item.findtext("content_encoded") or ""
    html = _GALLERY.sub(lambda found: _gallery(found["ids"], site), html)
    by_blank_lines = "<!-- wp:" not in html  # kept by the editor of before 2018
    parts = story_parts(html, web_address(field_of(item, "link")), by_blank_lines)
    line = _line(item, "content_encoded")
    if not parts.blocks:
        raise SeedError("it has no text.")
    account.placed("text", line, first_words(parts.blocks))
    account.lost(line, parts.lost)
    blocks, pictures = [], dict(parts.pictures)
    numbers = count(1)
    for block in parts.blocks:
        if isinstance(block, Photo):
            number = next(numbers)
            if known := site.of_address(pictures.get(number, "")):
                block, pictures[number] = _with_words(block, known.photo), known.address
        blocks.append(block)
    return tuple(blocks), pictures


def _gallery(ids, site):
    found = (site.attachments.get(number) for number in re.findall(r"\d+", ids))
    images = (f'<figure><img src="{escape(a.address)}"></figure>' for a in found if a)
    return "\n\n".join(images)


def _with_words(photo, known):
    """Return a photo of a text with the words of the library where it has none of its own."""
    credit = ("credit_line", "creator", "supplier")
    names = ("caption", "alt_text", *(() if photo.credit_line else credit))
    return replace(photo, **{n: getattr(photo, n) or getattr(known, n) for n in names})


def _credits(item, site, account):
    """Yield the authors: those of the Co-Authors plugin, else the one of WordPress itself."""
    names = [text_of(c) for c in item.findall("category") if c.get("domain") == "author"]
    login = field_of(item, "dc_creator")
    names = names or [site.authors.get(login, login)]
    for name in dict.fromkeys(filter(None, names)):
        account.placed("byline", _line(item, "dc_creator"), name)
        yield Credit(Party(name, party_kind(name)), Role.AUTHOR)


def _filed_under(item, meta, site):
    """Return (section, tags): the first category is the section unless one is marked as such."""
    categories, tags = [], []
    for term in item.findall("category"):
        if term.get("domain") == "category" and term.get("nicename") != _UNFILED:
            categories.append(text_of(term))
        elif term.get("domain") == "post_tag":
            tags.append(text_of(term))
    primary = site.sections.get(meta.get(_PRIMARY, ""))
    section = primary if primary in categories else next(iter(categories), "")
    others = [name for name in (*categories, *tags) if name and name != section]
    return section, tuple(dict.fromkeys(others))


def _hold_what_was_not_public(item, account):
    status = field_of(item, "wp_status")
    if status != "publish":
        account.hold(_line(item, "wp_status"), f"status in WordPress: {status or 'none'}")
    if field_of(item, "wp_post_password"):
        account.hold(_line(item, "wp_post_password"), "behind a password in WordPress")


def _gmt(item, name):
    """Return the moment that WordPress keeps as `2026-11-03 08:00:00`, in GMT by its definition."""
    try:
        moment = datetime.strptime(field_of(item, name), "%Y-%m-%d %H:%M:%S")
    except ValueError:  # a draft has a date of zeros
        return None
    return moment.replace(tzinfo=UTC)


def _meta(item):
    """Return {key: value} of what plugins keep beside a post; of two values the first."""
    pairs = (
        (field_of(m, "wp_meta_key"), m.findtext("wp_meta_value"))
        for m in item.findall("wp_postmeta")
    )
    found = {}
    for key, value in pairs:
        found.setdefault(key, value or "")
    return found


def _first(meta, keys):
    return next(filter(None, (line_of_html(meta.get(key)) for key in keys)), "")


def _line(item, name):
    element = item.find(name)
    return element.line if element is not None else item.line


def _called(item):
    return field_of(item, "title") or field_of(item, "link") or field_of(item, "wp_post_id") or "?"
