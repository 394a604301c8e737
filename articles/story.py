"""The Story: one news story as a value, without database or framework.

Parsers make one, models keep one, an edition freezes one, pages show one. Equality compares what
a reader sees; `ref` (the row behind a photo, video or party) takes no part in it.

    StoryError      a value or its JSON form does not fit; the message names the field
"""

import hashlib
import html
import json
import re
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from enum import StrEnum


class StoryError(ValueError):
    """A story, or its JSON form, is not well formed."""


class PartyKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Role(StrEnum):
    """What a party did for the story."""

    AUTHOR = "author"
    PHOTOGRAPHER = "photographer"
    ADDITIONAL_REPORTING = "additional_reporting"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    ILLUSTRATOR = "illustrator"


class Medium(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"


class CorrectionKind(StrEnum):
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    EDITORS_NOTE = "editors_note"
    RETRACTION = "retraction"


def _ref():
    return field(default=None, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation; never an account."""

    name: str
    kind: PartyKind = PartyKind.PERSON
    ref: int | None = _ref()


@dataclass(frozen=True, slots=True)
class Credit:
    """One party in one role. `printed` is the line as the source printed it, or empty."""

    party: Party
    role: Role = Role.AUTHOR
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    html: str  # canonical inline HTML: a, strong, em, br


@dataclass(frozen=True, slots=True)
class Subhead:
    html: str


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[str, ...]  # each canonical inline HTML
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words set apart: a pull quote, or a post from elsewhere with its `url`."""

    paragraphs: tuple[str, ...]  # each canonical inline HTML
    attribution: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, ...], ...]  # cells in canonical inline HTML
    header: bool = False  # the first row names the columns


@dataclass(frozen=True, slots=True)
class Photo:
    """One use of a photo: its words here, and the credit printed below it.

    `credit_line` is what is printed; left empty, it is made of `creator` and `supplier`.
    `decorative` says that the empty `alt_text` is meant.
    """

    caption: str = ""
    alt_text: str = ""
    credit_line: str = ""
    creator: str = ""
    supplier: str = ""
    decorative: bool = False
    ref: int | None = _ref()

    def __post_init__(self):
        if not self.credit_line:
            made = "/".join(filter(None, (self.creator, self.supplier)))
            object.__setattr__(self, "credit_line", made)


@dataclass(frozen=True, slots=True)
class Video:
    """One use of a video or sound: `label` ("WATCH") and `teaser` stand above its `title`.

    `age` is the age or date as printed ("10 days ago"), `captured_at` (aware) the confirmed moment
    at which it was printed so: without it the age says nothing about a date. `provider` and
    `embed_id` name a player that lives elsewhere.
    """

    title: str = ""
    label: str = ""
    teaser: str = ""
    age: str = ""
    seconds: int | None = None
    description: str = ""
    medium: Medium = Medium.VIDEO
    provider: str = ""
    embed_id: str = ""
    captured_at: datetime | None = None
    ref: int | None = _ref()

    def __post_init__(self):
        _need_offset(self, "captured_at")


@dataclass(frozen=True, slots=True)
class Correction:
    """A dated public note. `at` is aware, or None where the source gives no date."""

    text: str
    kind: CorrectionKind = CorrectionKind.CORRECTION
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A pointer to another story: its `title`, a printed `label` ("MORE"), an address if known.

    `ref` is the row of a story of ours; with it an empty `title` means the headline that its
    readers have.
    """

    title: str
    label: str = ""
    url: str = ""
    ref: int | None = _ref()


Block = Paragraph | Subhead | List | Quote | Table | Photo | Video

KIND_OF_BLOCK = {
    Paragraph: "paragraph",
    Subhead: "subhead",
    List: "list",
    Quote: "quote",
    Table: "table",
    Photo: "photo",
    Video: "video",
}
BLOCK_OF_KIND = {kind: cls for cls, kind in KIND_OF_BLOCK.items()}

FORMAT = 1  # of the JSON form; raised when a stored story would read differently


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One news story. Empty text and None mean: the source does not say."""

    headline: str
    deck: str = ""
    summary: str = ""
    kicker: str = ""
    search_headline: str = ""  # where lists of elsewhere need another than readers here
    section: str = ""
    language: str = ""  # BCP 47
    dateline: str = ""
    credits: tuple[Credit, ...] = ()
    lead_photo: Photo | None = None
    blocks: tuple[Block, ...] = ()
    tags: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    related: tuple[Related, ...] = ()
    published_at: datetime | None = None  # aware
    updated_at: datetime | None = None  # aware
    printed_date: str = ""  # as the source printed it, where it could not be resolved
    rights: str = ""
    external_id: str = ""  # the sender's permanent id
    source_url: str = ""

    def __post_init__(self):
        _need_offset(self, "published_at")
        _need_offset(self, "updated_at")

    def of_kind(self, kind):
        """Return the blocks of one class, in their order on the page."""
        return tuple(block for block in self.blocks if isinstance(block, kind))

    @property
    def photos(self):
        """All photos, the lead photo first."""
        lead = (self.lead_photo,) if self.lead_photo else ()
        return lead + self.of_kind(Photo)

    @property
    def videos(self):
        return self.of_kind(Video)

    def in_role(self, role):
        """Return the credits of one role, in their printed order."""
        return tuple(credit for credit in self.credits if credit.role == role)

    @property
    def summary_repeats_first_paragraph(self):
        """True where the page need not print the summary again."""
        first = next((block for block in self.blocks if isinstance(block, Paragraph)), None)
        return first is not None and plain(first.html) == self.summary

    @property
    def word_count(self):
        """Words a reader reads in the body: paragraphs, subheads, lists, quotes and tables."""
        return sum(len(text.split()) for block in self.blocks for text in lines_of(block))

    def to_json(self):
        """Return the story as JSON values (dict); empty fields are left out."""
        return {"format": FORMAT, **_encode(self)}

    @classmethod
    def from_json(cls, data):
        """Return the Story for `to_json`'s dict. Raises StoryError naming what does not fit."""
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise StoryError(f"This is not a story of format {FORMAT}.")
        return _decode(cls, {key: data[key] for key in data if key != "format"}, "story")

    def content_hash(self):
        """Return the SHA-256 (hex) of the JSON form with keys in order."""
        return sha256_of_json(self.to_json())


def _need_offset(value, name):
    moment = getattr(value, name)
    if moment is not None and moment.tzinfo is None:
        raise StoryError(f"{name} {moment.isoformat()} has no UTC offset.")


def sha256_of_json(data):
    """Return the SHA-256 (hex) of JSON values, keys in order and without white space."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def plain(inline_html):
    """Return canonical inline HTML as plain text; a line break becomes a space."""
    return html.unescape(re.sub(r"<[^>]*>", "", inline_html.replace("<br>", " ")))


def lines_of(block):
    match block:
        case Paragraph(text) | Subhead(text):
            return [plain(text)]
        case List(items=texts) | Quote(paragraphs=texts):
            return [plain(text) for text in texts]
        case Table(rows):
            return [plain(cell) for row in rows for cell in row]
    return []


def _encode(value):
    if type(value) in _SHAPES:
        kind = {"block": KIND_OF_BLOCK[type(value)]} if type(value) in KIND_OF_BLOCK else {}
        given = {
            f.name: _encode(getattr(value, f.name))
            for f in fields(value)
            if f.default is MISSING or getattr(value, f.name) != f.default
        }
        return kind | given
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _decode(cls, data, where):
    if not isinstance(data, dict):
        raise StoryError(f"{where}: {data!r} found where an object was expected.")
    shapes = _SHAPES[cls]
    if unknown := data.keys() - shapes.keys() - {"block"}:
        raise StoryError(f"{where}: unknown field {min(unknown)!r}; known: {', '.join(shapes)}.")
    values = {name: shapes[name](data[name], f"{where}.{name}") for name in data if name != "block"}
    try:
        return cls(**values)
    except TypeError as error:
        raise StoryError(f"{where}: {error}") from error


def _of(*types):
    def read(value, where):
        if type(value) not in types:
            raise StoryError(f"{where}: {value!r} is no {types[0].__name__}.")
        return value

    return read


def _choice(enum):
    def read(value, where):
        try:
            return enum(value)
        except ValueError as error:
            raise StoryError(f"{where}: {value!r} is none of {', '.join(enum)}.") from error

    return read


def _moment(value, where):
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise StoryError(f"{where}: {value!r} is no ISO 8601 date and time.") from error


def _many(read):
    def read_all(value, where):
        if not isinstance(value, list):
            raise StoryError(f"{where}: {value!r} found where a list was expected.")
        return tuple(read(item, f"{where}[{number}]") for number, item in enumerate(value))

    return read_all


def _one(cls):
    return lambda value, where: _decode(cls, value, where)


def _block(value, where):
    kind = value.get("block") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in BLOCK_OF_KIND:
        raise StoryError(f"{where}: block {kind!r} is none of {', '.join(BLOCK_OF_KIND)}.")
    return _decode(BLOCK_OF_KIND[kind], value, where)


_TEXT, _FLAG, _NUMBER, _TEXTS = _of(str), _of(bool), _of(int, type(None)), _many(_of(str))

_SHAPES = {
    Party: {"name": _TEXT, "kind": _choice(PartyKind), "ref": _NUMBER},
    Credit: {"party": _one(Party), "role": _choice(Role), "printed": _TEXT},
    Paragraph: {"html": _TEXT},
    Subhead: {"html": _TEXT},
    List: {"items": _TEXTS, "ordered": _FLAG},
    Quote: {"paragraphs": _TEXTS, "attribution": _TEXT, "url": _TEXT},
    Table: {"rows": _many(_TEXTS), "header": _FLAG},
    Photo: dict.fromkeys(("caption", "alt_text", "credit_line", "creator", "supplier"), _TEXT)
    | {"decorative": _FLAG, "ref": _NUMBER},
    Video: dict.fromkeys(
        ("title", "label", "teaser", "age", "description", "provider", "embed_id"), _TEXT
    )
    | {"seconds": _NUMBER, "medium": _choice(Medium), "captured_at": _moment, "ref": _NUMBER},
    Related: dict.fromkeys(("title", "label", "url"), _TEXT) | {"ref": _NUMBER},
    Correction: {"text": _TEXT, "kind": _choice(CorrectionKind), "at": _moment},
}
_SHAPES[Story] = dict.fromkeys(
    (
        "headline", "deck", "summary", "kicker", "search_headline", "section", "language",
        "dateline", "printed_date", "rights", "external_id", "source_url",
    ),
    _TEXT,
) | {
    "credits": _many(_one(Credit)),
    "lead_photo": _one(Photo),
    "blocks": _many(_block),
    "tags": _TEXTS,
    "corrections": _many(_one(Correction)),
    "related": _many(_one(Related)),
    "published_at": _moment,
    "updated_at": _moment,
}  # fmt: skip
