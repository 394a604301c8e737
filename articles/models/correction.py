"""Public notes on what a story said before."""

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles import story
from articles.story import CorrectionKind
from articles.vocabulary import CORRECTION_KINDS


class Correction(models.Model):
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(
        _("kind"), max_length=20, choices=CORRECTION_KINDS, default=CorrectionKind.CORRECTION
    )
    text = models.TextField(
        _("text"),
        help_text=_("What was wrong and what is right: “The bridge is 120 metres long, not 210.”"),
    )
    at = models.DateTimeField(
        _("date"), null=True, blank=True, help_text=_("When readers were told.")
    )
    edition = models.ForeignKey(
        "Edition", on_delete=models.PROTECT, null=True, editable=False, related_name="corrections"
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self):
        return Truncator(self.text).chars(80)

    def as_correction(self):
        return story.Correction(self.text, CorrectionKind(self.kind), self.at)
