"""The main part of a page that does not say which it is, found by the look of its paragraphs."""

from html import escape

import justext
from articles.importing.markup_tree import Element

_LISTS = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "he": "Hebrew", "pt": "Portuguese",
}  # fmt: skip
_PARAGRAPHS = {"p", "div", "td", "li", "h2", "h3", "blockquote", "section", "article", "pre"}
_SHARE = 0.8  # of the good text that the main part must hold


def main_part(root, language):
    """Return the innermost Element that holds nearly all running text, or None if there is none.

    `language` is a BCP 47 code; without one, words that carry no meaning cannot help to tell.
    """
    good = _good_paragraphs(root, language)
    if not good:
        return None
    weights, total = {}, 0

    def weigh(element):
        own = good.pop(" ".join(element.text().split()), 0) if element.tag in _PARAGRAPHS else 0
        weights[id(element)] = own + sum(weigh(child) for child in element.elements)
        return weights[id(element)]

    total = weigh(root)
    if not total:
        return None
    element = root
    while inner := [e for e in element.elements if weights[id(e)] >= total * _SHARE]:
        element = inner[0]
    return element
