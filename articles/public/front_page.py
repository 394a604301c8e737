"""What stands where on the front page."""

from dataclasses import dataclass, replace

from articles.models import Edition, EditionCorrection, Section
from articles.public.cards import has_picture, pinned_first, pinned_ids
from articles.vocabulary import EditionKind

NEWEST = 40  # editions the head of the page is chosen from
RAIL = 3  # headlines beside the lead
ACROSS = 3  # pictures below it
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
    lead: Edition | None
    rail: list
    across: list
    latest: list
    sections: list
    notes: list


def front_page(at):
    """Return the FrontPage at `at`, in a fixed number of queries, however many the sections."""
    sections = list(Section.objects.all())
    pinned = pinned_ids(None, at)
    editions = _candidates(sections, pinned, at)
    newest = pinned_first(editions[:NEWEST] + _older(editions[NEWEST:], pinned), pinned)
    lead = _lead(newest, pinned)
    rest = [edition for edition in newest if edition is not lead]
    across = [edition for edition in rest if has_picture(edition)][:ACROSS]
    rail = [edition for edition in rest if edition not in across][:RAIL]
    top = [lead, *across, *rail]
    latest = [edition for edition in editions if edition not in top][:LATEST]
    return FrontPage(
        lead, rail, across, latest, _section_fronts(sections, editions, top), _notes(at)
    )


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
    ranges = [live.newest_first()[:NEWEST]]
    ranges += [live.filter(section__in=pks).newest_first()[:room] for pks in families]
    ids = [Edition.objects.filter(pk__in=one.values("pk")).order_by() for one in ranges]
    ids.append(live.filter(article_id__in=pinned).order_by())
    chosen = ids[0].values_list("pk").union(*(each.values_list("pk") for each in ids[1:]))
    pks = [pk for (pk,) in chosen]
    return list(Edition.objects.filter(pk__in=pks).with_card_parts(at).newest_first())


def _older(editions, pinned):
    return [edition for edition in editions if edition.article_id in pinned]


def _lead(newest, pinned):
    """Return the pinned story, else the newest with a picture, else the newest."""
    if not newest or newest[0].article_id in pinned:
        return newest[0] if newest else None
    return next(filter(has_picture, newest), newest[0])


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
