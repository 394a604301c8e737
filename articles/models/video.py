"""Videos and sounds, and their use in articles."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import embeds, story
from articles.models.photo import Photo
from articles.story import Medium
from articles.vocabulary import MEDIA


def video_path(video, filename):
    return f"video/{video.name}"


class Video(models.Model):
    """The asset: a player that lives elsewhere (provider + id), or a file of our own."""

    title = models.CharField(_("title"), max_length=500, blank=True)
    description = models.TextField(_("description"), blank=True)
    medium = models.CharField(_("medium"), max_length=10, choices=MEDIA, default=Medium.VIDEO)
    seconds = models.PositiveIntegerField(
        _("length in seconds"), null=True, blank=True, help_text=_("2 minutes 8 seconds are 128.")
    )
    provider = models.CharField(
        _("provider"), max_length=20, choices=embeds.PROVIDERS, blank=True, editable=False
    )
    embed_id = models.CharField(_("id there"), max_length=100, blank=True, editable=False)
    file = models.FileField(_("own file"), upload_to=video_path, max_length=200, blank=True)
    name = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    poster = models.ForeignKey(
        Photo, verbose_name=_("poster"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="posters",
    )  # fmt: skip
    published = models.CharField(
        _("first shown"), max_length=40, blank=True, help_text=_("A date like 2026-11-03.")
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        indexes = [models.Index(fields=["-created_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="video_has_provider_and_id_or_neither",
                condition=Q(provider="", embed_id="") | (~Q(provider="") & ~Q(embed_id="")),
            ),
        ]

    def __str__(self):
        return self.title or embeds.watch_url(self.provider, self.embed_id) or f"#{self.pk}"

    def clean(self):
        if self.file and self.provider:
            raise ValidationError(_("Give the address of a player or a file of our own, not both."))

    def get_file_url(self):
        return reverse("video-file", args=[self.name])


class EmbeddedVideo(models.Model):
    """One use of a video in one article."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="videos")
    key = models.CharField(max_length=40, editable=False)
    video = models.ForeignKey(
        Video, verbose_name=_("video"), on_delete=models.PROTECT, related_name="uses"
    )
    label = models.CharField(
        _("label"), max_length=200, blank=True, help_text=_("The word in front: “WATCH”, “LISTEN”.")
    )
    teaser = models.CharField(
        _("teaser"), max_length=500, blank=True, help_text=_("The line after the label.")
    )
    age = models.CharField(
        _("age as printed"), max_length=200, blank=True, help_text=_("Like “10 days ago”.")
    )
    captured_at = models.DateTimeField(
        _("when was this page read?"),
        null=True,
        blank=True,
        help_text=_(
            "The hour at which the page said so: it makes a date of “10 days ago”. Empty, if "
            "nobody knows: readers see the words, as first printed."
        ),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("video in this story")
        verbose_name_plural = _("videos in this story")
        constraints = [
            models.UniqueConstraint(name="embedded_video_key_is_unique", fields=["article", "key"]),
        ]

    def __str__(self):
        return str(self.video)

    def as_video(self):
        return story.Video(
            title=self.video.title,
            label=self.label,
            teaser=self.teaser,
            age=self.age,
            captured_at=self.captured_at,
            seconds=self.video.seconds,
            description=self.video.description,
            medium=Medium(self.video.medium),
            provider=self.video.provider,
            embed_id=self.video.embed_id,
            ref=self.video_id,
        )
