"""The formats that an import reads: each is one module of this folder, found by being here.

A format module has

    SUFFIXES                      of its files, in lower case with the dot
    MAX_BYTES                     optional; where one file holds many stories
    likeness(head, suffix)        0 (not this) to 9 (surely this), from the first HEAD_BYTES
    read_all(content)             yields a Reading, or a SeedError, for each story in the bytes;
                                  raises SeedError where the whole is unreadable

The likeliest format reads; between equals the first by name.
"""

import importlib
import pkgutil
from functools import cache

HEAD_BYTES = 8192


@cache
def _modules():
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}") for name in names]


def suffixes():
    """Return the set of suffixes that a search of a folder takes for sources."""
    return {suffix for module in _modules() for suffix in module.SUFFIXES}


def format_of(head, suffix):
    """Return the module that reads a file that begins with `head` (bytes), or None."""
    best = max(_modules(), key=lambda module: module.likeness(head, suffix.lower()))
    return best if best.likeness(head, suffix.lower()) else None
