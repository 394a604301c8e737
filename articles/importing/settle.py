"""What editors decide about an import: what a line is, whose words stay, which story it is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing.doubts import ANSWERABLE, answers_of, ask_again, read_again
from articles.importing.errors import SeedError
from articles.importing.merge import merge
from articles.importing.reading import Given
from articles.importing.rewrite import rewrite, spelt_here
from articles.models import Source
from articles.publishing import NotAllowed
from articles.publishing.locks import lock


@transaction.atomic
def settle_doubts(source, answers, *, by):
    """Settle doubts with `answers`, {line: kind}; lines without a doubt are passed over.

    An answer other than what was read reads the source again, and merges that into the working
    copy. Raises SeedError where that leaves no story, NotAllowed where a newer file came.
    """
    article = lock(source.article)
    source = _newest(source, article)
    rows = [doubt for doubt in source.doubts.open() if doubt.line in answers]
    reading = None
    if any(answers[row.line] != row.read_as for row in rows):
        if source.format != ANSWERABLE:
            raise SeedError(_("only plain texts are read line by line; change the story itself."))
        given = Given.for_another_reading_of(source.as_story())
        kinds = answers_of(source) | {row.line: answers[row.line] for row in rows}
        reading = read_again(bytes(source.content), kinds, given)
        _merge_reading(source, article, reading, by)
    for row in rows:
        row.settled_as, row.settled_at, row.settled_by = answers[row.line], timezone.now(), by
        row.save(update_fields=["settled_as", "settled_at", "settled_by"])
    if reading:
        ask_again(source, reading)
    _see_what_waits(source, article)


@transaction.atomic
def settle_parts(source, *, take=(), leave=(), by, revision):
    """Take parts of the source over into the working copy, or settle that ours stay.

    Parts are named as in merge.py, in the working copy at `revision`. Raises StaleRevision,
    and NotAllowed where a newer file came.
    """
    article = lock(source.article, revision)
    source = _newest(source, article)
    merged = merge(source.merge_base(), article.story(), source.as_story(), take, leave)
    reason = _("taken from %(file)s") % {"file": source.name[-250:]}
    rewrite(article, merged.story, by=by, reason=reason)
    _keep_base(source, merged)
    _see_what_waits(source, article)


@transaction.atomic
def set_apart(source):
    """Settle that an import is a story of its own, whatever it is like."""
    article = lock(source.article)
    source = _newest(source, article)
    source.perhaps_same_as = None
    _see_what_waits(source, article)


def _newest(source, article):
    newest = article.sources.first()
    if newest.pk != source.pk:
        raise NotAllowed(_("A newer file of this story came meanwhile; look at that one."))
    return newest


def _merge_reading(source, article, reading, by):
    new = spelt_here(reading.story)
    merged = merge(source.merge_base(), article.story(), new)
    now = rewrite(article, merged.story, by=by, reason=_("import doubt settled"))
    source.story = (now if merged.is_untouched else new).to_json()
    source.spans = [[span.part, span.first, span.last] for span in reading.spans]
    source.unplaced = [[line, text] for line, text in reading.unplaced]
    _keep_base(source, merged)


def _keep_base(source, merged):
    source.base = merged.base.to_json() if merged.conflicts else None


def _see_what_waits(source, article):
    """Save `source`; it leaves the list of imports to look at when nothing is left to settle."""
    source.waits = bool(
        source.base
        or source.perhaps_same_as_id
        or article.section_id is None
        or source.doubts.open().exists()
    )
    changed = ("story", "spans", "unplaced", "base", "perhaps_same_as", "waits")
    source.save(update_fields=changed)


def differences(source, article):
    """Return the Merged of an import and the working copy of its story, as both stand now."""
    return merge(source.merge_base(), article.story(), source.as_story())


def import_of(article):
    """Return the newest Source of an article if an editor has to look at it, else None."""
    waiting = Source.objects.to_review().with_doubt_count().filter(article=article)
    related = waiting.select_related("article", "perhaps_same_as")
    return related.defer("content", "spans", "story").first()
