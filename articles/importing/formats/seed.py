"""The seed: the plain text of one news page, line by line."""

import re

from articles.body import inline_from_text
from articles.importing.dates import read_dates
from articles.importing.decode import decode
from articles.importing.errors import SeedError
from articles.importing.grammar import Kind, classify, lines_of, patterns
from articles.importing.grammar.kinds import VIDEO
from articles.importing.language import language_of
from articles.importing.reading import Reading, Span, Unplaced
from articles.story import (
    Correction,
    CorrectionKind,
    Credit,
    List,
    Medium,
    Paragraph,
    Party,
    Photo,
    Role,
    Story,
    Subhead,
    Video,
)
from articles.vocabulary import party_kind, split_credit

SUFFIXES = (".txt",)
HEADLINE_MAX = 500

_AND = re.compile(r",\s+|\s+and\s+|\s+et\s+|\s+&\s+")


def likeness(head, suffix):
    """Any text can be a page; what another format knows better is left to it."""
    return 5 if suffix in SUFFIXES else 1


def read_all(content):
    """Yield the one Reading of a seed."""
    yield read(content)


def read(content, settled=None):
    """Return the Reading of a seed (bytes). Raises SeedError if it is no story.

    `settled` maps the number of a line to the Kind that an editor said it is.
    """
    text, encoding = decode(content)
    lines = lines_of(text)
    kinds = classify(lines)
    for place, line in enumerate(lines):
        kinds[place] = Kind((settled or {}).get(line.number, kinds[place]))
    return resolve(lines, kinds, encoding)


def resolve(lines, kinds, encoding="utf-8"):
    """Return the Reading of `lines` (of Line), each of its kind in `kinds`."""
    page = _Page()
    pairs = list(zip(lines, kinds, strict=True))
    for group in _groups(pairs):
        page.take(group)
    if "headline" not in page.fields:
        raise SeedError(f"line {lines[0].number}: no headline found; write it above the story.")
    if not page.blocks:
        raise SeedError("no text found below the headline.")
    if len(page.fields["headline"]) > HEADLINE_MAX:
        raise SeedError(
            f"the headline has {len(page.fields['headline'])} characters, {HEADLINE_MAX} at most."
        )
    words = " ".join(line.text for line, kind in pairs if kind == Kind.PARAGRAPH)
    story = Story(
        **page.fields,
        language=language_of(words or page.fields["headline"]),
        credits=tuple(page.credits),
        blocks=tuple(page.blocks),
        corrections=tuple(page.corrections),
    )
    return Reading(story, tuple(page.spans), tuple(page.unplaced), encoding=encoding)


def _groups(pairs):
    """Yield lists of (line, kind) that make one part: an alt with its caption, a video, a list."""
    group = []
    for line, kind in pairs:
        if group and not _belongs(group, kind):
            yield group
            group = []
        group.append((line, kind))
    if group:
        yield group


_VIDEO_ORDER = [
    Kind.VIDEO_LABEL,
    Kind.VIDEO_TITLE,
    Kind.VIDEO_AGE,
    Kind.VIDEO_DURATION,
    Kind.VIDEO_DESCRIPTION,
]


def _belongs(group, kind):
    last = group[-1][1]
    if last in VIDEO and kind in VIDEO:
        inside = {before for _, before in group}
        if kind == Kind.VIDEO_DESCRIPTION:
            return True
        return kind not in inside and kind not in (Kind.VIDEO_LABEL,) and _in_order(last, kind)
    return (last, kind) in {
        (Kind.LEAD_ALT, Kind.LEAD_CAPTION),
        (Kind.ALT, Kind.CAPTION),
        (Kind.LIST_ITEM, Kind.LIST_ITEM),
    }


def _in_order(last, kind):
    ages = (Kind.VIDEO_AGE, Kind.VIDEO_DURATION)
    return _VIDEO_ORDER.index(last) < _VIDEO_ORDER.index(kind) or (last in ages and kind in ages)


class _Page:
    """Collects the parts of a story; a part that has no place left goes to `unplaced`."""

    def __init__(self):
        self.fields = {}
        self.credits, self.blocks, self.corrections = [], [], []
        self.spans, self.unplaced = [], []

    def take(self, group):
        lines = [line for line, _ in group]
        kind = group[0][1]
        if kind in VIDEO:
            made = self._video(group)
        else:
            made = getattr(self, _TAKERS[kind])(*lines) if kind in _TAKERS else None
        if made is None:
            self.unplaced += [Unplaced(line.number, line.text) for line in lines]
        else:
            words = " / ".join(line.text for line in lines)
            self.spans.append(Span(made, lines[0].number, lines[-1].last, words))

    def _set(self, name, value):
        """Set a field once and return its name, or None if it has a value already."""
        if name in self.fields or not value:
            return None
        self.fields[name] = value
        return name

    def _add(self, block, name):
        self.blocks.append(block)
        return name

    def _section(self, line):
        section, _, kicker = (part.strip() for part in line.text.partition("·"))
        if kicker:
            self.fields.setdefault("kicker", kicker)
        return self._set("section", section)

    def _headline(self, line):
        return self._set("headline", line.text)

    def _summary(self, line):
        return self._set("summary", line.text)

    def _deck(self, line):
        return self._set("deck", line.text)

    def _byline(self, line):
        match = patterns.BYLINE.fullmatch(line.text)
        names = match["names"] if match else line.text
        self.credits += [Credit(_party(name), Role.AUTHOR) for name in _names(names)]
        return "byline"

    def _dates(self, line):
        dates = read_dates(line.text)
        if dates is None or {"published_at", "updated_at"} & self.fields.keys():
            return None
        self.fields |= {name: moment for name, moment in dates._asdict().items() if moment}
        return "dates"

    def _lead_photo(self, *lines):
        return self._set("lead_photo", _photo(lines)) and "lead photo"

    def _photo(self, *lines):
        return self._add(_photo(lines), "photo")

    def _paragraph(self, line):
        return self._add(Paragraph(inline_from_text(line.text)), "paragraph")

    def _subhead(self, line):
        return self._add(Subhead(inline_from_text(line.text)), "subhead")

    def _list(self, *lines):
        matches = [patterns.LIST_ITEM.fullmatch(line.text) for line in lines]
        items = [m["item"] if m else line.text for m, line in zip(matches, lines, strict=True)]
        ordered = all(m and m["number"] for m in matches)
        return self._add(List(tuple(map(inline_from_text, items)), ordered), "list")

    def _video(self, group):
        found = {}
        for line, kind in group:
            found.setdefault(kind, []).append(line.text)
        first = {kind: texts[0] for kind, texts in found.items()}
        label = patterns.VIDEO_LABEL.fullmatch(first.get(Kind.VIDEO_LABEL, ""))
        duration = patterns.VIDEO_DURATION.fullmatch(first.get(Kind.VIDEO_DURATION, ""))
        if bool(label) < (Kind.VIDEO_LABEL in first) or bool(duration) < (
            Kind.VIDEO_DURATION in first
        ):
            return None
        word = label["label"] if label else ""
        video = Video(
            label=word,
            teaser=label["teaser"].rstrip(" :") if label else "",
            title=first.get(Kind.VIDEO_TITLE, ""),
            age=first.get(Kind.VIDEO_AGE, ""),
            seconds=patterns.seconds_of(duration["time"]) if duration else None,
            description="\n".join(found.get(Kind.VIDEO_DESCRIPTION, [])),
            medium=Medium.AUDIO if word == "LISTEN" else Medium.VIDEO,
        )
        return self._add(video, "video")

    def _contributors(self, line):
        match = patterns.CONTRIBUTORS.fullmatch(line.text)
        if match is None:
            return None
        for name in _names(match["names"].rstrip(".")):
            self.credits.append(Credit(_party(name), Role.ADDITIONAL_REPORTING))
        return "contributors"

    def _correction(self, line):
        match = patterns.CORRECTION.fullmatch(line.text)
        if match is None:
            return None
        kind = CorrectionKind(match["kind"].lower())
        self.corrections.append(Correction(match["text"], kind))
        return "correction"

    def _tags(self, line):
        match = patterns.TAGS.fullmatch(line.text)
        names = [name.strip() for name in match["names"].split(",")] if match else []
        return self._set("tags", tuple(dict.fromkeys(filter(None, names))))


_TAKERS = {
    Kind.SECTION: "_section",
    Kind.HEADLINE: "_headline",
    Kind.SUMMARY: "_summary",
    Kind.DECK: "_deck",
    Kind.BYLINE: "_byline",
    Kind.DATES: "_dates",
    Kind.LEAD_ALT: "_lead_photo",
    Kind.LEAD_CAPTION: "_lead_photo",
    Kind.ALT: "_photo",
    Kind.CAPTION: "_photo",
    Kind.PARAGRAPH: "_paragraph",
    Kind.SUBHEAD: "_subhead",
    Kind.LIST_ITEM: "_list",
    Kind.CONTRIBUTORS: "_contributors",
    Kind.CORRECTION: "_correction",
    Kind.TAGS: "_tags",
}


def _photo(lines):
    *alts, caption_line = (line.text for line in lines)
    caption, credit = patterns.split_caption(caption_line)
    creator, supplier = split_credit(credit)
    return Photo(
        caption=caption,
        alt_text=" ".join(alts),
        credit_line=credit,
        creator=creator,
        supplier=supplier,
    )


def _names(text):
    return [name for name in map(str.strip, _AND.split(text)) if name]


def _party(name):
    return Party(name, party_kind(name))
