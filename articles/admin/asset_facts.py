"""What the page of a photo or video tells: its rights, what its file says, where it is used."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Edition
from articles.publishing.moments import full_words, in_words

MOST_USES = 50

# What a file says that no field of a photo takes over as it stands.
IN_THE_FILE = {
    "keywords": gettext_lazy("Keywords"),
    "city": gettext_lazy("City"),
    "country": gettext_lazy("Country"),
    "digital_source_type": gettext_lazy("How it was made"),
    "licence_url": gettext_lazy("Licence"),
    "licensor_url": gettext_lazy("Where leave is given"),
}


def rights_in_words(photo, now=None):
    """Return the badge of what may be done with `photo` now, and the sentence that says so."""
    now = now or timezone.now()
    begins, ends = photo.rights_from, photo.rights_until
    if ends and ends <= now:
        text = _("Since %(hour)s readers do not see it, not even in stories that are live.")
        return badge("bad", _("Rights ended"), text % {"hour": in_words(ends, now)})
    if begins and begins > now:
        text = _("It may be shown from %(hour)s on; no story with it goes live before.")
        return badge("bad", _("Not yet"), text % {"hour": full_words(begins, now)})
    if ends:
        text = _("Until %(hour)s; from then on readers do not see it.")
        return badge("good", _("May be shown"), text % {"hour": full_words(ends, now)})
    if begins or photo.usage_terms:
        return badge("good", _("May be shown"), _("No end is set; mind the terms."))
    text = _("Nobody has said what may be done with it: give terms, or when its rights end.")
    return badge("warn", _("Not stated"), text)


def in_the_file(photo):
    """Return what the file says of itself (IPTC) besides the fields of the page."""
    said = [(name, photo.metadata.get(key)) for key, name in IN_THE_FILE.items()]
    lines = [
        (name, ", ".join(value) if isinstance(value, list) else value)
        for name, value in said
        if value
    ]
    if not lines:
        return _("Nothing more.")
    items = format_html_join("", '<dt>{}</dt><dd dir="auto">{}</dd>', lines)
    return format_html('<dl class="asset-facts">{}</dl>', items)


def badge(kind, word, text=""):
    """Return a word that stands out (`kind`: good, warn, bad or none), and what it means."""
    return format_html('<span class="badge badge-{}">{}</span> {}', kind, word, text)


def photo_uses(photo):
    """Return a list of the stories that show `photo`, the live ones told apart."""
    live = Edition.objects.live().filter(photo_links__photo=photo).select_related("article")
    shown = {edition.article_id: edition.article for edition in live[:MOST_USES]}
    lines = []
    for use in photo.uses.select_related("article")[:MOST_USES]:
        where = _("its lead") if use.is_lead else _("in the text")
        is_live = shown.pop(use.article_id, None) is not None
        lines.append((use.article, where, _state(is_live)))
    # Taken out since, but not published without it yet.
    lines += [(article, _("in what is live alone"), _state(True)) for article in shown.values()]
    return _list(lines)


def video_uses(video):
    """Return a list of the stories that show `video`, the live ones told apart."""
    uses = list(video.uses.select_related("article")[:MOST_USES])
    live = Edition.objects.live().filter(article__in={use.article_id for use in uses})
    live_ids = set(live.values_list("article_id", flat=True))
    return _list([(use.article, use.label, _state(use.article_id in live_ids)) for use in uses])


def _state(is_live):
    return badge("good", _("live")) if is_live else badge("none", _("not live"))


def _list(lines):
    """Return the list of (article, where in it, badge)."""
    if not lines:
        return _("In no story yet.")
    items = format_html_join(
        "",
        '<li><a href="{}">{}</a> <span class="help">{}</span> {}</li>',
        (
            (reverse("admin:articles_article_change", args=[article.pk]), article, where, state)
            for article, where, state in lines
        ),
    )
    return format_html('<ul class="uses">{}</ul>', items)
