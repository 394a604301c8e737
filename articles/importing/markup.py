"""The HTML of a news body, from a feed, a wire or a web page, as blocks of a story.

`parts_of` takes an element of a page that is read already, `story_parts` a piece of HTML. What a
reader of that HTML would see is in the blocks or in `lost`; nothing is dropped in silence.
"""

import re
from typing import NamedTuple

from articles.body.blocks import inline_texts
from articles.body.inline import runs_of, serialise
from articles.embeds import embed_of
from articles.importing.markup_codes import codes_as_html, is_code
from articles.importing.markup_figures import (
    ATTRIBUTION,
    address_in,
    class_of,
    player_of,
    read_figure,
)
from articles.importing.markup_tables import is_layout, rows_of, squared
from articles.importing.markup_tidy import Tidied, tidy
from articles.importing.markup_tree import INLINE, MEDIA, Element, tree_of
from articles.story import Block, List, Paragraph, Quote, Subhead, Table, Video, plain

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "menu", "dir")
# A list, or a table of one column, with one of these in it is the layout of a page.
_PAGE_PARTS = {*HEADINGS, "table", "blockquote", "iframe", "video", "audio"}

# A post of another site: the class of its blockquote, and what its address begins with.
_POST = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed"
    r"|fb-post|fb-video|reddit-embed-bq|reddit-card|text-post-media|threads-post)\b"
)
_POST_ADDRESS = re.compile(
    r"https?://(?:\w+\.)?(?:twitter\.com|x\.com|instagram\.com|tiktok\.com|bsky\.app|facebook\.com"
    r"|reddit\.com|threads\.(?:net|com)|[\w.-]+/@)[^\s]*"
)
_DASH = re.compile(r"^\s*[—–―]\s*(?=\S)")
_PULL_QUOTE = re.compile(r"\bpull-?quote\b")

_RULE = " \u00a0_*=~-–—•·"  # signs that make a line across the page


class Parts(NamedTuple):
    """`pictures` maps the number of a Photo among the photos (1 is the first) to its address as
    the HTML writes it; `lost` has words that found no place and addresses of unknown players.
    """

    blocks: tuple[Block, ...]
    lost: tuple[str, ...]
    pictures: dict[int, str]


def story_parts(html_fragment: str, base: str = "", blank_lines: bool = False) -> Parts:
    """Return the Parts of a piece of HTML.

    `base` is the address that its links are relative to. `blank_lines`: a blank line ends a
    paragraph, as in what WordPress keeps of a post.
    """
    if "[" in html_fragment:
        html_fragment = codes_as_html(html_fragment)
    return parts_of(tree_of(html_fragment, blank_lines), base)


def parts_of(element: Element, base: str = "") -> Parts:
    """Return the Parts of what stands below an element of a page."""
    reader = _Reader(tidy(element, base))
    reader.read(reader.tidied.root)
    return Parts(tuple(reader.blocks), tuple(filter(None, reader.lost)), reader.pictures)


class _Reader:
    """Collects blocks in the order of the page."""

    def __init__(self, tidied: Tidied):
        self.tidied, self.lost = tidied, tidied.lost
        self.blocks, self.pictures = [], {}
        self.photos = 0

    def read(self, element):
        """Read what stands below `element`; text between its blocks is a paragraph of its own."""
        loose = []
        for child in element.children:
            if isinstance(child, str) or child.tag in INLINE:
                loose.append(child)
                continue
            self._paragraphs(loose)
            loose = []
            self._block(child)
        self._paragraphs(loose)

    def _block(self, element):
        tag = element.tag
        if element.is_figure:
            self._figure(element)
        elif tag in MEDIA:
            self._figure(Element("figure", children=[element]))
        elif tag in HEADINGS:
            self._heading(element)
        elif tag in _LISTS:
            self._list(element)
        elif tag == "blockquote" or _PULL_QUOTE.search(class_of(element)):
            self._quote(element)
        elif tag == "table":
            self._table(element)
        else:
            self.read(element)

    def _paragraphs(self, children):
        """Add loose text; two line breaks in a row end a paragraph."""
        for runs in _split_at_blank_lines(runs_of(Element("p", children=children))):
            words = serialise(runs)
            address = address_in(words)
            if embed := address and embed_of(address):
                self.blocks.append(Video(provider=embed.provider, embed_id=embed.embed_id))
            elif is_code(plain(words)):
                self.lost.append(plain(words))
            elif plain(words).strip(_RULE):
                self.blocks.append(Paragraph(words))

    def _heading(self, element):
        words, media = _apart(element)
        runs = runs_of(words)
        text = [run for run in runs if run.text.strip()]
        if text and all(run.strong for run in text):
            runs = [run._replace(strong=False) for run in runs]
        if html := serialise(runs):
            self.blocks.append(Subhead(html))
        self._media(media)

    def _media(self, elements):
        for element in elements:
            self._block(element)

    def _list(self, element):
        if any(below.tag in _PAGE_PARTS for below in element.walk()):
            self.read(element)
            return
        items, media = [], []
        for item in _items(element):
            words, beside = _apart(item)
            items.append(serialise(runs_of(words)))
            media += beside
        if items := tuple(filter(None, items)):
            self.blocks.append(List(items, ordered=element.tag == "ol"))
        self._media(media)

    def _figure(self, figure):
        """Add what a figure shows, with its words."""
        inside = read_figure(figure)
        if inside.quote is not None:
            self._quote(inside.quote, plain_words(inside.caption))
        elif inside.rest is not None:
            self.read(inside.rest)
            self._paragraphs(inside.caption)
        elif inside.player is not None:
            self._player(inside)
        else:
            for photo, address in inside.photos:
                self.photos += 1
                self.blocks.append(photo)
                self.pictures[self.photos] = address
            self.lost += inside.lost

    def _player(self, inside):
        video = player_of(inside.player, plain_words(inside.caption))
        if isinstance(video, Video):
            self.blocks.append(video)
        else:
            self.lost.append(video)
            self._paragraphs(inside.caption)
        self.lost += inside.lost

    def _quote(self, element, attribution=""):
        words, media = _apart(element)
        sources, words = _sources_apart(words)
        attribution = " ".join(filter(None, (*(s.text() for s in sources), attribution)))
        inside = _Reader(Tidied(words, self.lost))
        inside.read(words)
        paragraphs = [text for block in inside.blocks for text in inline_texts(block)]
        if not attribution:
            attribution, paragraphs = _signed(paragraphs)
        if paragraphs:
            signed = _DASH.sub("", attribution, count=1)
            self.blocks.append(Quote(tuple(paragraphs), signed, _post_address(element)))
        elif attribution:
            self._paragraphs([attribution])
        self.blocks += [block for block in inside.blocks if isinstance(block, Video)]
        self._media(media)

    def _table(self, element):
        rows = [row for row in rows_of(element) if row.elements]
        if is_layout(element, rows):
            self.read(element)
            return
        media, grid = [], []
        for row in rows:
            cells = []
            for cell in row.elements:
                words, beside = _apart(cell)
                cells.append((serialise(runs_of(words)), cell))
                media += beside
            grid.append(cells)
        self._media(child for child in element.elements if child.tag == "caption")
        if cells := squared(grid):
            header = all(cell.tag == "th" for cell in rows[0].elements) and any(cells[0])
            self.blocks.append(Table(cells, header))
        self._media(media)


def plain_words(children):
    """Return loose children as plain text."""
    return plain(serialise(runs_of(Element("p", children=list(children)))))


def _split_at_blank_lines(runs):
    part, breaks = [], 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
        elif run.text.strip(" "):
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(run)
    yield part


def _apart(element):
    """Return (a copy of `element` without what is no text, those elements)."""
    media, words = _without(
        element, lambda e: e.tag in MEDIA or e.is_figure, lambda e: not e.holds_block
    )
    return words, media


def _items(element):
    """Yield the items of a list; those of a list inside follow the item they stand in."""
    for child in element.children:
        if isinstance(child, str) or child.tag in INLINE:
            yield Element("li", children=[child])
        elif child.tag in _LISTS:
            yield from _items(child)
        else:
            lists, rest = _lists_apart(child)
            yield rest
            for inner in lists:
                yield from _items(inner)


def _lists_apart(item):
    """Return ([lists below an item], the item without them)."""
    return _without(item, lambda e: e.tag in _LISTS, lambda e: not e.holds_block)


def _sources_apart(quote):
    """Return ([elements that name who is quoted], the quote without them)."""
    return _without(quote, _names_source, lambda e: e.tag in INLINE)


def _names_source(element):
    return element.tag in ("cite", "footer", "figcaption") or bool(
        ATTRIBUTION.search(class_of(element))
    )


def _without(element, is_wanted, is_whole):
    """Return ([elements below that are wanted], `element` without them); a whole one stays so."""
    if is_whole(element):
        return [], element
    wanted, kept = [], []
    for child in element.children:
        if isinstance(child, str):
            kept.append(child)
        elif is_wanted(child):
            wanted.append(child)
        else:
            inner, rest = _without(child, is_wanted, is_whole)
            wanted += inner
            kept.append(rest)
    return wanted, Element(element.tag, element.attributes, kept, element.holds_block)


def _signed(paragraphs):
    """Return (attribution, paragraphs): a short last line after a dash names who said it."""
    last = plain(paragraphs[-1]) if len(paragraphs) > 1 else ""
    if _DASH.match(last) and len(last) <= 200:
        return last, paragraphs[:-1]
    return "", paragraphs


def _post_address(element):
    """Return the address of what a blockquote quotes, or ''."""
    links = [a.get("href") for a in element.walk() if a.tag == "a"]
    named = [element.get("cite"), element.get("data-instgrm-permalink"), element.get("data-href")]
    if _POST.search(class_of(element)):
        posts = [link for link in links[::-1] if _POST_ADDRESS.match(link)]
        named = [*named, *posts]
    return next((address for address in named if address.startswith(("https://", "http://"))), "")
