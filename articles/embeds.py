"""Players that live elsewhere: an address becomes a provider and an id, or nothing.

Only the id is kept, never pasted HTML, so nothing hostile can ride along.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


class Embed(NamedTuple):
    provider: str
    embed_id: str


PROVIDERS = {"youtube": "YouTube", "vimeo": "Vimeo"}

_YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "youtube-nocookie.com"}
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_VIMEO_ID = re.compile(r"\d{6,12}")
_START = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")


HOSTS = {*_YOUTUBE_HOSTS, "youtu.be", "vimeo.com", "player.vimeo.com"}


def embed_of(address):
    """Return the Embed for the web address of a known player, else None."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    path = [piece for piece in parts.path.split("/") if piece]
    if host == "youtu.be":
        return _valid("youtube", _YOUTUBE_ID, path[:1])
    if host in _YOUTUBE_HOSTS:
        if path[:1] == ["watch"]:
            return _valid("youtube", _YOUTUBE_ID, parse_qs(parts.query).get("v", []))
        if path[:1] in (["embed"], ["shorts"], ["live"]):
            return _valid("youtube", _YOUTUBE_ID, path[1:2])
    if host == "vimeo.com":
        return _valid("vimeo", _VIMEO_ID, path[:1])
    if host == "player.vimeo.com" and path[:1] == ["video"]:
        return _valid("vimeo", _VIMEO_ID, path[1:2])
    return None


def start_of(address):
    """Return at which second the address of a player says to start, or None if it does not say."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    said = {**parse_qs(parts.fragment), **parse_qs(parts.query)}
    found = _START.fullmatch((said.get("t") or said.get("start") or [""])[0])
    if not found or not found[0]:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds or None


def watch_url(provider, embed_id):
    """Return the public page of a video at its provider, for readers to follow."""
    if provider == "youtube":
        return f"https://www.youtube.com/watch?v={embed_id}"
    if provider == "vimeo":
        return f"https://vimeo.com/{embed_id}"
    return ""


def _valid(provider, pattern, found):
    if found and pattern.fullmatch(found[0]):
        return Embed(provider, found[0])
    return None
