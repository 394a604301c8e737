"""Small pictures of photos, for lists and rows of the desk."""

from django.urls import reverse

from articles.public.picture_files import picture_of

# Types a browser shows; others wait for their renditions.
SHOWN_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif")


def thumbnail_of(photo):
    """Return the address of a small picture of `photo`, or an empty string."""
    if picture := picture_of(photo):
        return picture.jpeg.partition(" ")[0]
    if photo.file and photo.media_type in SHOWN_TYPES:
        return reverse("admin:articles_photo_original", args=[photo.pk])
    return ""
