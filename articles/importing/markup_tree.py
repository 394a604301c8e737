"""A tree of elements from any HTML, however broken or hostile: bounded in depth and in time."""

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

from articles.body import tree

INLINE = {"a", "b", "br", "em", "i", "q", "s", "del", "span", "strike", "strong", "sub", "sup",
          "time"}  # fmt: skip
MEDIA = {"img", "amp-img", "iframe", "video", "audio", "embed", "object", "amp-youtube",
         "lite-youtube"}  # fmt: skip
# Words in these are seen by a reader of the page, but belong to no story.
DRAWING = "x-drawing"  # of which there is one name here, where HTML has two
CONTROLS = {"nav", "form", "button", "select", "textarea", DRAWING}
_UNSEEN = {"meta", "link", "source", "noscript"}
_BLOCKS = tree.BLOCK_TAGS | {
    "address", "body", "caption", "center", "dd", "details", "dialog", "dir", "dl", "dt",
    "fieldset", "figcaption", "header", "hgroup", "hr", "legend", "menu", "summary",
}  # fmt: skip
_VOID = {"br", "hr", "img", "embed", "source", "meta", "link"}
_ATTRIBUTES = {
    "alt", "cite", "class", "colspan", "content", "data", "datetime", "height", "hidden", "href",
    "id", "itemid", "itemprop", "itemscope", "itemtype", "lang", "name", "property", "rel", "role",
    "rowspan", "src", "srcset", "style", "title", "typeof", "videoid", "width",
}  # fmt: skip

MAX_DEPTH = 100  # of elements within elements; what is deeper stands at this depth
_MAX_OPEN = 300  # tags that are opened and not closed: reading them takes the square of this
_MAX_TAG = 10_000  # characters of one tag, without its quoted values
# Each ampersand makes the cleaner copy the rest of the text; it sees this noncharacter instead.
_AMPERSAND = "\ufdd0"

_KEPT = INLINE | MEDIA | CONTROLS | _UNSEEN | _BLOCKS
# With what is in them.
_DROPPED = {"script", "style", "template", "title", "datalist", "amp-ad", "amp-analytics"}
# Other tags go before, since the cleaner takes the words of some along.
_READ = _KEPT | _DROPPED | {
    "html", "head", "option", "optgroup", "colgroup", "col", "input", "noframes", "noembed", "xmp",
    "plaintext", "frameset", "frame",
}  # fmt: skip
_cleaner = nh3.Cleaner(
    tags=_KEPT,
    clean_content_tags=_DROPPED,
    attributes={"*": _ATTRIBUTES - {"rel"}, "a": {"rel"}, "link": {"rel"}},
    generic_attribute_prefixes={"data-"},
    url_schemes=tree.URL_SCHEMES,
    link_rel=None,
)

_NEXT = re.compile(r"<!--|<(?P<end>/?)(?P<tag>[A-Za-z][^\s/>]*)")
_DRAWINGS = {"svg", "math"}
# A drawing that was not closed ends where one of these begins.
_BREAKS_OUT = tree.BLOCK_TAGS | {
    "body",
    "head",
    "html",
    "img",
    "b",
    "em",
    "i",
    "strong",
    "br",
    "hr",
}
_COMMENT_END = re.compile("--!?>")
_RAW = {"script", "style", "textarea", "title"}  # what looks like a tag in these is none
# A page may leave these open, or close none of them, without nesting anything.
_OPTIONAL_END = {"p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option"}
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LINE_BREAK = re.compile(r"(\n[ \t]*\n\s*|\n)")
# Where line ends are only the way the HTML was typed.
_NO_LINES = {"ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr", "select", "object"}


@dataclass(slots=True)
class Element(tree.Element):
    """One element; `holds_block` is true where more than running text stands below it.

    What else is known of it is found when the tree is tidied.
    """

    holds_block: bool = False
    images: int = 0
    captions: int = 0
    loose_words: bool = False  # words that are no caption
    is_figure: bool = False

    def get(self, name):
        """Return an attribute, '' if it is not there."""
        return self.attributes.get(name, "")

    @property
    def elements(self):
        return [child for child in self.children if not isinstance(child, str)]

    def walk(self):
        """Yield the elements below this one in the order of the page."""
        waiting = self.elements[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.elements[::-1]

    def text(self):
        """Return all words below, white space single."""
        return " ".join("".join(_pieces(self)).split())


def tree_of(html, blank_lines=False):
    """Return the root Element of any HTML.

    `blank_lines`: a blank line ends a paragraph and a line end is a line break, as in a post of
    WordPress without tags.
    """
    html = html.replace(_AMPERSAND, "").replace("\x00", "").encode(errors="ignore").decode()
    cleaned = _cleaner.clean(_bounded(html).replace("&", _AMPERSAND))
    # Only the cleaner's own references stand for "<" and ">" now; the page's come back.
    builder = _TreeBuilder(blank_lines)
    builder.feed(cleaned.replace(_AMPERSAND, "&"))
    builder.close()
    return builder.root


class _TreeBuilder(HTMLParser):
    """Well-formed HTML in, Elements out."""

    def __init__(self, blank_lines):
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open, self.too_deep, self.blank_lines = [self.root], 0, blank_lines

    def handle_starttag(self, tag, attrs):
        if len(self.open) > MAX_DEPTH and tag not in _VOID:
            self.too_deep += 1
            self._edge(tag)
            return
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if tag in _VOID:
            return
        if self.too_deep:
            self.too_deep -= 1
            self._edge(tag)
        elif any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def _edge(self, tag):
        before = self.open[-1].children
        if tag not in INLINE and before and isinstance(before[-1], str):
            before.append(Element("hr"))  # no word may be glued to the next

    def handle_data(self, data):
        inside = {element.tag for element in self.open[-2:]} if self.blank_lines else _NO_LINES
        if inside & _NO_LINES or "\n" not in data:
            self.open[-1].children.append(data)
            return
        for piece in _LINE_BREAK.split(data):
            if "\n" in piece:
                self.open[-1].children += [Element("br")] * min(piece.count("\n"), 2)
            elif piece:
                self.open[-1].children.append(piece)


def _pieces(element):
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag in INLINE and child.tag != "br":
            yield from _pieces(child)
        else:
            yield " "
            yield from _pieces(child)
            yield " "


def _bounded(html):
    """Return `html` without the tags that would take a parser the square of their number.

    A drawing becomes one element with its words: the cleaner loses words among drawn shapes.
    """
    kept, done, drawing = [], 0, False
    depth, opened = 0, Counter()
    for start, end, tag, closes in _tags(html):
        instead = None
        if tag in _DRAWINGS:
            drawing = not closes and html[end - 2] != "/"
            instead = f"<{'/' if closes else ''}{DRAWING}>" if drawing or closes else " "
        elif drawing and tag in _BREAKS_OUT:
            drawing, instead = False, f"</{DRAWING}>{html[start:end]}"
        elif drawing and tag not in _RAW:
            instead = " "
        elif tag not in _READ:
            instead = ""
        if not (drawing or instead == "" or tag in _VOID or tag in _OPTIONAL_END):
            # An end tag closes only what is open, else it would hide how deep the rest is.
            change = 1 if not closes else -1 if opened[tag] else 0
            opened[tag] += change
            depth += change
            if depth - min(change, 0) > _MAX_OPEN:
                instead = " "
        if instead is None and end - start > _MAX_TAG:
            instead = f"{html[start]}{'/' * closes}{tag}{_short(html[start + 1 + len(tag) : end])}"
        if instead is not None:
            kept += [html[done:start], instead]
            done = end
    return "".join([*kept, html[done:]])


def _tags(html):
    """Yield (start, end, tag, whether it is an end tag) of what looks like a tag."""
    place = 0
    while found := _NEXT.search(html, place):
        if not found["tag"]:
            end = _COMMENT_END.search(html, found.start() + 2)
            place = end.end() if end else len(html)
            continue
        tag, end = found["tag"].lower(), html.find(">", found.end()) + 1
        if not end:
            return
        yield found.start(), end, tag, bool(found["end"])
        place = end
        if tag in _RAW and not found["end"]:
            close = re.compile(f"</{tag}", re.IGNORECASE).search(html, end)
            place = close.start() if close else len(html)


def _short(attributes):
    """Return the end of a tag without attributes if they are too many, and not only long."""
    return ">" if len(_QUOTED.sub("", attributes)) > _MAX_TAG else attributes
