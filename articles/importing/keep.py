"""Keep what was read: a new story, an update of one, or nothing where nothing is new."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing.addresses import keep_addresses
from articles.importing.beside import render_left_over, with_pictures
from articles.importing.doubts import answered_before, ask, questions
from articles.importing.errors import SeedError
from articles.importing.identity import identify, unchanged
from articles.importing.likeness import (
    find_like,
    fingerprint,
    forget_fingerprint,
    keep_fingerprint,
)
from articles.importing.merge import merge
from articles.importing.rewrite import rewrite, spelt_here
from articles.models import Article, Doubt, Edition, Photo, Source, Version
from articles.publishing import PublishingError, keep_version, publish, publish_new
from articles.publishing.locks import lock
from articles.vocabulary import EditionKind, Status, VersionKind


@dataclass(frozen=True)
class Wishes:
    """What the caller wants besides: see the options of `manage.py import_seeds`."""

    draft: bool = False
    overwrite: bool = False
    publish_updates: bool = False


@dataclass(frozen=True)
class Outcome:
    """`kind` is created, updated, unchanged or duplicate; `edition` is set if readers see it now.

    `kept` and `conflicts` name parts as in merge.py; `doubts` is what an editor has to settle.
    """

    kind: str
    article: Article
    edition: Edition | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple = ()
    kept: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    perhaps_same_as: Article | None = None


def keep_seed(read, wishes=Wishes()):
    """Write a Read (of seeds.py) into the database in one transaction; return the Outcome.

    A new story that leaves no doubt goes live at once unless a draft is wished for. A changed
    file is merged into the working copy; what is live stays as it is, unless updates are to be
    published and no editor has touched the story. Raises SeedError; then nothing was kept.
    """
    if not wishes.overwrite and (known := unchanged(read)):
        return Outcome("unchanged", known.article)
    try:
        with transaction.atomic():
            outcome = _keep(read, wishes)
    except ValidationError as error:
        fields = error.message_dict.items()
        reasons = (f"{field}: {' '.join(messages)}" for field, messages in fields)
        raise SeedError(" ".join(reasons)) from error
    if outcome.kind in ("created", "updated") and _brings_pictures(read):
        render_left_over(Photo.objects.filter(uses__article=outcome.article))
    return outcome


def _brings_pictures(read):
    return bool(read.reading.pictures or read.file.pictures())


def _keep(read, wishes):
    known = identify(read)
    if known.duplicate:
        article = known.duplicate.article
        note = _("duplicate of “%(story)s” (%(file)s)")
        return Outcome(
            "duplicate", article, notes=(note % {"story": article, "file": known.duplicate.name},)
        )
    if known.before:
        return _update(read, known, wishes)
    return _create(read, known, wishes)


def _create(read, known, wishes):
    story, notes = with_pictures(read)
    keys = fingerprint(story)
    like = find_like(story, keys)
    article = Article.load(story, at_hand=True)
    version = keep_version(article, by=None, kind=VersionKind.IMPORT, reason=read.name[-300:])
    doubts = tuple(questions(read.reading))
    odd = _keep_source(article, read, keys, doubts, story=version.content, perhaps_same_as=like)
    notes = [known.note, *notes, *read.reading.notes, *odd]
    outcome = Outcome(
        "created", article, notes=tuple(filter(None, notes)), doubts=doubts, perhaps_same_as=like
    )
    return _published(outcome, read.reading, wishes, publish_new)


def _update(read, known, wishes):
    before = known.before
    article = lock(Article(pk=before.article_id))
    reading, answers = answered_before(article, read.reading, read.content)
    read = replace(read, reading=reading)
    story, notes = with_pictures(read)
    story, mine = spelt_here(story), article.story()
    if wishes.overwrite:
        merged = merge(mine, mine, story)
        if merged.story.to_json() == mine.to_json() and before.sha256 == read.sha256:
            return Outcome("unchanged", article)
        keep_version(article, by=None, reason=_("kept before %(file)s was imported over it")
                     % {"file": read.name[-200:]})  # fmt: skip
    else:
        merged = merge(before.merge_base(), mine, story)
    now = rewrite(article, merged.story, by=None, reason=read.name)
    _settle_earlier(article)
    doubts = tuple(question for question in questions(reading) if question.line not in answers)
    odd = _keep_source(
        article,
        read,
        fingerprint(story),
        doubts,
        answers,
        story=(now if merged.is_untouched else story).to_json(),
        base=merged.base.to_json() if merged.conflicts else None,
        perhaps_same_as=before.perhaps_same_as,
    )
    notes = [known.note, *notes, *reading.notes, *odd, *_told(merged)]
    if merged.conflicts:
        Version.objects.create(
            article=article,
            kind=VersionKind.IMPORT,
            revision=article.revision,
            content=story.to_json(),
            reason=_("waits: %(file)s") % {"file": read.name[-250:]},
        )
    outcome = Outcome(
        "updated",
        article,
        notes=tuple(filter(None, notes)),
        doubts=doubts,
        kept=tuple(part.name for part in merged.kept),
        conflicts=tuple(part.name for part in merged.conflicts),
        perhaps_same_as=before.perhaps_same_as,
    )
    if merged.is_untouched and not article.editions.exists() and article.status == Status.DRAFT:
        return _published(outcome, reading, wishes)
    return _published_again(outcome, reading, wishes, merged.is_untouched)


def _told(merged):
    """Yield what a merge leaves to the desk, in words."""
    if merged.kept:
        names = ", ".join(part.name for part in merged.kept)
        yield _("kept as an editor has it: %(parts)s") % {"parts": names}
    if merged.conflicts:
        names = ", ".join(part.name for part in merged.conflicts)
        yield (
            _("changed by an editor and in the source: %(parts)s; the new text waits as a version")
            % {"parts": names}
        )


def _published(outcome, reading, wishes, verb=publish):
    """Publish a story that readers never saw, unless something speaks against it; say what."""
    against = _reason_to_wait(outcome, reading, wishes)
    if against:
        return replace(outcome, notes=(*outcome.notes, against))
    edition = verb(outcome.article, by=None, despite="imported")
    return replace(outcome, edition=edition)


def _published_again(outcome, reading, wishes, is_untouched):
    """Publish an update where that is wished for and no editor has a part in it."""
    waits = _("the change waits in the working copy")
    if wishes.publish_updates and is_untouched:
        live = Edition.objects.filter(article=outcome.article).live().exists()
        waits = _reason_to_wait(outcome, reading, wishes) if live else waits
    if not waits:
        try:
            edition = publish(outcome.article, by=None, kind=EditionKind.UPDATE, despite="imported")
            return replace(outcome, edition=edition)
        except PublishingError as refusal:
            waits = str(refusal)
    return replace(outcome, notes=(*outcome.notes, waits))


def _reason_to_wait(outcome, reading, wishes):
    if wishes.draft:
        return _("draft")
    open_lines = {question.line for question in outcome.doubts}
    unplaced = [str(line) for line, _text in reading.unplaced if line in open_lines]
    if len(unplaced) < len(open_lines):
        lines = ", ".join(map(str, sorted(open_lines)))
        return _("draft: in doubt about lines: %(lines)s") % {"lines": lines}
    if unplaced:
        return _("draft: lines not placed: %(lines)s") % {"lines": ", ".join(unplaced)}
    if not reading.story.section:
        return _("draft: no section found")
    if outcome.perhaps_same_as:
        return _("draft: perhaps the same as “%(story)s”") % {"story": outcome.perhaps_same_as}
    dates = (reading.story.published_at, reading.story.updated_at)
    if any(date and date > timezone.now() for date in dates):
        return _("draft: its date is yet to come")
    return ""


def _keep_source(article, read, keys, doubts, answers=None, **fields):
    """Keep the bytes and all that was read but the story; return notes on old addresses."""
    reading, answers = read.reading, answers or {}
    source = Source.objects.create(
        article=article,
        name=read.name[-500:],
        origin=read.origin,
        external_id=reading.story.external_id,
        sha256=read.sha256,
        content=read.content,
        format=reading.format,
        encoding=reading.encoding[:20],
        spans=[[span.part, span.first, span.last] for span in reading.spans],
        unplaced=[[line, text] for line, text in reading.unplaced],
        waits=bool(doubts or not article.section_id or any(
            fields.get(name) for name in ("base", "perhaps_same_as"))),
        **fields,
    )  # fmt: skip
    ask(source, reading, answers)
    keep_fingerprint(article, keys)
    return keep_addresses(article, reading)


def _settle_earlier(article):
    """The imports before a new one have no say any more: neither doubts nor conflicts of theirs."""
    Source.objects.filter(article=article, waits=True).update(waits=False, base=None)
    open_doubts = Doubt.objects.open().filter(source__article=article)
    open_doubts.update(settled_at=timezone.now())
    forget_fingerprint(article)
