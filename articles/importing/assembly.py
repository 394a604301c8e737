"""Put a story together from the lines of a page, each of a known kind."""

import re
from dataclasses import replace

from articles.body import inline_from_text
from articles.importing.dates import read_dates
from articles.importing.grammar import words
from articles.importing.grammar.bylines import split_names
from articles.importing.grammar.datelines import split_dateline
from articles.importing.grammar.evidence.head import crumbs
from articles.importing.grammar.grouping import groups_of
from articles.importing.grammar.kinds import PHOTO, VIDEO, Kind
from articles.importing.pieces import (
    contributions,
    correction_of,
    list_of,
    photo_of,
    post_of,
    related_of,
    video_of,
)
from articles.importing.reading import Span, Unplaced
from articles.story import Credit, List, Paragraph, Party, PartyKind, Photo, Role, Subhead
from articles.vocabulary import party_kind

K = Kind

_TEXT = (Paragraph, Subhead, List)
_ARTICLES = ("The ", "La ", "Le ", "Les ", "El ")  # no person's name begins so


class Page:
    """Collects the parts of a story; a line that has no place left goes to `unplaced`."""

    def __init__(self):
        self.fields = {}
        self.credits, self.blocks, self.corrections, self.related = [], [], [], []
        self.tags, self.printed_dates = [], []
        self.spans, self.unplaced = [], []
        self.time = ""  # of the entry of a live page that comes next
        self.label = ""

    def take_all(self, pairs):
        """Take (line, kind) of a whole page, in its order."""
        for group in groups_of(pairs):
            first, kind = group[0]
            if kind == K.PARAGRAPH:  # most groups are one
                self._take_one(first, self._paragraph(first))
                continue
            lines = [line for line, _ in group]
            if kind in PHOTO:
                part = self._photo(group)
            elif kind in VIDEO:
                part = self._video(group)
            else:
                taker = _TAKERS.get(kind)
                part = getattr(self, taker)(*lines) if taker else None
            if part and len(lines) == 1:
                self._take_one(first, part)
            else:
                self._take(lines, part)
        self._keep_time()

    def _take_one(self, line, part):
        self.spans.append(Span(part, line.number, line.last, line.text, line.sureness))

    def _take(self, lines, part):
        if part is None:
            self.unplaced += [Unplaced(line.number, line.text) for line in lines]
        else:
            text = " / ".join([line.text for line in lines])
            sure = min([line.sureness for line in lines])
            self.spans.append(Span(part, lines[0].number, lines[-1].last, text, sure))

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
        parts = [part for part in crumbs(line.text) if part]
        dotted = "·" in line.text or "•" in line.text
        said = [part for part in parts[1:] if not words.STATUS.fullmatch(part.lower())]
        section, kicker = (parts[0], said[0] if said else "") if dotted else (parts[-1], "")
        if "section" in self.fields:
            # A second mark: the one that names a desk is the section, the other the kicker.
            first = self.fields["section"]
            if _is_desk(section) and not _is_desk(first):
                self.fields["section"], kicker = section, first
            else:
                kicker = kicker or section
            return self._set("kicker", kicker)
        if kicker:
            self._set("kicker", kicker)
        return self._set("section", section)

    def _headline(self, line):
        return self._set("headline", line.text)

    def _summary(self, line):
        return self._set("summary", line.text)

    def _deck(self, line):
        if "deck" in self.fields and "summary" not in self.fields:
            # Of two lines the shorter stands under the headline, the longer sums the story up.
            self.fields["summary"], self.fields["deck"] = sorted(
                (line.text, self.fields["deck"]), key=len, reverse=True
            )
            return "deck"
        return self._set("deck", line.text)

    def _byline(self, line):
        found = line.byline
        names = found.names if found else split_names(line.text)
        if self._is_house_below_names(found, names):
            return "notice"
        known = {credit.party.name for credit in self.credits}
        self._credit([name for name in names if name not in known], Role.AUTHOR)
        if found and found.dates:
            self._keep_dates(found.dates)
        return "byline"

    def _is_house_below_names(self, found, names):
        """True for an agency on a line of its own below the persons who wrote for it."""
        persons = any(credit.party.kind is PartyKind.PERSON for credit in self.credits)
        houses = all(
            party_kind(name) is PartyKind.ORGANISATION or name.startswith(_ARTICLES)
            for name in names
        )
        return persons and houses and not (found and (found.led or found.dates))

    def _credit(self, names, role):
        self.credits += [Credit(Party(name, party_kind(name)), role) for name in names]

    def _dates(self, line):
        dates = line.dates or read_dates(line.text)
        if dates is None:
            return None
        self._keep_dates(dates)
        return "dates"

    def _keep_dates(self, dates):
        for name in ("published_at", "updated_at"):
            moment = getattr(dates, name)
            if moment and name not in self.fields:
                self.fields[name] = moment
        if dates.printed and dates.printed not in self.printed_dates:
            self.printed_dates.append(dates.printed)

    def _photo(self, group):
        made = photo_of(group)
        if not (made.caption or made.alt_text) and self._completes_photo(made):
            return "photo"
        in_head = not any(isinstance(block, _TEXT) for block in self.blocks)
        if in_head and self._set("lead_photo", made):
            return "lead photo"
        return self._add(made, "photo")

    def _completes_photo(self, other):
        """Give the photo just before a lone credit that, if it has none; True if it is its own."""
        photo = self.blocks[-1] if self.blocks else self.fields.get("lead_photo")
        if not isinstance(photo, Photo) or photo.credit_line not in ("", other.credit_line):
            return False
        photo = replace(other, caption=photo.caption, alt_text=photo.alt_text)
        if self.blocks:
            self.blocks[-1] = photo
        else:
            self.fields["lead_photo"] = photo
        return True

    def _paragraph(self, line):
        text = line.text
        # A note or a summary may stand above the paragraph that says where it was written.
        if "dateline" not in self.fields and len(self.blocks) <= 3:
            dateline, text = split_dateline(text)
            self._set("dateline", dateline)
            if not dateline and line.words <= 6 and text[-1] in "—–":
                dateline, _ = split_dateline(f"{text} A")
                if self._set("dateline", dateline):
                    return "dateline"  # on a line of its own
        html = inline_from_text(text)
        if self.time:
            html, self.time = f"{_strong(self.time)} {html}", ""
        return self._add(Paragraph(html), "paragraph")

    def _keep_time(self):
        """Let a time below which no text came stand by itself."""
        if self.time:
            self.blocks.append(Paragraph(_strong(self.time)))
            self.time = ""

    def _time(self, line):
        self._keep_time()
        self.time = line.text
        return "time"

    def _subhead(self, line):
        return self._add(Subhead(inline_from_text(line.text)), "subhead")

    def _list(self, *lines):
        return self._add(list_of(lines), "list")

    def _post(self, *lines):
        post = post_of(lines)
        return post and self._add(post, "quote")

    def _video(self, group):
        video = video_of(group)
        return video and self._add(video, "video")

    def _related(self, line):
        self.related.append(related_of(line.text))
        return "related"

    def _contributors(self, line):
        for names, role in contributions(line.text):
            self._credit(names, role)
        return "contributors"

    def _correction_heading(self, line):
        found = words.CORRECTION_HEADING.fullmatch(line.text)
        self.label = found["kind"] if found else ""
        return "correction"

    def _correction(self, *lines):
        self.corrections.append(correction_of(lines, self.label))
        return "correction"

    def _tags(self, line):
        found = words.TAGS.fullmatch(line.text)
        names = re.split(r"[,;|·]", found["names"]) if found else [line.text]
        self.tags += [name.strip() for name in names if name.strip()]
        return "tags"

    def _notice(self, *lines):
        return "notice"

    def story_fields(self):
        """Return the fields of the story collected so far (dict)."""
        fields = dict(self.fields)
        if "deck" not in fields and "summary" in fields:
            # A line alone under the headline is its deck, though the first paragraph repeats it.
            fields["deck"] = fields.pop("summary")
        if self.printed_dates:
            fields["printed_date"] = " | ".join(self.printed_dates)
        return fields | {
            "credits": tuple(self.credits),
            "blocks": tuple(self.blocks),
            "corrections": tuple(self.corrections),
            "related": tuple(self.related),
            "tags": tuple(dict.fromkeys(self.tags)),
        }


def _strong(text):
    return f"<strong>{inline_from_text(text)}</strong>"


def _is_desk(name):
    return bool(words.SECTIONS.fullmatch(name.lower()))


_TAKERS = {
    K.SECTION: "_section",
    K.HEADLINE: "_headline",
    K.SUMMARY: "_summary",
    K.DECK: "_deck",
    K.BYLINE: "_byline",
    K.ROLE: "_notice",
    K.DATES: "_dates",
    K.PARAGRAPH: "_paragraph",
    K.TIME: "_time",
    K.SUBHEAD: "_subhead",
    K.LIST_ITEM: "_list",
    K.POST: "_post",
    K.RELATED: "_related",
    K.RELATED_HEADING: "_notice",
    K.CONTRIBUTORS: "_contributors",
    K.CORRECTION_HEADING: "_correction_heading",
    K.CORRECTION: "_correction",
    K.TAGS_HEADING: "_notice",
    K.TAGS: "_tags",
    K.NOTICE: "_notice",
}
