"""Which block of a changed story was which before, so that changes meet block by block."""

from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from articles.story import Photo, Video, plain

LARGE = 1500  # blocks; beyond that only what is the same at both ends is recognised
LIKE = 0.5  # share of common words from which a changed block is still the same block
COMPARED = 60  # blocks of a changed stretch that are compared each with each


@dataclass(frozen=True)
class Alignment:
    """`partners[i]` is the place of base block i in `blocks`, or None where it was taken out."""

    blocks: tuple
    partners: tuple
    gaps: dict  # place in the base → blocks put in before it

    def at(self, place):
        partner = self.partners[place]
        return None if partner is None else self.blocks[partner]

    def put_in(self, place):
        return tuple(self.gaps.get(place, ()))


def align(base, blocks):
    """Return the Alignment of two tuples of blocks."""
    pairs = {}
    for tag, i1, i2, j1, j2 in _opcodes(base, blocks):
        if tag == "equal":
            pairs |= zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "replace":
            pairs |= _pairs(base, range(i1, i2), blocks, range(j1, j2))
    partners = tuple(pairs.get(i) for i in range(len(base)))
    return Alignment(blocks, partners, _gaps(blocks, pairs))


def moved(before, after):
    """True if a part was changed; of a photo or video also if it shows another row."""
    if before != after:
        return True
    refs = getattr(before, "ref", None), getattr(after, "ref", None)
    return None not in refs and refs[0] != refs[1]


def _opcodes(base, blocks):
    head = _common(base, blocks)
    tail = _common(base[head:][::-1], blocks[head:][::-1])
    i2, j2 = len(base) - tail, len(blocks) - tail
    yield "equal", 0, head, 0, head
    if max(i2, j2) - head > LARGE:
        yield "replace", head, i2, head, j2
    else:
        inner = SequenceMatcher(None, base[head:i2], blocks[head:j2], autojunk=False)
        for tag, *places in inner.get_opcodes():
            yield tag, *(place + head for place in places)
    yield "equal", i2, len(base), j2, len(blocks)


def _common(one, other):
    """Return how many blocks are the same at the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _pairs(base, places, blocks, others):
    """Return {place: other place} in a changed stretch: what is alike, then what has one place."""
    if len(places) == len(others) or max(len(places), len(others)) > COMPARED:
        return {
            i: j for i, j in zip(places, others, strict=False) if type(base[i]) is type(blocks[j])
        }
    found, free = {}, others.start
    for i in places:
        scored = [(_likeness(base[i], blocks[j]), -j) for j in range(free, others.stop)]
        best, j = max(scored, default=(0, 0))
        if best >= LIKE:
            found[i], free = -j, -j + 1
    return found | _leftovers(base, places, blocks, others, found)


def _leftovers(base, places, blocks, others, found):
    """Pair what lies between two pairs, in order, where it is of the same kind."""
    more, free = {}, others.start
    for i in places:
        if i in found:
            free = found[i] + 1
            continue
        end = min((j for k, j in found.items() if k > i), default=others.stop)
        if free < end and type(base[i]) is type(blocks[free]):
            more[i] = free
            free += 1
    return more


def alike(one, other):
    """True if a block, though changed, is still the same block."""
    return _likeness(one, other) >= LIKE


def _likeness(one, other):
    """Return the share of common words, 0 to 1; figures of one row are the same."""
    if type(one) is not type(other):
        return 0
    if isinstance(one, Photo | Video) and one.ref is not None and one.ref == other.ref:
        return 1
    ours, theirs = _words(one), _words(other)
    if not ours and not theirs:
        return LIKE
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _words(value):
    """Return the set of words in a block, or in a tuple of texts."""
    if isinstance(value, str):
        return set(plain(value).casefold().split())
    if isinstance(value, tuple):
        return set().union(*map(_words, value))
    if hasattr(value, "__dataclass_fields__"):
        return set().union(*(_words(getattr(value, field.name)) for field in fields(value)))
    return set()


def _gaps(blocks, pairs):
    places = {j: i for i, j in pairs.items()}
    gaps, place = {}, 0
    for j, block in enumerate(blocks):
        if j in places:
            place = places[j] + 1
        else:
            gaps.setdefault(place, []).append(block)
    return gaps
