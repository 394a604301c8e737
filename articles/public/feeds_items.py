"""Stories as the items of a feed, whatever its form."""

import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from articles import embeds
from articles.public.languages import interface_language
from articles.public.names import absolute, clean, guid
from articles.public.picture_files import social_image
from articles.story import Role

# What leads on from within a text, to a page of ours or to a place in the story.
_LOCAL = re.compile(r'(?P<before><[a-z]+\s(?:[^<>]*\s)?(?:href|src|cite)=")(?P<path>[/#])')


@dataclass(frozen=True)
class Medium:
    """A picture, film or sound beside the text; `url` is empty where only its player is known."""

    kind: str  # image, video or audio
    url: str
    media_type: str = ""
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    title: str = ""
    caption: str = ""
    credit: str = ""
    alt_text: str = ""
    player: str = ""


@dataclass(frozen=True)
class Item:
    guid: str
    url: str
    title: str
    summary: str
    html: str
    language: str  # empty: the site's
    published_at: datetime | None
    updated_at: datetime
    authors: list  # of article_page.Name
    others: list  # of article_page.Name: photographers, translators, those who helped
    section: str
    tags: list  # of str
    rights: str
    media: list  # of Medium
    image: str  # address of a picture to show it by, or empty


def items_of(pages):
    """Return the Item of each ArticlePage."""
    return [_item(page) for page in pages]


def _item(page):
    edition, story = page.edition, page.story
    url = absolute(edition.get_absolute_url())
    lead = social_image(page.photo)
    return Item(
        guid=guid(edition.article_id),
        url=url,
        title=clean(story.headline),
        summary=clean(story.summary or story.deck),
        html=_html(page, url),
        language=edition.language,
        published_at=edition.published_at,
        updated_at=edition.updated_at or edition.published_at or edition.goes_live_at,
        authors=page.credits[Role.AUTHOR],
        others=[name for role in Role if role != Role.AUTHOR for name in page.credits[role]],
        section=edition.section.name,
        tags=[tag.name for tag in page.tags],
        rights=clean(story.rights),
        media=list(_media(page)),
        image=absolute(lead.get_absolute_url()) if lead else "",
    )


def _html(page, url):
    """Return the text as HTML that can be read anywhere: every address in it is a full one."""
    with translation.override(interface_language(page.edition.language)):
        html = render_to_string("feed_item.html", {"page": page, "url": url})
    whole = {"/": absolute("/"), "#": f"{url}#"}
    return clean(_LOCAL.sub(lambda found: found["before"] + whole[found["path"]], html))


def _media(page):
    for piece in filter(None, [page.lead, *page.pieces]):
        if piece.is_photo and piece.picture:
            yield _photo(piece)
        elif piece.is_video and (medium := _video(piece)):
            yield medium


def _photo(piece):
    picture, photo = piece.picture, piece.block
    return Medium(
        kind="image",
        url=absolute(picture.src),
        media_type=mimetypes.guess_type(picture.src)[0],
        width=picture.width,
        height=picture.height,
        caption=clean(photo.caption),
        credit=clean(photo.credit_line),
        alt_text=clean(photo.alt_text),
    )


def _video(piece):
    """Return the Medium of a film or sound that can be seen somewhere, or None."""
    use, row = piece.block, piece.video
    player = embeds.watch_url(use.provider, use.embed_id)
    has_file = row is not None and bool(row.file)
    if not (has_file or player):
        return None
    return Medium(
        kind=str(use.medium),
        url=absolute(row.get_file_url()) if has_file else "",
        media_type=(mimetypes.guess_type(row.name)[0] or "") if has_file else "",
        seconds=use.seconds,
        title=clean(use.title),
        caption=clean(use.description),
        player=player,
    )
