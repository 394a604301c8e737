"""Make one piece of a story out of the lines it stands on, each of a known kind.

A group is a list of (line, kind), as `grammar.grouping` makes them.
"""

import re

from articles.body import inline_from_text
from articles.importing.dates import read_dates
from articles.importing.grammar import words
from articles.importing.grammar.bylines import split_names
from articles.importing.grammar.credits import split_caption
from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lists import read_item
from articles.importing.grammar.posts import read_post_by
from articles.importing.grammar.videos import read_glued, read_label, read_meta
from articles.story import (
    Correction,
    CorrectionKind,
    List,
    Medium,
    Photo,
    Quote,
    Related,
    Role,
    Video,
)
from articles.vocabulary import split_credit

K = Kind

_CONTRIBUTIONS = re.compile(
    r";\s+|(?<=[a-z])\.\s+(?=[A-Z])|(?<=\w)\s+(?=(?:Writing|Editing|Additional reporting|Compiled"
    r"|Translated) by\b)"
)
_BEFORE_NAME = re.compile(
    r"^(?:the )?(?:AP|Associated Press|Reuters|CNN|[A-Z]\w+ Press)? ?(?:\w+ )?(?:writers?"
    r"|reporters?|journalists?|correspondents?) |^CNN[’']s |^(?:de |d[’'])(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)


_IN_STATE = re.compile(r" (?:in|from) [A-Z][\w .'-]+, [A-Z][\w.]+(?=,| and |\.?$)")


def photo_of(group):
    """Return the Photo of alt texts, captions and credits; of each what is there."""
    alts = [line.text for line, kind in group if kind == K.ALT]
    captions = [line for line, kind in group if kind == K.CAPTION]
    credits = [line.credit or line.text for line, kind in group if kind == K.CREDIT]
    caption, credit = _caption_of(captions)
    if credits:
        credit = ", ".join(dict.fromkeys(filter(None, (credit, *credits))))
    creator, supplier = split_credit(credit)
    return Photo(
        caption=caption, alt_text=" ".join(dict.fromkeys(alts)), credit_line=credit,
        creator=creator, supplier=supplier,
    )  # fmt: skip


def _caption_of(lines):
    """Return (words, credit) of the lines of a caption."""
    if len(lines) == 1 and lines[0].caption and not lines[0].text.startswith("Image caption"):
        return lines[0].caption
    text = " ".join([line.text for line in lines])
    return split_caption(text.removeprefix("Image caption").lstrip(", "))


def list_of(lines):
    found = [read_item(line.text) for line in lines]
    items = tuple(inline_from_text(item) for item, _ in found)
    return List(items, all(ordered for _, ordered in found))


def post_of(lines):
    """Return the Quote of a post and the line that says whose it is, or None without a name."""
    *said, by = lines
    name = read_post_by(by.text)
    if name is None:
        return None
    return Quote(tuple(inline_from_text(line.text) for line in said), name)


def video_of(group):
    """Return the Video of a label, title, age, length and description; None for what is none."""
    label = title = age = ""
    teaser, medium, seconds = "", Medium.VIDEO, None
    description = []
    for line, kind in group:
        text = line.text
        timed = kind in (K.VIDEO_AGE, K.VIDEO_DURATION)
        meta = (line.meta or read_meta(text)) if timed else None
        if kind == K.VIDEO_LABEL:
            found = line.label or read_label(text)
            if found is None:
                return None
            label, teaser = found.label, found.teaser
            seconds = found.seconds if seconds is None else seconds
            medium = Medium.AUDIO if found.is_audio else Medium.VIDEO
            description += filter(None, [found.description])
        elif kind == K.VIDEO_TITLE and (glued := read_glued(text)):
            _, seconds, title = glued
            medium = Medium.AUDIO
        elif kind == K.VIDEO_TITLE:
            title = title or text
        elif kind == K.VIDEO_DESCRIPTION:
            description.append(text)
        elif meta is None or (meta.seconds is None) != (kind == K.VIDEO_AGE):
            return None
        else:
            age, seconds = age or meta.age, seconds if seconds is not None else meta.seconds
    if not label.isupper() and not title:
        title, teaser = teaser, ""  # `Watch: the night of the flood` is the title itself
    return Video(
        label=label, teaser=teaser, title=title, age=age, seconds=seconds,
        description="\n".join(dict.fromkeys(description)), medium=medium,
    )  # fmt: skip


def related_of(text):
    """Return the Related of a line like `MORE | Gates open`; a bare headline has no label."""
    found = words.RELATED_LABEL.fullmatch(text) or words.BAR_LABEL.fullmatch(text)
    said = found.groupdict() if found else {}
    title = said.get("title") or said.get("title2") or said.get("title3") or said.get("title4")
    return Related(title or text, (said.get("label") or said.get("label2") or "").strip())


def contributions(line):
    """Yield (names, Role) for each party that a line such as `With files from …` thanks."""
    text = line if words.INITIALS.fullmatch(line) else line.strip("()")
    for part in _CONTRIBUTIONS.split(text):
        if found := words.EDITED.fullmatch(part.strip()):
            is_translated = found["lead"].lower().startswith("tra")
            role = Role.TRANSLATOR if is_translated else Role.EDITOR
        elif found := words.INITIALS.fullmatch(part.strip()):
            yield (
                re.split(r"[,;/]\s*", found["names"] or found["names2"]),
                Role.ADDITIONAL_REPORTING,
            )
            continue
        else:
            found = words.CONTRIBUTORS.fullmatch(part) or words.CONTRIBUTED.fullmatch(part)
            role = Role.ADDITIONAL_REPORTING
        if found:  # else a sentence about the making of the story
            names = split_names(_IN_STATE.sub("", found["names"]))
            yield [_without_place(name) for name in names], role


def _without_place(name):
    """Return a name without the city and the office around it: `AP writer Jo Roe in Oslo`."""
    return _BEFORE_NAME.sub("", re.sub(r" (?:in|from) [A-Z][\w .'-]+$", "", name))


def correction_of(lines, label):
    """Return the Correction of a note and of the dates below it; `label` is that of its heading.

    A date without a certain hour stays with the words.
    """
    dates = [line.dates for line in lines[1:] if line.dates]
    text = read_item(lines[0].text)[0]
    if found := words.CORRECTION.fullmatch(text):
        text, label = found["text"], found["kind"]
        printed = found["date1"] or found["date2"]
        dates += filter(None, [read_dates(printed or "")])
    elif text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    at = next(filter(None, (d.published_at or d.updated_at for d in dates)), None)
    printed = "" if at else next(filter(None, (d.printed for d in dates)), "")
    text = f"{text} ({printed})" if printed else text
    return Correction(text, CorrectionKind(words.correction_kind(label)), at)
