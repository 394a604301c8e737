"""Which of many patterns a line may begin like, told from its first letters.

The letters are taken from the patterns themselves: a new word in one of them is known here too.
"""

import re
from functools import lru_cache

try:
    from re import _constants as op
    from re import _parser as parser
except ImportError:  # Python's own, and private: without it every pattern is tried on every line
    op = parser = None

LONGEST = 8  # letters that are looked at
QUOTES = frozenset("\"'“”„«»‘’")
_BEFORE = "".join(QUOTES) + " ()[]-•*–—▪◦·●.:!|0123456789"  # what a line may have before a word
_WORD = re.compile(r"[^\W\d_]+")

# In the letters that a pattern begins with: a figure, the end of a word, and signs without a word.
_FIGURE, _END, _SIGNS = "\0", "\1", "\2"
_UNKNOWN, _NOTHING = {("", False)}, {("", True)}


class Beginnings:
    """Looks up {flag: [pattern, …]}, patterns that are matched at the beginning of a line."""

    def __init__(self, patterns):
        self.patterns = patterns
        self.flags = {}
        self.of_signs = {}  # by the sign that a pattern begins with
        for flag, its_own in patterns.items():
            for letters in set().union(*map(beginnings, its_own)):
                self.flags[letters] = self.flags.get(letters, 0) | flag
                if letters and not letters[0].isalpha():
                    sign = _FIGURE if letters[0].isdigit() else letters[0]
                    self.of_signs[sign] = self.of_signs.get(sign, 0) | flag
        self.of_letters = lru_cache(maxsize=16_384)(self._of_letters)
        self.behind_signs = lru_cache(maxsize=16_384)(self._behind_signs)

    def of(self, small):
        """Return the flags of the patterns that a text (in lower case) may match.

        Also of those that it may match without the brackets or the sign of an item before it.
        """
        if small[0].isalpha():
            return self.of_letters(small[:LONGEST])
        behind = small.lstrip(_BEFORE)
        before = len(small) - len(behind)
        look = self.behind_signs if before <= LONGEST else self._behind_signs
        return look(small[: before or 1], small[before or 1 :][:LONGEST])

    def _of_letters(self, letters):
        found = self.flags.get("", 0)
        for length in range(1, len(letters) + 1):
            found |= self.flags.get(letters[:length], 0)
        for word in _WORD.finditer(letters):
            found |= self.flags.get(letters[: word.end()] + _END, 0)
        return found

    def _behind_signs(self, before, letters):
        found = self.of_letters(letters)
        if not (before in QUOTES and letters[:1].isalpha()):
            found |= self.of_signs.get(_SIGNS, 0)  # there may be no word at all
        for sign in before:
            found |= self.of_signs.get(_FIGURE if sign.isdigit() else sign, 0)
        return found


class Table:
    """Patterns of whole lines, of which only those are tried that may begin so."""

    def __init__(self, patterns):
        self.patterns = patterns
        self.beginnings = Beginnings({1 << n: [pattern] for n, pattern in enumerate(patterns)})
        self.tried = lru_cache(maxsize=4096)(self._tried)

    def __contains__(self, small):
        """True for a line, in lower case, that one of the patterns matches."""
        for pattern in self.tried(self.beginnings.of(small)):  # noqa: SIM110 - any() takes longer
            if pattern.fullmatch(small):
                return True
        return False

    def _tried(self, flags):
        return tuple(pattern for n, pattern in enumerate(self.patterns) if flags >> n & 1)


def beginnings(pattern):
    """Return the set of first letters of all that `pattern` matches, in lower case.

    They are as many as the pattern tells: '' where it may begin with any letter.
    """
    if parser is None:
        return {""}
    known = _begin(parser.parse(pattern.pattern, pattern.flags))
    return {_from_word(letters) or (_SIGNS if goes_on else "") for letters, goes_on in known}


def _from_word(letters):
    """Return `letters` from the first word on: what a line has before it is passed over too."""
    word = letters.lstrip(_SIGNS + _BEFORE)
    return word if word[:1].isalpha() else letters.lstrip(_SIGNS)


def _begin(items):
    """Return {(letters, whether what follows adds more)} of a parsed pattern."""
    found = _NOTHING
    for operation, argument in items:
        if not any(goes_on for _, goes_on in found):
            break
        if operation is op.AT and argument is op.AT_BOUNDARY:
            return {(_ended(letters) if goes_on else letters, False) for letters, goes_on in found}
        known = {(letters, goes_on) for letters, goes_on in found if not goes_on}
        for letters, _ in found - known:
            for more, goes_on in _begin_one(operation, argument):
                known.add(_joined(letters, more, goes_on))
        found = known
    return found


def _joined(letters, more, goes_on):
    """Return (letters, whether what follows adds more): signs before a word are passed over."""
    if more.startswith((_SIGNS, _FIGURE)) and letters.strip(_SIGNS + _BEFORE):
        return letters, False
    longer = (letters + more)[:LONGEST]
    return longer, goes_on and len(longer) < LONGEST


def _ended(letters):
    return letters + _END if letters[-1:].isalpha() and len(letters) < LONGEST else letters


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
            found = {(letters, goes_on and not letters.strip(_SIGNS)) for letters, goes_on in found}
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
        elif operation is op.CATEGORY and argument is op.CATEGORY_DIGIT:
            found.add((_FIGURE, False))
        elif operation is op.CATEGORY and argument in (op.CATEGORY_NOT_WORD, op.CATEGORY_SPACE):
            found.add((_SIGNS, True))
        else:
            return _UNKNOWN
    return found
