"""The page of one import: lines in doubt, parts changed here and in the source, its likeness."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.differences import shown
from articles.admin.kinds import KIND_NAMES, name_of
from articles.admin.roles import rights_of
from articles.importing.decode import decode
from articles.importing.doubts import ANSWERABLE
from articles.importing.errors import SeedError
from articles.importing.settle import differences, set_apart, settle_doubts, settle_parts
from articles.models import Article, Source
from articles.publishing import PublishingError

AROUND = 2  # lines with words shown before and after one in doubt
SHOWN = 40  # doubts on one page; the others follow when these are settled

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class SourceLine:
    """A line of a file and what it became; `part` is empty for a blank one."""

    number: int
    part: str
    text: str
    in_doubt: bool = False


@dataclass(frozen=True)
class OpenDoubt:
    line: int
    read_as: str
    name: str
    percent: int | None
    others: list  # (kind, name)
    around: list  # of SourceLine


def review_view(model_admin, request, pk):
    """Show what waits in an import, or do what a button of the page says."""
    source = Source.objects.select_related("article__section", "perhaps_same_as").filter(pk=pk)
    source = source.with_doubt_count().first()
    if source is None or not model_admin.has_view_permission(request, source):
        raise Http404
    article = Article.objects.with_story_parts().get(pk=source.article_id)
    rights = rights_of(request.user, article)
    if request.method == "POST":
        if not rights.change:
            raise PermissionDenied
        return _settle(model_admin, request, source, article)
    is_newest = article.sources.values_list("pk", flat=True).first() == source.pk
    merged = differences(source, article) if is_newest else None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": article.headline,
        "opts": Source._meta,
        "source": source,
        "article": article,
        "rights": rights,
        "doubts": open_doubts(source),
        "more_doubts": max(0, source.doubt_count - SHOWN),
        "kinds": list(KIND_NAMES.items()),
        "can_correct": source.format == ANSWERABLE,
        "conflicts": [shown(part) for part in merged.conflicts] if is_newest else [],
        "kept": [shown(part) for part in merged.kept] if is_newest else [],
        "is_newest": is_newest,
    }
    return TemplateResponse(request, "admin/articles/source/review.html", context)


def open_doubts(source):
    """Return the first OpenDoubts of a Source, each with the lines around it."""
    doubts = list(source.doubts.open().order_by("line")[:SHOWN])
    lines = [line for line in lines_of(source, {doubt.line for doubt in doubts}) if line.text]
    places = {line.number: place for place, line in enumerate(lines)}
    return [
        OpenDoubt(
            doubt.line,
            doubt.read_as,
            name_of(doubt.read_as),
            round(doubt.sureness * 100) or None,
            [(kind, name_of(kind)) for kind in doubt.others if kind != doubt.read_as],
            _around(lines, places.get(doubt.line)),
        )
        for doubt in doubts
    ]


def lines_of(source, in_doubt=()):
    """Return the list of all SourceLines of a file, counted as the parser counts them."""
    try:
        text, _encoding = decode(bytes(source.content))
    except SeedError:
        return []
    parts = {}
    for part, first, last in source.spans:
        parts |= dict.fromkeys(range(first, last + 1), part)
    return [
        SourceLine(
            number, parts.get(number, _("unplaced") if line.strip() else ""), line.strip(),
            number in in_doubt,
        )
        for number, line in enumerate(_LINE_END.split(text), start=1)
    ]  # fmt: skip


def _around(lines, place):
    return [] if place is None else lines[max(0, place - AROUND) : place + AROUND + 1]


def _settle(model_admin, request, source, article):
    """Do what was decided, say so, and go back to the page, or to the list if nothing is left."""
    given = request.POST
    try:
        said = _decide(source, given, request.user)
    except (SeedError, PublishingError, ValidationError) as refusal:
        why = " ".join(getattr(refusal, "messages", [str(refusal)]))
        text = _("Nothing was changed: %(why)s") % {"why": why}
        model_admin.message_user(request, text, messages.ERROR)
    else:
        if said:
            changed = [{"changed": {"name": "import", "object": source.name, "fields": [said]}}]
            model_admin.log_change(request, article, changed)
            model_admin.message_user(request, said, messages.SUCCESS)
    if Source.objects.to_review().filter(pk=source.pk).exists():
        return HttpResponseRedirect(reverse("admin:articles_source_review", args=[source.pk]))
    text = _("Nothing waits in this import any more.")
    model_admin.message_user(request, text, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[source.article_id]))


def _decide(source, given, user):
    """Do what the button says; return what was done in words, or ''."""
    if "apart" in given:
        set_apart(source)
        return _("Settled: a story of its own.")
    if "all_as_read" in given:
        answers = dict(source.doubts.open().values_list("line", "read_as"))
        settle_doubts(source, answers, by=user)
        return ngettext("%(n)d line is as it was read.", "%(n)d lines are as they were read.",
                        len(answers)) % {"n": len(answers)}  # fmt: skip
    if "line" in given:
        kind = given.get("kind") or given.get("other", "")
        line = int(given["line"]) if given["line"].isdecimal() else 0
        settle_doubts(source, {line: kind}, by=user)
        return _("Line %(line)d is: %(kind)s.") % {"line": line, "kind": name_of(kind)}
    take, leave = given.getlist("take"), given.getlist("leave")
    revision = int(given["revision"]) if given.get("revision", "").isdecimal() else -1
    settle_parts(source, take=take, leave=leave, by=user, revision=revision)
    return _("Taken from the source.") if take else _("Settled: ours stays.") if leave else ""
