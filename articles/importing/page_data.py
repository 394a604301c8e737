"""What a web page says of its story for machines: JSON-LD, microdata and the lines of its head."""

import json
import re
from html import unescape
from typing import NamedTuple

from articles.importing.markup_tree import Element

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_LD = re.compile(r"application/ld\+json", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>|;)\s*$")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_TAG = re.compile(r"<[/a-zA-Z][^<>]*>")
_HTML_TAG = re.compile(r"<html\b([^<>]*)>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)", re.IGNORECASE)
_BASE = re.compile(r"<base\b[^<>]*?href\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_LANG = re.compile(r"\blang\s*=\s*[\"']?([A-Za-z][\w-]*)", re.IGNORECASE)

_STORY_TYPES = {"BlogPosting", "LiveBlogPosting", "Report", "NewsItem"}
_LIST_TYPES = {"CollectionPage", "SearchResultsPage"}
_MANY = 50  # values of one name that are looked at
# Names of JSON-LD that microdata and RDFa use too.
_PROPERTIES = {
    "headline", "alternativeHeadline", "description", "author", "datePublished", "dateModified",
    "articleSection", "articleBody", "keywords", "name",
}  # fmt: skip


class PageData(NamedTuple):
    """`story` is the JSON-LD object of the story, its references put in ({} if there is none);
    `head` maps names of <meta> to their contents, `links` those of <link> to addresses.
    """

    story: dict
    is_list: bool  # says of itself that it lists stories
    notes: list
    head: dict
    links: dict
    language: str
    title: str
    base: str

    def meta(self, *names):
        """Return the first content of the first name there is, else ''."""
        return next((self.head[name][0] for name in names if self.head.get(name)), "")


def read_page_data(html, root: Element):
    """Return the PageData of a page and of its tree."""
    head, links = {}, {}
    for element in root.walk():
        if element.tag == "meta" and (content := words_of(element.get("content"))):
            for name in {element.get("property").lower(), element.get("name").lower()} - {""}:
                head.setdefault(name, []).append(content)
        elif element.tag == "link":
            for name in element.get("rel").lower().split():
                links.setdefault(name, []).append(element.get("href").strip())
    nodes, notes = _ld_nodes(html)
    addresses = {*links.get("canonical", ()), *head.get("og:url", ())}
    found = _HTML_TAG.search(html)
    language = _LANG.search(found[1]) if found else None
    title, base = _TITLE.search(html), _BASE.search(html)
    return PageData(
        story=_story_of(nodes, addresses),
        is_list=any(types_of(node) & _LIST_TYPES for node in nodes),
        notes=notes,
        head=head,
        links=links,
        language=language[1] if language else "",
        title=words_of(title[1]) if title else "",
        base=unescape(base[1]) if base else "",
    )


def words_of(value):
    """Return the words of a text that may have been written as HTML; '' for what is no text."""
    if not isinstance(value, str):
        return ""
    value = unescape(_TAG.sub(" ", unescape(value)))
    return " ".join(value.replace("\x00", "").encode(errors="ignore").decode().split())


def values_of(node, name):
    """Return the list of an object's values of one name; one alone is a list of one."""
    value = node.get(name)
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    values = value if isinstance(value, list) else [value]
    return [found for found in values[:_MANY] if found not in (None, "", {}, [])]


def text_of(node, *names):
    """Return the first words under one of the names; an object gives its name or text."""
    for name in names:
        for value in values_of(node, name):
            if isinstance(value, dict):
                value = value.get("@value") or value.get("name") or value.get("text")
            if words := words_of(value):
                return words
    return ""


def texts_of(node, name):
    return [words for value in values_of(node, name) if (words := text_of({"": value}, ""))]


def types_of(node):
    return {str(name).rpartition("/")[2] for name in values_of(node, "@type")}


def is_story(node):
    return any(name.endswith("Article") or name in _STORY_TYPES for name in types_of(node))


def _ld_nodes(html):
    """Return ([every object of the page's JSON-LD], notes on what cannot be read)."""
    nodes, notes, place = [], [], 0
    while found := _SCRIPT.search(html, place):
        end = _SCRIPT_END.search(html, found.end())
        if not end:
            break
        place = end.end()
        if not _LD.search(unescape(found["attributes"])):
            continue
        line = html.count("\n", 0, found.start()) + 1
        try:
            _collect(_loads(html[found.end() : end.start()]), nodes)
        except (ValueError, RecursionError) as error:
            reason = "nested too deep" if isinstance(error, RecursionError) else error
            notes.append(f"line {line}: JSON-LD that cannot be read ({reason}); left out")
    return nodes, notes


def _loads(text):
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub("", text), strict=False)


def _collect(value, nodes):
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            nodes.append(value)
            waiting += list(value.values())[::-1]
        elif isinstance(value, list):
            waiting += value[::-1]


def _story_of(nodes, addresses):
    """Return the object of the story: the one with the page's address, else the first."""
    stories = [node for node in nodes if is_story(node)]
    if not stories:
        return {}
    named = [node for node in stories if addresses_of(node) & addresses]
    by_id = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(node["@id"], node)
    return {name: _resolved(value, by_id) for name, value in (named or stories)[0].items()}


def _resolved(value, by_id):
    """Return a value with the objects it only refers to; what they hold stays as it is."""
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value[:_MANY]]
    if isinstance(value, dict) and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], {}) | value
    return value


def addresses_of(node):
    """Return the set of addresses that an object says are its own."""
    found = set()
    for name in ("url", "mainEntityOfPage", "@id"):
        for value in values_of(node, name):
            value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(value, str) and value.startswith(("http://", "https://")):
                found.add(value.partition("#")[0].strip())
    return found


def microdata_of(root):
    """Return {name: [Element]} of the story's microdata or RDFa.

    Where no part of the page is marked as a story, only its body is asked for.
    """
    scope = next((e for e in root.walk() if _is_story_scope(e)), None)
    found = {}
    if scope is None:
        bodies = [e for e in root.walk() if "articleBody" in _names_of(e)]
        return {"articleBody": bodies} if bodies else {}
    waiting = [scope]
    while waiting:
        element = waiting.pop()
        for name in _names_of(element):
            if name in _PROPERTIES and element is not scope:
                found.setdefault(name, []).append(element)
        # What stands in an object inside is said of that object: of an author, another story.
        is_other = "itemtype" in element.attributes or "typeof" in element.attributes
        if element is scope or not is_other:
            waiting += element.elements[::-1]
    return found


def _names_of(element):
    names = (element.get("itemprop") or element.get("property")).split()
    return [name.rpartition(":")[2] for name in names]


def _is_story_scope(element):
    types = f"{element.get('itemtype')} {element.get('typeof')}".split()
    return any(
        name.rpartition("/")[2].endswith("Article") or name.rpartition("/")[2] in _STORY_TYPES
        for name in types
    )


def marked_text(element):
    """Return what an element of microdata says: its content, its date, or its words."""
    return words_of(element.get("content") or element.get("datetime")) or element.text()
