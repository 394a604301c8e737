"""What changed in a story: its public editions, each beside the one before it."""

from dataclasses import dataclass, field, replace

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.differences import passages, weight
from articles.models import Contributor, Edition
from articles.public.answers import public_page
from articles.public.errors import gone
from articles.public.languages import interface_language
from articles.public.redirects import moved_to
from articles.vocabulary import EditionKind
from articles.wording import text_of

PAGE_SIZE = 20  # editions
MOST_WORDS = 10_000  # compared for one page; what is beyond is not, and the page says so

FIELDS = [
    ("headline", _("Headline")),
    ("kicker", _("Kicker")),
    ("deck", _("Deck")),
    ("summary", _("Summary")),
    ("section", _("Section")),
    ("dateline", _("Dateline")),
    ("printed_date", _("Date")),
    ("lead_photo", _("Lead photo")),
    ("rights", _("Rights")),
]


@dataclass(frozen=True)
class Part:
    """One part of a story that changed, as Passages (of articles/differences.py)."""

    label: str
    passages: list


@dataclass(frozen=True)
class Shown:
    """A public edition on the page; `number` counts what readers saw.

    `state` is "first", "compared", "alone" (nothing to compare with), "long", "sealed",
    "taken back" (its text was withdrawn later) or "withdrawal".
    """

    edition: Edition
    number: int
    state: str
    notes: list = field(default_factory=list)  # corrections that came with it
    parts: list = field(default_factory=list)
    new_pictures: int = 0

    @property
    def is_folded(self):
        return self.edition.kind == EditionKind.MINOR

    @property
    def fingerprints(self):
        return [self.edition.content_hash[:12], self.edition.chain_hash[:12]]


@public_page
def history(request, section_slug, slug, article_id):
    current = Edition.objects.current(request.at).with_public_count(request.at)
    edition = get_object_or_404(current.select_related("section"), article_id=article_id)
    if edition.content is None:  # a tombstone, or sealed
        return gone(request, edition)
    if request.path != edition.get_history_url():
        return moved_to(edition.get_history_url())
    public = Edition.objects.filter(article_id=article_id).that_went_live(request.at)
    editions, count = _editions(public, edition.public_count, request.GET.get("before"))
    shown = _Record(editions, _last_withdrawal(public)).shown(count)
    older = shown[-1].edition.number if len(shown) < len(editions) else ""
    context = {"edition": edition, "shown": shown, "older": older, "count": edition.public_count,
               "is_first": shown[0].number == edition.public_count}  # fmt: skip
    with translation.override(interface_language(edition.language)):
        response = render(request, "history.html", context)
        response["Content-Language"] = translation.get_language()
    return response


def _editions(public, count, before):
    """Return (editions, number of the first), the newest first: a page, and one to compare with.

    `public` are all, of which there are `count`; `before` is the number of the edition that the
    page before ended with, as text. Raises Http404.
    """
    if before is not None:
        if not before.isascii() or not before.isdigit() or len(before) > 9:
            raise Http404(f"{before!r} is no number of an edition.")
        public = public.filter(number__lt=int(before))
        count = public.count()
    if not count:
        raise Http404("No edition is older.")
    return list(public.order_by("-number")[: PAGE_SIZE + 1]), count


def _last_withdrawal(public):
    """Return the number of the last tombstone, 0 for none; what was before it stays withdrawn."""
    tombstones = public.filter(kind=EditionKind.WITHDRAWAL).order_by("-number")
    return tombstones.values_list("number", flat=True).first() or 0


class _Record:
    """Editions, the newest first, with their stories as the public may compare them."""

    def __init__(self, editions, last_withdrawal):
        self.editions, self.last_withdrawal = editions, last_withdrawal
        stories = [edition.story() for edition in editions]
        refs = {c.party.ref for story in stories if story for c in story.credits} - {None}
        self.names = Contributor.objects.in_bulk(refs)
        self.stories = [story and self._named(story) for story in stories]
        self.words = 0

    def _named(self, story):
        """Return the story with people's names of now, as everywhere on the site."""
        credits = tuple(
            replace(credit, party=replace(credit.party, name=self.names[credit.party.ref].name))
            if credit.party.ref in self.names
            else credit
            for credit in story.credits
        )
        return replace(story, credits=credits)

    def shown(self, count):
        """Return Shown editions; `count` is the number of the newest."""
        page = enumerate(self.editions[:PAGE_SIZE])
        return [self._shown(place, edition, count - place) for place, edition in page]

    def _shown(self, place, edition, number):
        if edition.is_withdrawal:
            return Shown(edition, number, "withdrawal")
        if edition.number < self.last_withdrawal:
            return Shown(edition, number, "taken back")
        story = self.stories[place]
        if story is None:
            return Shown(edition, number, "sealed")
        if number == 1:
            return Shown(edition, number, "first", list(story.corrections))
        before = self.stories[place + 1]
        if before is None:
            return Shown(edition, number, "alone")
        notes = _only_in(story.corrections, before.corrections)
        texts = list(_texts(before, story))
        words = sum(weight(old, new) for _label, old, new in texts)
        if self.words + words > MOST_WORDS:
            return Shown(edition, number, "long", notes)
        self.words += words
        parts = [Part(label, passages(old, new)) for label, old, new in texts]
        return Shown(edition, number, "compared", notes, parts, _new_pictures(before, story))


def _only_in(notes, others):
    """Return those of `notes` whose words are not among `others`."""
    known = {(note.kind, note.text) for note in others}
    return [note for note in notes if (note.kind, note.text) not in known]


def _texts(before, after):
    """Yield (label, texts before, texts after) of the parts that differ.

    Links to other stories take no part: readers may not be allowed to see where they lead.
    """
    for name, label in FIELDS:
        old, new = (_lines(getattr(story, name)) for story in (before, after))
        if old != new:
            yield label, old, new
    for name, label in (("credits", _("Credits")), ("blocks", _("Text"))):
        old, new = ([text_of(one) for one in getattr(story, name)] for story in (before, after))
        if old != new:
            yield label, old, new
    if dropped := _only_in(before.corrections, after.corrections):
        yield _("Public notes"), [note.text for note in dropped], []


def _lines(value):
    text = text_of(value)
    return [text] if text else []


def _new_pictures(before, after):
    """Return how many pictures (number) stand in a story that the one before did not have."""
    old, new = ({p.ref for p in story.photos} for story in (before, after))
    return len(new - old - {None})
