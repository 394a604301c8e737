"""Which kind may follow which, and the likeliest reading of a whole page.

The edges below are the grammar: a head (section, headline, deck …), a body, a tail. An edge that
is not drawn is not taken. `classify` finds the path of the highest score (Viterbi).
"""

from articles.importing.grammar.evidence import evidence
from articles.importing.grammar.kinds import VIDEO, Kind

K = Kind
START, END = "start", "end"

HEAD = {K.SUMMARY, K.DECK, K.BYLINE, K.DATES, K.LEAD_ALT, K.LEAD_CAPTION}
VIDEO_BEGINS = {K.VIDEO_LABEL, K.VIDEO_TITLE}
BODY = {K.PARAGRAPH, K.SUBHEAD, K.LIST_ITEM, K.ALT, K.CAPTION} | VIDEO_BEGINS
TAIL = {K.CONTRIBUTORS, K.CORRECTION, K.TAGS}
AFTER_BODY = BODY | TAIL | {END}
NEXT_TO_TITLE = {K.VIDEO_AGE, K.VIDEO_DURATION}


def _edges():
    """Return {kind before: {kind after: score}}."""
    edges = {
        START: {K.SECTION: 0, K.HEADLINE: 0},
        K.SECTION: {K.HEADLINE: 2},
        K.HEADLINE: _all(HEAD | BODY, 0),
        K.SUMMARY: _all(HEAD - {K.SUMMARY} | BODY, 0),
        K.DECK: _all(HEAD - {K.DECK} | BODY, 0),
        K.BYLINE: _all(HEAD - {K.BYLINE} | BODY, 0),
        K.DATES: _all(HEAD - {K.DATES} | BODY, 0),
        K.LEAD_ALT: {K.LEAD_CAPTION: 0},
        K.LEAD_CAPTION: _all({K.SUMMARY, K.DECK, K.BYLINE, K.DATES} | BODY, 0),
        K.PARAGRAPH: _all(AFTER_BODY, 0),
        K.LIST_ITEM: _all(AFTER_BODY, 0),
        K.CAPTION: _all(AFTER_BODY, 0),
        K.ALT: {K.CAPTION: 0},
        # A heading stands above something: at the end, or above another heading, it is none.
        K.SUBHEAD: _all(BODY, 0) | {K.SUBHEAD: -6},
        K.VIDEO_LABEL: {K.VIDEO_TITLE: 0} | _all(NEXT_TO_TITLE, -2),
        K.VIDEO_TITLE: _all(NEXT_TO_TITLE, 0),
        K.VIDEO_AGE: {K.VIDEO_DURATION: 0, K.VIDEO_DESCRIPTION: 0} | _all(AFTER_BODY, -1),
        K.VIDEO_DURATION: {K.VIDEO_AGE: -1, K.VIDEO_DESCRIPTION: 1} | _all(AFTER_BODY, -1),
        K.VIDEO_DESCRIPTION: _all(AFTER_BODY, 0),
        K.CONTRIBUTORS: _all(TAIL, 0) | {END: 0},
        K.CORRECTION: _all(TAIL, 0) | {END: 0},
        K.TAGS: _all(TAIL, 0) | {END: 0},
    }
    # A page that stops in its head, or goes on after its tail, is odd but possible.
    for kind in HEAD - {K.LEAD_ALT} | {K.HEADLINE, K.UNPLACED_IN_HEAD}:
        edges.setdefault(kind, {})[END] = -2
    for kind in TAIL:
        edges[kind] |= _all(BODY, -6)
    # A note on the story may also stand above it.
    for kind in HEAD - {K.LEAD_ALT} | {K.HEADLINE}:
        edges[kind][K.CORRECTION] = 0
    edges[K.CORRECTION] |= _all(HEAD | BODY, -1)
    # What fits nowhere is passed over, wherever it stands; from the body no way leads back up.
    edges[K.UNPLACED] = _all(BODY | TAIL | {K.UNPLACED}, -2) | {END: 0}
    edges[K.UNPLACED_IN_HEAD] = _all(HEAD | BODY | {K.HEADLINE, K.UNPLACED_IN_HEAD}, -2)
    for kind in (BODY | TAIL | VIDEO) - {K.ALT, K.VIDEO_TITLE}:
        edges[kind][K.UNPLACED] = -2
    for kind in HEAD - {K.LEAD_ALT} | {START, K.SECTION, K.HEADLINE}:
        edges[kind][K.UNPLACED_IN_HEAD] = -2
    return edges


def _all(kinds, score):
    return dict.fromkeys(kinds, score)


EDGES = _edges()
IMPOSSIBLE = float("-inf")


def classify(lines):
    """Return the list of Kinds of `lines`, the likeliest reading of the page as a whole."""
    best = {START: (0, ())}  # last kind: (score, (kind, (kind before, …)))
    for line in lines:
        best = _step(best, evidence(line))
    _, path = max(
        ((score + EDGES[kind].get(END, -8), path) for kind, (score, path) in best.items()),
        key=lambda found: found[0],
    )
    kinds = []
    while path:
        kind, path = path
        kinds.append(kind)
    return kinds[::-1]


def _step(best, scores):
    """Return `best` one line further: for each kind of the line its best way there."""
    found = {}
    for kind, own in scores.items():
        way = max(
            ((score + EDGES[before].get(kind, IMPOSSIBLE), path) for before, (score, path)
             in best.items()),
            key=lambda step: step[0],
        )  # fmt: skip
        if way[0] > IMPOSSIBLE:
            found[kind] = (way[0] + own, (kind, way[1]))
    return found
