"""A saved web page: what it says of its story for machines, and what its readers see."""

import codecs
import posixpath
import re
from dataclasses import replace

from articles.importing.decode import decode
from articles.importing.errors import SeedError
from articles.importing.markup import Parts, parts_of
from articles.importing.markup_figures import class_of, photo_of
from articles.importing.markup_tidy import absolute
from articles.importing.markup_tree import Element, tree_of
from articles.importing.page_body import find_body
from articles.importing.page_data import microdata_of, read_page_data, text_of, values_of
from articles.importing.page_lines import Lines
from articles.importing.page_words import (
    correction,
    corrections_of,
    credits_of,
    dates_of,
    external_id_of,
    headline_of,
    is_head_part,
    own_addresses,
    section_and_tags,
)
from articles.importing.reading import Doubt
from articles.importing.wire import Account, language_for, line_of, numbered_pictures, web_address
from articles.story import Paragraph, Photo, Related, Story, plain

SUFFIXES = (".html", ".htm", ".xhtml")
MAX_BYTES = 10_000_000

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html\b|head\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(rb"<(?:p|div|article|h1|body|meta)\b[^<>]*>", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\b[^<>]*?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_NOTE_CLASS = re.compile(r"\b(?:corrections?|clarification|editors?-?note)\b")
_UPDATED = re.compile(r"updat|modif|mis à jour|mise à jour|aktualis|actualiz|atualiz", re.I)
_SHORT = 12  # words of what may stand above the lead photo
_LONG = 25  # words of a paragraph with which the text has begun
_ABOVE = 15  # elements above a headline that may hold its kicker
_SURE = {"headline": 0.8, "published_at": 0.8, "updated_at": 0.7, "text": 0.8}


def likeness(head, suffix):
    head = head.replace(b"\x00", b"").lstrip(codecs.BOM_UTF8 + b"\xff\xfe")
    if _PAGE.match(head):
        return 8
    return 7 if suffix in SUFFIXES and _TAGS.search(head) else 0


def read_all(content):
    """Yield the one Reading of a page. Raises SeedError where there is no story on it."""
    yield read(content)


def read(content):
    text, encoding = _decoded(content)
    return _Page(text).reading(encoding)


def _decoded(content):
    """Return (text, encoding); what the page says of itself counts where its bytes do not."""
    text, encoding = decode(content)
    if encoding == "windows-1252" and (said := _CHARSET.search(content[:4096])):
        try:
            name = codecs.lookup(said[1].decode()).name
            return content.decode("windows-1252" if name == "iso8859-1" else name), name
        except (LookupError, UnicodeDecodeError):
            pass
    return text, encoding


class _Page:
    def __init__(self, text):
        self.root, self.lines, self.account = tree_of(text), Lines(text), Account()
        self.data, self.marked = read_page_data(text, self.root), microdata_of(self.root)
        self.account.notes += self.data.notes
        self.doubts = []
        if self.data.is_list and not self.data.story:
            raise SeedError("this page lists stories; save the page of one story instead.")
        self.headline, doubted, self.heading = headline_of(self.data, self.marked, self.root)
        if not self.headline:
            raise SeedError("no headline found on this page.")
        self._doubt(doubted)
        bodies = self.marked.get("articleBody", ())
        self.body = find_body(self.root, bodies, self.heading, self._is_head)
        self.addresses = own_addresses(self.data)
        self.base = next(iter(self.addresses), "")
        self.base = absolute(self.data.base, self.base) or self.base

    def reading(self, encoding):
        """Return the Reading of the page."""
        self._placed("headline", self.headline)
        head = self._head()
        dates = dates_of(self.data, self.marked, head["dates"])
        self._doubt(dates.doubts)
        self.account.notes += dates.notes
        credits = credits_of(self.data, self.marked, head["byline"])
        lead, parts = self._text()
        section, tags = section_and_tags(self.data, self.marked, self._tag_links())
        summary, deck = self._summary_and_deck(head["deck"], parts.blocks)
        stated = text_of(self.data.story, "inLanguage") or self.data.language
        story = Story(
            headline=self.headline,
            deck=deck,
            summary=summary,
            kicker=head["kicker"],
            section=section,
            language=language_for(stated or self.data.meta("og:locale"), parts.blocks),
            credits=credits,
            lead_photo=lead,
            blocks=parts.blocks,
            tags=tags,
            corrections=self._corrections(),
            related=self._related(),
            published_at=dates.published_at,
            updated_at=dates.updated_at,
            rights=text_of(self.data.story, "copyrightNotice")[:400],
            external_id=external_id_of(self.data),
            source_url=next(iter(self.addresses), ""),
        )
        return self.account.reading(
            story,
            doubts=tuple(self.doubts),
            encoding=encoding,
            format="html",
            pictures=self._files(story, parts.pictures),
            addresses=self.addresses,
        )

    def _placed(self, part, words):
        self.account.placed(part, self.lines.line_of(words), words)

    def _doubt(self, doubted):
        for kind, taken, other in doubted:
            line = self.lines.line_of(taken)
            self.doubts.append(Doubt(line, taken, kind, (f"{kind}: {other}",), _SURE[kind]))

    def _is_head(self, element):
        """True for what stands in the text and is told elsewhere in the story."""
        return (
            (element.tag == "h1" and line_of(element.text()) == self.headline)
            or _is_note(element)
            or any(is_head_part(element, kind) for kind in ("byline", "deck", "kicker", "date"))
        )

    def _head(self):
        """Return {byline, kicker, deck: words, dates: [(field, words)]} of what a reader sees."""
        found = {"byline": "", "kicker": "", "deck": "", "dates": []}
        for element in self._head_elements():
            for kind in ("byline", "deck", "kicker"):
                if not found[kind] and is_head_part(element, kind):
                    found[kind] = _words_of(element)
                    self._placed(kind, found[kind])
            if element.tag == "time" and element.get("datetime"):
                words = f"{element.text()} {class_of(element)} {element.get('itemprop')}"
                field = "updated_at" if _UPDATED.search(words) else "published_at"
                # Of several without a word, the first is likeliest to be that of publication.
                if field not in dict(found["dates"]):
                    found["dates"].append((field, element.get("datetime")))
        return found

    def _head_elements(self):
        """Return the elements from a little above the headline to where the text has begun."""
        elements = list(self.root.walk())
        places = [place for place, element in enumerate(elements) if element is self.heading]
        first = places[0] if places else 0
        for last, element in enumerate(elements[first:], first):
            long = element.tag == "p" and len(element.text().split()) >= _LONG
            if long and not is_head_part(element, "deck"):
                return elements[max(0, first - _ABOVE) : last]
        return elements[max(0, first - _ABOVE) :] if places else []

    def _text(self):
        """Return (lead photo or None, Parts of the text). Raises SeedError if there is none."""
        if self.body is None:
            return self._text_as_said()
        self.account.notes += [f"left out as no part of the story: {_short(words)}"
                               for words in self.body.left_out]  # fmt: skip
        parts = parts_of(self.body.element, self.base)
        first = next((b for b in parts.blocks if isinstance(b, Paragraph)), None)
        if first is None:
            return self._text_as_said()
        words = plain(first.html)
        if self.body.how == "extraction":
            doubt = Doubt(self.lines.line_of(words), _short(words), "text", (), _SURE["text"])
            self.doubts.append(doubt)
        for block in parts.blocks:
            if isinstance(block, Paragraph):
                self._placed("paragraph", plain(block.html))
        for lost in parts.lost:
            if web_address(lost):
                self.account.notes.append(f"player of a site that is not known here: {lost}")
            else:
                self.account.lost(self.lines.line_of(lost), [lost])
        return self._with_lead(parts)

    def _text_as_said(self):
        """Return the text that only the page's data has."""
        said = text_of(self.data.story, "articleBody")
        said = next((v for v in values_of(self.data.story, "articleBody") if said), "")
        blocks = tuple(
            Paragraph(html)
            for line in str(said).splitlines()
            if (html := _inline(line))
        )  # fmt: skip
        if not blocks:
            raise SeedError("no text of a story found on this page.")
        self.account.notes.append("the text is that of the page's data; the page itself has none")
        return self._with_lead(Parts(blocks, (), {}))

    def _with_lead(self, parts):
        """Return (lead photo, Parts without it); its picture has the number 0."""
        before = []
        for block in parts.blocks:
            if isinstance(block, Paragraph) and len(plain(block.html).split()) >= _SHORT:
                break
            before.append(block)
        first = next((block for block in before if isinstance(block, Photo)), None)
        if first is not None:
            place = parts.blocks.index(first)
            blocks = parts.blocks[:place] + parts.blocks[place + 1 :]
            pictures = {number - 1: address for number, address in parts.pictures.items()}
            return self._told(first, pictures.get(0, "")), parts._replace(
                blocks=blocks, pictures=pictures
            )
        lead, address = self._photo_above()
        if lead is None and not any(isinstance(block, Photo) for block in parts.blocks):
            lead, address = self._photo_as_said()
        return lead, parts._replace(pictures=parts.pictures | ({0: address} if address else {}))

    def _photo_above(self):
        """Return (the photo between headline and text, its address) or (None, '')."""
        inside = {id(below) for below in self.body.found.walk()} if self.body else set()
        for element in self._head_elements():
            if element.tag == "figure" and id(element) not in inside:
                parts = parts_of(Element("div", children=[element], holds_block=True), self.base)
                if parts.blocks and isinstance(parts.blocks[0], Photo):
                    address = parts.pictures.get(1, "")
                    return self._told(parts.blocks[0], address), address
        return None, ""

    def _photo_as_said(self):
        """Return the photo that only the page's data has, if it has words for it."""
        for image in values_of(self.data.story, "image"):
            if isinstance(image, dict) and (photo := _photo_of(image)):
                return photo, text_of(image, "url", "contentUrl")
        return None, ""

    def _told(self, photo, address):
        """Return a photo with what the page's data adds to its words."""
        if photo.caption and photo.credit_line:
            return photo
        for image in values_of(self.data.story, "image"):
            known = text_of(image, "url", "contentUrl") if isinstance(image, dict) else ""
            if known and _file_name(known) == _file_name(address) and (said := _photo_of(image)):
                if photo.credit_line:
                    return replace(photo, caption=photo.caption or said.caption)
                return replace(said, caption=photo.caption or said.caption,
                               alt_text=photo.alt_text)  # fmt: skip
        return photo

    def _files(self, story, pictures):
        """Return {number of a photo: file beside the page}; addresses elsewhere become a note."""
        elsewhere = [web_address(absolute(a, self.base)) for a in pictures.values()
                     if a.startswith(("http://", "https://", "//"))]  # fmt: skip
        if elsewhere := list(filter(None, elsewhere)):
            shown = ", ".join(elsewhere[:5])
            self.account.notes.append(f"{len(elsewhere)} pictures are not beside the page: {shown}")
        beside = {number: address.removeprefix("./") for number, address in pictures.items()}
        return numbered_pictures(story, beside, beside.pop(0, ""))

    def _summary_and_deck(self, deck, blocks):
        summary = text_of(self.data.story, "description", "abstract")
        summary = summary or self.data.meta("og:description", "description", "twitter:description")
        first = next((plain(b.html) for b in blocks if isinstance(b, Paragraph)), "")
        # What breaks off was cut by a program; it sums up nothing.
        if summary.endswith(("…", "...")) and first.startswith(summary.rstrip("…. ")[:60]):
            summary = ""
        deck = deck or text_of(self.data.story, "alternativeHeadline")
        return summary, "" if deck in (summary, first, self.headline) else deck

    def _tag_links(self):
        links = (e for e in self.root.walk() if e.tag == "a" and "tag" in e.get("rel").split())
        return [link.text() for link in links if link.text()]

    def _corrections(self):
        said = list(corrections_of(self.data))
        around = self.body.around if self.body else self.root
        notes, inside = [], set()
        for element in around.walk():
            if _is_note(element) and id(element) not in inside:
                inside |= {id(below) for below in element.walk()}
                notes.append(correction(element.text()))
        known = {note.text for note in said}
        return tuple(said + [note for note in dict.fromkeys(notes) if note.text not in known])

    def _related(self):
        found = self.body.related if self.body else ()
        whole = (
            Related(r.title[:500], r.label[:100], web_address(absolute(r.url, self.base)))
            for r in found
        )
        return tuple(related for related in dict.fromkeys(whole) if len(related.url) <= 500)


def _words_of(element):
    """Return the words of a head part; where it has paragraphs, of those alone."""
    paragraphs = [below.text() for below in element.walk() if below.tag == "p"]
    return " ".join(filter(None, paragraphs)) or element.text()


def _is_note(element):
    return bool(_NOTE_CLASS.search(class_of(element))) and 3 < len(element.text().split()) <= 150


def _inline(line):
    parts = parts_of(tree_of(line))
    return " ".join(block.html for block in parts.blocks if isinstance(block, Paragraph))


def _photo_of(image):
    """Return the Photo of an image in JSON-LD, or None if nothing is said of it."""
    caption = text_of(image, "caption", "description")
    credit = text_of(image, "creditText", "copyrightHolder", "author", "creator")
    return photo_of(caption, credit) if caption or credit else None


def _file_name(address):
    return posixpath.basename(address.partition("?")[0])


def _short(words):
    return words if len(words) <= 80 else f"{words[:80]}…"
