"""Editions as headline cards, in lists and on fronts."""

from articles.models import Edition, FrontPin


def has_picture(edition):
    """Whether a card (loaded by `with_card_parts`) has files to show."""
    return edition.lead_photo is not None and bool(edition.lead_photo.renditions.all())


def pinned_ids(section, at):
    """Return the ids of the articles pinned to a section's front, in place order (None: front)."""
    pins = FrontPin.objects.in_force(at).filter(section=section).order_by("position", "-since")
    return list(dict.fromkeys(pins.values_list("article_id", flat=True)))


def pinned_first(editions, article_ids):
    """Return the list with the pinned stories, as far as it has them, at its head."""
    places = {article_id: place for place, article_id in enumerate(article_ids)}
    return sorted(editions, key=lambda edition: places.get(edition.article_id, len(places)))


def live_cards_of(article_ids, at):
    """Return the list of live cards of these articles, in any order."""
    live = Edition.objects.live(at).filter(article_id__in=article_ids)
    return list(live.with_card_parts(at))
