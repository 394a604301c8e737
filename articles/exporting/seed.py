"""A Story as seed text: the page as plain lines, in the order in which the seed format reads it.

What plain text cannot say is left out: links, bold, tables as such, players, external id, the
headline for search.
"""

import re
from dataclasses import replace
from itertools import groupby

from articles.importing.errors import SeedError
from articles.importing.formats import seed
from articles.story import (
    CorrectionKind,
    List,
    Medium,
    Paragraph,
    Photo,
    Quote,
    Role,
    Subhead,
    Table,
    Video,
    plain,
)

# A line above a caption may be taken for its alternative text, one above a byline not.
_ORDERS = (
    ("summary", "deck", "photo", "byline"),
    ("summary", "deck", "byline", "photo"),
    ("deck", "photo", "summary", "byline"),
    ("deck", "byline", "photo", "summary"),
    ("byline", "summary", "deck", "photo"),
)
_HELP = {
    Role.ADDITIONAL_REPORTING: "With files from",
    Role.EDITOR: "Edited by",
    Role.TRANSLATOR: "Translated by",
}
_NOTES = {
    CorrectionKind.CORRECTION: "Correction",
    CorrectionKind.CLARIFICATION: "Clarification",
    CorrectionKind.UPDATE: "Update",
    CorrectionKind.EDITORS_NOTE: "Editor's note",
    CorrectionKind.RETRACTION: "Retraction",
}
# The entry of a live page: its hour stands in bold before its words.
_HOUR = re.compile(r"<strong>(?P<hour>[^<]{1,40})</strong> (?P<words>.+)", re.DOTALL)


def to_seed(story):
    """Return the story as seed text: of the ways to print the page, the first that reads the same.

    Where none does, the usual one; `reads_back` tells.
    """
    pages = [_page(story, order) for order in _ORDERS]
    return next((page for page in pages if reads_back(page, story)), pages[0])


def reads_back(page, story):
    """True if the seed text `page` is read as `story`, but for what it says of its source."""
    try:
        read = seed.read(page.encode()).story
    except SeedError:
        return False
    return read == replace(story, external_id="", source_url="")


def _page(story, order):
    """Return the parts set off by blank lines; `order` is that of the lines in the head."""
    head = {
        "summary": story.summary,
        "deck": story.deck,
        "photo": _photo(story.lead_photo) if story.lead_photo else "",
        "byline": _byline(story),
    }
    parts = [
        "·".join(filter(None, (story.section, story.kicker))),
        story.headline,
        *(head[name] for name in order),
        *_body(story),
        *(_help(story, role) for role in _HELP),
        *map(_note, story.corrections),
        *_related(story),
        f"Tags: {', '.join(story.tags)}" if story.tags else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _byline(story):
    # On a line with persons an agency says where they work; on its own it is an author too.
    by_kind = groupby((c.party for c in story.in_role(Role.AUTHOR)), key=lambda party: party.kind)
    bylines = [f"By {_listed(party.name for party in parties)}" for _, parties in by_kind]
    dates = [
        f"{word}: {moment.isoformat()}"
        for word, moment in (("Posted", story.published_at), ("Last Updated", story.updated_at))
        if moment
    ]
    lines = (*bylines, " | ".join(dates), story.printed_date)
    return "\n".join(filter(None, lines))


def _help(story, role):
    names = _listed(credit.party.name for credit in story.in_role(role))
    return f"{_HELP[role]} {names}" if names else ""


def _listed(names):
    *some, last = (*names,) or ("",)
    return f"{', '.join(some)} and {last}" if some else last


def _body(story):
    """Yield the blocks; the dateline opens the first paragraph."""
    dateline = story.dateline
    for block in story.blocks:
        text = _WRITERS[type(block)](block)
        if dateline and isinstance(block, Paragraph):
            text, dateline = f"{dateline} — {text}", ""
        yield text


def _paragraph(block):
    entry = _HOUR.fullmatch(block.html)
    return f"{plain(entry['hour'])}\n\n{plain(entry['words'])}" if entry else plain(block.html)


def _subhead(block):
    return plain(block.html)


def _list(block):
    numbered = enumerate(map(plain, block.items), start=1)
    return "\n".join(f"{n}. {item}" if block.ordered else f"- {item}" for n, item in numbered)


def _quote(block):
    words = [plain(paragraph) for paragraph in block.paragraphs]
    return "\n".join([*words, f"— {block.attribution}"] if block.attribution else words)


def _table(block):
    return "\n".join(" | ".join(map(plain, row)) for row in block.rows)


def _photo(block):
    label = "({})" if block.caption else "Photo credit: {}"
    credit = label.format(block.credit_line) if block.credit_line else ""
    caption = " ".join(filter(None, (block.caption, credit)))
    return "\n".join(filter(None, (block.alt_text, caption)))


def _video(block):
    if block.label == "Media caption":
        return f"{block.label}, {block.title}"
    label = block.label or ("LISTEN" if block.medium is Medium.AUDIO else "")
    head = f"{label} | {block.teaser}:" if block.teaser else label
    length = f"Duration {_clock(block.seconds)}" if block.seconds is not None else ""
    below = "\n".join(filter(None, (block.age, length, block.description)))
    return "\n\n".join(filter(None, (head, block.title, below)))


def _clock(seconds):
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _note(correction):
    date = f" ({correction.at.isoformat()})" if correction.at else ""
    return f"{_NOTES[correction.kind]}{date}: {correction.text}"


def _related(story):
    """Yield the pointers; those without a label of their own stand under a heading."""
    under_heading = False
    for related in story.related:
        if related.label:
            sign = " |" if related.label.isupper() else ":"
            yield f"{related.label}{sign} {related.title}"
        else:
            if not under_heading:
                yield "Related stories"
            yield related.title
        under_heading = not related.label


_WRITERS = {
    Paragraph: _paragraph,
    Subhead: _subhead,
    List: _list,
    Quote: _quote,
    Table: _table,
    Photo: _photo,
    Video: _video,
}
