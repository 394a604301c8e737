"""A small tree of HTML elements, read from cleaned HTML.

nh3 has removed everything dangerous before; what is left is well formed.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

INLINE_TAGS = {"a", "b", "br", "em", "i", "span", "strong"}
BLOCK_TAGS = {
    "article", "aside", "blockquote", "cite", "div", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
URL_SCHEMES = {"http", "https", "mailto", "tel"}

_cleaner = nh3.Cleaner(
    tags=INLINE_TAGS | BLOCK_TAGS,
    clean_content_tags={"script", "style", "template", "noscript", "title"},
    attributes={
        "a": {"href"},
        "blockquote": {"cite"},
        "figure": {"data-caption", "data-video"},
    },
    url_schemes=URL_SCHEMES,
    link_rel=None,
)


@dataclass
class Element:
    tag: str
    attributes: dict = field(default_factory=dict)
    children: list = field(default_factory=list)  # of Element and str


class _TreeBuilder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag != "br":
            self.open.append(element)

    def handle_endtag(self, tag):
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parse(html):
    """Return the root Element of any HTML, cleaned of all that a story has no use for."""
    builder = _TreeBuilder()
    builder.feed(_cleaner.clean(html.replace("\x00", "")))
    builder.close()
    return builder.root
