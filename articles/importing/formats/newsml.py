"""NewsML-G2: what agencies send, one item or a message of several, pictures beside the text."""

import re
from html import escape
from typing import NamedTuple

from articles.importing.errors import SeedError
from articles.importing.markup import story_parts
from articles.importing.nitf import text_in
from articles.importing.wire import (
    Account,
    credits_of,
    first_and_last,
    first_words,
    language_for,
    line_of,
    numbered_pictures,
    web_address,
)
from articles.importing.xml import Node, field, head_text, pieces, text_of
from articles.story import Credit, Medium, Party, Photo, Related, Role, Story, Video
from articles.vocabulary import party_kind, split_credit

SUFFIXES = (".xml",)
MAX_BYTES = 64_000_000

_TEXTS, _PICTURES, _PLAYERS = ("text", "composite", ""), ("picture", "graphic"), ("video", "audio")
# Roles are codes of the sender's own; what is common to them is a word.
_DECK = re.compile(r"sub|deck|secondary|drop|standfirst", re.IGNORECASE)
_KICKER = re.compile(r"kick|over|eyebrow|strap", re.IGNORECASE)
_ELSEWHERE = re.compile(r"seo|short|alt|social|web|extended|mobile", re.IGNORECASE)
_CAPTION = re.compile(r"capt", re.IGNORECASE)
_ROLES = (
    (re.compile(r"transl", re.IGNORECASE), Role.TRANSLATOR),
    (re.compile(r"photo", re.IGNORECASE), Role.PHOTOGRAPHER),
    (re.compile(r"illustr|graphic", re.IGNORECASE), Role.ILLUSTRATOR),
    (re.compile(r"edit", re.IGNORECASE), Role.EDITOR),
)


def likeness(head, suffix):
    """Any other XML comes here too, to be told what is read."""
    if "iptc.org/std/nar" in head_text(head):
        return 9
    return 2 if suffix in SUFFIXES else 0


def read_all(content):
    """Yield a Reading, or a SeedError, for each text of a message; pictures go to their text."""
    items = [_Item(piece) for piece in pieces(content, {"newsItem", "packageItem"})]
    if not items:
        raise SeedError(
            "this XML is no story: NewsML-G2 (newsItem), a WordPress export, RSS and Atom are read."
        )
    texts = [item for item in items if item.is_text]
    if not texts:
        raise SeedError(f"no text in it, only: {', '.join(sorted({i.kind for i in items}))}.")
    for number, item in enumerate(texts, start=1):
        try:
            yield _read(item, items, len(texts))
        except SeedError as error:
            yield SeedError(f"newsItem {number} ({item.headline or item.guid or '?'}): {error}")


class _Item:
    """A newsItem or packageItem, in the words of a newsroom."""

    def __init__(self, piece):
        self.element, self.content = piece
        self.guid = line_of(self.element.get("guid"))
        self.management, self.meta, self.body = map(
            self._part, ("itemMeta", "contentMeta", "contentSet")
        )
        self.kind = _code(self.management.find("itemClass"))
        self.headline = self.headlines(lambda role: not _DECK.search(role)
                                       and not _KICKER.search(role)
                                       and not _ELSEWHERE.search(role))  # fmt: skip

    def _part(self, name):
        found = self.element.find(name)
        return Node(name) if found is None else found

    @property
    def is_text(self):
        return self.element.tag == "newsItem" and self.kind in _TEXTS

    def headlines(self, fits):
        """Return the first headline whose role fits, or ''."""
        found = self.meta.findall("headline")
        return next((text_of(e) for e in found if fits(_role(e)) and text_of(e)), "")

    def descriptions(self):
        """Return [(whether it is a caption, words)]."""
        found = ((_role(e), text_of(e)) for e in self.meta.findall("description"))
        return [(bool(_CAPTION.search(role)), words) for role, words in found if words]

    def names(self, tag):
        return list(filter(None, map(_name, self.meta.findall(tag))))

    def files(self):
        """Return addresses of the item's files, the largest picture first."""
        found = [
            e for e in self.body.findall("remoteContent") if e.get("href") or e.get("residref")
        ]
        found.sort(key=lambda e: -_number(e.get("width")))
        return [e.get("href") or e.get("residref") for e in found]


class _Medium(NamedTuple):
    block: Photo | Video
    address: str


def _read(item, items, texts):
    account, text = Account(), text_in(item.body)
    headline = item.headline or text.headline or field(item.management, "title")
    if not headline:
        raise SeedError("it has no headline.")
    account.placed("headline", item.meta.line, headline)
    parts, summary = _text(item, text, account)
    media = [_medium(other) for other in _beside(item, items, texts)]
    lead = next((m for m in media if isinstance(m.block, Photo)), None)
    for medium in media:
        account.placed("lead photo" if medium is lead else "photo or video", 1, medium.address)
    rest = [medium for medium in media if medium is not lead]
    blocks = (*parts.blocks, *(medium.block for medium in rest))
    pictures, photos = dict(parts.pictures), sum(isinstance(b, Photo) for b in parts.blocks)
    rest = [medium for medium in rest if isinstance(medium.block, Photo)]
    pictures |= {number: m.address for number, m in enumerate(rest, start=photos + 1)}
    _hold_what_is_not_usable(item, account)
    story = Story(
        headline=headline,
        deck=item.headlines(_DECK.search) or text.deck,
        kicker=item.headlines(_KICKER.search),
        summary=summary,
        section=next(filter(None, map(_name, item.management.findall("service"))), ""),
        language=language_for(_language(item), blocks),
        dateline=field(item.meta, "dateline")
        or text.dateline
        or "".join(item.names("located")[:1]),
        credits=tuple(dict.fromkeys(_credits(item, text, account))),
        lead_photo=lead.block if lead else None,
        blocks=blocks,
        tags=_tags(item),
        related=tuple(_related(item)),
        rights=_rights(item),
        external_id=item.guid,
        source_url=web_address(_link(item)),
        **_dates(item, account),
    )
    is_part = texts > 1
    return account.reading(
        story,
        format="newsml",
        part=(item.guid or headline) if is_part else "",
        content=item.content if is_part else b"",
        pictures=numbered_pictures(story, pictures, lead.address if lead else ""),
        addresses=tuple(dict.fromkeys(filter(None, (story.source_url, web_address(item.guid))))),
    )


def _text(item, text, account):
    """Return (Parts of the text, summary); where there is only a summary, that is the text."""
    summary = next((words for is_caption, words in item.descriptions() if not is_caption), "")
    parts, used = story_parts(text.html), summary
    if not parts.blocks and summary:
        account.notes.append("the item has only a summary of this story")
        parts, used = story_parts(f"<p>{escape(summary)}</p>"), ""
    if not parts.blocks:
        raise SeedError("it has no text.")
    account.placed("text", text.line, first_words(parts.blocks))
    account.lost(text.line, parts.lost)
    return parts, used


def _beside(item, items, texts):
    """Return the items with pictures and videos that belong to a text.

    Those that a package or the text itself names with it; all of them where it is the only text.
    """
    by_guid = {other.guid: other for other in items if other.kind in _PICTURES + _PLAYERS}
    if texts == 1:
        return list(by_guid.values())
    named = [link.get("residref", "") for link in item.management.findall("link")]
    for package in items:
        refs = [ref.get("residref", "") for ref in package.element.iter("itemRef")]
        if item.guid in refs:
            named += refs
    return [by_guid[guid] for guid in dict.fromkeys(named) if guid in by_guid]


def _medium(item):
    captions = sorted(item.descriptions(), reverse=True)
    caption = captions[0][1] if captions else ""
    files = item.files()
    address = files[0] if files else ""
    if item.kind in _PLAYERS:
        video = Video(
            title=item.headline,
            description=caption,
            seconds=max(map(_seconds, item.body.findall("remoteContent")), default=0) or None,
            medium=Medium(item.kind),
        )
        return _Medium(video, address)
    credit = field(item.meta, "creditline")
    makers = item.names("by") or item.names("creator")
    creator, supplier = split_credit(credit or ", ".join(makers))
    if makers and not creator:
        creator = makers[0]
    alt = next((text_of(e) for e in item.meta.findall("description") if "alt" in _role(e)), "")
    return _Medium(Photo(caption, alt, credit, creator, supplier), address)


def _credits(item, text, account):
    """Yield who wrote it (the printed byline, else the makers, else the agency) and who helped."""
    printed = item.names("by") or ([text.byline] if text.byline else [])
    makers, agency = item.names("creator"), field(item.meta, "creditline")
    for line in printed:
        account.placed("byline", item.meta.line, line)
        yield from credits_of(line)
    if not printed:
        for name in makers or filter(None, [agency]):
            yield Credit(Party(name, party_kind(name)))
    elif agency:
        account.notes.append(f"credit line of the sender: {agency}")
    for element in item.meta.findall("contributor"):
        found = (role for pattern, role in _ROLES if pattern.search(_role(element)))
        if name := _name(element):
            yield Credit(Party(name, party_kind(name)), next(found, Role.ADDITIONAL_REPORTING))


def _dates(item, account):
    first = account.moment(field(item.management, "firstCreated"), "firstCreated")
    last = account.moment(field(item.management, "versionCreated"), "versionCreated")
    is_said = item.management.find("firstCreated") is not None
    if not is_said and item.element.get("version", "1") in ("0", "1"):
        return first_and_last(last, None)
    return first_and_last(first, last)


def _hold_what_is_not_usable(item, account):
    status, embargo = _code(item.management.find("pubStatus")), field(item.management, "embargoed")
    if status == "canceled":
        raise SeedError("the sender cancelled it; if it is live here, withdraw it at the desk.")
    if status not in ("", "usable"):
        account.hold(item.management.line, f"status at the sender: {status}")
    if embargo or item.management.find("embargoed") is not None:
        account.hold(
            item.management.line, f"under embargo until {embargo or 'the sender lifts it'}"
        )
    account.notes += [
        f"note of the sender: {text_of(e)}" for e in item.management.findall("edNote")
    ]


def _tags(item):
    """Return the keywords; where there are none, the subjects that have a name."""
    names = [text_of(e) for e in item.meta.findall("keyword")] or item.names("subject")
    return tuple(dict.fromkeys(filter(None, names)))


def _related(item):
    for link in item.management.findall("link"):
        if re.search(
            "seealso|related", link.get("rel", "") + link.get("reluri", ""), re.IGNORECASE
        ):
            title = field(link, "title")
            if title:
                yield Related(title, url=web_address(link.get("href")))


def _link(item):
    """Return the public address that the item names as its own, or ''."""
    links = [e for e in item.management.findall("link") if "canonical" in e.get("rel", "")]
    alternatives = [e.text for e in item.element.iter("altId") if "web" in e.get("type", "")]
    return next(filter(None, [*(e.get("href") for e in links), *alternatives]), "")


def _rights(item):
    info = item.element.find("rightsInfo")
    if info is None:
        return ""
    return field(info, "copyrightNotice") or " ".join(map(_name, info.findall("copyrightHolder")))


def _language(item):
    element = item.meta.find("language")
    return (element.get("tag") if element is not None else "") or item.element.get("xml_lang", "")


def _name(element):
    """Return the name of a party or place: its `name`, its own text, or its literal."""
    name = field(element, "name") or line_of(element.text)
    return name or line_of(element.get("literal"))


def _role(element):
    return element.get("role", "")


def _code(element):
    """Return the word of a code such as `ninat:text` or `http://…/ninature/text`, or ''."""
    if element is None:
        return ""
    return re.split(r"[:/]", element.get("qcode") or element.get("uri") or "")[-1].lower()


def _seconds(file):
    in_thousandths = "milli" in file.get("durationunit", "")
    return _number(file.get("duration")) // (1000 if in_thousandths else 1)


def _number(text):
    return int(text) if re.fullmatch(r"\d{1,9}", text or "") else 0
