"""Editions as headline cards, in lists and on fronts."""

from articles.models import SECTION_PLACES, Edition, FrontPin


def has_picture(edition):
    """Whether a card (loaded by `with_card_parts`) has files to show."""
    return edition.lead_photo is not None and bool(edition.lead_photo.renditions.all())


def pinned_ids(section, at):
    """Return {place: article id} of the pins on a section's front at `at` (None: the front)."""
    places = FrontPin.objects.places(section, at)
    return {place: pin.article_id for place, pin in places.items()}


def set_in_places(by_time, pinned):
    """Return the list `by_time` with the editions of `pinned` ({place: edition}) at their places.

    A place counts from 1 and holds although those before it fill by time; where there are not
    enough to fill them, it moves up.
    """
    held = {edition.article_id for edition in pinned.values()}
    rest = [edition for edition in by_time if edition.article_id not in held]
    for place, edition in sorted(pinned.items()):
        rest.insert(place - 1, edition)
    return rest


def section_cards(editions, section, at, pinned=None):
    """Return the head of a section's page: `editions` (the newest, as cards) and what is pinned.

    A pinned story may be older than this page; it stands here all the same. One that is not live
    leaves its place to the next by time. `pinned` as `pinned_ids`, which it defaults to.
    """
    pinned = pinned_ids(section, at) if pinned is None else pinned
    pinned = {place: pk for place, pk in pinned.items() if place <= SECTION_PLACES}
    if not pinned:
        return editions
    here = {edition.article_id: edition for edition in editions}
    older = live_cards_of([pk for pk in pinned.values() if pk not in here], at)
    here |= {edition.article_id: edition for edition in older}
    return set_in_places(editions, {p: here[pk] for p, pk in pinned.items() if pk in here})


def live_cards_of(article_ids, at):
    """Return the list of live cards of these articles, in any order."""
    live = Edition.objects.live(at).filter(article_id__in=article_ids)
    return list(live.with_card_parts(at))
