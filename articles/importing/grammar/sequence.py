"""The likeliest reading of a whole page.

`findings` follows the edges of the grammar to the path of the highest score (Viterbi); how much
worse the best path is on which a line is of another kind says how sure it is.
"""

from functools import lru_cache
from typing import NamedTuple

from articles.importing.grammar.edges import START, STATES
from articles.importing.grammar.evidence import evidence_of
from articles.importing.grammar.kinds import Kind

K = Kind

NOWHERE = float("-inf")
# A reading this many points behind the best one so far is given up: no page makes up for it.
GIVEN_UP = 12
REMEMBERED = 16_384  # entries of each memory of what was worked out already


class Finding(NamedTuple):
    """The kind of a line, the next likeliest one, and how far behind that is (a score).

    `other` is None where no other kind came near.
    """

    kind: Kind
    other: Kind | None
    margin: float


UNRIVALLED = {kind: Finding(kind, None, -NOWHERE) for kind in Kind}


class Front:
    """What the last line read may be: `scores` maps each likely State to what it lacks to the best.

    Scores are small whole numbers that turn up again and again, so there are not many fronts; what
    follows each is found out once, and remembered. Fronts are compared by identity: see `_front`.
    """

    __slots__ = ("follow", "only", "scores")

    def __init__(self, scores):
        self.scores = dict(scores)
        self.follow = _shared(frozenset().union(*[state.after for state in self.scores]))
        # Where there is but one State, every reading of the page goes through it.
        self.only = UNRIVALLED.get(next(iter(self.scores)).kind) if len(self.scores) == 1 else None


class Step(NamedTuple):
    """From one line to the next: `before` maps each State of the next to that it came from."""

    front: Front
    before: dict


def classify(lines):
    """Return the list of Kinds of `lines`, the likeliest reading of the page as a whole."""
    return [finding.kind for finding in findings(lines)]


def findings(lines):
    """Return a Finding for each of `lines`."""
    steps, evidence = _forward(lines)
    return _compared(_best_path(steps), steps, evidence)


def _forward(lines):
    """Return two lists: for each line its Step, and (kind, score, kind, score, …).

    Only kinds that can follow are asked for: that leaves most rules of most lines unasked.
    """
    steps, evidence = [], []
    front = _front(((STATES[START], 0),))
    for line in lines:
        own = evidence_of(line, front.follow)
        step = _step(front, own)
        front = step.front
        steps.append(step)
        evidence.append(own)
    return steps, evidence


@lru_cache(maxsize=REMEMBERED)
def _shared(kinds):
    """Return the one set that all fronts with the same `kinds` share: it is looked up often."""
    return kinds


@lru_cache(maxsize=REMEMBERED)
def _front(scores):
    return Front(scores)


@lru_cache(maxsize=REMEMBERED)
def _step(front, own):
    """Return the Step from `front` over a line with the evidence `own`."""
    found, best = {}, NOWHERE
    for state, score in front.scores.items():
        after = state.after
        for kind, value in _pairs(own):
            edge = after.get(kind)
            if edge is None:
                continue
            to, reached = edge[0], score + edge[1] + value
            known = found.get(to)
            if known is None or reached > known[0]:
                found[to] = (reached, state)
                best = max(best, reached)
    if not found:  # nothing follows: pass the line over and go on as before
        found = {STATES[s.zone, K.UNPLACED]: (score, s) for s, score in front.scores.items()}
        best = max(score for score, _ in found.values())
    likely = {to: step for to, step in found.items() if step[0] >= best - GIVEN_UP}
    scores = tuple((to, score - best) for to, (score, _) in likely.items())
    return Step(_front(scores), {to: state for to, (_, state) in likely.items()})


def _pairs(own):
    return zip(own[::2], own[1::2], strict=True)


def _best_path(steps):
    """Return the list of States of the best path, the last one first."""
    best, total = None, NOWHERE
    for state, score in steps[-1].front.scores.items():
        if score + state.end > total:
            best, total = state, score + state.end
    path = []
    for step in reversed(steps):
        path.append(best)
        best = step.before[best]
    return path


class Rest:
    """What may come of a front: `scores` maps its States to the best score from there to the end.

    Only differences count. Compared by identity, like fronts.
    """

    __slots__ = ("scores",)

    def __init__(self, scores):
        self.scores = dict(scores)


def _compared(path, steps, evidence):
    """Return a Finding for each line: its state on the best `path` against the runner-up."""
    found = []
    rest, own = _end(steps[-1].front), None
    for step, state, its_own in zip(reversed(steps), path, reversed(evidence), strict=True):
        front = step.front
        if front.only:
            rest = _end(front)
            found.append(front.only)
        else:
            rest = _rest(front, own, rest) if own is not None else _end(front)
            found.append(_finding(front, rest, state))
        own = its_own
    return found[::-1]


@lru_cache(maxsize=REMEMBERED)
def _end(front):
    return _rest_of(tuple((state, state.end) for state in front.scores))


@lru_cache(maxsize=REMEMBERED)
def _rest_of(scores):
    return Rest(scores)


@lru_cache(maxsize=REMEMBERED)
def _rest(front, own, later):
    """Return the Rest from `front`; `own` (evidence) and `later` (a Rest) are of the next line."""
    here, later = [], later.scores
    for state in front.scores:
        best, after = NOWHERE, state.after
        for kind, value in _pairs(own):
            edge = after.get(kind)
            if edge is not None and edge[0] in later:
                best = max(best, edge[1] + value + later[edge[0]])
        here.append((state, best))
    top = max(score for _, score in here)
    if top > NOWHERE:
        here = [(state, score - top) for state, score in here]
    return _rest_of(tuple(here))


@lru_cache(maxsize=REMEMBERED)
def _finding(front, rest, state):
    """Return the Finding for a line whose best reading is `state`."""
    other, best = None, NOWHERE
    for rival, score in front.scores.items():
        if rival.kind != state.kind and score + rest.scores[rival] > best:
            other, best = rival.kind, score + rest.scores[rival]
    if other is None:
        return UNRIVALLED[state.kind]
    return Finding(state.kind, other, front.scores[state] + rest.scores[state] - best)
