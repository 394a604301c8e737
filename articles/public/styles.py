"""Style sheets inside the page: the first text needs no second request.

The policy of the site allows nothing inline but what is named by its hash, so each sheet is
told to the response that prints it (`newsroom.policy`).
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

FOLDER = Path(__file__).resolve().parent.parent / "static" / "paper"


SCHEMES = ("light", "dark")
_INLINE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
_ASKED = re.compile(r"\(prefers-color-scheme:\s*(\w+)\)")
_ALWAYS, _NEVER = "(min-width: 0)", "(min-width: 100000px)"


class Sheet(NamedTuple):
    css: str
    source: str  # as a Content-Security-Policy names it: 'sha256-…'


def sheet(*names):
    """Return the Sheet of the files `names`, in that order.

    The colours of the newsroom come last, so that they win. Raises FileNotFoundError.
    """
    files = [FOLDER / f"{name}.css" for name in names]
    changed = tuple(file.stat().st_mtime_ns for file in files) if settings.DEBUG else ()
    return _sheet(tuple(files), settings.SITE_COLOURS, changed)


@lru_cache(maxsize=64)
def _sheet(files, colours, changed):
    css = "\n".join([*(file.read_text(encoding="utf-8") for file in files), _own(colours)])
    return Sheet(css, _source(css))


def _source(css):
    digest = hashlib.sha256(css.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _own(colours):
    """Return the rules for (name, light, dark) colours; outside all layers, these win on screen."""
    light = "".join(f"--{name}:{value};" for name, value, _dark in colours)
    dark = "".join(f"--{name}:{value};" for name, _light, value in colours if value)
    rules = f"@media screen{{:root{{{light}}}}}" if light else ""
    if dark:
        rules += f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return rules


def in_scheme(html, scheme):
    """Return (a page as those see it whose system asks for `scheme`, the sources of its sheets).

    The page is what readers get, but for the question that its sheets ask of the system.
    """
    sources = []

    def answered(found):
        css = _ASKED.sub(lambda asked: _ALWAYS if asked[1] == scheme else _NEVER, found[0])
        css = css.replace("color-scheme: light dark", f"color-scheme: {scheme}")
        sources.append(_source(css))
        return css

    html = _INLINE.sub(answered, html)
    meta = '<meta name="color-scheme" content="{}">'
    return html.replace(meta.format("light dark"), meta.format(scheme)), sources
