"""Contributors, and their credits on articles."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import story
from articles.models.slugs import free_slug
from articles.story import PartyKind, Role
from articles.vocabulary import PARTY_KINDS, ROLES


class ContributorQuerySet(models.QuerySet):
    def named(self, name, kind):
        """Return the one contributor of that name and kind, made if there is none."""
        found = self.filter(name=name, kind=kind).order_by("pk").first()
        return found or self.create(
            name=name, kind=kind, slug=free_slug(self.model.objects.all(), name, "contributor")
        )


class Contributor(models.Model):
    """A person or organisation that stories are credited to; never an account."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("As printed: “Mara Ellison”, “Meridian Wire”.")
    )
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PARTY_KINDS, default=PartyKind.PERSON)
    job_title = models.CharField(
        _("job title"), max_length=120, blank=True, help_text=_("For example “Harbour reporter”.")
    )
    about = models.TextField(
        _("about"), blank=True, help_text=_("Two or three sentences for the contributor's page.")
    )

    objects = ContributorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        indexes = [models.Index(fields=["name", "kind"])]
        constraints = [
            models.CheckConstraint(
                name="contributor_kind_is_known",
                condition=models.Q(kind__in=list(PARTY_KINDS)),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("contributor", args=[self.slug])

    def as_party(self):
        return story.Party(self.name, PartyKind(self.kind), ref=self.pk)


class Byline(models.Model):
    """The credit of one contributor on one article."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="bylines")
    contributor = models.ForeignKey(
        Contributor,
        verbose_name=_("contributor"),
        on_delete=models.PROTECT,
        related_name="bylines",
        help_text=_("Type a name; one that is new here is added when you save."),
    )
    role = models.CharField(_("role"), max_length=30, choices=ROLES, default=Role.AUTHOR)
    printed = models.CharField(
        _("as printed"),
        max_length=300,
        blank=True,
        help_text=_("Only where the line must read differently: “Mara Ellison in Saltmere”."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                name="byline_role_is_known", condition=models.Q(role__in=list(ROLES))
            ),
        ]

    def __str__(self):
        return self.printed or str(self.contributor)

    def as_credit(self):
        return story.Credit(self.contributor.as_party(), Role(self.role), self.printed)
