"""Where on a web page the story stands, and what stands in it that is no part of it."""

import re
from typing import NamedTuple

from articles.importing.markup_figures import class_of
from articles.importing.markup_tree import Element
from articles.importing.page_main import MIN_WORDS, holds, main_part
from articles.story import Related

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_BODY_CLASS = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:article|story|post|entry|news|content|text)[-_]*"
    r"(?:body|content|text|main|copy|container__body)|rich-?text|body-?(?:copy|text|content)"
    r"|articulo|artikeltext|texte-article|corps)[\w-]*(?=\s|$)"
)
_FURNITURE_WORDS = {
    "share", "sharing", "shares", "sharebar", "sharetools", "social", "socials", "related",
    "recommended", "recommendations", "recommendation", "recirc", "recirculation", "promo",
    "promos", "promotion", "newsletter", "newsletters", "subscribe", "subscription", "signup",
    "advert", "adverts", "advertisement", "advertising", "ad", "ads", "adslot", "adunit",
    "sponsor", "sponsored", "outbrain", "taboola", "comments", "comment", "disqus", "breadcrumb",
    "breadcrumbs", "nav", "navigation", "navbar", "menu", "sidebar", "toolbar", "toc", "footer",
    "trending", "popular", "mostread", "readmore", "morestories", "cookie", "cookies", "consent",
    "paywall", "print", "bio", "authorbio", "follow", "login", "banner", "skip", "pagination",
    "upsell", "donate", "donation", "membership", "feedback", "gdpr", "teaser", "teasers",
    "similar", "tags", "addtoany", "sharedaddy", "jetpack", "rating", "widget", "widgets",
    "mailinglist", "tout",
}  # fmt: skip
_FURNITURE_TAGS = {"nav", "form", "button", "footer", "select", "textarea", "dialog"}
_RELATED_WORDS = {"similar", "related", "recommended", "recirc", "readmore", "morestories",
                  "trending", "recommendations", "teaser", "teasers"}  # fmt: skip
_RELATED_LABEL = re.compile(
    r"(?:read (?:more|next|also|on)|more (?:on|from|in|about|like)\b.{0,60}|related(?: \w+){0,2}"
    r"|see also|also read|also on .{0,40}|further reading|you (?:may|might) (?:also )?like.{0,20}"
    r"|don['’]t miss|recommended(?: \w+){0,2}|what to read next|top stories|most read"
    r"|(?:à )?lire(?: aussi)?|à lire|relire|voir aussi|sur le même sujet|lesen sie auch"
    r"|mehr zum thema|lea también"
    r"|más sobre.{0,40}|te puede interesar|leia (?:também|mais)|veja também|اقرأ أيضا|קראו גם)\W*",
    re.IGNORECASE,
)
_LABEL_WORDS = 6
_MAY_LINK = {"p", "ul", "ol", "div", "section", "aside", "figure", "table", "strong", "h4"}
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")


_DATE_WORDS = 12
_BESIDE_DATE = 4  # words: "Published on", "min read"


class Body(NamedTuple):
    """`element` holds the story's text and nothing else, of what stands in `found` on the page;
    `around` is the part of the page with its headline too; `how` is markup or extraction.
    `left_out` are the words of furniture.
    """

    element: Element
    found: Element
    around: Element
    how: str
    related: tuple[Related, ...]
    left_out: tuple[str, ...]


class _Count(NamedTuple):
    words: int
    linked: int
    links: int


def find_body(root, marked, heading, is_head):
    """Return the Body of a page, or None if it has no text of a story.

    `marked` are elements that the page itself calls the body, `heading` the one with the headline,
    if it was found; `is_head(element)` is true for what is told elsewhere: byline, date.
    """
    counts = _counts(root)
    strange = _of_other_stories(root, heading)
    element, how = _by_markup(root, marked, counts, strange), "markup"
    if element is None:
        element, how = main_part(root), "extraction"
    if element is None:
        return None
    sweeper = _Sweeper(counts, counts[id(element)].words, heading, is_head)
    kept = sweeper.sweep(element)
    related = tuple(dict.fromkeys(sweeper.related))
    return Body(kept, element, _around(root, element), how, related, tuple(sweeper.left_out))


def _counts(root):
    """Return {id of Element: _Count} of a tree."""
    counts = {}

    def count(element):
        words = linked = links = 0
        for child in element.children:
            if isinstance(child, str):
                words += len(child.split())
            else:
                below = count(child)
                words, linked = words + below.words, linked + below.linked
                links += below.links
        if element.tag == "a" and words:
            linked, links = words, links + 1
        counts[id(element)] = _Count(words, linked, links)
        return counts[id(element)]

    count(root)
    return counts


def _of_other_stories(root, heading):
    """Return ids of the elements below a first heading that is not the headline."""
    strange, is_other = set(), False
    for element in root.walk():
        if element.tag == "h1" and heading is not None:
            is_other = element is not heading
        if is_other:
            strange.add(id(element))
    return strange if heading is not None else set()


def _by_markup(root, marked, counts, strange):
    """Return the element that the page's own markup says is the text, or None."""

    def prose(element):
        return counts[id(element)].words - 2 * counts[id(element)].linked

    by_class, articles, mains = [], [], []
    for element in root.walk():
        if _BODY_CLASS.search(f"{class_of(element)} {element.get('id').lower()}"):
            by_class.append(element)
        elif element.tag == "article":
            articles.append(element)
        elif element.tag == "main" or element.get("role") == "main":
            mains.append(element)
    for found in (marked, by_class, articles, mains):
        found = [e for e in found if id(e) not in strange] or found
        best = max(found, key=prose, default=None)
        if best is None or prose(best) < MIN_WORDS:
            continue
        whole = _smallest_with(best, found, prose)
        others = [e for e in found if not holds(whole, e) and not holds(e, whole)]
        # One text in several elements, or a page of several stories: the part around decides.
        if best in articles and any(prose(e) * 2 > prose(whole) for e in others):
            continue
        if best not in marked and _paragraphs(whole) < 2 and prose(whole) < 3 * MIN_WORDS:
            continue
        pieces = [e for e in others if prose(e) > 0 and _is_piece(e, whole, best in marked, root)]
        return _joined([whole, *pieces], root, counts) if pieces else whole
    return None


def _is_piece(element, whole, is_marked, root):
    """True for another part of one text: its markup says so, or it has the same class."""
    if is_marked:
        return True
    one_story = sum(e.tag == "h1" for e in root.walk()) <= 1
    return one_story and bool(class_of(element)) and class_of(element) == class_of(whole)


def _smallest_with(best, found, prose):
    """Return the innermost of `found` that has nearly all the prose of `best`."""
    inside = [e for e in found if prose(e) * 10 >= prose(best) * 9]
    return min(inside, key=prose)


def _joined(pieces, root, counts):
    """Return one element with the pieces of a text in their order, counted too."""
    order = {id(element): place for place, element in enumerate(root.walk())}
    pieces = sorted(pieces, key=lambda element: order[id(element)])
    whole = Element("div", children=list(pieces), holds_block=True)
    counts[id(whole)] = _Count(*map(sum, zip(*(counts[id(e)] for e in pieces), strict=True)))
    return whole


def _paragraphs(element):
    return sum(below.tag in ("p", "br", "li", "h2") for below in element.walk())


def _around(root, element):
    """Return the innermost part of the page around `element` that has its headline, else all."""
    for around in [e for e in root.walk() if e.tag in ("article", "main")][::-1]:
        if holds(around, element) and any(e.tag == "h1" for e in around.walk()):
            return around
    return root


class _Sweeper:
    """Copies a body without furniture; words that go are kept in `left_out`."""

    def __init__(self, counts, all_words, heading, is_head):
        self.counts, self.all_words, self.is_head = counts, all_words, is_head
        self.heading = heading
        self.related, self.left_out = [], []
        self.label = ""  # heading above what comes next, if it announces other stories

    def sweep(self, element):
        kept = []
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
                continue
            if self._is_header(child):
                kept += self._figures(child)
            elif not self._goes(child, element):
                kept.append(self.sweep(child))
        return Element(element.tag, element.attributes, kept, element.holds_block)

    def _is_header(self, element):
        """True for what stands around the headline and is no text."""
        if element.tag != "header" and "header" not in _words_of_class(element):
            return False
        small = self._count(element).words * 2 < self.all_words
        return small and self.heading is not None and holds(element, self.heading)

    def _figures(self, element):
        if element.tag in ("figure", "img", "picture"):
            return [element]
        return [figure for child in element.elements for figure in self._figures(child)]

    def _goes(self, element, parent):
        count = self._count(element)
        if element is self.heading or self.is_head(element):
            return True
        # A date on its own; one in a sentence is part of it.
        if element.tag == "time" and count.words <= _DATE_WORDS:
            return _own_words(parent) <= _BESIDE_DATE
        if count.words * 3 > self.all_words and count.linked * 2 < count.words:
            return False  # the text itself, whatever its class is called
        if element.tag in HEADINGS and _RELATED_LABEL.fullmatch(element.text()):
            self.label = element.text().strip(" :")
            self.left_out.append(element.text())
            return True
        if element.tag == "footer" and parent.tag in ("blockquote", "figure", "aside"):
            return False
        if _is_furniture(element):
            return self._leave_out(element, bool(_words_of_class(element) & _RELATED_WORDS))
        if self._is_related(element, count):
            return self._leave_out(element, True)
        if count.words and element.tag not in ("br", "span", "a"):
            self.label = ""
        return False

    def _is_related(self, element, count):
        if element.tag not in _MAY_LINK or not count.links:
            return False
        if self.label and count.linked * 3 >= count.words * 2:
            return True
        if count.linked == count.words:
            return element.tag in ("ul", "ol") and _is_list_of_stories(element)
        if count.words - count.linked > _LABEL_WORDS:
            return False
        label = " ".join(_unlinked(element).split()).strip(" :|»>")
        if _RELATED_LABEL.fullmatch(label):
            self.label = label
            return True
        return False

    def _leave_out(self, element, is_related):
        if words := element.text():
            self.left_out.append(words)
        if is_related:
            inside = (below.text() for below in element.walk() if below.tag in HEADINGS)
            label = self.label or next((t for t in inside if _RELATED_LABEL.fullmatch(t)), "")
            for link in element.walk():
                title = link.text() if link.tag == "a" else ""
                if len(title.split()) > 2 and link.get("href").startswith(("http", "/")):
                    self.related.append(Related(title, label.strip(" :"), link.get("href")))
        self.label = ""
        return True

    def _count(self, element):
        return self.counts.get(id(element), _Count(0, 0, 0))


def _is_list_of_stories(element):
    """True for a short list of links to other pages of the site, each with a headline's words."""
    links = [below for below in element.walk() if below.tag == "a" and below.text()]
    return len(links) <= 5 and all(
        len(link.text().split()) >= 4 and re.match(r"/[^/]", link.get("href")) for link in links
    )


def _unlinked(element):
    return " ".join(
        child if isinstance(child, str) else _unlinked(child)
        for child in element.children
        if isinstance(child, str) or child.tag != "a"
    )


def _own_words(element):
    return sum(len(child.split()) for child in element.children if isinstance(child, str))


def _words_of_class(element):
    names = f"{element.get('class')} {element.get('id')}"
    return {word.lower() for word in _WORD.findall(names)}


def _is_furniture(element):
    if element.tag in _FURNITURE_TAGS or element.get("role") in ("navigation", "complementary"):
        return element.tag != "footer" or element.get("class") != "quote"
    if element.tag in ("figure", "img", "blockquote", "table", "p", "iframe"):
        return False
    return bool(_words_of_class(element) & _FURNITURE_WORDS)
