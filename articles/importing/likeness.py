"""Fingerprints of stories: much the same text below the same headline shares at least one.

A text is taken as the set of its runs of three words. For each of a few shufflings of all runs
there are, the one that comes first is kept; two texts keep the same run with the probability that
any run of theirs is common to both (min-hash). Several kept runs are put together to one key, so
that one common key means a good deal in common, and finding it is one look into an index.
"""

import re
from hashlib import blake2b

from articles.models import Fingerprint
from articles.story import List, Paragraph, Quote, Subhead, plain

RUN = 3  # words
KEYS = 6  # of 100 pairs of texts with 8 runs of 10 in common, 98 share a key or more
PER_KEY = 3
LIKE = 0.6  # share of common runs from which a text is much the same
COMPARED = 3  # stories at most that are compared in full
READ = 3000  # words of a text that are looked at

_WORDS = re.compile(r"\w+")


def fingerprint(story):
    """Return the list of keys (64-bit signed integers) of a Story; [] for one without words."""
    runs = runs_of(story)
    if not runs:
        return []
    hashes = [_number(run) for run in runs]
    first = [min(_shuffled(value, n) for value in hashes) for n in range(KEYS * PER_KEY)]
    headline = " ".join(_WORDS.findall(story.headline.casefold()))
    return [
        _number(f"{headline} {n} {first[n * PER_KEY : (n + 1) * PER_KEY]}") - 2**63
        for n in range(KEYS)
    ]


def runs_of(story):
    """Return the set of runs of words in the text of a Story."""
    words = _WORDS.findall(" ".join(_texts(story)).casefold())[:READ]
    return {" ".join(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))} - {""}


def share_in_common(one, other):
    """Return the share of runs that two Stories have in common, 0 to 1."""
    ours, theirs = runs_of(one), runs_of(other)
    return len(ours & theirs) / (len(ours | theirs) or 1)


def find_like(story, keys):
    """Return the Article imported with much the same text below the same headline, or None."""
    if not keys:
        return None
    rows = Fingerprint.objects.filter(key__in=keys).order_by("-pk").select_related("article")
    found = {row.article_id: row.article for row in rows[: COMPARED * KEYS]}
    for article in list(found.values())[:COMPARED]:
        source = article.sources.defer("content").first()
        if source and share_in_common(story, source.as_story()) >= LIKE:
            return article
    return None


def keep_fingerprint(article, keys):
    Fingerprint.objects.bulk_create(Fingerprint(article=article, key=key) for key in keys)


def forget_fingerprint(article):
    Fingerprint.objects.filter(article=article).delete()


def _texts(story):
    for block in story.of_kind(Paragraph | Subhead | List | Quote):
        match block:
            case Paragraph(text) | Subhead(text):
                yield plain(text)
            case List(items=texts) | Quote(paragraphs=texts):
                yield from map(plain, texts)


def _number(text):
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


# Odd, so that multiplying by it gives each number of 64 bits another.
_ODD = [_number(f"shuffle {n}") | 1 for n in range(KEYS * PER_KEY)]


def _shuffled(number, n):
    number = number * _ODD[n] & 0xFFFFFFFFFFFFFFFF
    return (number ^ number >> 29) * _ODD[n - 1] & 0xFFFFFFFFFFFFFFFF
