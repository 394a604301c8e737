"""Words one slip of the finger away: what a reader may have meant by one that no story has."""

from collections import Counter
from string import ascii_lowercase

from articles import stems

SHORTEST, LONGEST = 4, 20  # letters; of a shorter word anything might have been meant


def alike(row):
    """Return the set of folded words that differ from the one in `row` by one slip.

    A letter left out, put in, taken for another, or two changed about. Nothing for a row of
    several words, or a word too short, too long, or with figures in it.
    """
    word = stems.stem_of(row[0], "") if len(row) == 1 else ""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return set()
    letters = sorted({*ascii_lowercase, *word} if word.isascii() else {*word})
    parts = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    found = {before + after[1:] for before, after in parts if after}
    found |= {before + after[1] + after[0] + after[2:] for before, after in parts if after[1:]}
    found |= {before + letter + after[1:] for before, after in parts if after for letter in letters}
    found |= {before + letter + after for before, after in parts for letter in letters}
    return found - {word}


def likely(texts, variants):
    """Return the most frequent word of `texts` that is one of `variants`, as it is written."""
    seen = Counter(
        word for text in texts for word in stems.words(text) if stems.stem_of(word, "") in variants
    )
    return max(seen, key=lambda word: (seen[word], word)) if seen else ""
