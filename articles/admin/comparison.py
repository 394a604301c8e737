"""Two texts of one story compared: field by field, paragraph by paragraph, the words marked."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.differences import label_of
from articles.admin.thumbnails import thumbnail_of
from articles.differences import aligned, likeness, marked
from articles.importing.alignment import moved
from articles.models import Article, Photo
from articles.story import Correction, List, Paragraph, Quote, Related, Subhead, Table, Video
from articles.story import Photo as PhotoBlock
from articles.vocabulary import CORRECTION_KINDS, MEDIA
from articles.wording import text_of

MOST_WORDS = 10_000  # whose differences are looked for; beyond, passages are marked as a whole

# In the order of the page.
PARTS = (
    "kicker", "headline", "deck", "summary", "search_headline", "section", "credits", "dateline",
    "lead_photo", "blocks", "corrections", "related", "tags", "language", "rights",
    "published_at", "updated_at", "printed_date", "source_url", "external_id",
)  # fmt: skip
KINDS = {
    Paragraph: gettext_lazy("Paragraph"), Subhead: gettext_lazy("Subhead"),
    List: gettext_lazy("List"), Quote: gettext_lazy("Quote"), Table: gettext_lazy("Table"),
    PhotoBlock: gettext_lazy("Photo"), Video: gettext_lazy("Video"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A passage in both texts: `old` and `new` are lists of (words, whether only here).

    `state` is "same" (and `count` of them folded), "changed", "gone", "new", "left" or "came"
    (moved from here, to here). `pictures` are addresses of thumbnails, each may be empty.
    """

    state: str
    name: str = ""
    old: list = field(default_factory=list)
    new: list = field(default_factory=list)
    pictures: tuple = ("", "")
    count: int = 0


@dataclass(frozen=True)
class Part:
    name: str
    label: str
    rows: list


@dataclass(frozen=True)
class Comparison:
    parts: list
    is_rough: bool  # too much changed to mark every word


def part_label(name):
    return _("Text") if name == "blocks" else label_of(name)


def compared(before, after):
    """Return the Comparison of two Stories, at a bounded cost and in a fixed number of queries."""
    comparer = _Comparer(before, after)
    parts = [Part(name, part_label(name), comparer.rows(name)) for name in PARTS]
    changed = [part for part in parts if any(row.state != "same" for row in part.rows)]
    return Comparison(changed, comparer.is_rough)


class _Comparer:
    def __init__(self, before, after):
        self.before, self.after = before, after
        self.words_left, self.is_rough = MOST_WORDS, False
        both = (before, after)
        refs = {photo.ref for story in both for photo in story.photos if photo.ref is not None}
        shown = Photo.objects.in_rights().prefetch_related("renditions").in_bulk(refs)
        self.thumbnails = {pk: thumbnail_of(photo) for pk, photo in shown.items()}
        linked = {link.ref for story in both for link in story.related if link.ref is not None}
        self.names = dict(Article.objects.filter(pk__in=linked).values_list("pk", "headline"))

    def rows(self, name):
        before, after = getattr(self.before, name), getattr(self.after, name)
        if isinstance(before, tuple):
            return self._sequence(before, after)
        if name == "lead_photo":
            return self._sequence(*((one,) if one else () for one in (before, after)))
        old, new = text_of(before), text_of(after)
        return [self._row("changed", "", old, new)] if old != new else []

    def _sequence(self, before, after):
        """Return the Rows of two tuples: what stayed is folded, what moved is told as such."""
        words = [[Counter(self._text(one).split()) for one in side] for side in (before, after)]

        def like(i, j):
            return 1 if _is_one_row(before[i], after[j]) else likeness(words[0][i], words[1][j])

        places = aligned(before, after, like)
        gone = Counter(before[i] for i, j in places if j is None)
        elsewhere = gone & Counter(after[j] for i, j in places if i is None)
        left, came, rows = elsewhere.copy(), elsewhere.copy(), []
        for i, j in places:
            if j is None:
                rows += self._alone(before[i], "gone", left)
            elif i is None:
                rows += self._alone(after[j], "new", came)
            elif self._is_changed(before[i], after[j]):
                rows += self._pair(before[i], after[j])
            else:
                _fold(rows)
        return rows

    def _is_changed(self, old, new):
        # Versions and editions keep the spelling of a name in different places.
        return moved(old, new) and (type(old) in KINDS or self._text(old) != self._text(new))

    def _alone(self, one, state, elsewhere):
        """Return the Rows of what stands in one text alone, or elsewhere in the other."""
        is_old = state == "gone"
        if elsewhere[one]:
            elsewhere[one] -= 1
            side = [(self._text(one), False)]
            kind = _kind(one)
            return [Row("left", kind, old=side) if is_old else Row("came", kind, new=side)]
        told = self._aspects(one) or {_kind(one): self._text(one)}
        picture, rows = self._thumbnail(one), []
        for name, text in told.items():
            words, pictures = ((text, ""), (picture, "")) if is_old else (("", text), ("", picture))
            rows.append(self._row(state, name, *words, pictures))
            picture = ""
        return rows

    def _pair(self, old, new):
        """Return the Rows of a passage that changed."""
        ours, theirs = self._aspects(old), self._aspects(new)
        if ours and theirs:
            return self._figure(old, new, ours, theirs)
        name = _kind(old) if _kind(old) == _kind(new) else f"{_kind(old)} → {_kind(new)}"
        before, after = self._text(old), self._text(new)
        if before == after:  # links or stress alone
            before, after = text_of(old, str), text_of(new, str)
        return [self._row("changed", name, before, after)]

    def _figure(self, old, new, ours, theirs):
        rows = []
        if old.ref != new.ref and None not in (old.ref, new.ref):
            pictures = self._thumbnail(old), self._thumbnail(new)
            name = _("%(figure)s replaced by another") % {"figure": _kind(old)}
            rows.append(Row("changed", name, pictures=pictures))
        for name in ours | theirs:
            before, after = ours.get(name, ""), theirs.get(name, "")
            if before != after:
                rows.append(self._row("changed", name, before, after))
        return rows

    def _row(self, state, name, old, new, pictures=("", "")):
        return Row(state, name, *self._marked(old, new), pictures)

    def _marked(self, old, new):
        if not old or not new:
            return [(old, True)] if old else [], [(new, True)] if new else []
        self.words_left -= len(old.split()) + len(new.split())
        if self.words_left < 0:
            self.is_rough = True
            return [(old, True)], [(new, True)]
        return marked(old, new)

    def _thumbnail(self, one):
        return self.thumbnails.get(one.ref, "") if isinstance(one, PhotoBlock) else ""

    def _aspects(self, one):
        """Return {name: words} of a photo or video, as they are set on the story page."""
        match one:
            case PhotoBlock():
                alt_text = _("decorative, needs none") if one.decorative else one.alt_text
                words = {
                    _("Caption"): one.caption, _("Alt text"): alt_text,
                    _("Credit"): one.credit_line,
                }  # fmt: skip
            case Video():
                words = {
                    _("Label"): one.label, _("Teaser"): one.teaser, _("Title"): one.title,
                    _("Age"): one.age, _("Page read at"): text_of(one.captured_at),
                    _("Seconds"): "" if one.seconds is None else str(one.seconds),
                    _("Description"): one.description, _("Medium"): str(MEDIA[one.medium]),
                    _("Player"): " ".join(filter(None, (one.provider, one.embed_id))),
                }  # fmt: skip
            case _:
                return {}
        kind = _kind(one)
        return {f"{kind}: {name}": text for name, text in words.items() if text} or {kind: ""}

    def _text(self, one):
        match one:
            case Correction(text, kind, at):
                moment = f", {text_of(at)}" if at else ""
                return f"{CORRECTION_KINDS[kind]}{moment}: {text}"
            case Related(title, label, url, ref=ref):
                title = title or self.names.get(ref, "")
                return " ".join(filter(None, (label, title, url)))
        return text_of(one)


def _kind(one):
    if isinstance(one, List) and one.ordered:
        return _("Numbered list")
    return str(KINDS.get(type(one), ""))


def _is_one_row(one, other):
    """True for two uses of one photo or video, whatever is said of it."""
    is_figure = isinstance(one, PhotoBlock | Video) and type(one) is type(other)
    return is_figure and one.ref is not None and one.ref == other.ref


def _fold(rows):
    """Add one passage that stayed to the Rows, together with those right before it."""
    count = rows.pop().count if rows and rows[-1].state == "same" else 0
    rows.append(Row("same", count=count + 1))
