"""Merge a source that changed into a story that editors may have changed, part by part.

Three stories: `base` is the last import, `mine` the editors' copy, `new` the source as it is now.
What the editors left alone follows the source; what they touched stays. Where both moved there is
a conflict: theirs stays, and the other waits in `conflicts`. Names of parts:

    headline, deck, …       a field of Story
    lead_photo              its caption, alt text and credit are merged one by one
    block 3                 the third block of the base, likewise
    after block 3           what was put in behind it; `after block 0` stands at the head
    block 1 and on          the whole body, where its blocks cannot be told apart
"""

from dataclasses import dataclass, fields, replace

from articles.importing.alignment import align, alike, moved
from articles.story import Photo, Story, Video

# Fields of a figure that belong together.
_GROUPS = {
    Photo: (("caption",), ("alt_text", "decorative"), ("credit_line", "creator", "supplier")),
    Video: (
        ("title",), ("label",), ("teaser",), ("age", "captured_at"), ("seconds",),
        ("description",), ("medium",), ("provider", "embed_id"),
    ),
}  # fmt: skip
WHOLE_BODY = "block 1 and on"
_LISTS = ("credits", "corrections", "related")


@dataclass(frozen=True)
class Difference:
    """A part in which the editors' copy differs from the source.

    `mine` and `new` are the values of a field; for a place in the body tuples of blocks.
    """

    name: str
    mine: object
    new: object

    @property
    def is_in_body(self):
        return "block " in self.name


@dataclass(frozen=True)
class Merged:
    """`base` is what a later merge compares with: `new`, but in conflicts what was before it."""

    story: Story
    base: Story
    kept: tuple[Difference, ...] = ()
    conflicts: tuple[Difference, ...] = ()

    @property
    def is_untouched(self):
        """True if the story is now all as the source has it."""
        return not self.kept and not self.conflicts


def merge(base, mine, new, take=(), leave=()):
    """Return the Merged of three Stories.

    Parts named in `take` are as in `new`; conflicts named in `leave` are settled as in `mine`.
    """
    merger = _Merger(frozenset(take), frozenset(leave))
    merged, later = {}, {}
    for name in (field.name for field in fields(Story)):
        parts = (getattr(story, name) for story in (base, mine, new))
        merged[name], later[name] = merger.field(name, *parts)
    return Merged(Story(**merged), Story(**later), tuple(merger.kept), tuple(merger.conflicts))


class _Merger:
    """Merges parts to (value, value to compare with later) and notes what differs."""

    def __init__(self, take=frozenset(), leave=frozenset()):
        self.take, self.leave = take, leave
        self.kept, self.conflicts = [], []

    def field(self, name, base, mine, new):
        if name == "blocks":
            return self.body(base, mine, new)
        if name == "lead_photo":
            return self.block(name, base, mine, new)
        if name == "tags":
            return self.names(name, base, mine, new)
        if name in _LISTS:
            return self.rows(name, base, mine, new)
        return self.whole(name, base, mine, new)

    def whole(self, name, base, mine, new):
        """Merge a value that has no parts."""
        if not moved(mine, new):
            return mine, new
        if not moved(base, mine):
            return new, new
        if not moved(base, new):
            return self._keep(name, mine, new), new
        return self._clash(name, base, mine, new)

    def names(self, name, base, mine, new):
        """Merge names without doubles: what either took out is gone, what either added is in."""
        if base in (mine, new) or mine == new:
            return self.whole(name, base, mine, new)
        left = [one for one in mine if one in new or one not in base]
        both = tuple(left + [one for one in new if one not in base and one not in left])
        return self._keep(name, both, new) if both != new else new, new

    def rows(self, name, base, mine, new):
        """Merge credits, notes or links; where their order leaves a doubt, all of them wait."""
        if base in (mine, new) or mine == new:
            return self.whole(name, base, mine, new)
        inside = _Merger()
        merged, _later = inside.sequence(base, mine, new)
        if inside.conflicts:
            return self._clash(name, base, mine, new)
        return self._keep(name, merged, new) if merged != new else new, new

    def body(self, base, mine, new):
        """Merge the blocks, one by one where that holds when it is done again."""
        kept, conflicts = len(self.kept), len(self.conflicts)
        merged, later = self.sequence(base, mine, new)
        again = _Merger()
        stable = again.sequence(later, merged, new)[0] == merged
        if stable and bool(again.conflicts) == (len(self.conflicts) > conflicts):
            return merged, later
        # Blocks with the same words stand side by side: which is which cannot be told.
        del self.kept[kept:], self.conflicts[conflicts:]
        return self.whole(WHOLE_BODY, base, mine, new)

    def sequence(self, base, mine, new):
        ours, theirs = align(base, mine), align(base, new)
        merged, later = [], []
        for place in range(len(base) + 1):
            pieces = ours.put_in(place), theirs.put_in(place)
            found, compared = self._put_in(f"after block {place}", *pieces)
            merged += found
            later += compared
            if place < len(base):
                pieces = base[place], ours.at(place), theirs.at(place)
                found, compared = self.block(f"block {place + 1}", *pieces, shown=_as_tuple)
                merged += _as_tuple(found)
                later += _as_tuple(compared)
        return tuple(merged), tuple(later)

    def block(self, name, base, mine, new, shown=lambda one: one):
        """Merge one block or the lead photo; None is one that is not there."""
        if _is_one_figure(base, mine, new):
            return self._figure(name, base, mine, new, shown)
        if not moved(mine, new):
            return mine, _with_row(new, base, mine)
        if not moved(base, mine):
            return _with_row(new, base, mine), _with_row(new, base, mine)
        if not moved(base, new):
            return self._keep(name, mine, new, shown), new
        return self._clash(name, base, mine, new, shown)

    def _figure(self, name, base, mine, new, shown):
        """Merge the words of a photo or video group by group, and choose its row."""
        groups = _GROUPS[type(base)]
        value = later = new
        stays, clashes = False, False
        for group in groups:
            before, ours, theirs = (_words(one, group) for one in (base, mine, new))
            if ours in (before, theirs) or name in self.take:
                continue
            value = replace(value, **dict(zip(group, ours, strict=True)))
            if theirs == before or name in self.leave:
                stays = True
            else:
                clashes = True
                later = replace(later, **dict(zip(group, before, strict=True)))
        # Taken whole, the picture too is the source's, if it has one.
        before = mine if name in self.take else base
        value, later = _with_row(value, before, mine), _with_row(later, before, mine)
        if clashes:
            self.conflicts.append(Difference(name, shown(mine), shown(new)))
        elif stays:
            self.kept.append(Difference(name, shown(mine), shown(new)))
        return value, later

    def _put_in(self, name, mine, new):
        """Merge what was put in between two blocks: (blocks, blocks to compare with later)."""
        if _is_inside(mine, new):
            return _with_rows(new, mine), new
        if not new:
            return self._keep(name, mine, ()), ()
        if _is_inside(new, mine):
            return self._keep(name, mine, new), new
        if name in self.take:
            return mine + tuple(one for one in new if one not in mine), new
        return self._clash(name, (), mine, new)

    def _keep(self, name, mine, new, shown=lambda one: one):
        if name in self.take:
            return new
        self.kept.append(Difference(name, shown(mine), shown(new)))
        return mine

    def _clash(self, name, base, mine, new, shown=lambda one: one):
        if name in self.take:
            return new, new
        if name in self.leave:
            return self._keep(name, mine, new, shown), new
        self.conflicts.append(Difference(name, shown(mine), shown(new)))
        return mine, base


def _as_tuple(block):
    return () if block is None else (block,)


def _is_one_figure(base, mine, new):
    """True for a photo or video that was changed, not replaced by another."""
    if type(base) not in _GROUPS:
        return False
    return alike(base, mine) and alike(base, new)


def _words(figure, group):
    return tuple(getattr(figure, name) for name in group)


def _is_inside(few, many):
    """True if all of `few` stand in `many` in the same order."""
    rest = iter(many)
    return all(any(one == other for other in rest) for one in few)


def _with_rows(new, mine):
    """Return the blocks `new`, of which `mine` are some, with the rows of those."""
    known = {one: one.ref for one in mine if type(one) in _GROUPS}
    return tuple(
        replace(one, ref=known[one]) if one in known and one.ref is None else one for one in new
    )


def _with_row(block, base, mine):
    """Return a figure with the row it belongs to: the editors' choice, else the source's."""
    if type(block) not in _GROUPS or type(block) is not type(mine):
        return block
    chosen = mine.ref is not None and mine.ref != getattr(base, "ref", None)
    return replace(block, ref=mine.ref) if chosen or block.ref is None else block
