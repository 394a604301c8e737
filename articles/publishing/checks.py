"""Checks before publishing: what a story still lacks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Doubt
from articles.story import Paragraph, Story


@dataclass(frozen=True)
class Problem:
    """`field` is the form field to go to; a blocker cannot be overridden."""

    field: str
    message: str
    is_blocker: bool


def problems(story: Story):
    """Return the list of Problems of a story, blockers first."""
    found = [*_missing_parts(story), *_photo_gaps(story)]
    return sorted(found, key=lambda problem: not problem.is_blocker)


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


def _missing_parts(story):
    if not story.headline.strip():
        yield Problem("headline", _("The headline is missing."), True)
    if not story.section:
        yield Problem("section", _("The section is missing: choose the story's home desk."), True)
    if not story.of_kind(Paragraph):
        yield Problem("body", _("The text is missing: a story has at least one paragraph."), True)


def _photo_gaps(story):
    for number, photo in enumerate(story.photos, start=1):
        if not photo.alt_text and not photo.decorative:
            yield Problem(
                "captions",
                _("Photo %(number)d has no alt text: say what it shows, or mark it decorative.")
                % {"number": number},
                False,
            )
        if not photo.credit_line:
            yield Problem(
                "captions",
                _("Photo %(number)d has no credit: say who made or delivered it.")
                % {"number": number},
                False,
            )
