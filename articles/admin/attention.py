"""What a desk chief has to look at, and why: found in short ranges, said in words for each story.

Each reason is looked for among few rows (the newest waiting imports and reports, the photos whose
rights end about now, the editions that wait), so that finding them costs the same in any archive.
"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from articles.admin.moments import hour_in_words, span_in_words
from articles.models import (
    Article,
    AuditAction,
    AuditEntry,
    Edition,
    EditionPhoto,
    ErrorReport,
    Photo,
    Source,
)
from articles.vocabulary import Status

CHANGED_FOR = timedelta(hours=1)  # live, with changes nobody published
IN_REVIEW_FOR = timedelta(days=1)
RIGHTS_END_WITHIN = timedelta(days=7)
RIGHTS_ENDED_WITHIN = timedelta(days=30)  # afterwards it is no news
LOOKED_AT = 2000  # last saved stories of which the live ones are compared with what readers have
EACH = 200  # stories of one reason


def needing_attention(at):
    """Return the list of ids of stories with any of the reasons, at most EACH of each."""
    reasons = [
        _changed(at)[:EACH].values("pk"),
        overdue_reviews(at)[:EACH].values("pk"),
        _troubled(at)[:EACH].values("article"),
        Source.objects.to_review().order_by("-pk")[:EACH].values("article"),
        ErrorReport.objects.open()[:EACH].values("article"),
        rights_ending(at)[:EACH].values("edition__article"),
    ]
    ids = [Article.objects.filter(pk__in=found).order_by().values_list("pk") for found in reasons]
    return [pk for (pk,) in ids[0].union(*ids[1:])]


def _changed(at):
    """Stories live for a while without what was saved last, among the LOOKED_AT last saved."""
    newest = Article.objects.order_by("-saved_at", "-pk").values("pk")[:LOOKED_AT]
    old = Article.objects.saved_until(at - CHANGED_FOR).filter(pk__in=newest)
    return old.live_with_changes(at).order_by("-saved_at")


def waiting_in(state, at):
    """Stories that wait in a desk state, among those last saved.

    Of their present text nothing is published or scheduled.
    """
    in_state = Article.objects.with_status(state).order_by("-saved_at", "-pk")
    newest = Article.objects.filter(pk__in=in_state.values("pk")[:LOOKED_AT])
    return newest.that_waits(at).order_by("-saved_at", "-pk")


def with_waits_since(articles):
    """Add `waits_since`, when each came into its desk state."""
    since = Coalesce(Subquery(last_steps().values("at")[:1]), F("saved_at"))
    return articles.annotate(waits_since=since)


def overdue_reviews(at):
    """Stories that wait in review for longer than IN_REVIEW_FOR."""
    waiting = with_waits_since(waiting_in(Status.IN_REVIEW, at))
    return waiting.filter(waits_since__lt=at - IN_REVIEW_FOR)


def last_steps():
    """Return the entries of the desk states of one story, the last first, for a subquery."""
    steps = AuditEntry.objects.filter(article=OuterRef("pk"), action=AuditAction.STATUS)
    return steps.order_by("-pk")


def name_of_account(account):
    """Return the expression of the name by which colleagues know an account."""
    first_name = NullIf(f"{account}__first_name", Value(""))
    return Coalesce(first_name, f"{account}__username")


def _troubled(at):
    """Editions that wait for an hour, though something stands in their way."""
    photos = EditionPhoto.objects.filter(edition=OuterRef("pk"))
    ended = photos.filter(photo__rights_until__lte=OuterRef("goes_live_at"))
    return (
        Edition.objects.pending(at)
        .filter(
            Q(held=True)
            | ~Q(revision=F("article__revision"))
            | Q(article__embargo_until__gt=F("goes_live_at"))
            | Q(Exists(ended))
        )
        .order_by("goes_live_at")
    )


def rights_ending(at):
    """Uses in live editions of photos whose rights end soon or ended lately, the last end first."""
    ending = Photo.objects.filter(rights_until__range=_soon(at))
    live = Edition.objects.live(at).filter(pk=OuterRef("edition_id"))
    uses = EditionPhoto.objects.filter(Exists(live), photo__in=ending.order_by().values("pk"))
    return uses.order_by("-photo__rights_until", "-pk")


def _soon(at):
    return at - RIGHTS_ENDED_WITHIN, at + RIGHTS_END_WITHIN


def with_reasons(articles, at):
    """Add to articles loaded by `with_state` what `reasons_of` reads; for the rows of one page."""
    uses = EditionPhoto.objects.filter(edition__article=OuterRef("pk"))
    now = Edition.objects.live(at).filter(pk=OuterRef("edition_id"))
    pending = Edition.objects.pending(at)
    ends_before = F("edition__goes_live_at")
    coming = uses.filter(
        Exists(pending.filter(pk=OuterRef("edition_id"))), photo__rights_until__lte=ends_before
    )
    ending = uses.filter(Exists(now), photo__rights_until__range=_soon(at))
    return articles.annotate(
        rights_end=Subquery(
            ending.order_by("photo__rights_until").values("photo__rights_until")[:1]
        ),
        waiting_revision=Subquery(pending.filter(article=OuterRef("pk")).values("revision")[:1]),
        coming_without_rights=Exists(coming),
        has_doubts=Exists(Source.objects.to_review().filter(article=OuterRef("pk"))),
        has_reports=Exists(ErrorReport.objects.open().filter(article=OuterRef("pk"))),
        last_step_at=Subquery(last_steps().values("at")[:1]),
        last_step_by=Subquery(last_steps().values(name=name_of_account("by"))[:1]),
    )


def reasons_of(article, at, in_review_since=None):
    """Yield in words why a story (loaded with_reasons) needs somebody."""
    changed = article.is_live and article.live_revision != article.revision
    if changed and article.saved_at < at - CHANGED_FOR:
        span = span_in_words(at - article.saved_at)
        yield _("readers lack what was saved %(span)s ago") % {"span": span}
    if in_review_since and in_review_since < at - IN_REVIEW_FOR:
        yield _("waits for review for %(span)s") % {"span": span_in_words(at - in_review_since)}
    if article.waits_for:
        yield from _what_stands_in_the_way(article)
    if article.rights_end:
        said = (
            _("rights of a photo ended: %(hour)s")
            if article.rights_end <= at
            else _("rights of a photo end: %(hour)s")
        )
        yield said % {"hour": hour_in_words(article.rights_end, at)}
    if article.has_doubts:
        yield _("the import has doubts")
    if article.has_reports:
        yield _("a reader reports an error")


def _what_stands_in_the_way(article):
    if article.held:
        yield _("scheduled, but on legal hold")
    if article.embargo_until and article.embargo_until > article.waits_for:
        yield _("scheduled, but under embargo for longer")
    if article.waiting_revision != article.revision:
        yield _("scheduled without what was saved since")
    if article.coming_without_rights:
        yield _("scheduled with a photo whose rights end before")
