"""Which of many patterns a line may begin like, told from its first letters.

The letters are taken from the patterns themselves: a new word in one of them is known here too.
"""

from functools import lru_cache
from re import _constants as op
from re import _parser as parser

LONGEST = 5  # letters that are looked at
QUOTES = frozenset("\"'“”„«»‘’")
_NO_LETTER = "\0"  # stands for any sign or digit
_UNKNOWN, _NOTHING = {("", False)}, {("", True)}
_SIGNS = {op.CATEGORY_DIGIT, op.CATEGORY_NOT_WORD, op.CATEGORY_SPACE}


class Beginnings:
    """Looks up {flag: [pattern, …]}, patterns that are matched at the beginning of a line."""

    def __init__(self, patterns):
        self.all = sum(patterns)
        self.flags = {}
        for flag, its_own in patterns.items():
            for letters in set().union(*map(beginnings, its_own)):
                self.flags[letters] = self.flags.get(letters, 0) | flag
        self.of_letters = lru_cache(maxsize=16_384)(self._of_letters)

    def of(self, small):
        """Return the flags of the patterns that a text (in lower case) may match."""
        return self.of_letters(small[:LONGEST])

    def _of_letters(self, letters):
        if not (letters[:1].isalpha() or letters[:1] in QUOTES):
            return self.all  # behind a bracket, or the sign of an item, anything may begin
        found = self.flags.get("", 0)
        if not letters[0].isalpha():
            found |= self.flags.get(_NO_LETTER, 0)
        for length in range(1, len(letters) + 1):
            found |= self.flags.get(letters[:length], 0)
        return found


def beginnings(pattern):
    """Return the set of first letters of all that `pattern` matches, in lower case.

    They are as many as the pattern tells: '' where it may begin with any letter.
    """
    known = {letters for letters, _ in _begin(parser.parse(pattern.pattern, pattern.flags))}
    return {letters.partition(_NO_LETTER)[0] or letters[:1] for letters in known}


def _begin(items):
    """Return {(letters, whether what follows adds more)} of a parsed pattern."""
    found = _NOTHING
    for operation, argument in items:
        if not any(goes_on for _, goes_on in found):
            break
        added = _begin_one(operation, argument)
        found = {one for one in found if not one[1]} | {
            ((before + letters)[:LONGEST], goes_on and len(before + letters) < LONGEST)
            for before, open_end in found if open_end
            for letters, goes_on in added
        }  # fmt: skip
    return found


def _begin_one(operation, argument):
    if operation is op.LITERAL:
        return {(chr(argument).lower(), True)}
    if operation is op.IN:
        return _begin_set(argument)
    if operation is op.BRANCH:
        return set().union(*map(_begin, argument[1]))
    if operation is op.SUBPATTERN:
        return _begin(argument[-1])
    if operation in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, items = argument
        found = _begin(items)
        if most > 1:
            found = {(letters, False) for letters, _ in found}
        return found | (_NOTHING if least == 0 else set())
    if operation in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _NOTHING
    return _UNKNOWN


def _begin_set(members):
    found = set()
    for operation, argument in members:
        if operation is op.LITERAL:
            found.add((chr(argument).lower(), True))
        elif operation is op.RANGE and argument[1] - argument[0] < 64:
            found |= {(chr(n).lower(), True) for n in range(argument[0], argument[1] + 1)}
        elif operation is op.CATEGORY and argument in _SIGNS:
            found.add((_NO_LETTER, False))
        else:
            return _UNKNOWN
    return found
