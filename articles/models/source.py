"""What an import brought: the bytes, and what the parser was unsure of."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.story import Story


class Source(models.Model):
    """One imported file, byte for byte, and the story that was read from it."""

    article = models.ForeignKey(
        "Article", verbose_name=_("article"), on_delete=models.PROTECT, related_name="sources"
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
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField(_("bytes"))
    encoding = models.CharField(_("encoding"), max_length=20)
    spans = models.JSONField(
        _("lines"),
        help_text=_("Which lines became what: [part, first line, last line], counted from 1."),
    )
    unplaced = models.JSONField(_("unplaced lines"), default=list)
    story = models.JSONField(
        _("story"), help_text=_("As last imported; the base of a later comparison.")
    )
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.name

    def as_story(self):
        return Story.from_json(self.story)


class Doubt(models.Model):
    """Something the parser was not sure of, for an editor to settle."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="doubts")
    line = models.PositiveIntegerField(_("line"))
    text = models.TextField(_("text"))
    question = models.CharField(_("question"), max_length=300)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        ordering = ["source", "line"]
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")

    def __str__(self):
        return f"{self.line}: {self.question}"
