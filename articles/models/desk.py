"""What the desk keeps about its own work: who is where, who did what, who is told, who may look."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.vocabulary import Status


class AuditAction(models.TextChoices):
    """Steps that somebody answers for."""

    STATUS = "status", _("Desk state")
    FILED = "filed", _("Section or tags changed")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Scheduled")
    RESCHEDULED = "rescheduled", _("Rescheduled")
    CANCELLED = "cancelled", _("Schedule cancelled")
    CORRECTED = "corrected", _("Corrected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HELD = "held", _("Put on legal hold")
    RELEASED = "released", _("Released from legal hold")
    EMBARGO = "embargo", _("Embargo")
    RESTORED = "restored", _("Earlier text restored")
    LINK_MADE = "link_made", _("Preview link made")
    LINK_REVOKED = "link_revoked", _("Preview link revoked")
    FRONT = "front", _("Front changed")
    INVITED = "invited", _("Account invited")
    ACCOUNT = "account", _("Account changed")


class NoticeKind(models.TextChoices):
    """Why somebody at the desk is told."""

    REVIEW = "review", _("Waits for review")
    RETURNED = "returned", _("Came back to you")
    READY = "ready", _("Marked ready")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Scheduled")


class Profile(models.Model):
    """What the newsroom keeps of an account besides Django's own fields."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    mail_review = models.BooleanField(
        _("mail me when a story of my sections is sent to review"), default=True
    )
    mail_returned = models.BooleanField(_("mail me when a story of mine comes back"), default=True)
    seen_at = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self):
        return str(self.user)


class PresenceQuerySet(models.QuerySet):
    def seen_since(self, moment):
        return self.filter(seen_at__gte=moment)


class Presence(models.Model):
    """One tab in which somebody has a story open."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences"
    )
    tab = models.CharField(max_length=40)
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                name="presence_is_one_per_tab", fields=["article", "user", "tab"]
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.article_id}"


class AuditEntry(models.Model):
    """One step somebody took: who, when, from where, why. Append-only."""

    action = models.CharField(_("step"), max_length=30, choices=AuditAction)
    article = models.ForeignKey(
        "Article", verbose_name=_("story"), on_delete=models.PROTECT, null=True,
        related_name="audit_entries",
    )  # fmt: skip
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, null=True,
        related_name="+", help_text=_("Whose account was changed."),
    )  # fmt: skip
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, null=True,
        related_name="+",
    )  # fmt: skip
    at = models.DateTimeField(_("at"), default=timezone.now)
    origin = models.CharField(
        _("from where"), max_length=64, blank=True, help_text=_("The network address.")
    )
    before = models.CharField(_("from"), max_length=300, blank=True)
    after = models.CharField(_("to"), max_length=300, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    detail = models.JSONField(_("more"), default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        indexes = [models.Index(name="audit_of_article", fields=["article", "-id"])]

    def __str__(self):
        return f"{self.get_action_display()} {self.article_id or self.account_id or ''}".strip()


class NotificationQuerySet(models.QuerySet):
    def unread(self, user):
        return self.filter(user=user, read_at=None)


class Notification(models.Model):
    """Something one person at the desk should notice; `at` moves on while it is unread."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="notifications")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    words = models.CharField(_("words"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(name="notification_waiting", fields=["user", "read_at", "-id"]),
            models.Index(name="notification_in_time", fields=["user", "-at", "-id"]),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.kind} {self.article_id}"


def new_token():
    """Return what nobody guesses, for the address of a preview (32 characters)."""
    return secrets.token_urlsafe(24)


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at=None):
        """Links that open at `at` (aware, default: now): none of a story held or spiked."""
        in_force = self.filter(revoked_at=None, expires_at__gt=at or timezone.now())
        return in_force.filter(article__held=False).exclude(article__status=Status.SPIKED)


class PreviewLink(models.Model):
    """A secret address at which somebody without an account reads a story before its time."""

    article = models.ForeignKey("Article", on_delete=models.PROTECT, related_name="preview_links")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    label = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("For example “the lawyer”.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("opens until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    opened = models.PositiveIntegerField(_("times opened"), default=0)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            models.CheckConstraint(
                name="preview_link_ends_after_it_begins",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("A link must open at least for a moment."),
            ),
        ]

    def __str__(self):
        return self.label or f"#{self.pk}"
