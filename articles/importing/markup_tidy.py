"""Leave of a tree of HTML what a reader sees, in few kinds of elements."""

import re
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urljoin

from articles.importing.markup_figures import (
    class_of,
    image_address,
    is_caption,
    is_pixel,
    looks_like_figure,
)
from articles.importing.markup_tree import CONTROLS, INLINE, MEDIA, Element

_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|off-?screen|screen-reader-text|visually-?hidden|visuallyhidden|is-hidden|u-hidden"
    r"|[\w-]*-visually-?hidden)(?:\s|$)"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Pictures that stand for a sign in running text.
_SIGN = re.compile(r"(?:^|\s)(?:emoji|wp-smiley|smiley|emoticon|latex)(?:\s|$)|/emoji/")
_KIND_OF_MARK = {"a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em"}
_STRUCK = ("s", "strike", "del")
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")


class Tidied(NamedTuple):
    """The tree without what nobody sees, and the words that were seen but belong to no story."""

    root: Element
    lost: list[str]


def tidy(element, base=""):
    """Return the Tidied copy of what stands below `element`, links made absolute from `base`."""
    lost = []
    root = _Tidier(lost, base).copy(element)
    return Tidied(_marks_down(root, {}), lost)


def _marks_down(element, marks):
    """Return a copy in which no running text holds a block: a mark around blocks is in each.

    `marks` maps a kind of mark to the element around that makes it.
    """
    children = []
    for child in element.children:
        if isinstance(child, str) or (child.tag in INLINE and not child.holds_block):
            children.append(_marked(child, marks))
        elif child.tag in INLINE:
            kind = _KIND_OF_MARK.get(child.tag)
            inside = marks | {kind: child} if kind else marks
            children += _marks_down(child, inside).children
        else:
            children.append(child if child.tag in MEDIA else _marks_down(child, marks))
    return replace(element, children=children)


def _marked(child, marks):
    for around in marks.values():
        child = Element(around.tag, around.attributes, [child])
    return child


class _Tidier:
    def __init__(self, lost, base):
        self.lost, self.base = lost, base
        self.shown = set()  # addresses of pictures
        self.srcset = ""  # of the <source> before an <img>

    def copy(self, element, tag=None, attributes=None):
        """Return a copy of `element`, perhaps under another name."""
        tag = tag or element.tag
        attributes = element.attributes if attributes is None else attributes
        made = Element(tag, attributes, list(self._children(element)))
        below = made.elements
        made.holds_block = any(c.tag not in INLINE or c.holds_block for c in below)
        made.images = sum(c.images for c in below)
        made.captions = 1 if is_caption(made) else sum(c.captions for c in below)
        made.loose_words = not is_caption(made) and any(
            bool(c.strip()) if isinstance(c, str) else c.loose_words for c in made.children
        )
        made.is_figure = looks_like_figure(made)
        return made

    def _children(self, element):
        for child in element.children:
            if isinstance(child, str):
                yield child
            elif not _is_hidden(child):
                yield from self._child(child)

    def _child(self, child):
        match child.tag:
            case "img" | "amp-img":
                yield from self._image(child)
            case "source":
                self.srcset = child.get("srcset") or child.get("data-srcset")
            case "noscript":
                yield from self._unscripted(child)
            case "meta" | "link":
                return
            case "br" | "hr":
                yield Element(child.tag)
            case "q":
                yield from ("“", self.copy(child, "span"), "”")
            case "sub" | "sup":
                yield self._moved(child)
            case "a":
                yield self.copy(child, attributes={"href": self._address(child)})
            case tag if tag in MEDIA:
                if not is_pixel(child):
                    sources = [e for e in child.walk() if e.tag in ("source", "embed")]
                    yield Element(child.tag, child.attributes, sources)
            case tag if tag in CONTROLS or tag in _STRUCK:
                self.lost.insert(len(self.lost), self.copy(child).text())
            case "time":
                yield self.copy(child, "span")
            case _:
                yield self.copy(child)

    def _image(self, image):
        if _SIGN.search(f"{class_of(image)} {image.get('src')}") and image.get("alt"):
            yield image.get("alt")
            return
        if not image_address(image) and self.srcset:
            image = Element("img", image.attributes | {"srcset": self.srcset})
        self.srcset = ""
        if not is_pixel(image):
            self.shown.add(image_address(image))
            yield Element("img", image.attributes, images=1)

    def _moved(self, element):
        """Return raised or lowered figures as such, so that 10² stays what it is; others plain."""
        made = self.copy(element, "span")
        words = made.text()
        signs = _RAISED if element.tag == "sup" else _LOWERED
        return words.translate(signs) if words and all(ord(s) in signs for s in words) else made

    def _unscripted(self, element):
        """Yield the pictures that stand here for a browser without scripts, if not there yet."""
        for image in element.walk():
            if image.tag == "img" and image_address(image) not in self.shown:
                yield from self._image(image)

    def _address(self, link):
        """Return where a link leads, '' for a place on its own page."""
        address = link.get("href").strip()
        return "" if address.startswith("#") else absolute(address, self.base)


def absolute(address, base):
    """Return an address made whole from the one it is relative to, '' for one that is none."""
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return ""


def _is_hidden(element):
    return (
        "hidden" in element.attributes
        or bool(_HIDDEN_CLASS.search(class_of(element)))
        or bool(_HIDDEN_STYLE.search(element.get("style")))
    )
