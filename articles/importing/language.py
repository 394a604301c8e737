"""The language of a text, where its script or its small words leave no doubt."""

import re
from collections import Counter

ENOUGH = 1500  # characters: more text does not make it surer
_WORDS = re.compile(r"[^\W\d_]+")

SMALL_WORDS = {
    "en": {"the", "and", "of", "to", "in", "that", "is", "was", "for", "with", "said", "it"},
    "fr": {"le", "la", "les", "et", "des", "du", "une", "que", "dans", "est", "pour", "à"},
    "de": {"der", "die", "und", "das", "den", "von", "mit", "ist", "nicht", "auf", "ein", "zu"},
    "es": {"el", "los", "las", "que", "del", "una", "por", "con", "para", "se", "su", "y"},
    "pt": {"o", "os", "que", "do", "da", "uma", "não", "com", "em", "dos", "ao", "e"},
}

# Letters that only one of the languages written in the script does without.
_ARABIC, _NOT_ARABIC = re.compile(r"[\u0621-\u064a]"), re.compile(r"[پچژگٹڈڑےک]")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")


def language_of(text):
    """Return a BCP 47 code, or '' where the text does not decide."""
    text = text[:ENOUGH]
    if text.isascii():
        letters = 0
    else:
        letters = sum(map(str.isalpha, text))
    if letters and len(_ARABIC.findall(text)) > letters / 2:
        return "" if _NOT_ARABIC.search(text) else "ar"
    if letters and len(_HEBREW.findall(text)) > letters / 2:
        return "he"
    words = Counter(_WORDS.findall(text.lower()))
    counts = {code: sum(words[word] for word in small) for code, small in SMALL_WORDS.items()}
    first, second = sorted(counts, key=counts.get, reverse=True)[:2]
    certain = counts[first] >= 5 and counts[first] >= 2 * counts[second]
    return first if certain else ""
