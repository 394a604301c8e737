"""What a story still lacks, as the desk reads it: each problem leads to its field."""

from dataclasses import dataclass

from django.urls import reverse

from articles.publishing import all_problems
from articles.publishing.dead_links import Place


@dataclass(frozen=True)
class Shown:
    """`target` is the field's name in the form, `address` the link that works without a script.

    `place` says where in the words of the field, if known.
    """

    message: str
    level: str  # blocker, warning or note
    target: str
    address: str
    place: Place | None = None


@dataclass(frozen=True)
class Checked:
    """All problems of a story, and whether a reason is enough to go on."""

    shown: list
    is_blocked: bool
    may_go_on: bool  # there are warnings and nothing worse


def checked(article, *, story=None, at=None, page=""):
    """Return the Checked of an article that is to go live at `at` (aware datetime; default: now).

    `story` is what readers would get (default: the working copy); `page` is the address of the
    story's page, for links from another.
    """
    # As the formset of the page counts them.
    prefixes = {use.key: f"captions-{n}" for n, use in enumerate(article.captions.all())}
    found = all_problems(article, story, at)
    shown = [_shown(problem, prefixes, page) for problem in found]
    is_blocked = any(problem.is_blocker for problem in found)
    warned = any(not problem.is_note for problem in found)
    return Checked(shown, is_blocked, warned and not is_blocked)


def shown_problems(article, form):
    """Return the Checked of what the form of a verb would let out, at the hour it says."""
    at = getattr(form, "cleaned_data", {}).get("at")
    page = reverse("admin:articles_article_change", args=[article.pk])
    return checked(article, story=form.story(), at=at, page=page)


def _shown(problem, prefixes, page):
    level = "blocker" if problem.is_blocker else "note" if problem.is_note else "warning"
    target = problem.field
    if problem.key:
        prefix = prefixes.get(problem.key)
        target = f"{prefix}-{problem.field}" if prefix else "captions"
    address = f"{page}#field-{target}" if target else ""
    return Shown(problem.message, level, target, address, problem.place)
