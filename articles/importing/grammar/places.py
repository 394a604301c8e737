"""How far the parts of a page reach."""

HEAD_LINES = 16  # the head of a page ends here at the latest
TAIL_LINES = 14  # what stands only at the end stands in the last so many
LONGEST_SHORT = 24  # words
LONG = 26  # words: longer lines are text of some kind
