"""Photos, videos and quotes that HTML shows as figures, with the words around them."""

import re
from typing import NamedTuple

from articles.body.inline import runs_of, serialise
from articles.embeds import embed_of
from articles.importing.grammar.credits import split_caption
from articles.importing.markup_tree import MEDIA, Element
from articles.story import Medium, Photo, Video, plain
from articles.vocabulary import split_credit

PLAYERS = MEDIA - {"img", "amp-img"}
ATTRIBUTION = re.compile(r"\b(?:attribution|quote-?(?:author|source|cite|by)|cite)\b")

_CAPTION = re.compile(r"caption|cutline|\bbildunterschrift\b|\blegende?\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"credit|copyright|photographer|fotograf|byline|attribution|agency|\bquelle\b"
    r"|(?:image|photo|picture|caption|media|figure)[-_]*(?:source|author|by)\b",
    re.IGNORECASE,
)
_CREDIT_PROPERTIES = {"copyrightholder", "credittext", "creditline", "author", "creator",
                      "copyrightnotice"}  # fmt: skip
_WRAPPERS = {"div", "section", "aside", "dl", "span", "p", "center", "a", "li"}
_FIGURE_CLASS = re.compile(r"(?:^|\s)(?:wp-caption|gallery-item)(?:\s|$)")
_CREDIT_LABEL = re.compile(
    r"(?:(?:(?:photo(?:graph)?|image|picture|foto|bild|illustration|video)s?[ -]*)?"
    r"(?:credits?|source|courtesy|crédit|photo(?:graph)?s?|images?|picture|foto|bild)"
    r"(?:\s+(?:by|of|photo|von)\b|\s*[:,/|]|\.{3}|…)|by\b|©|\(c\)|copyright\b)\s*",
    re.IGNORECASE,
)
_EDGES = " \t\n|/·•-–—"
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|tiff?)|(?:img|dsc|image)[_-]?\d+", re.I)
_ADDRESS = re.compile(r"(?:<a href=\"[^\"]*\">)?(https?://[^\s<>\"]+)(?:</a>)?")
_PLAYER_TITLE = re.compile(r"(?:youtube|vimeo)(?: video)? player|embedded? \w+|\w+ embed", re.I)
_MAX_CAPTION = 2000  # characters; no credit is looked for in more
_LAZY = ("data-lazy-src", "data-src", "data-original", "data-hi-res-src", "src")


class Figure(NamedTuple):
    """What a figure shows: photos, a player, a quote, or `rest` (other blocks)."""

    photos: list  # of (Photo, address)
    player: Element | None = None
    quote: Element | None = None
    rest: Element | None = None
    caption: list = []  # loose children
    lost: list = []


def class_of(element):
    return element.attributes.get("class", "").lower()


def is_caption(element):
    """True for an element that says of itself that it has the words of a picture."""
    return (
        element.tag == "figcaption"
        or bool(_CAPTION.search(class_of(element)) and not element.images)
        or _is_credit(element)
    )


def looks_like_figure(element):
    """True where all words of an element are those of the pictures in it."""
    if element.tag == "figure" or _FIGURE_CLASS.search(class_of(element)):
        return True
    return (
        element.tag in _WRAPPERS
        and not element.loose_words
        and element.captions > 0
        and element.images == 1
    )


def is_pixel(image):
    """True for a picture that counts readers and shows them nothing."""
    return any(re.fullmatch(r"[012](?:px)?", image.get(side)) for side in ("width", "height"))


def image_address(image):
    """Return the address of a picture as the HTML writes it, that of late loading first."""
    for name in _LAZY:
        if (address := image.get(name).strip()) and not address.startswith("data:"):
            return address
    return _largest(image.get("srcset") or image.get("data-srcset"))


def _largest(srcset):
    best, address = -1.0, ""
    for entry in re.split(r",\s+", srcset):
        place, _, size = entry.strip().partition(" ")
        number = re.match(r"[0-9]{1,6}(?:\.[0-9]{1,3})?", size)
        wide = float(number[0]) if number else 0.0
        if place and wide > best and not place.startswith("data:"):
            best, address = wide, place.rstrip(",")
    return address


def address_in(html):
    """Return the web address that is all there is in a paragraph, or ''."""
    found = _ADDRESS.fullmatch(html)
    return found[1].replace("&amp;", "&") if found else ""


def player_of(player, caption):
    """Return the Video of a player, or its address where its site is not known."""
    address = _player_address(player)
    title = " ".join(player.get("title").split())
    title = "" if _PLAYER_TITLE.fullmatch(title) else title
    medium = Medium.AUDIO if player.tag == "audio" else Medium.VIDEO
    if embed := embed_of(address):
        return Video(
            title=title,
            description=caption,
            medium=medium,
            provider=embed.provider,
            embed_id=embed.embed_id,
        )
    return address


def _player_address(player):
    if video := player.get("videoid") or player.get("data-videoid"):
        return f"https://www.youtube.com/embed/{video}"
    sources = [player, *(below for below in player.walk() if below.tag in ("source", "embed"))]
    addresses = (
        element.get(name).strip() for element in sources for name in (*_LAZY[:3], "src", "data")
    )
    address = next((a for a in addresses if a and a != "about:blank"), "")
    return f"https:{address}" if address.startswith("//") else address


def read_figure(figure):
    """Return the Figure of an element that is one."""
    captions, credits, rest = _words_apart(figure)
    below = list(rest.walk())
    images = [element for element in below if element.tag == "img"]
    players = [element for element in below if element.tag in PLAYERS]
    quote = next((element for element in below if element.tag == "blockquote"), None)
    caption = _joined(captions + credits)
    inner = any(element.is_figure and element.images != figure.images for element in below)
    if quote and not images and quote.text() == rest.text():
        return Figure([], quote=quote, caption=caption)
    if inner or (images and players) or len(players) > 1 or _has_blocks(below):
        return Figure([], rest=_opened(rest), caption=caption)
    if not images:
        return _without_image(rest, players, caption)
    return _photos(images, captions, credits, rest)


def _opened(rest):
    return Element("div", children=rest.children, holds_block=rest.holds_block)


def _without_image(rest, players, caption):
    address = address_in(plain(_line(rest)))
    if players:
        lost = [rest.text()] if rest.text() else []
        return Figure([], player=players[0], caption=caption, lost=lost)
    if embed_of(address):
        return Figure([], player=Element("iframe", {"src": address}), caption=caption)
    return Figure([], rest=_opened(rest), caption=caption)


def _photos(images, captions, credits, rest):
    words = plain(_line(Element("p", children=_joined(captions))))
    credit = " ".join(plain(_line(element)) for element in credits).strip(_EDGES)
    loose, lost = rest.text(), []
    if loose and not words:
        words, loose = loose, ""
    elif loose and not credit and _CREDIT_LABEL.match(loose):
        credit, loose = loose, ""
    if not credit and len(words) <= _MAX_CAPTION:
        words, credit = split_caption(words)
    if loose:
        lost.append(loose)
    photos = []
    for image in images:
        if image_address(image) or words or image.get("alt").strip():
            photos.append((photo_of(words, credit, image.get("alt")), image_address(image)))
            words, credit = "", ""
    if words or credit:  # a picture that nobody sees takes its words along
        lost += [words, credit]
    return Figure(photos, lost=lost)


def photo_of(caption, credit, alt=""):
    """Return the Photo of its words: credit as printed, brackets around it left out."""
    caption, alt = caption.strip(_EDGES).strip(), " ".join(alt.split())
    credit = credit.strip()
    if credit.startswith("(") and credit.endswith(")"):
        credit = credit[1:-1].strip()
    creator, supplier = split_credit(_named(credit))
    if alt == caption or _FILE_NAME.fullmatch(alt):
        alt = ""
    return Photo(
        caption=caption, alt_text=alt, credit_line=credit, creator=creator, supplier=supplier
    )


def _named(credit):
    """Return the names of a credit without the words before them."""
    before = None
    while credit != before:
        before, credit = (
            credit,
            _CREDIT_LABEL.sub("", credit, count=1) if _CREDIT_LABEL.match(credit) else credit,
        )
    return re.sub(r"\s*(?:/|\||\bvia\b|\bfor\b)\s*", "/", credit.strip(), count=1)


def _line(element):
    return serialise(runs_of(element))


def _joined(elements):
    """Return elements as loose children, a space between any two."""
    joined = []
    for element in elements:
        joined += [" ", *element.children]
    return joined[1:]


def _words_apart(element):
    """Return ([captions], [credits], the figure without them)."""
    captions, credits, kept = [], [], []
    for child in element.children:
        if isinstance(child, str) or (child.is_figure and child.images != element.images):
            kept.append(child)
        elif _is_credit(child) or (element.tag == "figcaption" and _is_labelled(child)):
            credits.append(child)
        elif is_caption(child):
            inner_captions, inner, rest = _words_apart(child)
            credits += inner
            captions += [rest, *inner_captions]
        else:
            inner_captions, inner, rest = _words_apart(child)
            captions += inner_captions
            credits += inner
            kept.append(rest)
    return captions, credits, _with(element, kept)


def _with(element, children):
    return Element(
        element.tag, element.attributes, children, element.holds_block, element.images,
        is_figure=element.is_figure,
    )  # fmt: skip


def _is_credit(element):
    return (
        bool(_CREDIT.search(class_of(element)))
        or element.get("itemprop").lower() in _CREDIT_PROPERTIES
        or element.tag == "cite"
    ) and not element.images


def _is_labelled(element):
    words = element.text()
    return not element.images and len(words) <= 100 and bool(_CREDIT_LABEL.match(words))


def _has_blocks(below):
    return any(
        element.tag in ("table", "ul", "ol", "h2", "h3", "h4", "pre", "dl") for element in below
    )
