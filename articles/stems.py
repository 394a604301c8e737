"""Words made alike: what search keeps of a text, and what it looks for.

A text is cut into words; a word loses its case and its ending, and then its accents. Endings are
those of the language (Snowball). Scripts that set no space between words give one character
each, which search finds again as a row of neighbours.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import chain, islice, product

SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Endings that a stemmer knows only with the accent that hurried readers leave out.
ACCENTED = {
    "fr": {"e": "é", "ee": "ée", "es": "és", "ees": "ées"},
    "it": {"a": "à"},
    "pt": {"cao": "ção", "coes": "ções", "sao": "são", "soes": "sões", "ivel": "ível",
           "avel": "ável", "encia": "ência", "ancia": "ância"},
}  # fmt: skip

BREAK = "¶"  # no row of words runs across it
_REMEMBERED = 2**15  # words
LONGEST = 64  # letters of a stem that count
_READINGS = 16  # of one row of words, at most

# Thai, Lao, Myanmar, Khmer; kana, Han, Hangul.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u30fa\u30fc-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
# Signs that stand on or between the letters of a word, without being letters.
_SIGNS = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711"
    "\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0900-\u0963\u0966-\u096f\u0971-\u0df3"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
_LETTERS = rf"[\w{_ALONE}{_SIGNS}]+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
_WORD_OR_BREAK = re.compile(rf"{_WORD.pattern}|{BREAK}")
_PARTS = re.compile(rf"[{_ALONE}]|[^{_ALONE}'’_]+")
_LEFT_OUT = re.compile(rf"[^\w{_ALONE}{_SIGNS}]|[_\u00ad\u0640\u200c\u200d]")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
# Letters of their own to Unicode, and an accent or two letters to a reader in a hurry.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i",
                        "æ": "ae", "œ": "oe", "þ": "th"})  # fmt: skip


def base_language(tag):
    """Return the first part of a BCP 47 tag: fr-CA → fr."""
    return tag.replace("_", "-").partition("-")[0].lower()


def stems(texts, language):
    """Return the list of the stems of some texts, in reading order, a BREAK between two texts.

    `language` is a base language; with one that nobody has endings for, words are only folded.
    """
    found = _WORD_OR_BREAK.findall(f"\n{BREAK}\n".join(texts))
    return list(chain.from_iterable(map(_known(language).__getitem__, found)))


def places(text, language):
    """Return a list of (start, end, stem): where in `text` each stem comes from."""
    return [
        (match.start() + start, match.start() + end, stem)
        for match in _WORD.finditer(text)
        for start, end in _parts(match[0])
        if (stem := stem_of(match[0][start:end], language))
    ]


def words(text):
    """Return the list of the words of `text`, as they are written."""
    found = _WORD.finditer(text)
    return [match[0][start:end] for match in found for start, end in _parts(match[0])]


def spellings(row, languages):
    """Return the set of tuples of stems under which a row of words may stand in a text.

    Nobody says in which of the `languages` the words are meant, or whether accents were left out.
    """
    return {
        reading
        for language in languages
        for reading in islice(product(*(_readings(word, language) for word in row)), _READINGS)
        if all(reading)
    }


@lru_cache(maxsize=_REMEMBERED)
def stem_of(word, language):
    """Return the stem of one word, without accents; empty where nothing of it is a letter.

    It begins with the code of its language, for the stem of a French word is another English one:
    “nova” is no month.
    """
    word = folded(word)
    mark = ""
    if language in SNOWBALL:
        word, mark = _stemmers.of(language).stemWord(word), language
    word = word if word.isascii() else _bare(word)
    return (mark + word)[:LONGEST] if word else ""


def folded(word):
    """Return `word` without case; what only looks different is the same."""
    if word.isascii() and word.isalnum():
        return word.lower()
    word = unicodedata.normalize("NFKC", word).casefold()
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", word))


def _bare(word):
    """Return `word` without accents; signs that change a letter in other scripts stay."""
    letters = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", letters).translate(_PLAIN)


class _Known(dict):
    """{word as written: its stems} of one language; all is forgotten when it grows too large."""

    def __init__(self, language):
        self.language = language

    def __missing__(self, word):
        if len(self) >= _REMEMBERED:
            self.clear()
        stems = (stem_of(word[start:end], self.language) for start, end in _parts(word))
        self[word] = found = (BREAK,) if word == BREAK else tuple(filter(None, stems))
        return found


_known = lru_cache(maxsize=len(SNOWBALL))(_Known)


@lru_cache(maxsize=_REMEMBERED)
def _parts(word):
    """Return a list of (start, end) of the parts of a word that count.

    Beside an apostrophe a part of one or two letters says nothing: the l of l’école, the s of
    harbour’s.
    """
    parts = [match.span() for match in _PARTS.finditer(word)]
    if len(parts) > 1 and ("'" in word or "’" in word):
        return [part for part in parts if part[1] - part[0] > 2] or parts
    return parts


def _readings(word, language):
    """Return the stems of `word` in a language, with the accents that may have been left out."""
    readings = {stem_of(word, language): None}
    bare = _bare(folded(word))
    for plain, accented in ACCENTED.get(language, {}).items():
        if bare.endswith(plain):
            readings[stem_of(bare.removesuffix(plain) + accented, language)] = None
    return readings


class _Stemmers(threading.local):
    """The stemmers of one thread: each keeps the word it is at."""

    def __init__(self):
        self.made = {}

    def of(self, language):
        if language not in self.made:
            # Not with the program: it takes as long to load as all of the newsroom's own modules.
            from snowballstemmer import stemmer

            self.made[language] = stemmer(SNOWBALL[language])
        return self.made[language]


_stemmers = _Stemmers()
