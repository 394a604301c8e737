"""Where a story is filed: its section and its tags, changed without opening it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import AuditAction
from articles.models.loading import append_tags
from articles.publishing.audit import note
from articles.publishing.errors import NotAllowed
from articles.publishing.locks import lock
from articles.publishing.versions import keep_version
from articles.vocabulary import Status


@transaction.atomic
def move_to_section(article, section, *, by, revision=None):
    """Give the working copy another home desk. Raises NotAllowed where it is there already."""
    fresh = _opened(article, revision)
    if fresh.section_id == section.pk:
        raise NotAllowed(
            _("“%(story)s” is in %(section)s already.") % {"story": fresh, "section": section}
        )
    before = fresh.section or ""
    fresh.section = section
    return _kept(fresh, by, before=before, after=section)


@transaction.atomic
def add_tags(article, tags, *, by, revision=None):
    """Add names of tags to the working copy. Raises NotAllowed where it has them all."""
    fresh = _opened(article, revision)
    names = fresh.tag_names()
    known = set(map(str.casefold, names))
    new = [tag for tag in tags if tag.casefold() not in known]
    if not new:
        text = ngettext(
            "“%(story)s” has the tag “%(tags)s” already.",
            "“%(story)s” has the tags “%(tags)s” already.",
            len(tags),
        )
        raise NotAllowed(text % {"story": fresh, "tags": ", ".join(tags)})
    append_tags(fresh, new)
    return _kept(fresh, by, before=", ".join(names), after=", ".join((*names, *new)))


def _opened(article, revision):
    fresh = lock(article, revision)
    if fresh.status == Status.SPIKED:
        raise NotAllowed(_("“%(story)s” is spiked; take it back first.") % {"story": fresh})
    return fresh


def _kept(article, by, **change):
    article.revision += 1
    article.saved_at = timezone.now()
    article.save(update_fields=["section", "revision", "saved_at"])
    keep_version(article, by=by)
    note(AuditAction.FILED, by=by, article=article, **change)
    return article
