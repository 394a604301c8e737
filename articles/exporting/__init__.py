"""A Story as text for another newsroom, which the formats of `importing/` read back."""

import json

from articles.exporting.ninjs import to_ninjs
from articles.exporting.seed import reads_back, to_seed

__all__ = ["FORMATS", "reads_back", "to_ninjs", "to_seed", "write"]


def _as_text(data):
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# Each takes (story, the address that names it) and returns text.
FORMATS = {
    "seed": lambda story, uri: to_seed(story),
    "ninjs": lambda story, uri: _as_text(to_ninjs(story, uri)),
    "json": lambda story, uri: _as_text(story.to_json()),
}


def write(story, form, uri=""):
    """Return `story` as text in one of FORMATS; `uri` is the address that names it, if it has one.

    Raises KeyError for another format.
    """
    return FORMATS[form](story, uri)
