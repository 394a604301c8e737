"""Keep what was read: a new story, an update of one, or nothing where nothing is new."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing.assets import keep_photo, make_renditions
from articles.importing.errors import SeedError
from articles.models import Article, Edition, Photo, Source, Version
from articles.pictures import PictureError
from articles.publishing import keep_version, publish
from articles.story import Photo as PhotoBlock
from articles.story import Story
from articles.vocabulary import Status, VersionKind


@dataclass(frozen=True)
class Outcome:
    """`kind` is created, updated or unchanged; `edition` is set if readers see it now."""

    kind: str
    article: Article
    edition: Edition | None = None
    notes: tuple[str, ...] = ()


def keep_seed(read, *, draft=False):
    """Write a Read (of seeds.py) into the database in one transaction; return the Outcome.

    A new story without unplaced lines goes live at once unless `draft`. A changed file updates
    the working copy only where no editor has touched it; what is live stays as it is.
    Raises SeedError; then nothing was kept.
    """
    try:
        with transaction.atomic():
            outcome = _keep(read, draft)
    except ValidationError as error:
        fields = error.message_dict.items()
        reasons = (f"{field}: {' '.join(messages)}" for field, messages in fields)
        raise SeedError(" ".join(reasons)) from error
    _render_new_photos(outcome)
    return outcome


def _keep(read, draft):
    before = _earlier_source(read)
    if before and before.sha256 == read.sha256:
        return Outcome("unchanged", before.article)
    story, notes = _with_pictures(read)
    if before:
        return _update(read, story, before, draft, notes)
    article = Article.load(story)
    _keep_source(article, read)
    keep_version(article, by=None, kind=VersionKind.IMPORT, reason=read.name)
    return _published("created", article, read.reading, draft, notes)


def _published(kind, article, reading, draft, notes):
    """Publish a story that readers never saw, unless something speaks against it; say what."""
    against = _reason_to_wait(reading, draft)
    if against:
        return Outcome(kind, article, notes=(*notes, against))
    return Outcome(kind, article, publish(article, by=None, despite="imported"), notes)


def _reason_to_wait(reading, draft):
    if draft:
        return _("draft")
    if reading.unplaced:
        lines = ", ".join(str(unplaced.line) for unplaced in reading.unplaced)
        return _("draft: lines not placed: %(lines)s") % {"lines": lines}
    if not reading.story.section:
        return _("draft: no section found")
    dates = (reading.story.published_at, reading.story.updated_at)
    if any(date and date > timezone.now() for date in dates):
        return _("draft: its date is yet to come")
    return ""


def _earlier_source(read):
    """Return the newest Source of the same file, else one with the same bytes, else None."""
    sources = Source.objects.select_related("article").order_by("-pk")
    same_file = sources.filter(origin=read.origin).first() if read.origin else None
    return same_file or sources.filter(sha256=read.sha256).first()


def _update(read, story, before, draft, notes):
    article = Article.objects.select_for_update().get(pk=before.article_id)
    current, last_import = article.story(), before.as_story()
    _keep_source(article, read)
    if current == last_import:
        Article.load(_with_refs(story, current), into=article)
        keep_version(article, by=None, kind=VersionKind.IMPORT, reason=read.name)
        if not article.editions.exists() and article.status == Status.DRAFT:
            return _published("updated", article, read.reading, draft, notes)
        waits = _("the change waits in the working copy")
        return Outcome("updated", article, notes=(*notes, waits))
    Version.objects.create(
        article=article,
        kind=VersionKind.IMPORT,
        revision=article.revision,
        content=story.to_json(),
        reason=read.name,
    )
    kept = _("an editor changed this story; the new text waits as a version")
    return Outcome("updated", article, notes=(*notes, kept))


def _keep_source(article, read):
    reading = read.reading
    return Source.objects.create(
        article=article,
        name=read.name[-500:],
        origin=read.origin,
        sha256=read.sha256,
        content=read.content,
        encoding=reading.encoding,
        spans=[[span.part, span.first, span.last] for span in reading.spans],
        unplaced=[[line, text] for line, text in reading.unplaced],
        story=reading.story.to_json(),
    )


def _with_pictures(read):
    """Return the story with the pictures beside its file as `ref`s, and notes on failures."""
    story, notes, refs = read.reading.story, [], {}
    for place, path in read.file.pictures().items():
        if place > len(story.photos):
            notes.append(_("%(file)s: the story has no photo %(place)d")
                         % {"file": path.name, "place": place})  # fmt: skip
            continue
        try:
            refs[place] = _keep_words(_photo_of(path), story, place)
        except (PictureError, OSError) as error:
            notes.append(f"{path.name}: {error}")
    return _number_photos(story, refs), tuple(notes)


def _photo_of(path):
    return keep_photo(path.read_bytes(), path.name, leave_to_worker=False)


def _keep_words(photo, story, place):
    """Let a picture that came without a credit take the one printed below it; return its id."""
    use = story.photos[place - 1]
    if not photo.credit and use.credit_line:
        photo.creator, photo.supplier = use.creator, use.supplier
        photo.credit_line = use.credit_line
        photo.save(update_fields=["creator", "supplier", "credit_line"])
    return photo.pk


def _number_photos(story, refs):
    """Return `story` with photo number n (1 is the first) referring to the row refs[n]."""
    place = 0

    def numbered(block):
        nonlocal place
        if not isinstance(block, PhotoBlock):
            return block
        place += 1
        return replace(block, ref=refs.get(place, block.ref))

    lead = numbered(story.lead_photo)
    return replace(story, lead_photo=lead, blocks=tuple(map(numbered, story.blocks)))


def _with_refs(story: Story, current: Story):
    """Return `story` with the rows that `current` has for photos and videos of the same words."""
    known = {block: block.ref for block in (*current.photos, *current.videos)}

    def kept(block):
        return replace(block, ref=known[block]) if block in known and not block.ref else block

    lead = story.lead_photo and kept(story.lead_photo)
    return replace(
        story, lead_photo=lead, blocks=tuple(
            kept(block) if hasattr(block, "ref") else block for block in story.blocks
        ),
    )  # fmt: skip


def _render_new_photos(outcome):
    """Make the files for readers at once: an import has no one waiting, and no worker to ask."""
    photos = Photo.objects.filter(uses__article=outcome.article, renditions=None)
    for photo in photos.exclude(file="").distinct():
        make_renditions(photo)
