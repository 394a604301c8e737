"""The working copy of a story, as rows. Readers never see it."""

from dataclasses import replace

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import body
from articles.models.edition import Edition
from articles.models.fields import WebAddressField
from articles.models.loading import StoryRows, check, fits
from articles.models.loading import new_key as new_key
from articles.models.section import Section
from articles.models.slugs import slug_for
from articles.models.story_lists import StoryLists
from articles.story import Story
from articles.vocabulary import LANGUAGES, Status

# All rows that `story()` reads; with these at hand it asks the database for the tags alone.
STORY_PARTS = (
    "bylines__contributor", "captions__photo", "videos__video", "corrections", "related_links",
)  # fmt: skip


class ArticleQuerySet(StoryLists):
    def with_story_parts(self):
        """Load all that `story()` reads, in a fixed number of queries."""
        return self.select_related("section").prefetch_related(*STORY_PARTS)

    def with_public_state(self, at=None):
        """Add booleans `is_live`, `is_scheduled` and `was_live` as of `at` (default: now)."""
        at = at or timezone.now()
        editions = Edition.objects.filter(article=OuterRef("pk"))
        return self.annotate(
            is_live=Exists(editions.live(at)),
            is_scheduled=Exists(editions.pending(at)),
            was_live=Exists(editions.that_went_live(at)),
        )


class Article(models.Model):
    headline = models.CharField(
        _("headline"),
        max_length=1000,
        help_text=_("What happened, in one line: “Ferry runs aground off Saltmere, all safe”."),
    )
    deck = models.TextField(
        _("deck"), blank=True, help_text=_("The line under the headline, without a full stop.")
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences for lists, search and social. 100 to 200 characters."),
    )
    kicker = models.CharField(
        _("kicker"),
        max_length=200,
        blank=True,
        help_text=_("Short line above the headline: “Analysis”, “Second Opinion”."),
    )
    search_headline = models.CharField(
        _("headline for search and social"),
        max_length=300,
        blank=True,
        help_text=_("Where the headline needs its page to be understood. Empty: the headline."),
    )
    slugline = models.CharField(
        _("slugline"),
        max_length=100,
        blank=True,
        help_text=_("The desk's working name: “ferry-aground”. Never public."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=90,
        blank=True,
        help_text=_("Readable part of the address. Empty: made from the headline."),
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text=_("The one home desk. Needed before publishing."),
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        choices=[("", _("The site's language")), *LANGUAGES.items()],
        default="",
    )
    dateline = models.CharField(
        _("dateline"),
        max_length=300,
        blank=True,
        help_text=_("Place of reporting at the head of the text: “SALTMERE”."),
    )
    body = models.TextField(_("text"), blank=True)
    tags = TaggableManager(
        _("tags"), blank=True, help_text=_("Topics, separated by commas: harbour, ferries.")
    )
    status = models.CharField(
        _("desk state"), max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    ed_note = models.TextField(
        _("note to the desk"), blank=True, help_text=_("Never public: “Call back Vance at 17:00”.")
    )
    rights = models.CharField(
        _("rights"),
        max_length=2000,
        blank=True,
        help_text=_("Whose text it is, if not ours: “© Meridian Wire, this story only”."),
    )
    published_at = models.DateTimeField(
        _("published elsewhere at"),
        null=True,
        blank=True,
        help_text=_("Only for stories first published elsewhere. Ours take the hour they go live."),
    )
    updated_at = models.DateTimeField(
        _("updated elsewhere at"),
        null=True,
        blank=True,
        help_text=_("Only for stories first published elsewhere."),
    )
    printed_date = models.CharField(
        _("date as printed elsewhere"),
        max_length=500,
        blank=True,
        help_text=_(
            "Shown as it stands, where the source gives no certain hour: “Published 4 Mar 2023”, "
            "“Last Updated: October 14”."
        ),
    )
    external_id = models.CharField(
        _("external id"), max_length=300, blank=True, help_text=_("The sender's permanent id.")
    )
    source_url = WebAddressField(_("address at the source"), max_length=2000, blank=True)
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True, editable=False)
    held = models.BooleanField(_("legal hold"), default=False, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="stories",
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("publish_article", _("Can publish stories of own sections")),
            ("publish_any_article", _("Can change and publish stories of all sections")),
            ("withdraw_article", _("Can withdraw live stories")),
            ("hold_article", _("Can put stories on legal hold")),
            ("override_checks", _("Can publish despite warnings")),
        ]
        indexes = [
            models.Index(fields=["-saved_at", "-id"]),
            # Lists of the desk are read in the order of one of these, a page at a time.
            models.Index(name="article_of_status", fields=["status", "-saved_at", "-id"]),
            models.Index(name="article_of_writer", fields=["created_by", "-saved_at", "-id"]),
            models.Index(name="article_of_section", fields=["section", "-saved_at", "-id"]),
            models.Index(
                name="article_on_hold", fields=["-saved_at", "-id"], condition=models.Q(held=True)
            ),
            models.Index(fields=["external_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_status_is_known", condition=models.Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="article_is_not_its_own_translation",
                condition=models.Q(translation_of=None) | ~models.Q(translation_of=F("id")),
                violation_error_message=_("A story cannot be a translation of itself."),
            ),
        ]

    def __str__(self):
        return self.headline or f"#{self.pk}"

    def public_slug(self):
        """Return the readable part of the address for the next edition."""
        return self.slug or slug_for(self.headline, "story")

    def story(self):
        """Return the working copy as a Story; photos and videos stand where the body has them."""
        captions = {caption.key: caption for caption in self._rows("captions", "photo")}
        lead = next((caption for caption in captions.values() if caption.is_lead), None)
        return Story(
            headline=self.headline,
            deck=self.deck,
            summary=self.summary,
            kicker=self.kicker,
            search_headline=self.search_headline,
            section=self.section.name if self.section else "",
            language=self.language,
            dateline=self.dateline,
            credits=tuple(line.as_credit() for line in self._rows("bylines", "contributor")),
            lead_photo=lead.as_photo() if lead else None,
            blocks=body.from_html(
                self.body,
                photos={k: c.as_photo() for k, c in captions.items() if not c.is_lead},
                videos={use.key: use.as_video() for use in self._rows("videos", "video")},
            ),
            tags=self.tag_names(),
            corrections=tuple(note.as_correction() for note in self.corrections.all()),
            related=tuple(link.as_related() for link in self.related_links.all()),
            published_at=self.published_at,
            updated_at=self.updated_at,
            printed_date=self.printed_date,
            rights=self.rights,
            external_id=self.external_id,
            source_url=self.source_url,
        )

    def tag_names(self):
        """Return the names of the tags in the order they were given."""
        if "tags" in getattr(self, "_prefetched_objects_cache", ()):
            return tuple(tag.name for tag in self._prefetched_objects_cache["tags"])
        through = self.tags.through
        given = through.objects.filter(
            object_id=self.pk, content_type__app_label="articles", content_type__model="article"
        )
        return tuple(given.order_by("pk").values_list("tag__name", flat=True)) if self.pk else ()

    def printed_story(self):
        """Return the story as an edition keeps it: a name spelt in a way of its own is printed so.

        All other names are those of the contributors, whatever they will be called then.
        """
        return replace(
            self.story(),
            credits=tuple(byline.as_printed() for byline in self._rows("bylines", "contributor")),
        )

    def _rows(self, name, behind):
        """Return the rows of one kind with the row behind each, in one query unless prefetched."""
        rows = getattr(self, name).all()
        is_here = name in getattr(self, "_prefetched_objects_cache", ())
        return rows if is_here else rows.select_related(behind)

    @classmethod
    def load(cls, story, into=None, created_by=None, at_hand=False):
        """Write `story` into the rows of the article `into` (default: a new one); return it.

        `at_hand` leaves the rows on it, as if prefetched, for who goes on with it at once.

        To be called inside a transaction. A photo, video, party or related story that names the
        row it came from (`ref`) keeps it; others get rows of their own. Raises ValidationError
        where a text is longer than its column.
        """
        fits(cls, "language", story.language, "language")
        fits(Section, "name", story.section.strip(), "section")
        article = into or cls(created_by=created_by)
        for name in _PLAIN_FIELDS:
            setattr(article, name, getattr(story, name))
        article.section = Section.objects.named(story.section) if story.section else None
        article.revision += 1
        article.saved_at = timezone.now()
        rows = StoryRows(article, story)
        article.body = rows.body
        check(article)
        # Status, hold and embargo belong to verbs, and `into` may be older than theirs.
        article.save(update_fields=None if into is None else [*_PLAIN_FIELDS, *_OWN_FIELDS])
        rows.write(instead=into is not None)
        article._prefetched_objects_cache = rows.prefetched() if at_hand else {}
        return article


_PLAIN_FIELDS = (
    "headline", "deck", "summary", "kicker", "search_headline", "language", "dateline",
    "published_at", "updated_at", "printed_date", "rights", "external_id", "source_url",
)  # fmt: skip
_OWN_FIELDS = ("section", "revision", "saved_at", "body")
