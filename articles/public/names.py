"""What our pages and stories are called in the world outside: full addresses, permanent ids."""

import re
from urllib.parse import urlsplit

from django.conf import settings

# All that XML 1.0 cannot hold, however it is written; no reader misses it elsewhere either.
_UNSPEAKABLE = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # also lone surrogates
)


def absolute(path):
    """Return the public address of a path of this site."""
    return settings.SITE_URL + path


def guid(article_id):
    """Return the id of a story for feeds and the API: a tag URI (RFC 4151), the same for ever.

    The year is no date of the story; it only says since when the host name is meant.
    """
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:article:{article_id}"


def clean(text):
    """Return `text` without the characters that no XML document may hold."""
    return _UNSPEAKABLE.sub("", text)
