"""A Story as text for another newsroom, which the formats of `importing/` read back."""

import json

from articles.exporting.ninjs import to_ninjs
from articles.exporting.seed import reads_back, to_seed

__all__ = ["FORMATS", "reads_back", "to_ninjs", "to_seed", "write"]


def _as_text(data):
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_json(story, uri, is_public):
    status = {} if is_public else {"pub_status": "withheld"}
    return _as_text(story.to_json() | status)


# Each takes (story, the address that names it, whether readers see it so) and returns text.
FORMATS = {
    "seed": lambda story, uri, is_public: to_seed(story),
    "ninjs": lambda story, uri, is_public: _as_text(to_ninjs(story, uri, is_public)),
    "json": _as_json,
}


def write(story, form, uri="", is_public=True):
    """Return `story` as text in one of FORMATS; `uri` is the address that names it, if it has one.

    A story that is not public says so, and stays a draft where it is imported; seed text cannot.
    Raises KeyError for another format.
    """
    return FORMATS[form](story, uri, is_public)
