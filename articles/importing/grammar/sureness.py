"""How sure a reading of a line is, and when that is too little to publish on.

The figures are measured, not chosen: `make calibrate-import` prints, over the labelled pages of
the tests, how often readings were right by how far their runner-up was behind.
"""

from articles.importing.grammar.kinds import Kind

# Share of right readings whose runner-up is 0, 1, 2 … points behind, and of all others.
RIGHT = (0.5, 0.85, 0.8, 0.8)
RIGHT_BEYOND = 0.95
SURE_ENOUGH = 0.9

# Kinds that make the same story of a line: taking one for the other needs no editor.
_ALIKE = (
    {Kind.NOTICE, Kind.UNPLACED, Kind.RELATED_HEADING, Kind.ROLE, Kind.TAGS_HEADING},
    {Kind.SUMMARY, Kind.DECK},
)


def sureness(margin):
    """Return how sure a reading is whose runner-up is `margin` points behind, 0 to 1."""
    return RIGHT[int(margin)] if margin < len(RIGHT) else RIGHT_BEYOND


def has_rival(finding):
    """True where another kind is nearly as likely."""
    return finding.margin < len(RIGHT)


def is_doubtful(finding):
    """True where another kind is nearly as likely and would make another story."""
    return (
        has_rival(finding)
        and finding.other is not None
        and sureness(finding.margin) < SURE_ENOUGH
        and not any({finding.kind, finding.other} <= alike for alike in _ALIKE)
    )
