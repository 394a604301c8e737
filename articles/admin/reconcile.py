"""Two texts of one story, part by part: what differs, who changed it, and one text made of both."""

import hashlib
import re
from dataclasses import dataclass, fields, replace

from articles.importing.alignment import align, alike, moved
from articles.importing.merge import merge
from articles.story import Photo, Story, Video

MINE, THEIRS, BOTH = "mine", "theirs", "both"
SIDES = (MINE, THEIRS, BOTH)

_REF = re.compile(r"ref=(\d+|None)")
_LISTS = ("credits", "tags", "corrections", "related")


@dataclass(frozen=True)
class Part:
    """A part in which two texts differ, named as in importing/merge.py.

    `mine` and `theirs` are values of a field, or tuples of blocks; `both` joins them and is None
    where that makes no sense. `side` is who alone changed it, or empty.
    """

    name: str
    mine: object
    theirs: object
    both: object = None
    side: str = ""

    @property
    def key(self):
        """What a form calls this part: another part never has the same."""
        # Without the rows behind figures and people: words not saved yet have none that stay.
        told = _REF.sub("", repr((self.name, self.mine, self.theirs)))
        return f"part-{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    def chosen(self, side):
        return {MINE: self.mine, THEIRS: self.theirs, BOTH: self.both}[side]


class Comparison:
    """Two Stories that go back to `base` (a Story, or None where it is not known)."""

    def __init__(self, base, mine, theirs):
        self.base, self.mine, self.theirs = base, mine, theirs
        self.fields, self.body = [], []
        for name in (field.name for field in fields(Story)):
            ours, other = getattr(mine, name), getattr(theirs, name)
            if name == "blocks":
                self.body = list(_body(base.blocks if base else None, ours, other))
            elif moved(ours, other):
                self.fields.append(self._field(name, ours, other))

    @property
    def parts(self):
        return self.fields + [piece for piece in self.body if isinstance(piece, Part)]

    def merged(self, sides):
        """Return the Story that takes of each part the side named in `sides` {key: side}."""
        changed = {part.name: part.chosen(sides[part.key]) for part in self.fields}
        blocks = []
        for piece in self.body:
            blocks += piece.chosen(sides[piece.key]) if isinstance(piece, Part) else piece
        return replace(self.theirs, **changed, blocks=tuple(blocks))

    def _field(self, name, mine, theirs):
        is_list = name in _LISTS
        both = mine + tuple(one for one in theirs if one not in mine) if is_list else None
        if self.base is None:
            return Part(name, mine, theirs, both)
        base = getattr(self.base, name)
        side = _side(moved(base, mine), moved(base, theirs))
        if not side and name == "tags":
            return Part(name, mine, theirs, _tags_of_both(base, mine, theirs), BOTH)
        if not side and name == "lead_photo" and (one := _figure_of_both(base, mine, theirs)):
            return Part(name, mine, theirs, one, BOTH)
        return Part(name, mine, theirs, both, side)


def _side(is_mine, is_theirs):
    """Return who alone changed a part, or an empty string."""
    return "" if is_mine == is_theirs else MINE if is_mine else THEIRS


def _body(base, mine, theirs):
    """Yield tuples of blocks that are the same, and Parts, in the order of the text."""
    aligned = align(theirs, mine)
    history = _History(base, mine, theirs)
    for place in range(len(theirs) + 1):
        if put_in := aligned.put_in(place):
            yield history.part(f"after block {place}", put_in, ())
        if place == len(theirs):
            return
        ours, other = aligned.at(place), theirs[place]
        if ours is not None and not moved(ours, other):
            yield (other,)
        else:
            yield history.part(f"block {place + 1}", () if ours is None else (ours,), (other,))


class _History:
    """Tells of blocks who changed them since `base` (blocks, or None)."""

    def __init__(self, base, mine, theirs):
        self.base, self.mine, self.theirs = base, mine, theirs
        # Blocks that only changed their place follow whoever moved some.
        self.mover = THEIRS if base is not None and _in_order(base, mine) else MINE

    def part(self, name, mine, theirs):
        both = theirs + mine if mine and theirs else None
        if self.base is None:
            return Part(name, mine, theirs, both)
        is_mine = self._changed(mine, theirs, self.mine)
        is_theirs = self._changed(theirs, mine, self.theirs)
        if not is_mine and not is_theirs:
            return Part(name, mine, theirs, both, self.mover)
        side = _side(is_mine, is_theirs)
        if not side and len(mine) == len(theirs) == 1:
            before = next((one for one in self.base if alike(one, mine[0])), None)
            if one := _figure_of_both(before, mine[0], theirs[0]):
                return Part(name, mine, theirs, (one,), BOTH)
        return Part(name, mine, theirs, both, side)

    def _changed(self, here, there, text):
        """True if one side wrote its blocks `here`, or took those out that stand `there`."""
        if here:
            return any(all(moved(old, block) for old in self.base) for block in here)
        return any(
            block not in text and any(alike(old, block) for old in self.base) for block in there
        )


def _in_order(base, blocks):
    """True if what `blocks` has of `base` stands in the same order there."""
    places = [base.index(block) for block in blocks if block in base]
    return places == sorted(places)


def _tags_of_both(base, mine, theirs):
    """Return the tags with what either side put in, without what either took out."""
    kept = tuple(tag for tag in mine if tag in theirs or tag not in base)
    return kept + tuple(tag for tag in theirs if tag not in (*mine, *base))


def _figure_of_both(base, mine, theirs):
    """Return a photo or video with what either side changed, or None where both changed a word."""
    if type(mine) not in (Photo, Video) or not type(mine) is type(theirs) is type(base):
        return None
    stories = (Story(headline="", blocks=(one,)) for one in (base, mine, theirs))
    done = merge(*stories)
    return done.story.blocks[0] if not done.conflicts and len(done.story.blocks) == 1 else None
