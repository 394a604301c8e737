"""Players that live elsewhere: an address becomes a provider and an id, or nothing.

Only the id is kept, never pasted HTML, so nothing hostile can ride along.
"""

import re
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


class Embed(NamedTuple):
    provider: str
    embed_id: str


PROVIDERS = {"youtube": "YouTube", "vimeo": "Vimeo"}

_YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "youtube-nocookie.com"}
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_VIMEO_ID = re.compile(r"\d{6,12}")


HOSTS = {*_YOUTUBE_HOSTS, "youtu.be", "vimeo.com", "player.vimeo.com"}

# Sites that show little else than videos, and paths at which others show one.
_OTHER_HOSTS = {
    "bitchute.com", "dai.ly", "dailymotion.com", "odysee.com", "rumble.com", "streamable.com",
    "tiktok.com", "twitch.tv", "youku.com",
}  # fmt: skip
_PATHS = {
    "bilibili.com": r"/video/", "facebook.com": r"/(watch|reel|[^/]+/videos)\b", "fb.watch": r"/.",
    "instagram.com": r"/(reel|tv)/", "vimeo.com": r"/.*\d{6}", "youtu.be": r"/.",
    "youtube.com": r"/(watch|embed|shorts|live|clip|v)\b",
}  # fmt: skip
_FILE = re.compile(r"\.(mp4|m4v|mov|webm|ogv|avi|m3u8|mpd)", re.IGNORECASE)


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


def looks_like_video(address):
    """True if a web address is probably that of one video, by its site, path or kind of file."""
    try:
        parts = urlsplit(address.strip())
        labels = (parts.hostname or "").split(".")
    except ValueError:
        return False
    if parts.scheme not in ("http", "https"):
        return False
    hosts = {".".join(labels[index:]) for index in range(len(labels))}
    is_path_of_one = any(re.match(_PATHS[host], parts.path) for host in hosts & _PATHS.keys())
    is_on_other = bool(hosts & _OTHER_HOSTS) and parts.path.strip("/") != ""
    return is_path_of_one or is_on_other or bool(_FILE.fullmatch(PurePosixPath(parts.path).suffix))


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
