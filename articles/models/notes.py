"""The public notes of editions, in the order of the log of corrections."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.edition import Edition, EditionLink
from articles.models.section import Section
from articles.story import CorrectionKind
from articles.vocabulary import CORRECTION_KINDS, EditionKind

# Kinds of notes that tell what was wrong; an update tells what is new.
LOGGED_KINDS = tuple(kind for kind in CorrectionKind if kind != CorrectionKind.UPDATE)


class EditionCorrectionQuerySet(models.QuerySet):
    def shown(self, at=None):
        """Notes that readers see at `at` (default: now): those of the editions that answer them.

        Replaced editions carry most notes too, and a sealed one has nothing to say any more.
        """
        at = at or timezone.now()
        return self.filter(
            edition__goes_live_at__lte=at,
            edition__replaced_at__gt=at,
            edition__held=False,
            edition__sealed_at=None,
        )

    def in_section(self, section):
        """Notes of a section and of the sections inside it."""
        inside = Section.objects.filter(Q(pk=section.pk) | Q(parent=section))
        return self.filter(section_id__in=list(inside.values_list("pk", flat=True)))

    def with_story(self):
        """Load what names the story of a note, in the same query."""
        return self.select_related("edition__section").defer("edition__content")

    def newest_first(self):
        return self.order_by("-sort_at", "-pk")


class EditionCorrection(EditionLink):
    """A public note that an edition carries, or the notice of a withdrawal, for the log of both.

    `told_at` is when readers were told; None where the source does not say.
    """

    KINDS = [
        *((kind, CORRECTION_KINDS[kind]) for kind in LOGGED_KINDS),
        (EditionKind.WITHDRAWAL, EditionKind.WITHDRAWAL.label),
    ]

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="correction_links")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    text = models.TextField()
    told_at = models.DateTimeField(null=True)

    objects = EditionCorrectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="edition_correction_order", fields=["-sort_at", "-id"]),
            models.Index(
                name="edition_correction_of_section", fields=["section", "-sort_at", "-id"]
            ),
        ]

    @property
    def is_withdrawal(self):
        return self.kind == EditionKind.WITHDRAWAL
