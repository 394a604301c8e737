"""Fronts: what editors hold at which place of the front page and of the sections' pages."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.edition import FOREVER
from articles.models.section import Section

# Places that can be pinned. On the front page 1 is the lead, 2 to 4 the rail beside it and 5 to 7
# the pictures below (public/front_page.py); on a section's page they are the head of its list.
FRONT_PLACES = 7
SECTION_PLACES = 10


def places_of(section):
    """Return how many places a front has (None: the front page)."""
    return FRONT_PLACES if section is None else SECTION_PLACES


def placed(pins):
    """Return {place: pin} in the order of places, for pins that are in force together.

    They are put one after the other, the oldest `since` first, each at the place it names; what
    stands there moves one down, and so on as far as there is no gap. So the newest holds its
    place, and when it goes, what it pushed moves up again. A story that is pinned twice stands
    where the newer pin puts it. Places may lie beyond the last that a page has.
    """
    in_turn = sorted(pins, key=lambda pin: pin.turn)
    newest = {pin.article_id: pin for pin in in_turn}
    places = {}
    for pin in in_turn:
        place = pin.position
        pushed = pin if newest[pin.article_id] is pin else None
        while pushed is not None:
            places[place], pushed = pushed, places.get(place)
            place += 1
    return dict(sorted(places.items()))


class FrontAct(models.TextChoices):
    """What an editor did to a front."""

    PIN = "pin", _("Put at a place")
    UNPIN = "unpin", _("Taken off")
    MOVE = "move", _("Moved")
    ARRANGE = "arrange", _("Put in order")
    UNDO = "undo", _("Undone")
    REDO = "redo", _("Done again")


class FrontChangeQuerySet(models.QuerySet):
    def of_front(self, section):
        """Changes of the front of `section` (None: the front page), the newest first."""
        return self.filter(section=section).order_by("-pk")

    def with_pins(self):
        """Load what the words of a change name, in a fixed number of queries."""
        pins = FrontPin.objects.select_related("article").order_by("pk")
        return self.select_related("by", "section", "original__by").prefetch_related(
            models.Prefetch("made", pins),
            models.Prefetch("taken_off", pins),
            models.Prefetch("original__made", pins),
            models.Prefetch("original__taken_off", pins),
        )


class FrontChange(models.Model):
    """One act of an editor on a front: the pins it made and took off are undone with it."""

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, null=True,
        related_name="front_changes", help_text=_("Empty: the front page."),
    )  # fmt: skip
    act = models.CharField(_("act"), max_length=20, choices=FrontAct, default=FrontAct.PIN)
    article = models.ForeignKey(
        "Article", verbose_name=_("story"), on_delete=models.PROTECT, null=True,
        related_name="+", help_text=_("What it is about; empty where it is about several."),
    )  # fmt: skip
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    undoes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by", editable=False
    )
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", editable=False,
        help_text=_("What was undone and done again in the end."),
    )  # fmt: skip
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = FrontChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of a front")
        verbose_name_plural = _("changes of fronts")

    def __str__(self):
        return f"{self.section_id}: {self.at}"


class FrontPinQuerySet(models.QuerySet):
    def in_force(self, at=None):
        """Pins that hold a place at `at` (aware datetime; default: now), as it was known then."""
        at = at or timezone.now()
        return self.known(at).filter(since__lte=at)

    def to_come(self, at=None):
        """Pins that hold a place from an hour after `at`."""
        at = at or timezone.now()
        return self.known(at).filter(since__gt=at)

    def known(self, at):
        """Pins that somebody had made up to `at`, and that had not ended.

        A pin put back by an undo keeps its `since`, which is before anybody put it back.
        """
        made = Q(made_by=None) | Q(made_by__at__lte=at)
        return self.filter(made, ends_at__gt=at)

    def places(self, section, at=None):
        """Return {place: pin}, as `placed`, for the front of `section` (None: the front page)."""
        return placed(self.in_force(at).filter(section=section))


class FrontPin(models.Model):
    """A story held at a place on the front (no section) or on a section page.

    Rows are added and their windows end; what a front looked like at an hour stays on record.
    """

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, null=True, blank=True,
        help_text=_("Empty: the front page."),
    )  # fmt: skip
    article = models.ForeignKey("Article", verbose_name=_("story"), on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(
        _("place"), default=1, help_text=_("1 is the lead story.")
    )
    since = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    taken_off_at = models.DateTimeField(_("taken off"), null=True, blank=True, editable=False)
    # The earlier of both. One column, so that what ended long ago costs no page anything.
    ends_at = models.DateTimeField(default=FOREVER, editable=False)
    made_by = models.ForeignKey(
        FrontChange, on_delete=models.PROTECT, null=True, editable=False, related_name="made"
    )
    taken_off_by = models.ForeignKey(
        FrontChange, on_delete=models.PROTECT, null=True, editable=False, related_name="taken_off"
    )
    first = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        help_text=_("The pin this one puts back, or ends earlier."),
    )  # fmt: skip

    objects = FrontPinQuerySet.as_manager()

    class Meta:
        ordering = ["section", "position"]
        verbose_name = _("pin on a front")
        verbose_name_plural = _("pins on fronts")
        indexes = [models.Index(name="pin_of_front_by_end", fields=["section", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                name="pin_window_is_forward",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A pin must end after it begins."),
            ),
            models.CheckConstraint(name="pin_place_counts_from_one", condition=Q(position__gte=1)),
        ]

    def __str__(self):
        return f"{self.section or _('Front')} {self.position}: {self.article}"

    def save(self, *args, **kwargs):
        self.ends_at = min(filter(None, (self.until, self.taken_off_at)), default=FOREVER)
        super().save(*args, **kwargs)

    @property
    def turn(self):
        """When it is put among the pins in force; one that was put back keeps its turn."""
        return self.since, self.first_id or self.pk
