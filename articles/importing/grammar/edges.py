"""Which kind may follow which: the edges of the grammar.

A page has four zones: what stands above the headline, the head below it, the body and the tail.
From each state (zone, kind) the edges say which kinds may come next, in which zone, and what speaks
for or against it.
"""

from enum import IntEnum

from articles.importing.grammar.kinds import VIDEO, Kind

K = Kind


class Zone(IntEnum):
    TOP = 0
    HEAD = 1
    BODY = 2
    TAIL = 3


START, END = (Zone.TOP, None), "end"

VIDEO_BEGINS = {K.VIDEO_LABEL, K.VIDEO_TITLE, K.VIDEO_DURATION}
IN_TOP = {K.NOTICE, K.SECTION, K.DATES, K.BYLINE, K.ROLE, K.ALT, K.CAPTION, K.CREDIT,
          K.UNPLACED} | VIDEO_BEGINS  # fmt: skip
IN_HEAD = {K.SUMMARY, K.DECK, K.BYLINE, K.ROLE, K.DATES, K.SECTION, K.ALT, K.CAPTION, K.CREDIT,
           K.NOTICE, K.CORRECTION, K.CORRECTION_HEADING, K.UNPLACED} | VIDEO_BEGINS  # fmt: skip
TEXT = {K.PARAGRAPH, K.SUBHEAD, K.LIST_ITEM, K.TIME, K.POST}
IN_BODY = TEXT | {K.ALT, K.CAPTION, K.CREDIT, K.RELATED, K.RELATED_HEADING, K.NOTICE,
                  K.CORRECTION, K.UNPLACED} | VIDEO_BEGINS  # fmt: skip
TAIL_BEGINS = {K.CONTRIBUTORS, K.CORRECTION_HEADING, K.TAGS, K.TAGS_HEADING}
IN_TAIL = TAIL_BEGINS | {K.NOTICE, K.RELATED, K.RELATED_HEADING, K.CORRECTION, K.DATES, K.BYLINE,
                         K.ROLE, K.UNPLACED}  # fmt: skip
AFTER_TITLE = {K.VIDEO_AGE, K.VIDEO_DURATION}


def _edges():
    """Return {(zone, kind): {next kind: (zone of it, score)}}."""
    edges = {}
    top = _to(Zone.TOP, IN_TOP, -1) | {K.HEADLINE: (Zone.HEAD, 0)}
    edges[START] = top | {K.SECTION: (Zone.TOP, 1)}
    for kind in IN_TOP:
        edges[Zone.TOP, kind] = dict(top)
    edges[Zone.TOP, K.SECTION] |= {K.HEADLINE: (Zone.HEAD, 2), K.SECTION: (Zone.TOP, -2)}

    head = _to(Zone.HEAD, IN_HEAD, 0) | _to(Zone.BODY, IN_BODY - IN_HEAD, 0)
    for kind in IN_HEAD | {K.HEADLINE}:
        edges[Zone.HEAD, kind] = dict(head)
    body = _to(Zone.BODY, IN_BODY, 0) | _to(Zone.TAIL, TAIL_BEGINS, 0)
    # Some print who wrote it, and when, below the text.
    body |= {K.BYLINE: (Zone.TAIL, -6), K.DATES: (Zone.TAIL, -4)}
    # … and some below what the story says in short.
    body[K.BYLINE] = (Zone.BODY, -6)
    for kind in IN_BODY | {K.POST_BY, K.BYLINE}:
        edges[Zone.BODY, kind] = body | {END: (Zone.TAIL, 0)}
    # Back from the tail into the text: odd, but pages do print on.
    tail = _to(Zone.TAIL, IN_TAIL, 0) | _to(Zone.BODY, IN_BODY - IN_TAIL, -6)
    for kind in IN_TAIL:
        edges[Zone.TAIL, kind] = tail | {END: (Zone.TAIL, 0)}
    _shape_head(edges)
    _shape_photos(edges)
    _shape_text(edges)
    _shape_tail(edges)
    _shape_videos(edges)
    return edges


def _to(zone, kinds, score):
    return dict.fromkeys(kinds, (zone, score))


def _add(edges, zone, kind, **scores):
    """Add to the scores of the edges from (zone, kind); names are kinds in capitals."""
    after = edges[zone, kind]
    for name, score in scores.items():
        if K[name] in after:
            to, before = after[K[name]]
            after[K[name]] = (to, before + score)


def _shape_head(edges):
    head = Zone.HEAD
    for kind in IN_HEAD | {K.HEADLINE}:
        _add(
            edges,
            head,
            kind,
            SECTION=-3,
            CORRECTION=-1,
            UNPLACED=-1,
            RELATED=-4,
            RELATED_HEADING=-2,
            SUBHEAD=-3,
        )
        edges[head, kind][END] = (Zone.TAIL, -12)
    _add(edges, head, K.HEADLINE, DECK=1, SECTION=2)
    for kind in (K.SUMMARY, K.DECK):
        # What the head goes on with makes the line above a deck; the text right below does not.
        _add(edges, head, kind, BYLINE=1, DATES=1, ALT=1, CAPTION=1, NOTICE=1, PARAGRAPH=-1)
        _add(edges, head, kind, **{kind.name: -4})
    _add(edges, head, K.DECK, SUMMARY=-1, SUBHEAD=-2)
    _add(edges, head, K.SUMMARY, DECK=1)
    for kind in (K.BYLINE, K.DATES, K.ROLE, K.CAPTION, K.CREDIT, K.NOTICE, K.ALT):
        _add(edges, head, kind, DECK=-2, SUMMARY=-2)
    _add(edges, head, K.BYLINE, BYLINE=-1, ROLE=1)
    for kind in IN_HEAD - {K.BYLINE, K.ROLE}:
        _add(edges, head, kind, ROLE=-4)
    _add(edges, head, K.HEADLINE, ROLE=-6)
    _add(edges, head, K.CORRECTION_HEADING, CORRECTION=2)


def _shape_photos(edges):
    for zone in (Zone.TOP, Zone.HEAD, Zone.BODY):
        _add(edges, zone, K.ALT, CAPTION=2, CREDIT=1, ALT=-1)
        for kind in IN_TOP | IN_HEAD | IN_BODY:
            # A credit alone belongs to what stands directly above or below it.
            if (zone, kind) in edges and kind not in (K.ALT, K.CAPTION, K.CREDIT):
                _add(edges, zone, kind, CREDIT=-2)
        _add(edges, zone, K.CREDIT, CAPTION=2)


def _shape_videos(edges):
    for zone in (Zone.TOP, Zone.HEAD, Zone.BODY):
        for kind in IN_TOP | IN_HEAD | IN_BODY:
            # A length without a title belongs to the label below it, or to nothing.
            if (zone, kind) in edges and kind not in VIDEO:
                _add(edges, zone, kind, VIDEO_DURATION=-12)
        times = _to(zone, AFTER_TITLE, 1)
        # After a video the page goes on as after any other line.
        on = edges[zone, K.UNPLACED]
        edges[zone, K.VIDEO_LABEL] = _less(on, 2) | times | {K.VIDEO_TITLE: (zone, 1)}
        edges[zone, K.VIDEO_TITLE] = _less(on, 3) | times | {
            K.VIDEO_TITLE: (zone, -1), K.VIDEO_DESCRIPTION: (zone, -1)
        }  # fmt: skip
        edges[zone, K.VIDEO_AGE] = on | {
            K.VIDEO_DURATION: (zone, 2), K.VIDEO_DESCRIPTION: (zone, 0), K.VIDEO_TITLE: (zone, -1),
            K.VIDEO_AGE: (zone, -1),
        }  # fmt: skip
        edges[zone, K.VIDEO_DURATION] = on | {
            K.VIDEO_AGE: (zone, 0), K.VIDEO_DURATION: (zone, 0), K.VIDEO_DESCRIPTION: (zone, 1),
        }  # fmt: skip
        edges[zone, K.VIDEO_DESCRIPTION] = on | {K.VIDEO_DESCRIPTION: (zone, 0)}


def _less(after, by):
    """Return edges `after`, each `by` worse."""
    return {kind: (zone, score - by) for kind, (zone, score) in after.items()}


def _shape_text(edges):
    body = Zone.BODY
    # A heading stands above something: at the end, or above another heading, it is none.
    _add(edges, body, K.SUBHEAD, SUBHEAD=-6, RELATED=-4, RELATED_HEADING=-4, NOTICE=-2, UNPLACED=-1)
    _add(edges, body, K.SUBHEAD, CAPTION=-3, CREDIT=-4)
    edges[body, K.SUBHEAD][END] = (Zone.TAIL, -6)
    for kind in TAIL_BEGINS:
        _add(edges, body, K.SUBHEAD, **{kind.name: -4})
    _add(edges, body, K.RELATED, RELATED=1, SUBHEAD=-1)
    _add(edges, body, K.RELATED_HEADING, RELATED=4, SUBHEAD=-5)
    _add(edges, body, K.LIST_ITEM, LIST_ITEM=1)
    edges[body, K.POST] = {K.POST_BY: (body, 2), K.POST: (body, 0)}
    for kind in IN_BODY:
        _add(edges, body, kind, UNPLACED=-2, CORRECTION=-1)
        if kind not in (K.RELATED, K.RELATED_HEADING):
            _add(edges, body, kind, RELATED=-2)
    _add(edges, body, K.NOTICE, RELATED=1)


def _shape_tail(edges):
    tail = Zone.TAIL
    _add(edges, tail, K.RELATED_HEADING, RELATED=4)
    _add(edges, tail, K.TAGS_HEADING, TAGS=3)
    _add(edges, tail, K.CORRECTION_HEADING, CORRECTION=3)
    for kind in IN_TAIL:
        _add(edges, tail, kind, UNPLACED=-2, BYLINE=-2, DATES=-2, ROLE=-4)
    for kind in (K.CORRECTION, K.CORRECTION_HEADING):
        _add(edges, tail, kind, DATES=3)
        edges[Zone.BODY, kind] = dict(edges.get((Zone.BODY, kind), edges[tail, kind]))
        edges[Zone.BODY, kind][K.DATES] = (tail, 1)
    _add(edges, tail, K.BYLINE, ROLE=4, DATES=2)
    below = edges[Zone.BODY, K.BYLINE]
    edges[Zone.BODY, K.BYLINE] = below | {K.ROLE: (tail, 4), K.DATES: (tail, 2)}


class State:
    """A kind in a zone. `after` maps each Kind that may follow to (its State, score).

    `end` is the score of ending the page here. States are compared by identity.
    """

    __slots__ = ("after", "end", "kind", "zone")

    def __init__(self, zone, kind):
        self.zone, self.kind, self.after, self.end = zone, kind, {}, -10


def _states():
    """Return {(zone, kind): State} of the whole grammar."""
    edges = _edges()
    states = {place: State(*place) for place in edges}
    for place, after in edges.items():
        state = states[place]
        for kind, (zone, score) in after.items():
            if kind == END:
                state.end = score
            else:
                state.after[kind] = (states[zone, kind], score)
    return states


STATES = _states()
