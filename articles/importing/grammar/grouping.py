"""Which lines make one part: an alt text with its caption, the words of a video, a list."""

from articles.importing.grammar.kinds import PHOTO, VIDEO, Kind

K = Kind

# What may make one part with the line above; all other kinds stand alone.
_JOINING = PHOTO | VIDEO | {K.LIST_ITEM, K.POST, K.POST_BY, K.DATES}
_JOINED = {(K.LIST_ITEM, K.LIST_ITEM), (K.POST, K.POST), (K.POST, K.POST_BY)}


def groups_of(pairs):
    """Yield lists of (line, kind) that make one part: an alt with its caption, a video, a list."""
    group = []
    for pair in pairs:
        line, kind = pair
        if group and kind in _JOINING and _belongs(group, line, kind):
            group.append(pair)
        else:
            if group:
                yield group
            group = [pair]
    if group:
        yield group


_VIDEO_ORDER = [
    K.VIDEO_LABEL, K.VIDEO_TITLE, K.VIDEO_AGE, K.VIDEO_DURATION, K.VIDEO_DESCRIPTION
]  # fmt: skip


def _belongs(group, line, kind):
    last = group[-1][1]
    if last in VIDEO and kind in VIDEO:
        return _belongs_to_video(group, line, kind)
    if last in PHOTO and kind in PHOTO:
        if kind == K.ALT:
            return False
        inside = {before for _, before in group}
        return kind not in inside or (kind == K.CREDIT and last == K.CREDIT)
    if kind == K.DATES:
        return last == K.CORRECTION
    return (last, kind) in _JOINED


def _belongs_to_video(group, line, kind):
    inside = {before for _, before in group}
    if kind == K.VIDEO_DESCRIPTION or line.text in {before.text for before, _ in group}:
        return True
    if kind == K.VIDEO_LABEL and inside == {K.VIDEO_DURATION}:
        return True  # the length may stand above
    if kind == K.VIDEO_LABEL or (kind == K.VIDEO_TITLE and K.VIDEO_DESCRIPTION in inside):
        return False
    last = group[-1][1]
    ages = (K.VIDEO_AGE, K.VIDEO_DURATION)
    ordered = _VIDEO_ORDER.index(last) < _VIDEO_ORDER.index(kind) or (last in ages and kind in ages)
    return ordered if kind not in inside else kind in ages and last in ages
