"""Editions: what readers get, frozen, each within its window of time."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, models
from django.db.models import F, FilteredRelation, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.models.people import Contributor
from articles.models.photo import Photo
from articles.models.section import Section
from articles.models.video import Video
from articles.story import Story
from articles.vocabulary import EditionKind

# The end of a window that has none. A date, so that one comparison covers every edition.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class EditionQuerySet(models.QuerySet):
    def in_force(self, at=None):
        """Editions whose window is open at `at` (aware datetime; default: now), held or not."""
        at = at or timezone.now()
        return self.filter(goes_live_at__lte=at, replaced_at__gt=at)

    def current(self, at=None):
        """Editions that answer readers at `at`, tombstones among them."""
        return self.in_force(at).filter(held=False)

    def live(self, at=None):
        """Editions a reader sees at `at` (aware datetime; default: now), tombstones left out."""
        return self.current(at).exclude(kind=EditionKind.WITHDRAWAL)

    def pending(self, at=None):
        """Editions that wait for an hour after `at`."""
        return self.filter(goes_live_at__gt=at or timezone.now(), replaced_at=FOREVER)

    def without_end(self):
        """The last edition of each story, in force or waiting, unless it was cancelled."""
        return self.filter(replaced_at=FOREVER)

    def that_went_live(self, at=None):
        """Editions readers could see at some moment up to `at`; cancelled ones never could."""
        at = at or timezone.now()
        return self.filter(goes_live_at__lte=at, replaced_at__gt=F("goes_live_at"))

    def in_section(self, section):
        """Editions of a section and of the sections inside it."""
        inside = Section.objects.filter(Q(pk=section.pk) | Q(parent=section))
        return self.filter(section_id__in=list(inside.values_list("pk", flat=True)))

    def with_tag(self, tag):
        return self._in_list("tag_links", tag=tag)

    def by_contributor(self, contributor):
        return self._in_list("contributor_links", contributor=contributor)

    def _in_list(self, links, **key):
        """Editions in the list of `key`, joined to their `place` in it, which has its order."""
        condition = Q(**{f"{links}__{name}": value for name, value in key.items()})
        placed = self.annotate(place=FilteredRelation(links, condition=condition))
        return placed.filter(**{f"place__{name}": value for name, value in key.items()})

    def with_card_parts(self, at=None):
        """Load what a headline card shows, in three queries; a photo out of rights counts as none.

        `at` is an aware datetime; default: now.
        """
        photos = Photo.objects.in_rights(at).prefetch_related("renditions")
        return (
            self.defer("content")
            .select_related("section")
            .prefetch_related(models.Prefetch("lead_photo", photos))
        )

    def with_has_picture(self, at=None):
        """Add the boolean `has_picture`: whether a card would have files to show at `at`."""
        shown = Photo.objects.in_rights(at).filter(renditions__isnull=False)
        lead = shown.filter(pk=models.OuterRef("lead_photo"))
        return self.annotate(has_picture=models.Exists(lead))

    def with_public_count(self, at=None):
        """Add `public_count`: how many editions of the same story readers saw up to `at`."""
        siblings = Edition.objects.filter(article_id=models.OuterRef("article_id"))
        shown = (
            siblings.that_went_live(at).order_by().annotate(n=models.Func("pk", function="COUNT"))
        )
        return self.annotate(public_count=models.Subquery(shown.values("n")))

    def counts_within(self, spans, most):
        """Return how many of these editions sort into each (since, until) of `spans`, in one query.

        A count ends at `most`, so that each costs a short range of the index, whatever lies in it.
        """
        if not spans:
            return []
        rows = self.filter(
            sort_at__gte=RawSQL("spans.since", ()), sort_at__lt=RawSQL("spans.until", ())
        )
        inner, values = rows.order_by().values("pk")[:most].query.sql_with_params()
        adapt = connection.ops.adapt_datetimefield_value
        bounds = [
            value
            for number, (since, until) in enumerate(spans)
            for value in (number, adapt(since), adapt(until))
        ]
        table = ", ".join(["(%s, %s, %s)"] * len(spans))
        # Nothing but names and placeholders is put together here.
        sql = (
            f"WITH spans(number, since, until) AS (VALUES {table}) "  # noqa: S608
            f"SELECT (SELECT COUNT(*) FROM ({inner}) AS few) FROM spans ORDER BY number"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*bounds, *values])
            return [count for (count,) in cursor.fetchall()]

    def sorted_at_all(self):
        """All of these; said so that SQLite, which counts no rows, reads them in their order.

        Else it may find the live ones by their windows, which are all of an archive, and sort them.
        """
        return self.filter(sort_at__lt=FOREVER)

    def newest_first(self, place=""):
        """In the order of lists; `place` is "place__" in the list of a tag or contributor."""
        return self.order_by(f"-{place}sort_at", f"-{place}article_id")


class Edition(models.Model):
    """A Story frozen at `revision`; only its window may change, and only by verbs."""

    article = models.ForeignKey("Article", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=EditionKind)
    revision = models.PositiveIntegerField(_("revision"))
    content = models.JSONField(
        _("story"), null=True, help_text=_("None in a withdrawal and where it is sealed.")
    )
    content_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(_("sealed"), null=True, blank=True)
    sealed_reason = models.CharField(_("why sealed"), max_length=300, blank=True)
    notice = models.TextField(
        _("notice"), blank=True, help_text=_("What readers of a withdrawn story are told.")
    )
    goes_live_at = models.DateTimeField(_("goes live"))
    replaced_at = models.DateTimeField(_("replaced"), default=FOREVER)
    # The article's legal hold, copied here by the verbs: a join would cost every list a scan.
    held = models.BooleanField(_("legal hold"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("frozen"), default=timezone.now)

    # What lists and addresses read, so that they never touch the working copy.
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=90)
    headline = models.CharField(max_length=1000)
    deck = models.TextField(blank=True)
    kicker = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)
    lead_photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, null=True, related_name="led_editions"
    )
    lead_alt_text = models.TextField(blank=True)
    has_video = models.BooleanField(default=False)
    published_at = models.DateTimeField(_("posted"), null=True)
    updated_at = models.DateTimeField(_("updated"), null=True)
    sort_at = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        indexes = [
            models.Index(
                name="edition_front_order",
                fields=["-sort_at", "-article", "replaced_at", "goes_live_at"],
            ),
            models.Index(
                name="edition_section_order",
                fields=["section", "-sort_at", "-article", "replaced_at", "goes_live_at"],
            ),
            models.Index(name="edition_of_article", fields=["article", "replaced_at"]),
            models.Index(name="edition_pending", fields=["replaced_at", "goes_live_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="edition_window_is_forward",
                condition=Q(replaced_at__gte=F("goes_live_at")),
                violation_error_message=_("An edition cannot be replaced before it goes live."),
            ),
            models.UniqueConstraint(
                name="article_has_one_open_edition",
                fields=["article"],
                condition=Q(replaced_at=FOREVER),
                violation_error_message=_("A story has one edition without an end."),
            ),
            models.UniqueConstraint(name="edition_number_is_unique", fields=["article", "number"]),
            models.CheckConstraint(
                name="edition_has_content_unless_sealed_or_withdrawn",
                condition=Q(content__isnull=False)
                | Q(sealed_at__isnull=False)
                | Q(kind=EditionKind.WITHDRAWAL),
            ),
        ]

    def __str__(self):
        return f"{self.headline} ({self.number})"

    def get_absolute_url(self):
        return reverse("article", args=[self.section.slug, self.slug, self.article_id])

    def get_lite_url(self):
        return reverse("lite-article", args=[self.section.slug, self.slug, self.article_id])

    def get_history_url(self):
        return reverse("history", args=[self.section.slug, self.slug, self.article_id])

    def get_report_url(self):
        return reverse("report", args=[self.section.slug, self.slug, self.article_id])

    def get_thanks_url(self):
        return reverse("report-thanks", args=[self.section.slug, self.slug, self.article_id])

    def story(self):
        """Return the frozen Story, or None where it is sealed or withdrawn."""
        return Story.from_json(self.content) if self.content is not None else None

    @property
    def is_withdrawal(self):
        return self.kind == EditionKind.WITHDRAWAL


class EditionLink(models.Model):
    """Base of the lists an edition stands in; carries the order, so that a page is one range."""

    article = models.ForeignKey("Article", on_delete=models.PROTECT, related_name="+")
    sort_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.edition_id}"


class EditionTag(EditionLink):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="edition_links")

    class Meta:
        indexes = [models.Index(name="edition_tag_order", fields=["tag", "-sort_at", "-article"])]


class EditionContributor(EditionLink):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="contributor_links")
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, related_name="edition_links"
    )

    class Meta:
        indexes = [
            models.Index(
                name="edition_contributor_order", fields=["contributor", "-sort_at", "-article"]
            )
        ]


class EditionPhoto(models.Model):
    """A photo that an edition shows; its renditions are served while one such edition is live."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="photo_links")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="edition_links")

    def __str__(self):
        return f"{self.edition_id}: {self.photo_id}"


class EditionVideo(models.Model):
    """A video that an edition shows."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="video_links")
    video = models.ForeignKey(Video, on_delete=models.PROTECT, related_name="edition_links")

    def __str__(self):
        return f"{self.edition_id}: {self.video_id}"
