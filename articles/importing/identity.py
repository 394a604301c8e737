"""Which story of ours a source is: the one of its id, of its file, of its very bytes, or none."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Source
from articles.publishing.locks import take_turns

# Enough to tell stories apart; each further column costs every import a little.
TELLING = ("name", "origin", "external_id", "sha256", "article__headline")


@dataclass(frozen=True)
class Known:
    """What is known of a source before it is kept; `before` is the newest import of its story."""

    before: Source | None = None
    duplicate: Source | None = None
    note: str = ""


def unchanged(read):
    """Return the Source of the same file if its newest bytes are these, else None."""
    same_place = Source.objects.filter(origin=read.origin)
    if not read.origin:  # standard input comes from nowhere, so only its bytes tell
        same_place = same_place.filter(sha256=read.sha256)
    newest = _telling(same_place).first()
    return newest if newest and newest.sha256 == read.sha256 else None


def identify(read):
    """Return the Known of a Read (of seeds.py); to be called inside the transaction."""
    take_turns("import", read.origin or read.sha256)  # two imports of one file
    found, note = _same_story(read)
    before = found and Source.objects.filter(article=found.article_id).first()
    twin = _twin(read, before)
    return Known(before, twin, note)


def _same_story(read):
    """Return (Source of the same story or None, what is odd about it)."""
    sources = _telling(Source.objects)
    same_file = sources.filter(origin=read.origin).first() if read.origin else None
    external_id = read.reading.story.external_id
    if not external_id:
        return same_file, ""
    if by_id := sources.filter(external_id=external_id).first():
        odd = by_id.origin != read.origin and (
            same_file is None or same_file.article_id != by_id.article_id
        )
        note = _("%(id)s came before as %(file)s") % {"id": external_id, "file": by_id.name}
        return by_id, note if odd else ""
    if same_file and same_file.external_id:
        note = _("the file held another story before, %(id)s") % {"id": same_file.external_id}
        return None, note
    return same_file, ""


def _twin(read, before):
    """Return the Source from elsewhere that has the same bytes, where that says it all."""
    same_bytes = _telling(Source.objects.filter(sha256=read.sha256))
    twin = same_bytes.exclude(origin=read.origin).first()
    if twin is None or before is None:
        return twin
    if twin.article_id != before.article_id:
        return twin
    return twin if before.sha256 == read.sha256 and before.origin != read.origin else None


def _telling(sources):
    return sources.select_related("article").only(*TELLING)
