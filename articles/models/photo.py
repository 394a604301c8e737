"""Photos, their renditions, and their use in articles."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles import story
from articles.pictures import CROPS
from articles.vocabulary import split_credit


def original_path(photo, filename):
    """Return the place of the original bytes: named by their hash, so never overwritten."""
    suffix = filename.rpartition(".")[2].lower()
    return f"originals/{photo.sha256[:2]}/{photo.sha256}.{suffix}"


def rendition_path(rendition, filename):
    return f"renditions/{filename[:2]}/{filename}"


class PhotoQuerySet(models.QuerySet):
    def in_rights(self, at=None):
        """Photos whose rights window is open at `at` (aware datetime; default: now)."""
        at = at or timezone.now()
        return self.filter(
            Q(rights_from=None) | Q(rights_from__lte=at),
            Q(rights_until=None) | Q(rights_until__gt=at),
        )

    def lacking_renditions(self):
        """Photos with an original of which not every shape has been made."""
        made = Rendition.objects.filter(photo=OuterRef("pk"))
        lacking = Q()
        for crop in CROPS:
            lacking |= ~Exists(made.filter(crop=crop))
        return self.filter(lacking).exclude(file="")


class Photo(models.Model):
    """The asset: original bytes untouched, and what is known about them."""

    file = models.FileField(
        _("file"),
        upload_to=original_path,
        max_length=200,
        blank=True,
        help_text=_("JPEG, PNG, WebP, AVIF or TIFF. Without a file readers see “photo pending”."),
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=40, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, editable=False)
    colour = models.CharField(
        max_length=7, blank=True, editable=False, help_text="Dominant colour, like #2c4a5e."
    )
    title = models.CharField(
        _("title"),
        max_length=300,
        blank=True,
        help_text=_("For finding it again: “Ferry Solveig at Pier 4”. Readers do not see it."),
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("Who, what, where, when. Copied into each new use.")
    )
    alt_text = models.TextField(
        _("alt text"),
        blank=True,
        help_text=_(
            "What the picture shows, for those who cannot see it. Not the caption again: "
            "“A ferry with a torn bow lies against a stone pier.”"
        ),
    )
    creator = models.CharField(
        _("creator"), max_length=500, blank=True, help_text=_("Who made it: “Ines Calloway”.")
    )
    supplier = models.CharField(
        _("supplier"), max_length=500, blank=True, help_text=_("Who delivered it: “Meridian Wire”.")
    )
    credit_line = models.CharField(
        _("credit line"),
        # Creator, slash and supplier find room.
        max_length=1001,
        blank=True,
        help_text=_("What is printed: “Ines Calloway/Meridian Wire”. Empty: made from the two."),
    )
    copyright_notice = models.CharField(_("copyright notice"), max_length=400, blank=True)
    usage_terms = models.TextField(
        _("usage terms"), blank=True, help_text=_("What we may do: “One use, with this story”.")
    )
    rights_from = models.DateTimeField(_("rights from"), null=True, blank=True)
    rights_until = models.DateTimeField(
        _("rights until"), null=True, blank=True, help_text=_("After this hour it is not shown.")
    )
    focal_x = models.FloatField(
        _("focal point, from the left"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is the left edge, 1 the right; crops keep this point."),
    )
    focal_y = models.FloatField(
        _("focal point, from the top"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is the top edge, 1 the bottom."),
    )
    taken_at = models.CharField(
        _("taken"), max_length=40, blank=True, help_text=_("As the picture says: “2026-11-03”.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    metadata = models.JSONField(_("embedded metadata"), default=dict, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [
            models.Index(fields=["-created_at", "-id"]),
            models.Index(
                name="photo_rights_end",
                fields=["rights_until"],
                condition=Q(rights_until__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="photo_bytes_are_kept_once", fields=["sha256"], condition=~Q(sha256="")
            ),
            models.CheckConstraint(
                name="photo_rights_window_is_forward",
                condition=Q(rights_from=None)
                | Q(rights_until=None)
                | Q(rights_until__gt=F("rights_from")),
                violation_error_message=_("Rights must end after they begin."),
            ),
            models.CheckConstraint(
                name="photo_focal_point_is_inside",
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                violation_error_message=_("The focal point lies between 0 and 1."),
            ),
        ]

    def __str__(self):
        return self.title or Truncator(self.caption or self.alt_text).chars(60) or f"#{self.pk}"

    @property
    def credit(self):
        """The line to print."""
        return self.credit_line or "/".join(filter(None, (self.creator, self.supplier)))


class Rendition(models.Model):
    """A file produced from a photo, named by the hash of its own bytes."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")
    crop = models.CharField(max_length=10)  # "full" or a ratio such as "3x2"
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    name = models.CharField(max_length=80, db_index=True)
    file = models.FileField(upload_to=rendition_path, max_length=200)

    class Meta:
        ordering = ["crop", "media_type", "width"]
        constraints = [
            models.UniqueConstraint(
                name="rendition_is_made_once", fields=["photo", "crop", "media_type", "width"]
            ),
        ]

    def __str__(self):
        return f"{self.crop} {self.width}×{self.height} {self.media_type}"

    def get_absolute_url(self):
        return reverse("rendition", args=[self.name])


class Caption(models.Model):
    """One use of a photo in one article, with the words below it there."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="captions")
    key = models.CharField(max_length=40, editable=False)
    photo = models.ForeignKey(
        Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="uses"
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("The words under the photo in this story.")
    )
    alt_text = models.TextField(
        _("alt text"),
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it; not the caption again."),
    )
    is_lead = models.BooleanField(
        _("lead photo"),
        default=False,
        help_text=_("It stands at the head of the story and on its headline cards."),
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing; it needs no alt text.")
    )
    credit_override = models.CharField(
        _("credit in this story"),
        max_length=1001,
        blank=True,
        help_text=_("Empty: the photo's own credit line."),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo in this story")
        verbose_name_plural = _("photos in this story")
        constraints = [
            models.UniqueConstraint(name="caption_key_is_unique", fields=["article", "key"]),
            models.UniqueConstraint(
                name="article_has_one_lead_photo",
                fields=["article"],
                condition=Q(is_lead=True),
                violation_error_message=_("A story has one lead photo."),
            ),
        ]

    def __str__(self):
        return Truncator(self.caption or self.alt_text).chars(60) or str(self.photo)

    def as_photo(self):
        """Return the use as story.Photo; its credit is the override or the photo's own."""
        creator, supplier, credit_line = (
            (*split_credit(self.credit_override), self.credit_override)
            if self.credit_override
            else (self.photo.creator, self.photo.supplier, self.photo.credit)
        )
        return story.Photo(
            caption=self.caption,
            alt_text=self.alt_text,
            decorative=self.decorative,
            credit_line=credit_line,
            creator=creator,
            supplier=supplier,
            ref=self.photo_id,
        )
