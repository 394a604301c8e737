"""What stands where on the front page.

Its places count from 1: the lead, then the rail beside it, then the pictures below (models/front.py
says how many there are). A pinned story stands exactly at its place; the others fill by time, the
lead and the pictures with what has a picture.
"""

from dataclasses import dataclass, replace
from operator import attrgetter

from articles.models import FRONT_PLACES, Edition, EditionCorrection, Section
from articles.public.cards import has_picture, pinned_ids
from articles.vocabulary import EditionKind

NEWEST = 40  # editions the head of the page is chosen from
RAIL = 3  # headlines beside the lead
ACROSS = FRONT_PLACES - 1 - RAIL  # pictures below it
LATEST = 11
PER_SECTION = 5
NOTES = 3


@dataclass(frozen=True)
class SectionFront:
    """One section's part of the page; `shape` names the template that sets it."""

    section: Section
    editions: list
    shape: str  # "feature", "across", "trio" or "briefs"
    is_wide: bool = False  # briefs stand two side by side; one without a partner takes the line

    @property
    def template(self):
        return f"_desk_{self.shape}.html"


@dataclass(frozen=True)
class FrontPage:
    places: dict  # edition by place, in order
    latest: list
    sections: list
    notes: list

    @property
    def lead(self):
        return self.places.get(1)

    @property
    def rail(self):
        return self._between(1, 1 + RAIL)

    @property
    def across(self):
        return self._between(1 + RAIL, FRONT_PLACES)

    def _between(self, before, last):
        return [edition for place, edition in self.places.items() if before < place <= last]


def front_page(at, pinned=None):
    """Return the FrontPage at `at`, in a fixed number of queries, however many the sections.

    `pinned` is {place: article id}; default: what editors pinned.
    """
    sections = list(Section.objects.all())
    pinned = pinned_ids(None, at) if pinned is None else pinned
    editions = _candidates(sections, list(pinned.values()), at)
    places = _filled(editions, pinned)
    top = list(places.values())
    latest = [edition for edition in editions if edition not in top][:LATEST]
    return FrontPage(places, latest, _section_fronts(sections, editions, top), _notes(at))


def head_of_front(at):
    """Return (the newest editions and those pinned, {place: edition}, ids of the pinned) at `at`.

    That is the front page without its sections and without pictures, in two queries.
    """
    pinned = pinned_ids(None, at)
    newest = Edition.objects.filter(pk__in=_newest(at).values("pk")).order_by().values("pk")
    here = Edition.objects.live(at).filter(article_id__in=pinned.values()).order_by().values("pk")
    chosen = Edition.objects.filter(pk__in=newest.union(here)).defer("content")
    editions = list(chosen.select_related("section").with_has_picture(at).newest_first())
    return editions, _filled(editions, pinned, attrgetter("has_picture")), set(pinned.values())


def _newest(at):
    return Edition.objects.live(at).sorted_at_all().newest_first()[:NEWEST]


def _filled(editions, pinned, has_picture=has_picture):
    """Return {place: edition} in order: the pinned at their places, the newest at the others.

    Where there are not even enough stories for the lead, what is pinned first leads.
    """
    live = {edition.article_id: edition for edition in editions}
    places = {
        place: live[pk] for place, pk in pinned.items() if pk in live and place <= FRONT_PLACES
    }
    rest = [edition for edition in editions[:NEWEST] if edition not in places.values()]
    last_pinned = max(places, default=0)
    if rest and 1 not in places:
        places[1] = _taken(rest, next(filter(has_picture, rest), rest[0]))
    across = range(2 + RAIL, FRONT_PLACES + 1)
    # Pictures are chosen before the headlines of the rail, which need none.
    for place in (place for place in across if place not in places):
        pictured = next(filter(has_picture, rest), None)
        if pictured or (rest and place < last_pinned):
            places[place] = _taken(rest, pictured or rest[0])
    for place in range(2, 2 + RAIL):
        if rest and place not in places:
            places[place] = _taken(rest, rest[0])
    if places and 1 not in places:
        places[1] = places.pop(min(places))
    return dict(sorted(places.items()))


def _taken(rest, edition):
    rest.remove(edition)
    return edition


def _candidates(sections, pinned, at):
    """Return the newest cards of the paper and of each section, and the pinned, newest first.

    The ids come from one UNION of short index ranges, the cards from the three queries of cards.
    """
    live = Edition.objects.live(at)
    families = [
        [section.pk, *(child.pk for child in sections if child.parent_id == section.pk)]
        for section in sections
        if section.parent_id is None
    ]
    room = PER_SECTION + RAIL + ACROSS + 1  # the head of the page may take some away
    ranges = [_newest(at)]
    ranges += [live.filter(section__in=pks).newest_first()[:room] for pks in families]
    ids = [Edition.objects.filter(pk__in=one.values("pk")).order_by() for one in ranges]
    ids.append(live.filter(article_id__in=pinned).order_by())
    chosen = ids[0].values_list("pk").union(*(each.values_list("pk") for each in ids[1:]))
    pks = [pk for (pk,) in chosen]
    return list(Edition.objects.filter(pk__in=pks).with_card_parts(at).newest_first())


def _section_fronts(sections, editions, taken):
    """Return a SectionFront for each main section that has stories not yet shown above."""
    parents = {section.pk: section.parent_id or section.pk for section in sections}
    fronts = []
    for section in sections:
        own = [
            edition
            for edition in editions
            if parents[edition.section_id] == section.pk and edition not in taken
        ][:PER_SECTION]
        if own:
            fronts.append(SectionFront(section, *_set(own, len(fronts))))
    return _in_pairs(fronts)


def _set(editions, place):
    """Return (editions in print order, shape); shapes alternate so that the page has rhythm."""
    with_picture = [edition for edition in editions if has_picture(edition)]
    if len(editions) < 3 or not with_picture:
        return editions, "briefs"
    if len(with_picture) >= 3 and place % 2:
        return with_picture[:4], "across"
    first = with_picture[0]
    ordered = [first, *(edition for edition in editions if edition is not first)]
    is_trio = len(ordered) == 3 and len(with_picture) > 1
    return ordered, "trio" if is_trio else "feature"


def _in_pairs(fronts):
    """Return the fronts with each second of the briefs moved up to stand beside the first."""
    briefs = [front for front in fronts if front.shape == "briefs"]
    partners = dict(zip(map(id, briefs[::2]), briefs[1::2], strict=False))
    moved = set(map(id, partners.values()))
    order = []
    for front in fronts:
        if id(front) in partners:
            order += [front, partners[id(front)]]
        elif id(front) not in moved:
            order.append(replace(front, is_wide=front.shape == "briefs"))
    return order


def _notes(at):
    """Return the newest corrections; what became of withdrawn stories is told in the log alone."""
    told = EditionCorrection.objects.shown(at).exclude(kind=EditionKind.WITHDRAWAL)
    return list(told.with_story().newest_first()[:NOTES])
