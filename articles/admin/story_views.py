"""Where the rows of each view of the story list come from, in what order."""

from datetime import timedelta
from functools import reduce

from django.db.models import Exists, OuterRef

from articles.admin.attention import needing_attention
from articles.admin.shift import going_out, going_out_today, published_today
from articles.admin.story_search import ids_credited, ids_found
from articles.admin.walk import Walk
from articles.admin.wanted import EVERY, MINE
from articles.models import Article, Edition
from articles.vocabulary import Status


def walk_of(wanted, user, sections, at, until=None):
    """Return the Walk over what is Wanted, as of `at`; only stories saved up to `until`.

    `sections` are all there are, each with `is_mine`.
    """
    by_index, asked = _steps(wanted, user, sections, at)
    few = _few(wanted, at)
    if until:
        asked.append(lambda rows: rows.saved_until(until))
    if wanted.order_name in ("public", "hour"):
        return _over_editions(wanted, few, at, by_index + asked)
    rows = Article.objects.shown_to(user)
    if few is not None:
        rows = rows.filter(pk__in=few)
    elif by_index:
        # One index alone gives the order; two conditions in one could be far apart in it.
        rows = by_index.pop(0)(rows)
    if wanted.days:
        rows = rows.filter(saved_at__gte=_since(wanted, at))
    newest_first = wanted.order_name != "untouched"
    return Walk(rows, _all_of(by_index + asked), newest_first=newest_first, few=few is not None)


_EDITIONS = {
    "today": going_out_today,
    "out": going_out,
    "live": lambda at: Edition.objects.live(at).sorted_at_all(),
    "today-live": published_today,
}


def _steps(wanted, user, sections, at):
    """Return two lists of what narrows a queryset of articles: by an index in order, and others."""
    by_index, asked = [], []
    if wanted.view == "mine":
        by_index.append(lambda rows: rows.written_by(user))
    if wanted.view == "review":
        by_index.append(lambda rows: rows.with_status(Status.IN_REVIEW))
        asked.append(lambda rows: rows.waiting_for_review(at))
    if wanted.view == "live" and wanted.order_name != "public":
        asked.append(lambda rows: rows.live(at))
    if wanted.writer and wanted.account:
        by_index.append(lambda rows: rows.written_by(wanted.account))
    within = sections_within(wanted, user, sections)
    if within is not None:
        (by_index if len(within) == 1 else asked).append(
            lambda rows: rows.filter(section__in=within)
        )
    if wanted.language:
        asked.append(lambda rows: rows.in_language(wanted.language))
    if wanted.state == "held":
        by_index.append(lambda rows: rows.on_hold())
    elif wanted.state in Status.values:
        by_index.append(lambda rows: rows.with_status(wanted.state))
    if wanted.state:
        asked.append(lambda rows: rows.in_state(wanted.state, at))
    return by_index, asked


def _all_of(steps):
    if not steps:
        return None
    return lambda rows: reduce(lambda found, step: step(found), steps, rows)


def _few(wanted, at):
    """Return the ids of the few stories that a view, a search or a byline narrows to, or None."""
    found = []
    if wanted.view == "attention":
        found.append(needing_attention(at))
    if wanted.q:
        found.append(ids_found(wanted.q, at))
    if wanted.writer and not wanted.account:
        found.append(ids_credited(wanted.contributor))
    return set.intersection(*map(set, found)) if found else None


def _since(wanted, at):
    return at - timedelta(days=int(wanted.days))


def _over_editions(wanted, few, at, steps):
    """Return the Walk in the order of editions: those that wait, or those readers have."""
    if wanted.days:
        steps.append(lambda rows: rows.filter(saved_at__gte=_since(wanted, at)))
    narrow = _all_of(steps)

    def narrow_editions(editions):
        return editions.filter(Exists(narrow(Article.objects.filter(pk=OuterRef("article_id")))))

    rows = _EDITIONS[wanted.view](at)
    is_ahead = wanted.order_name == "hour"
    if few is not None:
        rows = rows.filter(article__in=few)
    return Walk(
        rows,
        narrow_editions if narrow else None,
        moment="goes_live_at" if is_ahead else "sort_at",
        tie="article_id",
        newest_first=not is_ahead,
        few=few is not None,
    )


def sections_within(wanted, user, sections):
    """Return the ids of the sections that are asked for, or None for any.

    Who edits sections sees what waits for review in those, unless they ask for all.
    """
    asked = wanted.section
    if not asked and wanted.view == "review" and edits_some(user, sections):
        asked = MINE
    if asked in ("", EVERY):
        return None
    if asked == MINE:
        return [section.pk for section in sections if section.is_mine]
    return [s.pk for s in sections if asked in (str(s.pk), str(s.parent_id))]


def edits_some(user, sections):
    """True for an editor of sections; a publisher is one of all."""
    if user.has_perm("articles.publish_any_article"):
        return False
    return any(section.is_mine for section in sections)
