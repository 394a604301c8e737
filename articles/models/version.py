"""Versions: every state of a working copy that was ever saved."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.story import Story
from articles.vocabulary import VersionKind


class VersionQuerySet(models.QuerySet):
    def of_working_copy(self):
        """Versions that were the working copy once: neither autosaves nor what was set aside."""
        return self.exclude(kind__in=(VersionKind.AUTOSAVE, VersionKind.SET_ASIDE))

    def unsaved_of(self, user):
        """Autosaves of `user`: typed, kept, and in no save yet."""
        return self.filter(kind=VersionKind.AUTOSAVE, by=user)


class Version(models.Model):
    article = models.ForeignKey("Article", on_delete=models.PROTECT, related_name="versions")
    kind = models.CharField(_("kind"), max_length=20, choices=VersionKind, default=VersionKind.SAVE)
    revision = models.PositiveIntegerField(
        _("revision"), help_text=_("Of the working copy that this version is a picture of.")
    )
    content = models.JSONField(_("story"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    # Of an autosave: when its spell of typing began, in which tab, and the form as it was typed,
    # fields that could not be saved yet among them ({name: [values]}). A save tells its tab too,
    # and in `typed` no more than the turn its words had there.
    since = models.DateTimeField(_("since"), null=True, blank=True)
    tab = models.CharField(max_length=40, blank=True)
    typed = models.JSONField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        indexes = [models.Index(name="version_of_article", fields=["article", "-id"])]
        constraints = [
            models.UniqueConstraint(
                name="autosave_is_one_per_tab",
                fields=["article", "by", "tab"],
                condition=models.Q(kind=VersionKind.AUTOSAVE),
            ),
        ]

    def __str__(self):
        return f"{self.article_id} r{self.revision}"

    def story(self):
        return Story.from_json(self.content)
