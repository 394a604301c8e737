"""What differs between two texts, word by word and passage by passage, at a bounded cost."""

import re
from collections import Counter
from enum import StrEnum
from typing import NamedTuple

MOST_EDITS = 250  # words (or passages) gone and new together; beyond, all counts as replaced
MOST_PAIRS = 100  # gone × new passages that are looked at for likeness
ALIKE = 0.5  # share of words in common from which a passage counts as changed, not replaced

# Chinese and Japanese do without spaces: each character counts as a word.
_IDEOGRAPH = "[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_WORD = re.compile(rf"{_IDEOGRAPH}|(?:(?!{_IDEOGRAPH})\S)+")


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Run(NamedTuple):
    text: str
    mark: Mark


class Passage(NamedTuple):
    """A changed passage as Runs, or a number of passages left out because they did not change."""

    runs: tuple = ()
    unchanged: int = 0


class _Gap(NamedTuple):
    """Words one[gone] that stand where now other[new] stand, and the `kept` words after them."""

    gone: slice
    new: slice
    kept: tuple  # (slice of one, slice of other)


def marked(ours, theirs):
    """Return two texts as lists of (words, True where only this text has them)."""
    one, other = _Words(ours), _Words(theirs)
    matches = _matches(one.words, other.words)
    if matches is None:
        return [(ours, True)], [(theirs, True)]
    left, right = [(one.head, False)], [(other.head, False)]
    for gap in _gaps(_readable(matches, one.words, other.words), one.words, other.words):
        left += [*_apart(one.text(gap.gone), True), (one.text(gap.kept[0]), False)]
        right += [*_apart(other.text(gap.new), True), (other.text(gap.kept[1]), False)]
    return _joined(left), _joined(right)


def runs_of(before, after):
    """Return the Runs of `after`, with the words that went from `before` at their old places."""
    one, other = _Words(before), _Words(after)
    matches = _matches(one.words, other.words)
    runs = [(other.head, Mark.SAME)]
    for gap in _gaps(_readable(matches or [], one.words, other.words), one.words, other.words):
        gone = one.text(gap.gone)
        if gap.new.start < gap.new.stop and gone[-1:].isspace():
            gone = gone.rstrip() + " "  # a line that ended here goes on with what came
        runs += _set_apart(runs, one, gap.gone) + _apart(gone, Mark.GONE, Mark.SAME)
        runs += _set_apart(runs, other, gap.new) + _apart(other.text(gap.new), Mark.NEW, Mark.SAME)
        runs += [(kept, Mark.SAME)] if (kept := other.text(gap.kept[1])) else []
    return tuple(Run(*run) for run in _joined(runs))


def passages(before, after):
    """Return the Passages of two lists of texts; neighbours that did not change are one."""
    matches = _matches(before, after)
    found = []
    for gap in _gaps(matches or [], before, after):
        found += [Passage(runs) for runs in _paired(before[gap.gone], after[gap.new])]
        if count := gap.kept[1].stop - gap.kept[1].start:
            found.append(Passage(unchanged=count))
    return found


def aligned(before, after, like):
    """Return [(place before or None, place after or None)] of two lists, in the order of a page.

    What is equal stands together, and so does what changed little: `like(i, j)` returns the
    likeness (0 to 1) of before[i] and after[j]; it is asked MOST_PAIRS times for each change, or
    once for each item of a longer one.
    """
    matches, places = _matches(before, after), []
    for gap in _gaps(_ends(before, after) if matches is None else matches, before, after):
        gone, new = (range(part.start, part.stop) for part in (gap.gone, gap.new))
        places += _together(gone, new, like)
        places += zip(*(range(part.start, part.stop) for part in gap.kept), strict=True)
    return places


def weight(before, after):
    """Return the words (number) that `passages` would have to compare."""
    moved = set(before) ^ set(after)
    return sum(len(text.split()) for text in moved)


def _paired(gone, new):
    """Yield runs of the passages that went and came at one place, the like ones together."""
    counts = [Counter(text.split()) for text in (*gone, *new)]
    ours, theirs = counts[: len(gone)], counts[len(gone) :]
    if len(gone) * len(new) > MOST_PAIRS:
        ours = []
    start = 0
    for number, words in enumerate(ours):
        alike = (likeness(words, theirs[place]) for place in range(start, len(new)))
        place = next((at for at, like in enumerate(alike, start) if like >= ALIKE), None)
        if place is None:
            yield (Run(gone[number], Mark.GONE),)
            continue
        yield from ((Run(text, Mark.NEW),) for text in new[start:place])
        yield runs_of(gone[number], new[place])
        start = place + 1
    yield from ((Run(text, Mark.GONE),) for text in gone[len(ours) :])
    yield from ((Run(text, Mark.NEW),) for text in new[start:])


def _together(gone, new, like):
    """Yield the places that went and came at one place, the like ones together."""
    is_long = len(gone) * len(new) > MOST_PAIRS
    start = 0
    for number, i in enumerate(gone):
        others = new[max(start, number) : number + 1] if is_long else new[start:]
        j = next((j for j in others if like(i, j) >= ALIKE), None)
        if j is None:
            yield i, None
            continue
        yield from ((None, place) for place in new[start : j - new.start])
        yield i, j
        start = j - new.start + 1
    yield from ((None, place) for place in new[start:])


def _ends(one, other):
    """Return the matches at the head and at the tail of two lists, as `_matches` does."""
    head = _shared(one, other)
    tail = _shared(one[head:][::-1], other[head:][::-1])
    return [(0, 0, head), (len(one) - tail, len(other) - tail, tail)]


def likeness(one, other):
    """Return the share (0 to 1) of words that two Counters of words have in common."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0


class _Words:
    """A text as words, each with the space after it; `head` is the space before the first."""

    def __init__(self, text):
        found = list(_WORD.finditer(text))
        starts = [match.start() for match in found]
        self.words = [match.group() for match in found]
        self.head = text[: starts[0]] if starts else text
        ends = [*starts[1:], len(text)]
        self.pieces = [text[start:end] for start, end in zip(starts, ends, strict=False)]

    def text(self, part):
        return "".join(self.pieces[part])


def _set_apart(runs, words, part):
    """Return a space for before `part` of a text, if the other text ended without one there."""
    last = runs[-1][0][-1:]
    stood_apart = part.start == 0 or words.pieces[part.start - 1][-1:].isspace()
    is_needed = part.start < part.stop and last and not last.isspace() and stood_apart
    return [(" ", Mark.SAME)] if is_needed else []


def _apart(text, mark, plain=False):
    """Return [(words, mark), (space after them, plain)] without what is empty."""
    words = text.rstrip()
    return [(part, kind) for part, kind in ((words, mark), (text[len(words) :], plain)) if part]


def _joined(runs):
    """Return the (text, mark) pairs without empty ones, neighbours of one mark as one."""
    joined = []
    for text, mark in runs:
        if text and joined and joined[-1][1] == mark:
            joined[-1] = (joined[-1][0] + text, mark)
        elif text:
            joined.append((text, mark))
    return joined


def _gaps(matches, one, other):
    """Yield a _Gap before each (start, start, length) of `matches`, and one for the rest."""
    i = j = 0
    for at, there, length in [*matches, (len(one), len(other), 0)]:
        kept = (slice(at, at + length), slice(there, there + length))
        if (at, there, length) != (i, j, 0):
            yield _Gap(slice(i, at), slice(j, there), kept)
        i, j = at + length, there + length


def _readable(matches, one, other):
    """Leave out matches that are shorter than the changes on both sides: “the” amid new words."""
    kept, before = [], (0, 0)
    ends = [*((i, j) for i, j, _length in matches[1:]), (len(one), len(other))]
    for (i, j, length), after in zip(matches, ends, strict=False):
        changed_before = max(i - before[0], j - before[1])
        changed_after = max(after[0] - i - length, after[1] - j - length)
        if length > min(changed_before, changed_after):
            kept.append((i, j, length))
            before = (i + length, j + length)
    return kept


def _matches(one, other):
    """Return [(start in one, start in other, length)] of what both lists have, in order.

    None where more than MOST_EDITS items differ: the search would cost their square.
    """
    head = _shared(one, other)
    tail = _shared(one[head:][::-1], other[head:][::-1])
    inner = _inner(one[head : len(one) - tail], other[head : len(other) - tail])
    if inner is None:
        return None
    steps = [(i, i) for i in range(head)]
    steps += [(head + i, head + j) for i, j in inner]
    steps += [(len(one) - n, len(other) - n) for n in range(tail, 0, -1)]
    matches = []
    for i, j in steps:
        if matches and (i, j) == (matches[-1][0] + matches[-1][2], matches[-1][1] + matches[-1][2]):
            matches[-1] = (*matches[-1][:2], matches[-1][2] + 1)
        else:
            matches.append((i, j, 1))
    return matches


def _shared(one, other):
    """Return how many items two lists begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _inner(one, other):
    """Return [(i, j)] of the items of a shortest edit (Myers 1986), or None beyond MOST_EDITS."""
    if not one or not other:
        return []
    reach, trail = {1: 0}, []
    for edits in range(min(MOST_EDITS, len(one) + len(other)) + 1):
        trail.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            i = _next(reach, diagonal, edits)
            j = i - diagonal
            while i < len(one) and j < len(other) and one[i] == other[j]:
                i, j = i + 1, j + 1
            reach[diagonal] = i
            if i >= len(one) and j >= len(other):
                return _walked_back(trail, len(one), len(other))
    return None


def _next(reach, diagonal, edits):
    """Return the place in the first list where a path with one edit more stands."""
    if _is_new(reach, diagonal, edits):
        return reach[diagonal + 1]
    return reach[diagonal - 1] + 1


def _is_new(reach, diagonal, edits):
    """True if the last edit of the path adds an item, False if one goes."""
    if diagonal in (-edits, edits):
        return diagonal == -edits
    return reach[diagonal - 1] < reach[diagonal + 1]


def _walked_back(trail, i, j):
    """Return the (i, j) of equal items on the path that `trail` ends with, in order."""
    pairs = []
    for edits in range(len(trail) - 1, -1, -1):
        reach, diagonal = trail[edits], i - j
        start = _next(reach, diagonal, edits)
        while i > start and i > 0 and j > 0:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        if edits:
            i, j = (i, j - 1) if _is_new(reach, diagonal, edits) else (i - 1, j)
    return pairs[::-1]
