"""What an import brought: the bytes, what was read from them, and what an editor has to look at."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.story import Story
from articles.vocabulary import Status


class SourceQuerySet(models.QuerySet):
    def to_review(self):
        """Imports that an editor has to look at: doubts, conflicts, likeness, no section."""
        doubts = Doubt.objects.open().filter(source=OuterRef("pk"))
        return self.filter(
            Exists(doubts)
            | Q(base__isnull=False)
            | Q(perhaps_same_as__isnull=False)
            | Q(article__section=None),
            waits=True,
        ).exclude(article__status=Status.SPIKED)

    def with_doubt_count(self):
        """Add `doubt_count`, the number of doubts nobody has settled."""
        doubts = Doubt.objects.open().filter(source=OuterRef("pk")).order_by()
        return self.annotate(
            # A join would be grouped over all columns, the bytes among them.
            doubt_count=Subquery(doubts.annotate(n=Func("pk", function="COUNT")).values("n"))
        )


class Source(models.Model):
    """One imported file, byte for byte, and the story that was read from it."""

    article = models.ForeignKey(
        "Article", verbose_name=_("story"), on_delete=models.PROTECT, related_name="sources"
    )
    name = models.CharField(
        _("file name"), max_length=500, help_text=_("Path below the folder that was imported.")
    )
    origin = models.CharField(
        max_length=64,
        blank=True,
        db_index=True,
        editable=False,
        help_text=_("Hash of the full path: the same file of the same folder is the same story."),
    )
    external_id = models.CharField(
        _("external id"),
        max_length=300,
        blank=True,
        db_index=True,
        help_text=_("The sender's permanent id."),
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField(_("bytes"))
    format = models.CharField(_("format"), max_length=20, default="seed")
    encoding = models.CharField(_("encoding"), max_length=20)
    spans = models.JSONField(
        _("lines"),
        help_text=_("Which lines became what: [part, first line, last line], counted from 1."),
    )
    unplaced = models.JSONField(_("unplaced lines"), default=list)
    story = models.JSONField(_("text"), help_text=_("As last imported."))
    base = models.JSONField(
        null=True,
        editable=False,
        help_text=_(
            "While parts wait in conflict: what the next import compares with, which is the "
            "imported text, but in those parts the one before it."
        ),
    )
    perhaps_same_as = models.ForeignKey(
        "Article",
        verbose_name=_("perhaps the same as"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    # Only the newest import of a story can wait; the index on it keeps the list of them short.
    waits = models.BooleanField(default=False, editable=False)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(name="source_waits", fields=["-id"], condition=Q(waits=True))]

    def __str__(self):
        return self.name

    def as_story(self):
        return Story.from_json(self.story)

    def what_waits(self):
        """Yield what an editor has to look at (loaded with_doubt_count), in a few words each."""
        if not self.waits:
            return
        if self.doubt_count:
            said = ngettext("%(n)d doubt", "%(n)d doubts", self.doubt_count)
            yield said % {"n": self.doubt_count}
        if self.base is not None:
            yield gettext("changed here and in the source")
        if self.perhaps_same_as:
            yield gettext("perhaps the same as “%(story)s”") % {"story": self.perhaps_same_as}
        if self.article.section_id is None:
            yield gettext("no section")

    def merge_base(self):
        """Return the Story that the editor's copy and the next import are compared with."""
        return Story.from_json(self.base or self.story)


class DoubtQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)


class Doubt(models.Model):
    """A line that may have been read wrongly, for an editor to settle."""

    source = models.ForeignKey(
        Source, verbose_name=_("import"), on_delete=models.CASCADE, related_name="doubts"
    )
    line = models.PositiveIntegerField(_("line"))
    text = models.TextField(_("text"))
    read_as = models.CharField(_("read as"), max_length=40)
    others = models.JSONField(
        _("or perhaps"), default=list, help_text=_("What else it could be, likeliest first.")
    )
    sureness = models.FloatField(
        _("sureness"), default=0, help_text=_("Share of such readings that are right, 0 to 1.")
    )
    settled_as = models.CharField(
        _("settled as"),
        max_length=40,
        blank=True,
        help_text=_("Empty where a newer file made the question pointless."),
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = DoubtQuerySet.as_manager()

    class Meta:
        ordering = ["source", "line"]
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")
        constraints = [
            models.UniqueConstraint(name="doubt_is_asked_once", fields=["source", "line"]),
        ]

    def __str__(self):
        return f"{self.line}: {self.text[:60]}"


class Fingerprint(models.Model):
    """One of a few numbers of an imported text; much the same texts share some."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="fingerprints")
    key = models.BigIntegerField()

    class Meta:
        # With the story in it, the index alone says which stories share keys.
        indexes = [models.Index(name="fingerprint_key", fields=["key", "article"])]
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")

    def __str__(self):
        return f"{self.article_id}: {self.key}"
