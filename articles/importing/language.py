"""The language of a text, where its script or its small words leave no doubt."""

import re

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
    letters = sum(map(str.isalpha, text)) or 1
    if len(_ARABIC.findall(text)) > letters / 2:
        return "" if _NOT_ARABIC.search(text) else "ar"
    if len(_HEBREW.findall(text)) > letters / 2:
        return "he"
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {code: sum(word in small for word in words) for code, small in SMALL_WORDS.items()}
    first, second = sorted(counts, key=counts.get, reverse=True)[:2]
    certain = counts[first] >= 5 and counts[first] >= 2 * counts[second]
    return first if certain else ""
