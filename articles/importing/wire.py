"""What the formats of senders share: stories that come as data, each part under its own name."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from articles import body
from articles.body import inline_from_text
from articles.body.inline import safe_url
from articles.importing.dates import read_moment
from articles.importing.errors import SeedError
from articles.importing.grammar.bylines import read_byline, split_names
from articles.importing.language import language_of
from articles.importing.markup_tree import tree_of
from articles.importing.reading import Reading, Span, Unplaced
from articles.story import Credit, Paragraph, Party, PartyKind, Role, plain
from articles.vocabulary import party_kind

_LANGUAGE = re.compile(r"(?=.{2,12}$)[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SHOWN = 80  # characters of a part that its span repeats


def line_of(text):
    """Return any text as one clean line: white space single, no control characters."""
    return plain(inline_from_text(text or ""))


def line_of_html(html):
    """Return HTML, as titles and captions may hold it, as one clean line."""
    return line_of(tree_of(html or "").text())


def first_words(blocks):
    """Return the first words that a reader of the blocks comes to."""
    return next((plain(block.html) for block in blocks if getattr(block, "html", "")), "")


def language_for(stated, blocks):
    """Return the language of a story whose sender states `stated`, as a BCP 47 tag or ''.

    A site states its own language also above a story in another one: the words decide.
    """
    read = language_of(" ".join(plain(b.html) for b in blocks if isinstance(b, Paragraph)))
    language, *subtags = line_of(stated).replace("_", "-").split("-")
    stated = "-".join(
        [language.lower(), *(tag.upper() if len(tag) == 2 else tag for tag in subtags)]
    )
    if not _LANGUAGE.fullmatch(stated):
        return read
    return stated if not read or language.lower() == read else read


def web_address(text):
    """Return an address that readers can follow (http, https), else ''."""
    address = safe_url(text or "")
    return address if address.lower().startswith(("http://", "https://")) else ""


def picture_path(address, from_web=False):
    """Return the file below the source's folder that an address names, or ''.

    `from_web`: the files of a site lie there too, `https://a.example/up/quay.jpg` as up/quay.jpg.
    """
    try:
        parts = urlsplit((address or "").strip())
        path = unquote(parts.path).lstrip("/")
    except ValueError:
        return ""
    if parts.scheme not in (("http", "https", "") if from_web else ("",)):
        return ""
    if (parts.netloc and not from_web) or not path.isprintable() or "\\" in path:
        return ""
    return "" if ".." in PurePosixPath(path).parts else path


def numbered_pictures(story, in_body, lead="", from_web=False):
    """Return {number of the photo in `story`: file} from {number in the text: address}."""
    before = 1 if story.lead_photo else 0
    found = {1: lead} if before else {}
    found |= {number + before: address for number, address in in_body.items()}
    paths = {number: picture_path(address, from_web) for number, address in found.items()}
    return {number: path for number, path in paths.items() if path}


def credits_of(byline, role=Role.AUTHOR):
    """Return the Credits of a printed byline such as `By Ann Lee and Bo Ek`."""
    byline = line_of(byline)
    read = read_byline(byline)
    names = read.names if read else split_names(byline)
    return [Credit(Party(name, party_kind(name)), role) for name in dict.fromkeys(names)]


def organisation(name, role=Role.AUTHOR):
    return Credit(Party(name, PartyKind.ORGANISATION), role)


@dataclass
class Account:
    """What became of one story's parts, while they are read."""

    spans: list = field(default_factory=list)
    unplaced: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def placed(self, part, line, text=""):
        shown = line_of(text)
        self.spans.append(Span(part, line, line, shown[:_SHOWN]))

    def lost(self, line, texts):
        """Tell of words that have no place in the story."""
        self.unplaced += [Unplaced(line, text) for text in map(line_of, texts) if text]

    def hold(self, line, text):
        """Tell of something that must keep the story from readers until an editor has seen it."""
        self.notes.append(text)
        self.unplaced.append(Unplaced(line, text))

    def moment(self, text, name):
        """Return the aware datetime of `text`, or None with a note where it is not certain."""
        text = line_of(text)
        moment = read_moment(text) if text else None
        if text and moment is None:
            self.notes.append(f"{name} {text!r} has no certain date, time and UTC offset")
        return moment

    def reading(self, story, **more):
        spans = tuple(sorted(self.spans, key=lambda span: span.first))
        return Reading(story, spans, tuple(self.unplaced), notes=tuple(self.notes), **more)


MAX_OWN = 500_000  # characters of a body of our own; the exact reading takes the square of it


def exact_blocks(html, photos, videos):
    """Return the blocks of body HTML as we write it. Raises SeedError for what we never write."""
    if len(html) > MAX_OWN:
        raise SeedError(f"the text has {len(html)} characters, {MAX_OWN} at most.")
    try:
        return body.from_html(html, photos, videos)
    except RecursionError as error:
        raise SeedError("the text is nested too deeply; no story needs that.") from error


def first_and_last(first, last):
    """Return {published_at, updated_at} of the moment of a first and of the last version.

    Where only the last is known, it is an update of something that was published before.
    """
    later = last if last and first and last > first else None if first else last
    moments = {"published_at": first, "updated_at": later}
    return {name: moment for name, moment in moments.items() if moment}
