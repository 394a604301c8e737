"""Events: the append-only log of everything readers must notice."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.vocabulary import EventKind


class EventQuerySet(models.QuerySet):
    def after(self, position, at=None):
        """Events written after event `position` that are due at `at` (default: now), in order."""
        return self.filter(pk__gt=position, due_at__lte=at or timezone.now()).order_by("pk")


class Event(models.Model):
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    article = models.ForeignKey(
        "Article", on_delete=models.PROTECT, null=True, related_name="events"
    )
    keys = models.JSONField(
        _("keys"), default=list, help_text=_("What it touches: “article:12”, “section:3”.")
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), db_index=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self):
        return f"{self.get_kind_display()} {self.article_id or ''}".strip()
