"""A step for many stories, done in rounds: as much as fits in a few seconds, then a page between.

That page carries, signed, the ids of the stories that are left: they are fixed when the step is
confirmed, and no view is asked again. Each story is a transaction of its own. All steps of a run
bear its key in the audit, so that a round that is sent twice does nothing twice.
"""

import time
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.core import signing
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.bulk_steps import MANY
from articles.admin.roles import rights_in_list
from articles.admin.state import with_state
from articles.models import Article, AuditEntry, Section
from articles.publishing.audit import run as run_key
from articles.vocabulary import Status

SECONDS = 4  # of one round: less than any proxy waits
TOGETHER = 50  # stories looked up at a time, so that what they are asked for is not old
NAMED = 100  # of what is done; what is refused is named in full
KEPT_FOR = timedelta(days=1)


@dataclass
class Run:
    """Where a step for many has come to; all of it can be written as JSON."""

    verb: str
    given: dict  # what was typed, by the names of the form's fields
    left: list  # ids
    total: int
    began: str = field(default_factory=lambda: timezone.now().isoformat())
    key: str = field(default_factory=lambda: get_random_string(12))
    done: int = 0
    first: list = field(default_factory=list)  # ids of the first that were done
    refused: list = field(default_factory=list)  # [id, why not]

    @classmethod
    def read(cls, text, user):
        """Return the Run of what `sign` wrote for that user, or None."""
        try:
            return cls(**signing.loads(text, salt=_salt(user), max_age=KEPT_FOR))
        except signing.BadSignature:
            return None

    def sign(self, user):
        return signing.dumps(asdict(self), salt=_salt(user), compress=True)

    @property
    def gone_through(self):
        return self.total - len(self.left)

    def stories(self):
        """Return ([the first that were done], [(story, or what is known of it; why not)])."""
        ids = {*self.first, *(pk for pk, _why in self.refused)}
        found = {article.pk: article for article in _some(ids, "headline")}
        done = [found[pk] for pk in self.first if pk in found]
        return done, [(found.get(pk, f"#{pk}"), why) for pk, why in self.refused]


def work(run, user):
    """Do the step to as many of the stories left as fit in one round, to one at least."""
    given = _given(run)
    if given is None:
        text = _("What was asked for is no longer possible; choose again.")
        run.refused += [(pk, text) for pk in run.left]
        run.left = []
        return
    ends, done, number = time.monotonic() + SECONDS, [], 0
    outer = run_key.set(run.key)
    try:
        for pk, article, rights, is_done in _looked_up(run, user):
            number += 1
            why = "" if is_done else _why_not(run, user, article, rights, given)
            if why and not _done_already(run, [pk]):
                run.refused.append((pk, why))
            else:
                run.done += 1
                run.first += [pk] if len(run.first) < NAMED else []
                done += [] if is_done else [article]
            if time.monotonic() >= ends:
                break
    finally:
        run_key.reset(outer)
    run.left = run.left[number:]
    LogEntry.objects.log_actions(user.pk, done, CHANGE, [{"changed": {"fields": [run.verb]}}])


def _given(run):
    """Return what the step takes, or None where that is gone."""
    form = MANY[run.verb].form(run.given)
    form.now = datetime.fromisoformat(run.began)  # an hour that was to come then is none to mend
    return form.cleaned_data if form.is_valid() else None


def _looked_up(run, user):
    """Yield (id, article or None, Rights, whether this run has done it) of the stories left."""
    own = {section.pk for section in Section.objects.marked_for(user) if section.is_mine}
    for start in range(0, len(run.left), TOGETHER):
        ids = run.left[start : start + TOGETHER]
        articles = with_state(Article.objects.filter(pk__in=ids)).defer("body")
        found = {article.pk: article for article in articles}
        rights = rights_in_list(user, found.values(), own)
        known = _done_already(run, ids)
        for pk in ids:
            yield pk, found.get(pk), rights.get(pk), pk in known


def _why_not(run, user, article, rights, given):
    """Do the step to one story; return why it is refused, or nothing."""
    many = MANY[run.verb]
    if article is None:
        return _("It is no longer here.")
    if not getattr(rights, many.right):
        return _not_theirs(article, many)
    try:
        many.run(article, user, rights, given)
    except publishing.PublishingError as why:
        return str(why)
    return ""


def _done_already(run, ids):
    """Return those of `ids` to which this very run has done its step."""
    steps = AuditEntry.objects.filter(article__in=ids, detail__run=run.key)
    return set(steps.order_by().values_list("article", flat=True))


def _some(ids, *fields):
    ids = list(ids)
    for start in range(0, len(ids), 500):
        yield from Article.objects.filter(pk__in=ids[start : start + 500]).only(*fields)


def _not_theirs(article, many):
    if article.status == Status.SPIKED and many.right == "spike":
        return _("“%(story)s” is spiked already.") % {"story": article}
    if article.status == Status.SPIKED:
        return _("“%(story)s” is spiked; take it back first.") % {"story": article}
    return _("“%(story)s” is not yours to do that to.") % {"story": article}


def _salt(user):
    return f"articles.bulk.{user.pk}"
