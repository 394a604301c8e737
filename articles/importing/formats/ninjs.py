"""ninjs, news in JSON of the IPTC: versions 1, 2 and 3, and what we write ourselves."""

import json
import re
from dataclasses import replace
from html import escape

from articles.body.inline import safe_url
from articles.exporting.ninjs import PROFILE, UPDATED
from articles.importing.errors import SeedError
from articles.importing.jsontext import read_json
from articles.importing.markup import story_parts
from articles.importing.newsjson import NewsObject, beside
from articles.importing.wire import (
    Account,
    credits_of,
    exact_blocks,
    first_and_last,
    first_words,
    language_for,
    numbered_pictures,
    web_address,
)
from articles.story import Credit, Party, PartyKind, Photo, Role, Story, Subhead, plain
from articles.vocabulary import party_kind

SUFFIXES = (".json",)

_KEYS = re.compile(
    r'"(?:uri|guid|versioncreated|firstcreated|headlines?|body_\w+|bodies|pubstatus|associations)"\s*:',
    re.IGNORECASE,
)
_DECKS = ("deck", "subheadline", "subhead", "sub", "secondary", "standfirst")
_KICKERS = ("kicker", "overline", "eyebrow")
_SEARCH = ("search", "seo")
_SUMMARIES = ("summary", "text", "main", "description", "html", "")
_ROLES = {role: role for role in Role} | {
    "creator": Role.AUTHOR,
    "by": Role.AUTHOR,
    "writer": Role.AUTHOR,
    "reporter": Role.AUTHOR,
    "contributor": Role.ADDITIONAL_REPORTING,
}


def likeness(head, suffix):
    """Two or more names of the standard at the beginning of an object, or the name .json."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").decode("utf-8", errors="ignore")
    if not text.startswith(("{", "[")):
        return 0
    if len({found.lower() for found in _KEYS.findall(text)}) > 1:
        return 8
    return 3 if suffix in SUFFIXES else 0


def read_all(content):
    """Yield a Reading, or a SeedError, for each item: the file holds one, or a list of them."""
    data = read_json(content)
    if not isinstance(data, list):
        yield _read(data, content.decode("utf-8", errors="replace"))
        return
    if not data:
        raise SeedError("this list of items is empty.")
    for number, item in enumerate(data, start=1):
        text = json.dumps(item, ensure_ascii=False, indent=1)
        try:
            reading = _read(item, text)
        except SeedError as error:
            yield SeedError(f"item {number}: {error}")
        else:
            part = reading.story.external_id or str(number)
            yield replace(reading, part=part, content=text.encode())


def _read(data, text):
    """Return the Reading of one item; `text` is where the lines of its parts are looked up."""
    item, account = NewsObject(data), Account()
    item.exact = item.raw("profile") == PROFILE
    kind = item.text("type") or "text"
    if kind not in ("text", "composite"):
        raise SeedError(f"type: this is a {kind}; only text and composite are stories.")
    headline = item.words("headlines", "headline", ("main", "", "text")) or item.text("title")
    if not headline:
        raise SeedError("headlines: no headline found; the standard puts it there, role main.")
    media = beside(item, account)
    content = _Content(item, media, headline, account)
    story = Story(
        headline=headline,
        deck=item.words("headlines", "headline", _DECKS),
        kicker=item.words("headlines", "headline", _KICKERS),
        search_headline=item.words("headlines", "headline", _SEARCH),
        summary=content.summary,
        section=_section(item),
        language=item.text("language")
        if item.exact
        else language_for(item.text("language"), content.blocks),
        dateline=item.text("located"),
        credits=tuple(_credits(item)),
        lead_photo=content.lead,
        blocks=content.blocks,
        tags=_tags(item),
        corrections=tuple(media.corrections),
        related=tuple(media.related),
        rights=item.text("copyrightnotice", "copyrightholder"),
        external_id=_external_id(item),
        source_url=_source_url(item),
        **_dates(item, account),
    )
    _hold_what_is_not_usable(item, account)
    _tell_places(story, text, account)
    return account.reading(
        story,
        format="ninjs",
        pictures=numbered_pictures(story, content.pictures, content.lead_address),
        addresses=tuple(filter(None, [web_address(story.source_url)])),
    )


class _Content:
    """The text of an item and its figures: `blocks`, `lead`, addresses of pictures, `summary`."""

    def __init__(self, item, media, headline, account):
        self.item, self.media, self.account = item, media, account
        self.summary = item.words(
            "descriptions", "description", ("summary",) if item.exact else _SUMMARIES
        )
        self.pictures, self.lead, self.lead_address = {}, media.figures.get(media.lead), ""
        if item.exact:
            self.blocks = exact_blocks(_html(item)[0], media.figures, media.figures)
            return
        parts = self._parts()
        blocks = [
            b for b in parts.blocks if not (isinstance(b, Subhead) and plain(b.html) == headline)
        ]
        self.pictures = dict(parts.pictures)
        self.blocks = self._with_beside(blocks)
        account.lost(1, parts.lost)

    def _parts(self):
        html, is_html = _html(self.item)
        parts = story_parts(html if is_html else _paragraphs(html))
        if not parts.blocks and self.summary:
            self.account.notes.append("the item has only a summary of this story")
            parts, self.summary = story_parts(_paragraphs(self.summary)), ""
        if not parts.blocks:
            raise SeedError("bodies: no text found in them.")
        return parts

    def _with_beside(self, blocks):
        """Return `blocks` with what is associated: in its place, as the lead, or at the end."""
        waiting = {n: figure for n, figure in self.media.figures.items() if n != self.media.lead}
        number = 0
        for place, block in enumerate(blocks):
            if isinstance(block, Photo):
                number += 1
                if name := self._name_of(self.pictures.get(number, ""), waiting):
                    blocks[place] = _with_words(block, waiting.pop(name))
        for name, figure in waiting.items():
            if isinstance(figure, Photo) and self.lead is None and not number:
                self.lead, self.media.lead = figure, name
            else:
                blocks.append(figure)
                if isinstance(figure, Photo):
                    number += 1
                    self.pictures[number] = next(iter(self.media.addresses[name]), "")
        if self.lead:
            self.lead_address = next(iter(self.media.addresses[self.media.lead]), "")
        return tuple(blocks)

    def _name_of(self, address, waiting):
        """Return the name of the photo that has a file of this address, or ''."""
        addresses = self.media.addresses
        return next((n for n, f in waiting.items()
                     if isinstance(f, Photo) and address in addresses[n]), "")  # fmt: skip


def _html(item):
    """Return (the text, whether it is HTML): the richest of the bodies that we read."""
    found = item.roles("bodies", "body")
    for role, media, text in found:
        if "html" in media or "html" in role or (not media and re.search(r"<p\b", text)):
            return text, True
    plain_text = (text for _, media, text in found if not media or media == "text/plain")
    return next(plain_text, ""), False


def _paragraphs(text):
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _with_words(photo, known):
    """Return a photo of the text with the words of its association where it has none."""
    names = ["caption", "alt_text"]
    if not photo.credit_line:
        names += ["credit_line", "creator", "supplier"]
    return replace(photo, **{name: getattr(photo, name) or getattr(known, name) for name in names})


def _credits(item):
    """Yield those whom the item names as makers, in the order it gives, else its byline."""
    found = []
    for kind, names in ((PartyKind.PERSON, ("people", "person")),
                        (PartyKind.ORGANISATION, ("organisations", "organisation"))):  # fmt: skip
        for party in item.objects(*names):
            if role := _ROLES.get(party.text("rel").lower()):
                found.append((party.text("literal"), Party(party.text("name"), kind), role))
    if item.exact:
        found.sort(key=lambda entry: int(re.sub(r"\D", "", entry[0])[:6] or 0))
        printed = {role: text for role, _, text in item.roles("descriptions", "description")}
        return [Credit(party, role, printed.get(name, "")) for name, party, role in found]
    credits = [Credit(party, role) for _, party, role in found if party.name]
    byline = item.text("by", "byline")
    if byline and not any(credit.role is Role.AUTHOR for credit in credits):
        credits = credits_of(byline) + credits
    return list(dict.fromkeys(credits or _sources(item)))


def _sources(item):
    """Return the agency that a story without a byline comes from."""
    sources = [source.text("name") for source in item.objects("infosources", "infosource")]
    names = list(filter(None, sources)) or list(filter(None, [item.text("source")]))
    return [Credit(Party(name, party_kind(name))) for name in names]


def _section(item):
    for subject in item.objects("subjects", "subject"):
        if subject.text("rel") == "section":
            return subject.text("name")
    services = () if item.exact else item.objects("service")  # Superdesk's word for it
    return next((service.text("name") for service in services), "")


def _tags(item):
    subjects = item.objects("subjects", "subject")
    names = [subject.text("name") for subject in subjects if subject.text("rel") != "section"]
    return tuple(dict.fromkeys(filter(None, names)))


def _external_id(item):
    if item.exact:
        return item.alternative_ids().get("external_id", "")
    return item.text("uri", "guid")


def _source_url(item):
    for rendition in item.renditions():
        if rendition.text("name") == "web" or "html" in rendition.text("contenttype", "mimetype"):
            return safe_url(rendition.text("href"))
    return ""


def _dates(item, account):
    first, last = (
        account.moment(item.text(name), name) for name in ("firstcreated", "versioncreated")
    )
    if item.exact:
        if "version" in item.data:
            updated = item.words("descriptions", "description", (UPDATED,))
            last = account.moment(updated, UPDATED)
        printed = item.words("descriptions", "description", ("printed_date",))
        return {"published_at": first, "updated_at": last, "printed_date": printed}
    is_first = "firstcreated" not in item.data and str(item.data.get("version", "1")) in ("0", "1")
    if is_first:
        return first_and_last(last, None)
    return first_and_last(first, last)


def _hold_what_is_not_usable(item, account):
    status, embargo = item.text("pubstatus"), item.text("embargoeduntil", "embargoed")
    if status == "canceled":
        raise SeedError("the sender cancelled it; if it is live here, withdraw it at the desk.")
    if status not in ("", "usable"):
        account.hold(1, f"status at the sender: {status}")
    if embargo:
        account.hold(1, f"under embargo until {embargo}")
    for label, name in (("note of the sender", "ednote"), ("usage terms", "usageterms")):
        if text := item.text(name):
            account.notes.append(f"{label}: {text}")
    for indicator in item.objects("trustindicators", "trustindicator"):
        words = filter(None, (indicator.text("title"), indicator.text("href")))
        account.notes.append(f"trust indicator: {' '.join(words)}")


def _tell_places(story, text, account):
    """Note the lines of the parts: those on which their words stand in the JSON."""
    parts = {name: getattr(story, name) for name in ("headline", "deck", "summary", "dateline")}
    parts["byline"] = ", ".join(credit.party.name for credit in story.in_role(Role.AUTHOR))
    parts["text"] = first_words(story.blocks)
    for name, words in parts.items():
        if words:
            account.placed(name, _line_of(text, words), words)


def _line_of(text, words):
    """Return the line on which `words` begin, 1 where they are not found."""
    for start in (words[:30], json.dumps(words)[1:31]):
        if (at := text.find(start)) >= 0:
            return text.count("\n", 0, at) + 1
    return 1
