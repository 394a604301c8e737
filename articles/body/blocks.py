"""Blocks of a story as body HTML, and body HTML as blocks.

Body HTML keeps words of paragraphs, subheads, lists, quotes and tables. Of a photo or video it
keeps only the place: `<figure data-caption="KEY">` or `<figure data-video="KEY">`; the words live
once, in the row of that key.
"""

import re
from html import escape

from articles.body.inline import runs_of, safe_url, serialise
from articles.body.tree import INLINE_TAGS, Element, parse
from articles.story import List, Paragraph, Photo, Quote, Subhead, Table, Video

KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ROWS = ("thead", "tbody", "tfoot")


def from_html(html, photos=None, videos=None):
    """Return the tuple of blocks in body HTML.

    `photos` and `videos` map keys to Photo and Video; a figure without its row is left out.
    """
    found = []
    for kind, value in _read(parse(html)):
        if kind == "caption":
            value = (photos or {}).get(value)
        elif kind == "video":
            value = (videos or {}).get(value)
        if value is not None:
            found.append(value)
    return tuple(found)


def to_html(blocks, key_of):
    """Return body HTML; `key_of(block)` names the key of a Photo or Video."""
    return "\n".join(_write(block, key_of) for block in blocks)


def clean(html):
    """Return any HTML as canonical body HTML; cleaning twice changes nothing."""
    pieces, seen = [], set()
    for kind, value in _read(parse(html)):
        if kind == "block":
            pieces.append(_write(value, None))
        elif (kind, value) not in seen:  # one row, one place
            seen.add((kind, value))
            pieces.append(_figure(kind, value))
    return "\n".join(pieces)


def figure_keys(html):
    """Return ([caption keys], [video keys]) in the order of the body."""
    found = list(_read(parse(html)))
    return tuple([value for kind, value in found if kind == name] for name in ("caption", "video"))


def _write(block, key_of):
    match block:
        case Paragraph(html):
            return f"<p>{html}</p>"
        case Subhead(html):
            return f"<h2>{html}</h2>"
        case List(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"
        case Quote(paragraphs, attribution, url):
            cite = f' cite="{escape(url)}"' if url else ""
            footer = f"<footer>{escape(attribution, quote=False)}</footer>" if attribution else ""
            inner = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            return f"<blockquote{cite}>{inner}{footer}</blockquote>"
        case Table(rows, header):
            lines = [_row(row, "th" if header and not i else "td") for i, row in enumerate(rows)]
            return f"<table><tbody>{''.join(lines)}</tbody></table>"
        case Photo():
            return _figure("caption", key_of(block))
        case Video():
            return _figure("video", key_of(block))
    raise TypeError(f"{block!r} is no block.")


def _row(cells, tag):
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _figure(kind, key):
    return f'<figure data-{kind}="{key}"></figure>'


def _read(element):
    """Yield ("block", Block), ("caption", KEY) and ("video", KEY) in the order of the text.

    Text between blocks becomes a paragraph of its own.
    """
    loose = []
    for child in element.children:
        if isinstance(child, str) or (child.tag in INLINE_TAGS and not _has_block(child)):
            loose.append(child)
            continue
        yield from _paragraphs(loose)
        loose = []
        yield from _read_block(child)
    yield from _paragraphs(loose)


def _has_block(element):
    return any(
        isinstance(child, Element) and (child.tag not in INLINE_TAGS or _has_block(child))
        for child in element.children
    )


def _paragraphs(children):
    if words := serialise(runs_of(Element("p", children=children))):
        yield "block", Paragraph(words)


def _read_block(element):
    tag = element.tag
    if tag == "figure":
        yield from _read_figure(element)
    elif tag in HEADINGS and not _has_block(element):
        if words := _words(element):
            yield "block", Subhead(words)
    elif tag in ("ul", "ol"):
        if items := tuple(filter(None, map(_words, _items(element)))):
            yield "block", List(items, ordered=tag == "ol")
        yield from _figures_in(element)
    elif tag == "blockquote":
        yield from _read_quote(element)
        yield from _figures_in(element)
    elif tag == "table":
        yield from _read_table(element)
        yield from _figures_in(element)
    else:
        yield from _read(element)


def _words(element):
    return serialise(runs_of(element))


def _read_figure(element):
    for kind in ("caption", "video"):
        key = element.attributes.get(f"data-{kind}", "")
        if KEY.fullmatch(key):
            yield kind, key
            return
    yield from _read(element)


def _figures_in(element):
    """Yield figures that stand inside a list, quote or table: they follow it."""
    for child in element.children:
        if isinstance(child, Element):
            yield from _read_figure(child) if child.tag == "figure" else _figures_in(child)


def _items(element):
    """Yield the li elements of a list; those of a list inside follow their parent."""
    for child in element.children:
        if isinstance(child, str):
            yield Element("li", children=[child])
        elif child.tag in ("ul", "ol"):
            yield from _items(child)
        else:
            inner = [c for c in child.children if isinstance(c, Element) and c.tag in ("ul", "ol")]
            yield Element("li", children=[c for c in child.children if c not in inner])
            for nested in inner:
                yield from _items(nested)


def _read_quote(element):
    sources = [
        c for c in element.children if isinstance(c, Element) and c.tag in ("footer", "cite")
    ]
    attribution = " ".join(filter(None, (" ".join(_text(source).split()) for source in sources)))
    rest = Element("div", children=[c for c in element.children if c not in sources])
    paragraphs = []
    for kind, value in _read(rest):
        if kind == "block":
            paragraphs += inline_texts(value)
    url = safe_url(element.attributes.get("cite", ""))
    if paragraphs:
        yield "block", Quote(tuple(paragraphs), attribution, url)
    elif attribution:
        yield "block", Paragraph(serialise(runs_of(Element("p", children=sources))))


def inline_texts(block):
    """Return the texts of a block that is text, as a list of inline HTML."""
    match block:
        case Paragraph(html) | Subhead(html):
            return [html]
        case List(items=texts) | Quote(paragraphs=texts):
            return list(texts)
        case Table(rows):
            return [cell for row in rows for cell in row if cell]
    return []


def _text(element):
    return "".join(c if isinstance(c, str) else _text(c) + " " for c in element.children)


def _read_table(element):
    rows = [row for row in _rows(element) if any(map(_words, _cells(row)))]
    if rows:
        header = all(cell.tag == "th" for cell in _cells(rows[0]))
        cells = tuple(tuple(_words(cell) for cell in _cells(row)) for row in rows)
        yield "block", Table(cells, header)


def _rows(element):
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "tr":
                yield child
            elif child.tag in ROWS:
                yield from _rows(child)


def _cells(row):
    return [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]
