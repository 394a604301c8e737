"""XML from strangers, read safely and piece by piece.

Nothing is fetched, no entity is expanded, and of a file of any length only the piece at hand is
kept. Tags lose their namespace: `content:encoded` is "content_encoded", whatever prefix the file
uses; see PREFIXES.
"""

import re
from functools import lru_cache
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from articles.importing.errors import SeedError
from articles.importing.wire import line_of

# Part of a namespace, and what its names begin with here; names of other strangers get "other_".
PREFIXES = (
    ("purl.org/rss/1.0/modules/content", "content_"),
    ("purl.org/dc/", "dc_"),
    ("wordpress.org/export/", "wp_"),
    ("search.yahoo.com/mrss", "media_"),
    ("www.w3.org/2005/Atom", "atom_"),
    ("itunes.com/dtds", "itunes_"),
    ("feedburner.org", "feedburner_"),
    ("www.w3.org/XML/1998", "xml_"),
    ("iptc.org/std", ""),
    ("www.w3.org/1999/xhtml", ""),
    ("www.w3.org/1999/02/22-rdf-syntax", ""),
    ("purl.org/rss/1.0/", ""),
    ("backend.userland.com", ""),
    ("my.netscape.com", ""),
)
MAX_DEPTH = 100  # elements within elements
_CHUNK = 1 << 16
_VOID = {"br", "hr", "img", "source"}
# Characters that XML forbids and exports contain all the same; a space keeps every place.
_FORBIDDEN = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32))
_SPACES = bytes.maketrans(_FORBIDDEN, b" " * len(_FORBIDDEN))


class Node(Element):
    """An element with the `line` of the piece (counted from 1) on which it begins."""

    line = 1


class Piece(NamedTuple):
    """An element and its own bytes."""

    element: Node
    content: bytes


def pieces(content, names):
    """Yield the Pieces of the elements called one of `names`, each as soon as it is closed.

    Raises SeedError where the XML breaks off or could do harm; what came before was yielded.
    """
    content = _as_bytes_of_ascii(content)
    target = _Target(content, names)
    parser = DefusedXMLParser(target=target)
    target.position = parser.parser
    for text in (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK)):
        _guarded(parser.feed, text.translate(_SPACES))
        yield from target.taken()
    _guarded(parser.close)
    yield from target.taken()


def head_text(head):
    """Return the first bytes of a file as text, good enough to recognise tags in."""
    return head.replace(b"\x00", b"").decode("utf-8", errors="ignore")


def text_of(element):
    """Return all text of an element (None: none) as one clean line."""
    return line_of("".join(element.itertext())) if element is not None else ""


def field(element, name):
    """Return the first child of that name as one clean line, or ''."""
    return text_of(element.find(name))


def inner_html(element):
    """Return what is inside an element as HTML, its tags as they are."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts += [outer_html(child), escape(child.tail or "", quote=False)]
    return "".join(parts)


def outer_html(element):
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    if element.tag in _VOID:
        return f"<{element.tag}{attributes}>"
    return f"<{element.tag}{attributes}>{inner_html(element)}</{element.tag}>"


class _Target:
    """Builds the elements that are wanted and forgets the others; told by the parser."""

    def __init__(self, content, names):
        self.content, self.names = content, names
        self.position = None  # the expat parser, which knows its place in the bytes
        self.builder, self.depth, self.done = None, 0, []

    def start(self, tag, attributes):
        name = _short(tag)
        if self.builder is None:
            if name not in self.names:
                return
            self.builder = TreeBuilder(element_factory=Node)
            self.first, self.line = self.position.CurrentByteIndex, self.position.CurrentLineNumber
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SeedError(
                f"line {self.position.CurrentLineNumber}: elements stand {MAX_DEPTH} deep in each "
                "other; no story needs that."
            )
        given = {_short(key): value for key, value in attributes.items()}
        node = self.builder.start(name, given)
        node.line = self.position.CurrentLineNumber - self.line + 1

    def data(self, text):
        if self.builder:
            self.builder.data(text)

    def end(self, tag):
        if self.builder is None:
            return
        self.builder.end(_short(tag))
        self.depth -= 1
        if not self.depth:
            end = self.content.index(b">", self.position.CurrentByteIndex) + 1
            self.done.append(Piece(self.builder.close(), self.content[self.first : end]))
            self.builder = None

    def close(self):
        pass

    def taken(self):
        done, self.done = self.done, []
        return done


def _guarded(step, *args):
    """Call a step of the parser; its complaints become a SeedError."""
    try:
        step(*args)
    except DefusedXmlException as error:
        raise SeedError(
            "this XML defines or fetches entities, which can blow up or read other files; "
            "take its <!ENTITY …> lines out."
        ) from error
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise SeedError(f"line {line}, column {column + 1}: broken XML: {reason}.") from error
    except (ValueError, LookupError) as error:
        raise SeedError(f"this XML cannot be read: {error}; save it as UTF-8.") from error


@lru_cache(1000)
def _short(tag):
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    if "/excerpt" in namespace:  # lies inside the namespace of WordPress
        return f"excerpt_{name}"
    prefixes = (prefix for mark, prefix in PREFIXES if mark in namespace)
    return next(prefixes, "other_") + name


def _as_bytes_of_ascii(content):
    """Return `content` in an encoding whose tags are ASCII: UTF-16 becomes UTF-8."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            return re.sub(r"^(<\?xml[^>]*?)\s+encoding=\S+?(?=[\s?])", r"\1", text).encode()
    return content
