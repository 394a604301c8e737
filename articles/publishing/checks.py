"""Checks before publishing: what a story still lacks, at the hour it is to go live."""

import dataclasses
import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import body
from articles.models import Doubt, Edition, Photo
from articles.publishing.dead_links import Place, dead_links
from articles.publishing.moments import full_words, in_words
from articles.story import Paragraph, Role, Story, lines_of

RIGHTS_END_SOON = timedelta(days=7)
SAME_HEADLINE = timedelta(hours=24)
LEAD_WIDTH, TEXT_WIDTH = 1000, 640  # pixels; what is narrower looks soft on readers' pages
AROUND = 24  # characters quoted on each side of a note to the desk

# Notes to the desk, as whole words in capitals.
DESK_NOTE = re.compile(r"(?<!\w)(?:TKTK|TK|XXX|\[CHECK\]|\?{3,})(?!\w)")


@dataclass(frozen=True)
class Problem:
    """`field` is the form field to go to; in the row of the photo `key`, where there is one.

    `place` says where in the words of the field, if known. A blocker cannot be overridden, a
    warning can with a reason, a note stops nobody. Two that say the same are equal, wherever the
    field is now.
    """

    field: str = dataclasses.field(compare=False)
    message: str
    is_blocker: bool
    is_note: bool = False
    key: str = dataclasses.field(default="", compare=False)
    place: Place | None = dataclasses.field(default=None, compare=False)


def all_problems(article, story=None, at=None):
    """Return all Problems of a story that is to go live at `at` (aware datetime; default: now).

    `story` is what an edition would say (default: the working copy). Blockers come first, notes
    last. Costs a fixed number of queries.
    """
    now = timezone.now()
    at = at or max(filter(None, (now, article.embargo_until)))
    found = [
        *text_problems(article, story or article.story(), at),
        *open_doubts(article),
        *_kept_from_readers(article, now),
    ]
    return _in_order(found)


def text_problems(article, story, at):
    """Return the Problems that lie in the words and pictures of `story` at `at`."""
    keys = _photo_keys(article, story)
    return _in_order(
        [
            *problems(story, keys),
            *_no_byline(article, story),
            *_rights_and_files(story, keys, at),
            *(
                Problem(link.field, link.message, False, place=link.place)
                for link in dead_links(article, story, at)
            ),
            *_same_headline(article, story, at),
        ]
    )


def problems(story: Story, keys=()):
    """Return the Problems that a story shows by itself, blockers first.

    `keys` are those of its photos' rows, in the order of `story.photos`.
    """
    return _in_order([*_missing_parts(story), *_photo_gaps(story, keys), *_desk_notes(story, keys)])


def open_doubts(article):
    """Return [the Problem that lines of an import may have been read wrongly], or []."""
    count = Doubt.objects.open().filter(source__article=article).count() if article.pk else 0
    if not count:
        return []
    message = ngettext(
        "%(n)d unresolved import doubt: say what that line is.",
        "%(n)d unresolved import doubts: say what those lines are.",
        count,
    )
    return [Problem("import", message % {"n": count}, False)]


def _in_order(found):
    return sorted(found, key=lambda problem: (not problem.is_blocker, problem.is_note))


def _photo_keys(article, story):
    """Return the keys of the rows of `story.photos`; [] where its photos are other ones by now."""
    captions = {caption.key: caption for caption in article.captions.all()} if article.pk else {}
    lead = [key for key, caption in captions.items() if caption.is_lead]
    placed, _videos = body.figure_keys(article.body)
    keys = [*lead, *(key for key in placed if key in captions and key not in lead)]
    shown = [captions[key].photo_id for key in keys]
    return keys if shown == [photo.ref for photo in story.photos] else []


def _numbered(story, keys):
    """Yield (number from 1, photo, key of its row or an empty string)."""
    for number, photo in enumerate(story.photos, start=1):
        yield number, photo, keys[number - 1] if number <= len(keys) else ""


def _missing_parts(story):
    if not story.headline.strip():
        yield Problem("headline", _("The headline is missing."), True)
    if not story.section:
        yield Problem("section", _("The section is missing: choose the story's home desk."), True)
    if not story.of_kind(Paragraph):
        yield Problem("body", _("The text is missing: a story has at least one paragraph."), True)


def _no_byline(article, story):
    """Note that nobody is named: briefs are not, and what an agency sent is printed as it came."""
    if any(credit.role == Role.AUTHOR for credit in story.credits):
        return
    if article.pk and article.sources.exists():
        return
    text = _("No byline: readers see “%(paper)s” in its place. Name who wrote it, or the desk.")
    yield Problem("bylines", text % {"paper": settings.SITE_NAME}, False, is_note=True)


def _photo_gaps(story, keys):
    for number, photo, key in _numbered(story, keys):
        gaps = {
            "alt_text": not photo.alt_text
            and _("Photo %(number)d has no alt text: say what it shows, or mark it decorative."),
            "credit": not photo.credit_line
            and _("Photo %(number)d has no credit: say who made or delivered it."),
            "caption": not photo.caption
            and _("Photo %(number)d has no caption: say who and what it shows, where and when."),
        }
        for part, message in gaps.items():
            if message and not (photo.decorative and part != "credit"):
                yield _of_photo(key, part, message % {"number": number})


def _of_photo(key, part, message, is_blocker=False, is_note=False):
    return Problem(part if key else "captions", message, is_blocker, is_note, key)


def _desk_notes(story, keys):
    places = [
        ("headline", "", _("Headline"), story.headline, 0),
        ("deck", "", _("Deck"), story.deck, 0),
        ("summary", "", _("Summary"), story.summary, 0),
    ]
    number = 0
    for block in story.blocks:
        number += isinstance(block, Paragraph)
        name = _("Paragraph %(number)d") % {"number": max(number, 1)}
        if not isinstance(block, Paragraph):
            name = _("After paragraph %(number)d") % {"number": number}
        places += [("body", "", name, text, number) for text in lines_of(block)]
    for at, photo, key in _numbered(story, keys):
        name = _("Photo %(number)d") % {"number": at}
        places += [
            ("caption" if key else "captions", key, name, photo.caption, 0),
            ("alt_text" if key else "captions", key, name, photo.alt_text, 0),
        ]
    for field, key, name, text, number in places:
        if found := DESK_NOTE.search(text):
            message = _("%(where)s: a note to the desk is still there: “%(words)s”.")
            message %= {"where": name, "words": _around(text, found)}
            before = text[max(0, found.start() - AROUND) : found.start()]
            place = Place(number, before, found[0])
            yield Problem(field, message, False, key=key, place=place)


def _around(text, found):
    """Return a note to the desk with the words around it."""
    start, end = max(0, found.start() - AROUND), found.end() + AROUND
    words = text[start:end].strip()
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"


def _rights_and_files(story, keys, at):
    rows = Photo.objects.in_bulk({p.ref for p in story.photos if p.ref is not None})
    for number, photo, key in _numbered(story, keys):
        row = rows.get(photo.ref)
        if row is None:
            continue
        given = {"number": number}
        if not row.file:
            text = _("Photo %(number)d is pending: readers see its words in an empty frame.")
            yield _of_photo(key, "photo", text % given, is_note=True)
        wanted = LEAD_WIDTH if story.lead_photo and number == 1 else TEXT_WIDTH
        if row.width and row.width < wanted:
            text = _(
                "Photo %(number)d is small, %(width)d × %(height)d pixels: here it wants a width "
                "of %(wanted)d."
            )
            text %= {**given, "width": row.width, "height": row.height, "wanted": wanted}
            # A handout may be all there is.
            yield _of_photo(key, "photo", text, is_note=True)
        if row.rights_until and row.rights_until <= at:
            text = _("Photo %(number)d: its rights end on %(hour)s, before readers would see it.")
            text %= {**given, "hour": in_words(row.rights_until)}
            yield _of_photo(key, "photo", text, is_blocker=True)
        elif row.rights_until and row.rights_until <= at + RIGHTS_END_SOON:
            text = _("Photo %(number)d: its rights end on %(hour)s; then it disappears.")
            yield _of_photo(key, "photo", text % {**given, "hour": in_words(row.rights_until)})
        if row.rights_from and row.rights_from > at:
            text = _("Photo %(number)d: its rights begin only on %(hour)s.")
            text %= {**given, "hour": in_words(row.rights_from)}
            yield _of_photo(key, "photo", text, is_blocker=True)
        if row.usage_terms:
            text = _("Photo %(number)d, usage terms: %(terms)s")
            text %= {**given, "terms": row.usage_terms}
            yield _of_photo(key, "photo", text, is_note=True)


def _same_headline(article, story, at):
    recent = Edition.objects.live(at).filter(sort_at__gte=at - SAME_HEADLINE)
    others = recent.filter(headline__iexact=story.headline.strip()).exclude(article=article.pk)
    if other := others.select_related("section").first():
        text = _("Another live story of the last 24 hours has this headline: %(address)s")
        yield Problem("headline", text % {"address": other.get_absolute_url()}, False)


def _kept_from_readers(article, now):
    if article.held:
        text = _("The story is on legal hold: readers will not see it until it is released.")
        yield Problem("", text, False)
    if article.embargo_until and article.embargo_until > now:
        text = _("Under embargo: nothing appears before %(hour)s.")
        hour = full_words(article.embargo_until, now)
        yield Problem("", text % {"hour": hour}, False, is_note=True)
