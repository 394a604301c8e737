"""ninjs 3.1 as a JSON Schema of our own: the names and kinds of value that the standard has.

Written after the standard's documentation, for what a story needs; events and planning are left
out. Stricter than the standard in that nothing else is allowed.
"""

import re
from datetime import datetime

from jsonschema import Draft202012Validator, FormatChecker

CHECKER = FormatChecker(formats=())

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
URI = {"type": "string", "format": "uri"}
HOUR = {"type": "string", "format": "date-time"}


@CHECKER.checks("uri")
def _is_uri(value):
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]+", value) is not None


@CHECKER.checks("date-time", raises=ValueError)
def _is_moment(value):
    return datetime.fromisoformat(value).tzinfo is not None and "T" in value


def _object(needed=(), **properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(needed),
        "additionalProperties": False,
    }


def _one_of(*words):
    return {"type": "string", "enum": list(words)}


def _list(shape):
    return {"type": "array", "items": shape}


def _words(**more):
    return _list(_object(["value"], role=TEXT, contentType=TEXT, value=TEXT, **more))


_PARTY = {"name": TEXT, "uri": URI, "literal": TEXT}

_RENDITION = _object(
    ["name"],
    name=TEXT, href=URI, contentType=TEXT, title=TEXT, width=WHOLE, height=WHOLE,
    sizeInBytes=WHOLE, duration={"type": "number"}, format=TEXT, aspectRatio=TEXT,
    poi=_object(x=WHOLE, y=WHOLE),
)  # fmt: skip

_ITEM = {
    "uri": URI,
    "type": _one_of("text", "audio", "video", "picture", "graphic", "composite", "component"),
    "representationType": _one_of("full", "partial"),
    "profile": TEXT,
    "version": TEXT,
    "firstCreated": HOUR,
    "versionCreated": HOUR,
    "contentCreated": HOUR,
    "embargoedUntil": HOUR,
    "pubStatus": _one_of("usable", "withheld", "canceled"),
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
    "language": TEXT,
    "descriptions": _words(),
    "bodies": _words(charCount=WHOLE, wordCount=WHOLE),
    "headlines": _words(),
    "people": _list(_object(rel=TEXT, **_PARTY)),
    "organisations": _list(_object(rel=TEXT, **_PARTY)),
    "subjects": _list(_object(rel=TEXT, **_PARTY)),
    "infoSources": _list(_object(role=TEXT, **_PARTY)),
    "title": TEXT,
    "by": TEXT,
    "located": TEXT,
    "renditions": _list(_RENDITION),
    "altIds": _list(_object(role=TEXT, value=TEXT)),
    "standard": _object(name=TEXT, version=TEXT, schema=URI),
    "genres": _list(_object(**_PARTY)),
    "expires": HOUR,
    "rightsInfo": _object(langId=URI, linkedRights=URI, encodedRights=TEXT)
    | {"oneOf": [{"required": ["linkedRights"]}, {"required": ["encodedRights"]}]},
    "digitalSourceType": _object(**_PARTY),
}
_BESIDE = _object(["name", "uri"], name=TEXT, rel=TEXT, associations=_list({}), **_ITEM)

SCHEMA = _object(["uri"], associations=_list(_BESIDE), **_ITEM)


def faults(item):
    """Return what does not fit ninjs, as "path: why" lines."""
    found = Draft202012Validator(SCHEMA, format_checker=CHECKER).iter_errors(item)
    return [f"{error.json_path}: {error.message}" for error in found]
