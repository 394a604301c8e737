"""Related links, and reports of errors by readers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import story
from articles.models.fields import WebAddressField


class RelatedLink(models.Model):
    """A pointer to another story: one of ours, an address, or a headline that has none."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="related_links")
    label = models.CharField(
        _("label"),
        max_length=200,
        blank=True,
        help_text=_("The word in front: “MORE”, “ANALYSIS”."),
    )
    title = models.CharField(
        _("words"),
        max_length=1000,
        blank=True,
        help_text=_("The headline there. Empty: that of our story, as readers have it."),
    )
    target = models.ForeignKey(
        "Article", verbose_name=_("story of ours"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", help_text=_("Readers see the link while they may see that story."),
    )  # fmt: skip
    url = WebAddressField(
        _("or address"), blank=True, max_length=2000,
        help_text=_("Empty, with words: readers see the words alone."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("related link")
        verbose_name_plural = _("related links")
        constraints = [
            models.CheckConstraint(
                name="related_link_has_words_or_a_story",
                condition=Q(target=None) & ~Q(title="") | Q(target__isnull=False) & Q(url=""),
                violation_error_message=_(
                    "Choose a story of ours, or write the words of the link and its address if it "
                    "has one; not both a story and an address."
                ),
            ),
        ]

    def __str__(self):
        return self.title or str(self.target)

    def as_related(self):
        """Return the link as story.Related; its title is empty where our story's own is meant."""
        return story.Related(self.title, self.label, self.url, ref=self.target_id)


class Suspicion(models.TextChoices):
    """What makes a report look like the work of a machine; such a report waits apart."""

    TRAP = "trap", _("Filled in a field that people do not see")
    QUICK = "quick", _("Sent within seconds")
    LINKS = "links", _("Full of links")
    ELSEWHERE = "elsewhere", _("Sent from another site")
    MANY = "many", _("One of many from one place within an hour")


class ErrorReportQuerySet(models.QuerySet):
    def open(self):
        """Reports that wait for somebody, the suspected ones left out."""
        return self.filter(settled_at=None, suspicion="")

    def suspected(self):
        return self.filter(settled_at=None).exclude(suspicion="")

    def settled(self):
        return self.filter(settled_at__isnull=False)

    def settle(self, by, at=None):
        """Settle those of these that wait; return how many (number).

        The reader's address is let go: it was given to ask back, and for nothing else.
        """
        waiting = self.filter(settled_at=None)
        return waiting.update(settled_at=at or timezone.now(), settled_by=by, email="")

    def reopen(self):
        """Let those of these that were settled wait again; return how many (number)."""
        return self.settled().update(settled_at=None, settled_by=None)


class ErrorReport(models.Model):
    """What a reader says is wrong with a story."""

    article = models.ForeignKey(
        "Article", verbose_name=_("story"), on_delete=models.PROTECT, related_name="error_reports"
    )
    text = models.TextField(_("report"))
    email = models.EmailField(_("e-mail"), blank=True)
    suspicion = models.CharField(
        _("perhaps spam"), max_length=20, choices=Suspicion, blank=True, editable=False
    )
    at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("settled by"), on_delete=models.PROTECT,
        null=True, editable=False, related_name="+",
    )  # fmt: skip

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        indexes = [models.Index(name="error_report_waiting", fields=["settled_at", "-id"])]

    def __str__(self):
        return f"{self.article_id}: {self.text[:60]}"
