"""A story in Markdown, with its headline, people and dates in keys above the text."""

import re
from dataclasses import replace
from html import escape

from markdown_it import MarkdownIt

from articles.importing.decode import decode
from articles.importing.errors import SeedError
from articles.importing.front_matter import read_sheet
from articles.importing.markup import story_parts
from articles.importing.markup_figures import photo_of
from articles.importing.page_words import correction, moment_of
from articles.importing.wire import (
    Account,
    credits_of,
    language_for,
    line_of,
    line_of_html,
    numbered_pictures,
    web_address,
)
from articles.story import Paragraph, Photo, Related, Role, Story, plain

SUFFIXES = (".md", ".markdown")

_HEAD = re.compile(rb"(?:---\s*\n(?:\s*#.*\n)*\s*[\w-]+\s*:|\+\+\+\s*\n\s*(?:#.*\n\s*)*\[?[\w-]+)")
_DATE_LIKE = "2025-03-09T08:30:00+01:00"

# Names that Hugo, Jekyll, Ghost and Eleventy give, in their habit of writing them.
_HEADLINE = ("title", "headline")
_DECK = ("subtitle", "deck", "dek", "standfirst", "subheadline", "subheading")
_SUMMARY = ("description", "summary", "excerpt", "custom_excerpt", "meta_description", "abstract")
_SEARCH = ("search_headline", "seo_title", "meta_title")
_SECTION = ("section", "category", "categories", "primary_tag")
_TAGS = ("tags", "tag", "topics", "keywords")
_PEOPLE = {
    "author": Role.AUTHOR, "authors": Role.AUTHOR, "byline": Role.AUTHOR, "by": Role.AUTHOR,
    "photographer": Role.PHOTOGRAPHER, "contributor": Role.ADDITIONAL_REPORTING,
    "contributors": Role.ADDITIONAL_REPORTING, "translator": Role.TRANSLATOR,
    "editor": Role.EDITOR, "illustrator": Role.ILLUSTRATOR,
}  # fmt: skip
_PUBLISHED = ("published_at", "date", "published", "publishdate", "publish_date", "pubdate",
              "date_published", "posted")  # fmt: skip
_UPDATED = ("updated_at", "updated", "lastmod", "last_modified", "last_modified_at", "modified",
            "date_modified")  # fmt: skip
_IMAGE = ("image", "cover", "featured_image", "feature_image", "cover_image", "header_image",
          "hero_image", "hero", "thumbnail", "banner", "lead_photo", "photo", "images")  # fmt: skip
_ADDRESS = ("canonical_url", "canonical", "canonicalurl", "source_url", "original_url", "url",
            "link", "permalink")  # fmt: skip
_LANGUAGE = ("lang", "language", "locale")
_ID = ("id", "external_id", "guid", "uuid", "uri")
_RIGHTS = ("rights", "copyright", "license")
_TRUE, _FALSE = ("true", "yes", "1", "on"), ("false", "no", "0", "off")

_FIGURE_CODE = re.compile(
    r"^[ \t]*\{\{[<%]\s*figure\s([^{}\n]*?)/?\s*[%>]\}\}[ \t]*$", re.MULTILINE
)
_PLAYER_CODE = re.compile(
    r"^[ \t]*\{(?:\{[<%]|%)\s*(youtube|vimeo)\s+(?:id=)?[\"']?([\w-]{6,20})[\"']?\s*(?:[%>]\}|%)\}"
    r"[ \t]*$",
    re.MULTILINE,
)
_ATTRIBUTE = re.compile(r"([a-z]+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_CODE = re.compile(r"\{\{.*\}\}|\{%.*%\}|\{:.*\}", re.DOTALL)
_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/{}", "vimeo": "https://player.vimeo.com/video/{}",
}  # fmt: skip


def _image(renderer, tokens, index, options, env):
    """Write an image as a figure; its title is the caption."""
    token = tokens[index]
    alt = renderer.renderInlineAsText(token.children or [], options, env)
    return _figure(str(token.attrs.get("src", "")), alt, str(token.attrs.get("title", "")))


def _figure(address, alt, caption, credit=""):
    credit = f'<span class="credit">{escape(credit)}</span>' if credit else ""
    words = f"<figcaption>{escape(caption)} {credit}</figcaption>" if caption or credit else ""
    return f'<figure><img src="{escape(address)}" alt="{escape(alt)}">{words}</figure>'


def _reader():
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # Any address: those that no reader may follow are dropped with the rest of the HTML.
    reader.validateLink = lambda address: True
    reader.renderer.rules["image"] = lambda *args: _image(reader.renderer, *args)
    return reader


def likeness(head, suffix):
    begins = _HEAD.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b""))
    if suffix in SUFFIXES:
        return 8 if begins else 7
    return 6 if begins else 0


def read_all(content):
    """Yield the one Reading of a text in Markdown."""
    yield read(content)


def read(content):
    """Return the Reading of a text (bytes). Raises SeedError where it is no story."""
    text, encoding = decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return _Text(text).reading(encoding)


class _Text:
    def __init__(self, text):
        self.sheet, self.account = read_sheet(text), Account()
        self.account.notes += self.sheet.notes
        self.entries = dict(self.sheet.entries)  # what is taken out has a place

    def reading(self, encoding):
        headline = self._words(*_HEADLINE, part="headline")
        heading, html = self._body(headline)
        headline = headline or heading
        if not headline:
            raise SeedError("no headline found; write title: … above the text, or # … in it.")
        self._hold_drafts()
        address = web_address(self._words(*_ADDRESS))
        parts = story_parts(html, address)
        blocks = tuple(block for block in parts.blocks if not self._is_code(block))
        self.account.lost(self.sheet.first, parts.lost)
        if not blocks:
            raise SeedError("no text found below the headline.")
        lead, blocks, pictures = self._lead(blocks, parts.pictures)
        section, tags = self._section_and_tags()
        story = Story(
            headline=headline,
            deck=self._words(*_DECK, part="deck"),
            summary=self._words(*_SUMMARY, part="summary"),
            kicker=self._words("kicker", "eyebrow"),
            search_headline=self._words(*_SEARCH),
            section=section,
            dateline=self._words("dateline"),
            language=language_for(self._words(*_LANGUAGE), blocks),
            credits=self._credits(),
            lead_photo=lead,
            blocks=blocks,
            tags=tags,
            corrections=self._corrections(),
            related=self._related(),
            rights=self._words(*_RIGHTS),
            external_id=self._words(*_ID),
            source_url=address,
            **self._dates(),
        )
        self._note_the_rest()
        return self.account.reading(
            story,
            encoding=encoding,
            format="markdown",
            pictures=self._files(story, pictures),
            addresses=(address,) if address else (),
        )

    def _take(self, *names):
        """Take the first Entry there is of several names; the others stay, and are noted."""
        name = next((name for name in names if name in self.entries), None)
        return self.entries.pop(name) if name else None

    def _words(self, *names, part=""):
        """Return the words of an entry as one line; a list gives its first."""
        entry = self._take(*names)
        if entry is None:
            return ""
        value = next(iter(entry.value), "") if isinstance(entry.value, list) else entry.value
        if isinstance(value, dict):
            value = value.get("name") or value.get("text") or ""
        words = line_of_html(value) if "<" in value else line_of(value)
        if part and words:
            self.account.placed(part, entry.line, words)
        return words

    def _texts(self, *names):
        """Return (the list of texts of an entry, its line); commas divide a single text."""
        entry = self._take(*names)
        if entry is None:
            return [], 0
        values = entry.value if isinstance(entry.value, list) else _split(entry.value)
        names = (v.get("name", "") if isinstance(v, dict) else str(v) for v in values)
        return list(dict.fromkeys(filter(None, map(line_of, names)))), entry.line

    def _body(self, headline):
        """Return (the heading of the text if it is the headline, its HTML)."""
        source = _FIGURE_CODE.sub(_figure_of_code, self.sheet.body)
        source = _PLAYER_CODE.sub(_player_of_code, source)
        reader = _reader()
        try:
            tokens = reader.parse(source)
        except RecursionError:
            raise SeedError("the text is nested too deep.") from None
        heading = ""
        if len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
            said = line_of_html(reader.renderer.render(tokens[1:2], reader.options, {}))
            if not headline or said.casefold() == headline.casefold():
                heading, line = said, self.sheet.first + tokens[0].map[0]
                self.account.placed("headline", line, said)
                tokens = tokens[3:]
        for token in tokens:
            if token.type == "inline" and token.map:
                self.account.placed("text", self.sheet.first + token.map[0], token.content)
        return heading, reader.renderer.render(tokens, reader.options, {})

    def _is_code(self, block):
        """True for a paragraph that is a code of the program that made pages of the text."""
        if not isinstance(block, Paragraph) or not _CODE.fullmatch(plain(block.html)):
            return False
        self.account.lost(self.sheet.first, [plain(block.html)])
        return True

    def _hold_drafts(self):
        """Hold back what its keys say is a draft."""
        for name, values in (("draft", _TRUE), ("published", _FALSE), ("status", ("draft",))):
            entry = self.entries.get(name)
            if entry and str(entry.value).lower() in (*_TRUE, *_FALSE, "draft", "published"):
                del self.entries[name]
                if str(entry.value).lower() in values:
                    self.account.hold(entry.line, f"line {entry.line}: {name}: {entry.value}")

    def _dates(self):
        found, printed = {}, ""
        for field, names in (("published_at", _PUBLISHED), ("updated_at", _UPDATED)):
            name = next((name for name in names if name in self.entries), "")
            entry = self._take(name)
            words = entry.value if entry and isinstance(entry.value, str) else ""
            if moment := moment_of(words):
                found[field] = moment
                self.account.placed("dates", entry.line, words)
            elif entry:
                self.account.notes.append(
                    f"line {entry.line}: {name} {str(entry.value)[:40]!r} is no date with hour "
                    f"and offset; write it like {_DATE_LIKE}"
                )
                printed = printed or line_of(words)[:100]
        if len(found) == 2 and found["updated_at"] <= found["published_at"]:
            del found["updated_at"]
        return (
            found if "published_at" in found or not printed else found | {"printed_date": printed}
        )

    def _credits(self):
        credits = []
        for name, role in _PEOPLE.items():
            entry = self._take(name)
            values = entry.value if entry else []
            for value in values if isinstance(values, list) else [values]:
                text = value.get("name", "") if isinstance(value, dict) else value
                self.account.placed("byline", entry.line, str(text))
                credits += credits_of(str(text), role)
        return tuple(dict.fromkeys(credits))

    def _section_and_tags(self):
        sections, _ = self._texts(*_SECTION)
        tags, _ = self._texts(*_TAGS)
        return (sections or [""])[0], tuple(dict.fromkeys([*tags, *sections[1:]]))

    def _lead(self, blocks, pictures):
        """Return (lead photo, the other blocks, {number in the text: address}, 0 for the lead)."""
        photo, address = self._photo_of_keys()
        first = blocks[0] if isinstance(blocks[0], Photo) else None
        if first and (photo is None or pictures.get(1, "") == address):
            said = photo or first
            photo = replace(
                first,
                caption=first.caption or said.caption,
                alt_text=first.alt_text or said.alt_text,
            )
            pictures = {number - 1: address for number, address in pictures.items()}
            return photo, blocks[1:], pictures
        return photo, blocks, pictures | ({0: address} if address else {})

    def _photo_of_keys(self):
        name = next((name for name in _IMAGE if name in self.entries), None)
        if name is None:
            return None, ""
        value = self.entries.pop(name).value
        value = next(iter(value), "") if isinstance(value, list) else value
        words = dict(value) if isinstance(value, dict) else {"src": value}
        for word in ("alt", "caption", "credit", "title"):
            for key in (f"{name}_{word}", f"{name}{word}"):
                if key in self.entries:
                    words.setdefault(word, self.entries.pop(key).value)
        words = {key: line_of(str(text)) for key, text in words.items()}
        address = next((words[k] for k in ("src", "url", "image", "path") if words.get(k)), "")
        caption = words.get("caption") or words.get("title") or ""
        photo = photo_of(line_of_html(caption), words.get("credit", ""), words.get("alt", ""))
        return (photo, address) if address or photo != Photo() else (None, "")

    def _corrections(self):
        entry = self._take("corrections", "correction")
        if entry is None:
            return ()
        found = []
        for value in entry.value if isinstance(entry.value, list) else [entry.value]:
            said = value if isinstance(value, dict) else {"text": value}
            if text := line_of(str(said.get("text") or said.get("note") or "")):
                kind = f"{said['kind']}: " if isinstance(said.get("kind"), str) else ""
                found.append(correction(kind + text, moment_of(str(said.get("date", "")))))
        return tuple(found)

    def _related(self):
        entry = self._take("related", "related_stories")
        values = entry.value if entry and isinstance(entry.value, list) else []
        found = []
        for value in values:
            said = value if isinstance(value, dict) else {"title": value}
            title, url = line_of(str(said.get("title", ""))), web_address(str(said.get("url", "")))
            if title or url:
                found.append(Related(title or url, url=url or web_address(title)))
        return tuple(found)

    def _files(self, story, pictures):
        for address in pictures.values():
            if web_address(address):
                self.account.notes.append(f"picture is not beside the text: {address}")
        beside = {n: address.removeprefix("./") for n, address in pictures.items()}
        return numbered_pictures(story, beside, beside.pop(0, ""))

    def _note_the_rest(self):
        for name, entry in self.entries.items():
            shown = str(entry.value)
            shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
            self.account.notes.append(
                f"line {entry.line}: {name}: {shown!r} has no place in a story; left out"
            )


def _split(value):
    if isinstance(value, dict):
        return [value]
    return [part.strip() for part in value.split(",")]


def _figure_of_code(found):
    said = {name: a or b or c for name, a, b, c in _ATTRIBUTE.findall(found[1])}
    caption = said.get("caption") or said.get("title", "")
    figure = _figure(said.get("src", ""), said.get("alt", ""), caption, said.get("attr", ""))
    return f"\n{figure}\n"


def _player_of_code(found):
    return f'\n<iframe src="{_PLAYERS[found[1]].format(found[2])}"></iframe>\n'
