"""Sections: the desks of the newsroom and the places of the site."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.old_slug import OldSlug, keep_old_slug
from articles.models.slugs import free_slug
from articles.vocabulary import RESERVED_SLUGS


def validate_section_slug(slug):
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself; choose another, like “%(slug)s-news”."),
            params={"slug": slug},
        )


class SectionQuerySet(models.QuerySet):
    def top(self):
        return self.filter(parent=None)

    def edited_by(self, user):
        """Sections `user` edits, and the sections inside those."""
        return self.filter(Q(editors=user) | Q(parent__editors=user))

    def marked_for(self, user):
        """Add to each whether `user` edits it (`is_mine`)."""
        theirs = self.model.objects.edited_by(user).filter(pk=OuterRef("pk"))
        return self.annotate(is_mine=Exists(theirs))

    def named(self, name):
        """Return the section of that name in any case, made if there is none."""
        name = name.strip()
        if found := self.filter(name__iexact=name).first():
            return found
        taken_or_ours = self.model.objects.all()
        slug = free_slug(taken_or_ours, name, "section")
        if slug in RESERVED_SLUGS:
            slug = free_slug(taken_or_ours, f"{slug}-news", "section")
        last = self.aggregate(last=models.Max("position"))["last"]
        return self.create(name=name, slug=slug, position=1 + (last or 0))


class Section(models.Model):
    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("As readers see it: “World”, “Arts & Culture”."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=90,
        unique=True,
        validators=[validate_section_slug],
        help_text=_(
            "The first part of the address: “world” gives /world/. Old addresses lead on after "
            "a change."
        ),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
        help_text=_("Empty for a main section. A section inside another cannot have its own."),
    )
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Order in the navigation; small numbers first.")
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for the head of the section page and for search engines."),
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editors"),
        blank=True,
        related_name="sections",
        help_text=_("Editors who change and publish the stories of this section."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.CheckConstraint(
                name="section_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("A section cannot be part of itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        keep_old_slug(OldSlug.Kind.SECTION, self)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("section", args=[self.slug])

    def clean(self):
        if self.parent is None:
            return
        if self.parent.parent_id or (self.pk and self.children.exists()):
            raise ValidationError({"parent": _("Sections are two levels deep at most.")})
