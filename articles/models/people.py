"""Contributors, and their credits on articles."""

import unicodedata

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import story
from articles.models.old_slug import OldSlug, keep_old_slug
from articles.models.slugs import batches, free_slugs
from articles.story import PartyKind, Role
from articles.vocabulary import PARTY_KINDS, ROLES


def name_key(name):
    """Return what spellings of a name share that differ in case or spacing alone."""
    return unicodedata.normalize("NFC", _tidy(name).casefold())


def _tidy(name):
    return " ".join(name.split())


class NameKeyField(models.CharField):
    """The `name_key` of the row's `name`, written whenever the row is."""

    def pre_save(self, row, add):
        setattr(row, self.attname, name_key(row.name))
        return super().pre_save(row, add)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ContributorQuerySet(models.QuerySet):
    def named(self, name, kind):
        """Return the one contributor of that name and kind, made if there is none."""
        return self.for_parties([story.Party(name, kind)])[name_key(name), kind]

    def for_parties(self, parties):
        """Return {(name_key, kind): Contributor} of story.Party values; missing ones are made.

        Case and spacing make no difference, accents do. Of several of one name it is the oldest.
        Raises ValidationError for a name that is empty or too long.
        """
        wanted = {}
        for party in parties:
            wanted.setdefault((name_key(party.name), party.kind), party)
        found = {}
        for some in batches({key for key, _kind in wanted}):
            rows = self.filter(name_key__in=some).order_by("-pk")
            found |= {(row.name_key, row.kind): row for row in rows}
        missing = [party for key, party in wanted.items() if key not in found]
        return found | {(row.name_key, row.kind): row for row in self._make(missing)}

    def _make(self, parties):
        rows = [self.model(name=_tidy(party.name), kind=party.kind) for party in parties]
        for row in rows:
            row.clean_fields(exclude={"slug"})
        slugs = free_slugs(self.model.objects.all(), [row.name for row in rows], "contributor")
        for row, slug in zip(rows, slugs, strict=True):
            row.slug = slug
        return self.bulk_create(rows)


class Contributor(models.Model):
    """A person or organisation that stories are credited to; never an account."""

    name = models.CharField(
        _("name"), max_length=300, help_text=_("As printed: “Mara Ellison”, “Meridian Wire”.")
    )
    # Casefolding makes up to three letters of one.
    name_key = NameKeyField(max_length=900, editable=False)
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
        indexes = [models.Index(fields=["name", "id"]), models.Index(fields=["name_key"])]
        constraints = [
            models.CheckConstraint(
                name="contributor_kind_is_known",
                condition=models.Q(kind__in=list(PARTY_KINDS)),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        keep_old_slug(OldSlug.Kind.CONTRIBUTOR, self)
        super().save(*args, **kwargs)

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
        max_length=500,
        blank=True,
        help_text=_("Only where the line must read differently: “Mara Ellison in Saltmere”."),
    )
    name = models.CharField(
        max_length=300,
        blank=True,
        editable=False,
        help_text="As the source spells it, where case or spacing are not the contributor's.",
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
        return self.line or str(self.contributor)

    @property
    def line(self):
        """What is printed in place of the contributor's own name, or nothing."""
        spelling = _tidy(self._name_as_given())
        return self.printed or ("" if spelling == _tidy(self.contributor.name) else spelling)

    def as_credit(self):
        """Return the credit as it was given."""
        party = story.Party(
            self._name_as_given(), PartyKind(self.contributor.kind), ref=self.contributor_id
        )
        return story.Credit(party, Role(self.role), self.printed)

    def as_printed(self):
        """Return the credit as an edition keeps it: the contributor, and the line if it differs."""
        return story.Credit(self.contributor.as_party(), Role(self.role), self.line)

    def _name_as_given(self):
        # A name given to somebody else, before the credit was changed, counts no more.
        is_theirs = self.name and name_key(self.name) == self.contributor.name_key
        return self.name if is_theirs else self.contributor.name
