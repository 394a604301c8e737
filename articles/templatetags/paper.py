"""What the templates of the paper ask for beyond Django's own tags."""

from functools import cached_property

from django import template
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext

from articles import embeds, vocabulary
from articles.models import Edition, Policy, Section
from articles.public import share, styles
from articles.public.picture_files import picture_of, social_image

register = template.Library()


class Site:
    """The paper around a page: its name and address, its sections, the hour."""

    def __init__(self, at):
        self.at = at
        self.name = settings.SITE_NAME
        self.url = settings.SITE_URL
        self.logo = settings.SITE_LOGO
        self.icon = settings.SITE_ICON or "paper/icon.svg"
        self.home_language = settings.LANGUAGE_CODE  # of its name and its sections
        self.language = get_language()
        self.direction = vocabulary.direction(self.language)

    @cached_property
    def sections(self):
        """The main sections in which there is something to read."""
        # The order makes each look a short one into the index of a section's stories.
        live = Edition.objects.live(self.at).order_by("-sort_at").values("pk")
        here = Subquery(live.filter(section=OuterRef("pk"))[:1])
        inside = Subquery(live.filter(section__parent=OuterRef("pk"))[:1])
        found = Section.objects.top().annotate(newest=Coalesce(here, inside))
        return list(found.filter(newest__isnull=False))

    @cached_property
    def policies(self):
        return list(Policy.objects.defer("text"))


@register.simple_tag(takes_context=True)
def site(context):
    return Site(getattr(context.get("request"), "at", None) or timezone.now())


@register.simple_tag(takes_context=True)
def style(context, *names, alone=False):
    """Print the style sheets of a page into it, and tell its policy that they are ours.

    Those that every page has come with them, unless they are to be `alone`.
    """
    sheet = styles.sheet(*(names if alone else ("base", "layout", "cards", *names, "print")))
    request = context["request"]
    request.style_sources = {*getattr(request, "style_sources", ()), sheet.source}
    return mark_safe(f"<style>{sheet.css}</style>")  # noqa: S308 - files of our own


@register.filter
def inline(html):
    """Print canonical inline HTML (a, strong, em, br), which articles.body has cleaned."""
    return mark_safe(html)  # noqa: S308 - the one place; nothing else is ever kept in a Story


@register.filter
def picture(photo, crop="full"):
    return picture_of(photo, crop)


@register.filter
def preview_image(photo):
    return social_image(photo)


@register.filter
def direction(language):
    """`rtl` or `ltr` of a story's language; empty means the site's."""
    return vocabulary.direction(language or settings.LANGUAGE_CODE)


@register.filter
def clock(seconds):
    """128 → 2:08, and 3728 → 1:02:08."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.filter
def spoken(seconds):
    """128 → 2 minutes 8 seconds."""
    minutes, seconds = divmod(seconds, 60)
    parts = [ngettext("%d minute", "%d minutes", minutes) % minutes] if minutes else []
    if seconds or not minutes:
        parts.append(ngettext("%d second", "%d seconds", seconds) % seconds)
    return " ".join(parts)


@register.filter
def duration(seconds):
    """128 → PT2M8S, as `<time datetime>` wants it."""
    minutes, seconds = divmod(seconds, 60)
    return (
        "PT"
        + (f"{minutes}M" if minutes else "")
        + (f"{seconds}S" if seconds else "")
        + ("" if minutes or seconds else "0S")
    )


@register.filter
def provider_name(provider):
    return embeds.PROVIDERS.get(provider, provider)


@register.simple_tag
def watch_url(block):
    """The page of a video at its provider, or nothing."""
    return embeds.watch_url(block.provider, block.embed_id)


@register.filter
def share_links(title, url):
    return share.share_links(title, url)


@register.filter
def mail_link(title, url):
    return share.mail_link(title, url)


@register.filter
def correction_kind(kind):
    return vocabulary.CORRECTION_KINDS[kind]


@register.filter
def machine(moment):
    """A moment for `<time datetime>`, on the newsroom's clock: 2026-03-01T08:30:00+01:00."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def same_day(moment, other):
    """Whether two moments fall on one day of the newsroom's clock."""
    return timezone.localdate(moment) == timezone.localdate(other)
