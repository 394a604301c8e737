"""News objects of ninjs 1, 2 and 3 under the names of one of them: keys in lower case, lists of
(role, value) for headlines, descriptions and bodies, and photos, videos and pointers as blocks.
"""

import re
from dataclasses import dataclass, field

from articles.body.inline import safe_url
from articles.embeds import embed_of
from articles.importing.errors import SeedError
from articles.importing.wire import line_of, line_of_html
from articles.story import (
    Correction,
    CorrectionKind,
    Medium,
    Photo,
    Related,
    Video,
)
from articles.vocabulary import split_credit

PICTURES, PLAYERS = ("picture", "graphic"), ("video", "audio")
_CAPTION_ROLES = ("caption", "text", "main", "description", "html", "")
_ALT_ROLES = ("alt", "alttext", "alt_text", "alternative", "accessibility")
_CREDIT_ROLES = ("creditline", "credit", "credit_line")
# No-one writes these; tabs and line ends stay.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")


class NewsObject:
    """One object of ninjs, of any version; values of the wrong kind raise a SeedError.

    `where` is its path in the file, for errors; `exact`: written by us, nothing is guessed; `name`
    is the key it has in a dict of several.
    """

    def __init__(self, data, where="", exact=False, name=""):
        if not isinstance(data, dict):
            place = where.rstrip(".") or "the file"
            raise SeedError(f"{place}: {_kind(data)} found where an object belongs.")
        self.data = {key.lower(): value for key, value in data.items() if value is not None}
        if name:
            self.data.setdefault("name", name)
        self.where, self.exact = where, exact

    def text(self, *names):
        """Return the first of these values that is not empty, as one line."""
        for name in names:
            if value := self._clean(self._typed(name, str, "")):
                return value
        return ""

    def _clean(self, text):
        return _HIDDEN.sub("", text) if self.exact else line_of(text)

    def raw(self, name):
        return self._typed(name, str, "")

    def objects(self, *names):
        """Return the NewsObjects of the first of these lists that is there."""
        for name in names:
            if name in self.data:
                items = enumerate(self._typed(name, list, []))
                return [
                    NewsObject(item, f"{self.where}{name}[{number}].", self.exact)
                    for number, item in items
                ]
        return []

    def roles(self, plural, stem):
        """Return [(role, media type, text)]: of a list (2, 3), or of `stem` and `stem_…` (1)."""
        found = [
            (item.text("role").lower(), item.text("contenttype"), item.raw("value"))
            for item in self.objects(plural)
        ]
        if stem in self.data:
            found.append(("main", "", self.raw(stem)))
        prefix = f"{stem}_"
        found += [
            (name.removeprefix(prefix), "", self.raw(name))
            for name in self.data
            if name.startswith(prefix)
        ]
        return [(role, media, text) for role, media, text in found if text.strip()]

    def words(self, plural, stem, wanted):
        """Return the text of the first of the `wanted` roles that is there, as one line."""
        found = self.roles(plural, stem)
        for role in wanted:
            for given, media, text in found:
                if given == role:
                    is_html = not self.exact and ("html" in media or role == "html")
                    return line_of_html(text) if is_html else self._clean(text)
        return ""

    def alternative_ids(self):
        """Return {role: value} of the other ids."""
        given = self.data.get("altids")
        if isinstance(given, dict):
            return {
                key: self._clean(value) for key, value in given.items() if isinstance(value, str)
            }
        return {item.text("role"): item.text("value") for item in self.objects("altids")}

    def renditions(self):
        """Return the renditions, the widest first."""
        given = self.data.get("renditions")
        if isinstance(given, dict):
            found = [
                NewsObject(value, f"{self.where}renditions.{name}.", self.exact, name)
                for name, value in given.items()
                if value is not None
            ]
        else:
            found = self.objects("renditions")
        return sorted(found, key=lambda rendition: -rendition.number("width"))

    def associations(self):
        """Return [(name, NewsObject)]; 1 and 2 have them by name, 3 in a list."""
        given = self.data.get("associations")
        if isinstance(given, dict):
            return [
                (name, NewsObject(value, f"{self.where}associations.{name}.", self.exact))
                for name, value in given.items()
                if value is not None
            ]
        return [(item.text("name"), item) for item in self.objects("associations")]

    def number(self, name):
        value = self.data.get(name)
        return value if isinstance(value, int | float) and 0 <= value < 1e9 else -1

    def _typed(self, name, kind, default):
        value = self.data.get(name, default)
        if not isinstance(value, kind):
            wanted = "a text" if kind is str else "a list"
            raise SeedError(f"{self.where}{name}: {_kind(value)} found where {wanted} belongs.")
        return value


@dataclass
class Beside:
    """What is associated with a story: photos and videos by their names, and more."""

    figures: dict = field(default_factory=dict)  # name: Photo or Video
    lead: str = ""  # name of the lead photo
    addresses: dict = field(default_factory=dict)  # name: [addresses of its files]
    corrections: list = field(default_factory=list)
    related: list = field(default_factory=list)


def beside(item, account):
    """Return the Beside of a news object; moments that are not certain go to `account`."""
    found = Beside()
    for number, (name, other) in enumerate(item.associations(), start=1):
        name, kind = name or f"association-{number}", other.text("type")
        if kind in PICTURES + PLAYERS:
            found.figures[name] = _photo(other) if kind in PICTURES else _video(other, account)
            found.addresses[name] = [r.text("href") for r in other.renditions() if r.text("href")]
            if other.text("rel") == "lead" or name in ("featuremedia", "lead"):
                found.lead = found.lead or name
        elif item.exact and other.text("rel") in list(CorrectionKind):
            found.corrections.append(_correction(other, account))
        elif title := other.words("headlines", "headline", ("main", "")):
            label = other.words("headlines", "headline", ("label",))
            found.related.append(Related(title, label, _web(other)))
    return found


def _photo(item):
    caption = item.words("descriptions", "description", _CAPTION_ROLES)
    # Superdesk writes the alternative text of a picture as its body.
    alt = item.words("descriptions", "description", _ALT_ROLES)
    if not item.exact:
        alt = alt or item.words("bodies", "body", ("text",))
    credit = item.words("descriptions", "description", _CREDIT_ROLES)
    creator, supplier = item.text("by", "byline"), _supplier(item)
    if not item.exact and not supplier:
        creator, supplier = _split(creator, credit)
    decorative = any(genre.text("name") == "decorative" for genre in item.objects("genres"))
    return Photo(caption, alt, credit, creator, supplier, decorative)


def _supplier(item):
    sources = item.objects("infosources", "infosource")
    named = [source.text("name") for source in sources]
    return next(filter(None, named), "" if item.exact else item.text("source"))


def _split(creator, credit):
    """Return (creator, supplier), one of which may be printed with the other."""
    if "/" in creator:
        return split_credit(creator)
    if not creator:
        return split_credit(credit)
    supplier = credit.removeprefix(creator).strip(" /")
    return creator, "" if supplier == credit else supplier


def _video(item, account):
    ids = item.alternative_ids()
    lengths = [rendition.number("duration") for rendition in item.renditions()]
    seconds = int(max(lengths, default=-1))
    hrefs = (rendition.text("href") for rendition in item.renditions())
    embed = None if item.exact else next(filter(None, map(embed_of, hrefs)), None)
    captured = account.moment(item.text("versioncreated"), "versionCreated") if item.exact else None
    return Video(
        title=item.words("headlines", "headline", ("main", "")),
        label=item.words("headlines", "headline", ("label",)),
        teaser=item.words("headlines", "headline", ("teaser",)),
        age=item.words("descriptions", "description", ("age",)),
        seconds=seconds if seconds >= 0 else None,
        description=_lines(item, _CAPTION_ROLES),
        medium=Medium(item.text("type")),
        provider=embed.provider if embed else ids.get("provider", ""),
        embed_id=embed.embed_id if embed else ids.get("embed_id", ""),
        captured_at=captured,
    )


def _lines(item, wanted):
    """Return a description whose line breaks mean something."""
    found = item.roles("descriptions", "description")
    texts = [text for role in wanted for given, _, text in found if given == role]
    if item.exact:
        return item.words("descriptions", "description", wanted)
    lines = re.split(r"\r\n|\r|\n", texts[0]) if texts else []
    return "\n".join(line_of(line) for line in lines)


def _correction(item, account):
    return Correction(
        item.words("bodies", "body", ("",)),
        CorrectionKind(item.text("rel")),
        account.moment(item.text("firstcreated"), "firstCreated"),
    )


def _web(item):
    hrefs = [r.text("href") for r in item.renditions() if r.text("name") == "web"]
    return safe_url(next(filter(None, hrefs), ""))


def _kind(value):
    return {dict: "an object", list: "a list", str: "a text", bool: "true or false"}.get(
        type(value), "a number"
    )
