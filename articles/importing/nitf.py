"""The text inside a NewsML-G2 item: NITF, XHTML, HTML or plain lines, all as HTML."""

from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import SubElement

from articles.importing.xml import field, inner_html, text_of

# Elements of NITF under the name that HTML has for them; the others are the same or say nothing.
_HTML_NAMES = {
    "hl1": "h2",
    "hl2": "h2",
    "bq": "blockquote",
    "credit": "cite",
    "block": "div",
    "body.end": "div",
    "tagline": "p",
    "nitf-table": "div",
}


class Text(NamedTuple):
    """The text as HTML, and what NITF says above it."""

    html: str = ""
    headline: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    line: int = 1


def text_in(content_set):
    """Return the Text of a contentSet; of several forms of the same words the richest."""
    for element in content_set.findall("inlineXML"):
        nitf = element.find("nitf")
        if nitf is not None and nitf.find("body") is not None:
            return _of_nitf(nitf.find("body"), element.line)
        body = element.find("html/body")
        return Text(inner_html(element if body is None else body), line=element.line)
    for element in content_set.findall("inlineData"):
        words = element.text or ""
        if "html" not in element.get("contenttype", ""):
            lines = (line.strip() for line in words.splitlines())
            words = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
        return Text(words, line=element.line)
    return Text()


def _of_nitf(body, line):
    head = body.find("body.head")
    parts = [element for name in ("body.content", "body.end") for element in body.findall(name)]
    for part in parts:
        _rename(part)
    html = "".join(map(inner_html, parts))
    if head is None:
        return Text(html, line=line)
    location = head.find("dateline/location")
    return Text(
        html,
        headline=text_of(head.find("hedline/hl1")),
        deck=text_of(head.find("hedline/hl2")),
        byline=field(head, "byline"),
        dateline=text_of(location if location is not None else head.find("dateline")),
        line=line,
    )


def _rename(element):
    for child in element:
        _rename(child)
        if child.tag == "media":
            _as_figure(child)
        child.tag = _HTML_NAMES.get(child.tag, child.tag)


def _as_figure(media):
    """Make a figure of HTML out of a medium of NITF: its file, caption and maker."""
    reference = media.find("media-reference")
    given = {} if reference is None else reference.attrib
    address = given.get("source") or given.get("src") or ""
    caption = _words_of(media.findall("media-caption"))
    producer = field(media, "media-producer")
    kind = media.get("media-type", "image")
    tail = media.tail
    media.clear()
    media.tag, media.tail = "figure", tail
    if kind in ("video", "audio"):
        SubElement(media, "iframe", {"src": address})
    else:
        SubElement(media, "img", {"src": address, "alt": given.get("alternate-text", "")})
    SubElement(media, "figcaption").text = caption
    if producer:
        SubElement(media, "div", {"class": "credit"}).text = producer


def _words_of(elements):
    return " ".join(filter(None, map(text_of, elements)))
