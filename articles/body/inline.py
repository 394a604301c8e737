"""Inline HTML in its one canonical form: text with a, strong, em and br.

The same words with the same marks are always the same string: white space is single, marks nest
as a > strong > em, and none is empty. That is what makes comparing two versions meaningful.
"""

import re
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from articles.body.tree import URL_SCHEMES, parse

# No-break spaces are an editor's choice and stay; control characters are nobody's.
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


class Run(NamedTuple):
    """Text under one set of marks; the text of a line break is a newline."""

    text: str
    href: str = ""
    strong: bool = False
    em: bool = False


def clean_inline(html):
    """Return any HTML as one line of canonical inline HTML."""
    return serialise(runs_of(parse(html)))


def inline_from_text(text):
    """Return plain text as canonical inline HTML."""
    if not text.isprintable() or "  " in text:
        text = _one_space(text)
    text = text.strip()
    # Most texts hold none of these; to find that out is faster than to replace them.
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


UNMARKED = Run("")


def runs_of(element, run=UNMARKED):
    """Return the runs below `element`; a block inside is set off by a line break."""
    runs = []
    for child in element.children:
        if isinstance(child, str):
            runs.append(run._replace(text=_one_space(child)))
        elif child.tag == "br":
            runs.append(run._replace(text="\n"))
        else:
            runs += _runs_of_child(child, run)
    return runs


def _runs_of_child(child, run):
    match child.tag:
        case "strong" | "b":
            return runs_of(child, run._replace(strong=True))
        case "em" | "i":
            return runs_of(child, run._replace(em=True))
        case "a":
            return runs_of(child, run._replace(href=safe_url(child.attributes.get("href", ""))))
        case "span":
            return runs_of(child, run)
    edge = run._replace(text="\n")
    return [edge, *runs_of(child, run), edge]


def safe_url(address):
    """Return an address with a scheme readers can follow, or a path of this site, else ''."""
    # Browsers pass over tabs and line breaks: `/<tab>/example.com` is another site.
    address = re.sub(r"[\t\n\r]", "", _CONTROL.sub("", address)).strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https") and not parts.netloc:
        return ""
    if parts.scheme in URL_SCHEMES or (not parts.scheme and address.startswith(("/", "#"))):
        return "" if address.startswith(("//", "/\\")) else address
    return ""


def serialise(runs):
    """Return canonical inline HTML for runs of text."""
    runs = _trimmed(runs)
    parts = []
    for href, linked in groupby(runs, key=lambda run: run.href):
        inner = "".join(_strong(strong, group) for strong, group in _by(linked, "strong"))
        parts.append(f'<a href="{escape(href)}">{inner}</a>' if href else inner)
    return "".join(parts)


def _strong(strong, runs):
    inner = "".join(_em(em, group) for em, group in _by(runs, "em"))
    return f"<strong>{inner}</strong>" if strong else inner


def _em(em, runs):
    text = "".join(escape(run.text, quote=False).replace("\n", "<br>") for run in runs)
    return f"<em>{text}</em>" if em else text


def _by(runs, name):
    return groupby(runs, key=lambda run: getattr(run, name))


def _one_space(text):
    return _SPACE.sub(" ", _CONTROL.sub("", text))


def _trimmed(runs):
    """Drop white space at both ends, doubled between runs and around line breaks."""
    kept = []
    for run in runs:
        before = kept[-1].text[-1:] if kept else "\n"
        text = run.text
        if text == "\n":
            _strip_end(kept, " ")
            text = "" if not kept else text
        elif before in " \n":
            text = text.lstrip(" ")
        if text:
            # A break or a space alone carries no mark, or two spellings would look alike.
            kept.append(Run(text) if text == "\n" else run._replace(text=text))
    _strip_end(kept, " \n")
    return kept


def _strip_end(runs, characters):
    while runs and not (stripped := runs[-1].text.rstrip(characters)):
        runs.pop()
    if runs:
        runs[-1] = runs[-1]._replace(text=stripped)
