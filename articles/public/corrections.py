"""The log of corrections: what the paper had to put right, newest first."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import EditionCorrection, Section
from articles.public.answers import public_page
from articles.public.paging import key, read_key

PAGE_SIZE = 40


class LogPage(NamedTuple):
    notes: list
    older: str  # key of the next page, or empty
    is_first: bool

    @property
    def days(self):
        """Return [(date on the newsroom's clock, its notes)]."""
        by_day = groupby(self.notes, key=lambda note: timezone.localdate(note.sort_at))
        return [(day, list(notes)) for day, notes in by_day]


@public_page
def corrections(request):
    notes = EditionCorrection.objects.shown(request.at).with_story()
    section = None
    if slug := request.GET.get("section"):
        section = get_object_or_404(Section, slug=slug)
        notes = notes.in_section(section)
    context = {"section": section, "page": _page_of(notes, request.GET.get("before"))}
    return render(request, "corrections.html", context)


def _page_of(notes, before):
    """Return the LogPage that follows the key `before` (None: the newest). Raises Http404."""
    if before is not None:
        sort_at, pk = read_key(before)
        older = Q(sort_at__lt=sort_at) | Q(sort_at=sort_at, pk__lt=pk)
        # Said once more alone, so that the index gives one range.
        notes = notes.filter(older, sort_at__lte=sort_at)
    found = list(notes.newest_first()[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    older = key(shown[-1].sort_at, shown[-1].pk) if len(found) > PAGE_SIZE else ""
    return LogPage(shown, older, is_first=before is None)
