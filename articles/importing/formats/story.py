"""Our own JSON: a Story as `export_story --format json` and the versions at the desk write it."""

import re
from dataclasses import replace

from articles import body
from articles.body.inline import safe_url
from articles.importing.errors import SeedError
from articles.importing.jsontext import read_json
from articles.importing.wire import Account, exact_blocks, web_address
from articles.story import Photo, Story, StoryError, Video

SUFFIXES = (".json",)

_FORMAT = re.compile(rb'\s*\{\s*"format"\s*:\s*\d')
# Characters that no text holds and no database keeps; tabs and line ends stay.
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


def likeness(head, suffix):
    return 9 if _FORMAT.match(head.removeprefix(b"\xef\xbb\xbf")) else 0


def read_all(content):
    """Yield the one Reading; its texts are made canonical, whoever wrote the file."""
    data = _shown(read_json(content))
    status = data.pop("pub_status", "usable") if isinstance(data, dict) else None
    try:
        story = Story.from_json(data)
    except StoryError as error:
        raise SeedError(f"{error}") from error
    if not story.headline.strip():
        raise SeedError("headline: it is empty; a story needs one.")
    story = replace(
        story,
        blocks=_canonical(story.blocks),
        related=tuple(replace(r, url=safe_url(r.url), ref=None) for r in story.related),
        credits=tuple(replace(c, party=replace(c.party, ref=None)) for c in story.credits),
        lead_photo=story.lead_photo and replace(story.lead_photo, ref=None),
        source_url=safe_url(story.source_url),
    )
    account = Account()
    if status != "usable":
        account.hold(1, f"not public where it comes from: {status}")
    addresses = tuple(filter(None, [web_address(story.source_url)]))
    yield account.reading(story, format="story", addresses=addresses)


def _canonical(blocks):
    """Return blocks with canonical HTML only, and no row of another newsroom's database."""
    figures = {}

    def key_of(block):
        figures[f"figure-{len(figures)}"] = replace(block, ref=None)
        return f"figure-{len(figures) - 1}"

    html = body.to_html(blocks, key_of)
    photos = {key: block for key, block in figures.items() if isinstance(block, Photo)}
    videos = {key: block for key, block in figures.items() if isinstance(block, Video)}
    return exact_blocks(html, photos, videos)


def _shown(value):
    """Return JSON values without characters that nobody sees."""
    if isinstance(value, str):
        return _HIDDEN.sub("", value)
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    return value
