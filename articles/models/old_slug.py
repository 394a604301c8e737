"""Slugs that pages had before they were renamed, so that links to them lead on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OldSlugQuerySet(models.QuerySet):
    def slug_now(self, kind, slug):
        """Return the slug of today's page that was once `slug`, or None; `kind` is a Kind."""
        return self.filter(kind=kind, old=slug).values_list("new", flat=True).first()

    def keep(self, kind, old, new):
        """Note that the page at `old` is now at `new`; earlier slugs of it lead there at once."""
        self.filter(kind=kind, old=new).delete()
        self.filter(kind=kind, new=old).update(new=new)
        self.create(kind=kind, old=old, new=new)


class OldSlug(models.Model):
    class Kind(models.TextChoices):
        """Named as the addresses are in `public.urls`."""

        SECTION = "section", _("Section")
        CONTRIBUTOR = "contributor", _("Contributor")
        TAG = "tag", _("Topic")

    kind = models.CharField(max_length=20, choices=Kind)
    old = models.CharField(max_length=100)
    new = models.CharField(max_length=100)

    objects = OldSlugQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="old_slug_leads_to_one_page", fields=["kind", "old"]),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"


def keep_old_slug(kind, row):
    """Keep the slug that `row`, about to be saved, has had so far, if it gets another."""
    if row.pk is None:
        return
    before = type(row).objects.filter(pk=row.pk).values_list("slug", flat=True).first()
    if before and before != row.slug:
        OldSlug.objects.keep(kind, before, row.slug)
