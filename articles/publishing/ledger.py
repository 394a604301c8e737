"""The two records of publishing: the hash chain of a story's editions, and the log of events."""

from django.utils import timezone

from articles.models import Event
from articles.publishing.hub import announce
from articles.publishing.locks import take_turns
from articles.story import sha256_of_json


def chain_hash(edition, previous):
    """Return the link of `edition` (SHA-256, hex) after the edition `previous` or None."""
    return sha256_of_json(
        [
            previous.chain_hash if previous else "",
            edition.content_hash,
            {
                "article": edition.article_id,
                "number": edition.number,
                "kind": str(edition.kind),
                "revision": edition.revision,
                "by": edition.by_id,
                "reason": edition.reason,
                "notice": edition.notice,
                "frozen": edition.created_at.isoformat(),
            },
        ]
    )


def chain_is_intact(article):
    """True if no edition of `article` was changed, left out or slipped in. Sealed ones verify."""
    previous = None
    for edition in article.editions.order_by("number"):
        if edition.content is not None and sha256_of_json(edition.content) != edition.content_hash:
            return False
        if edition.chain_hash != chain_hash(edition, previous):
            return False
        previous = edition
    return True


def record(kind, article, *, by, reason="", keys=(), due_at=None):
    """Append an Event, and have it told; to be called inside the transaction that makes the fact.

    `article` is None where the fact is no story's own.

    PostgreSQL hands out ids before commit, so a reader of "all after id N" could pass over a
    slower transaction; by turns, ids appear in the order they become visible.
    """
    take_turns("event")
    now = timezone.now()
    keys = sorted({*keys, *([f"article:{article.pk}"] if article else ())})
    event = Event.objects.create(
        kind=kind, article=article, by=by, reason=reason, keys=keys, at=now, due_at=due_at or now
    )
    announce(event)
    return event


def keys_of(edition, tag_links=None, contributor_links=None):
    """Return the keys of the lists an edition stands in; its links are read if not given."""
    section = edition.section
    tag_links = edition.tag_links.all() if tag_links is None else tag_links
    if contributor_links is None:
        contributor_links = edition.contributor_links.all()
    keys = {"front", f"section:{section.pk}"}
    if section.parent_id:
        keys.add(f"section:{section.parent_id}")
    keys |= {f"tag:{link.tag_id}" for link in tag_links}
    keys |= {f"contributor:{link.contributor_id}" for link in contributor_links}
    return keys
