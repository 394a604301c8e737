"""Style sheets inside the page: the first text needs no second request.

The policy of the site allows nothing inline but what is named by its hash, so each sheet is
told to the response that prints it (`newsroom.policy`).
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

FOLDER = Path(__file__).resolve().parent.parent / "static" / "paper"


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
    digest = hashlib.sha256(css.encode()).digest()
    return Sheet(css, f"'sha256-{base64.b64encode(digest).decode()}'")


def _own(colours):
    """Return the rules for (name, light, dark) colours; outside all layers, these win on screen."""
    light = "".join(f"--{name}:{value};" for name, value, _dark in colours)
    dark = "".join(f"--{name}:{value};" for name, _light, value in colours if value)
    rules = f"@media screen{{:root{{{light}}}}}" if light else ""
    if dark:
        rules += f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return rules
