"""The main part of a page that does not say which it is, told by the look of its paragraphs.

Running text is told from furniture by jusText, by the length and the links of each paragraph and
of those beside it; it needs no list of a language's words for that.
"""

import re

from justext.core import ParagraphMaker, classify_paragraphs, revise_paragraph_classification

MIN_WORDS = 20  # of what may be the text of a story
_SHARE = 0.6  # of the running text of a page that its main part has; beside it are teasers
_MAX_PARAGRAPHS = 5000  # each may be compared with all others
_STEP = re.compile(r"([^\[/]+)\[(\d+)\]")


def main_part(root):
    """Return the innermost Element that has the running text of a page, or None if there is none.

    The part that the headline stands right in counts for more than the rest.
    """
    running = _running_words(root)
    found, beside = _innermost(root, running), _beside_headline(root)
    if found is None or beside is None:
        return found or (beside and beside[0])
    part, steps = beside
    if holds(part, found):
        return part if steps == 1 else found
    if holds(found, part) or prose_of(part) < 3 * MIN_WORDS:
        return found
    return part


def holds(element, other):
    """True where `other` is `element` or stands below it."""
    return element is other or any(below is other for below in element.walk())


def prose_of(element):
    """Return the number of words below an element that are no links, less that of those that are.

    What is mostly links has less than none.
    """
    linked = sum(len(below.text().split()) for below in element.walk() if below.tag == "a")
    return len(element.text().split()) - 2 * linked


def _running_words(root):
    """Return {id of Element: words of running text that stand right in it}."""
    maker = ParagraphMaker()
    _tell(root, maker)
    maker.endDocument()
    paragraphs = maker.paragraphs
    if len(paragraphs) > _MAX_PARAGRAPHS:
        return {}
    classify_paragraphs(paragraphs, frozenset(), stopwords_low=0, stopwords_high=0)
    revise_paragraph_classification(paragraphs)
    running = {}
    for paragraph in paragraphs:
        if not paragraph.is_boilerplate:
            place = id(_at(root, paragraph.xpath))
            running[place] = running.get(place, 0) + len(paragraph.text.split())
    return running


def _tell(element, maker):
    maker.startElementNS((None, element.tag), element.tag, {})
    for child in element.children:
        if isinstance(child, str):
            maker.characters(child)
        else:
            _tell(child, maker)
    maker.endElementNS((None, element.tag), element.tag)


def _at(root, xpath):
    element = root
    for tag, number in _STEP.findall(xpath)[1:]:
        element = [e for e in element.elements if e.tag == tag][int(number) - 1]
    return element


def _sum(element, running):
    inside = sum(running.get(id(below), 0) for below in element.walk())
    return inside + running.get(id(element), 0)


def _innermost(root, running):
    wanted = _sum(root, running) * _SHARE
    if not wanted:
        return None
    element = root
    while inner := next((e for e in element.elements if _sum(e, running) >= wanted), None):
        element = inner
    return element


def _beside_headline(root):
    """Return (the innermost part with the headline and running text, steps up to it) or None."""
    parents = {id(child): e for e in (root, *root.walk()) for child in e.elements}
    headline = next((e for e in root.walk() if e.tag == "h1" and e.text()), None)
    if headline is None:
        return None
    own, steps, part = prose_of(headline), 0, headline
    while part is not root:
        part, steps = parents[id(part)], steps + 1
        if prose_of(part) - own >= MIN_WORDS:
            return part, steps
    return None
