"""Fingerprints of stories: much the same texts, whatever their headlines, share some.

A text is taken as the set of its runs of six words: long enough that reports written to one
pattern (weather, results) have few in common. All runs there are, well shuffled, fall into a few
bins, and of each bin the run that comes first is kept; two texts keep the same run with the
probability that any run of theirs is common to both (min-hash in one pass). Several kept runs are
put together to one key, so that common keys mean a good deal in common, and finding them is a look
into an index; one alone is chance among many stories. The headline takes no part: each paper
writes its own above a wire's text.
"""

import re
from hashlib import blake2b
from zlib import crc32

from django.db.models import Count

from articles.models import Fingerprint, Source
from articles.story import List, Paragraph, Quote, Subhead, plain

RUN = 6  # words
KEYS = 8
PER_KEY = 3
SHARED = (
    2  # keys at least; of 100 pairs with 8 runs of 10 in common 97 share so many, of 6 in 10 54
)
LIKE = 0.5  # share of common runs from which a text is much the same: a word in 20 differs
COMPARED = 3  # stories at most that are compared in full
READ = 3000  # words of a text that are looked at

_WORDS = re.compile(r"\w+")


def fingerprint(story):
    """Return the list of keys (64-bit signed integers) of a Story; [] for one without words."""
    runs = runs_of(story)
    if not runs:
        return []
    first = _first_of_bins(runs)
    return [_number(f"{n} {first[n * PER_KEY : (n + 1) * PER_KEY]}") - 2**63 for n in range(KEYS)]


def runs_of(story):
    """Return the set of runs of words in the text of a Story."""
    words = _WORDS.findall(" ".join(_texts(story)).casefold())[:READ]
    return {" ".join(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))} - {""}


def share_in_common(one, other):
    """Return the share of runs that two Stories have in common, 0 to 1."""
    ours, theirs = runs_of(one), runs_of(other)
    return len(ours & theirs) / (len(ours | theirs) or 1)


def find_like(story, keys):
    """Return the Article imported with much the same text, or None."""
    if not keys:
        return None
    sharing = Fingerprint.objects.filter(key__in=keys).values("article_id").order_by("-article_id")
    found = sharing.alias(shared=Count("pk")).filter(shared__gte=min(SHARED, len(set(keys))))
    newest = Source.objects.filter(
        article_id__in=list(found.values_list("article_id", flat=True)[:COMPARED])
    ).defer("content")
    sources = {source.article_id: source for source in newest.select_related("article").reverse()}
    for source in sorted(sources.values(), key=lambda source: -source.pk):
        if share_in_common(story, source.as_story()) >= LIKE:
            return source.article
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


def _first_of_bins(runs):
    """Return the number of the first run of each bin; an empty one has that of the next."""
    bins = KEYS * PER_KEY
    first = [None] * bins
    for run in runs:
        number = crc32(run.encode()) * _ODD & 0xFFFFFFFF
        place, number = number % bins, (number ^ number >> 15) * _ODD & 0xFFFFFFFF
        before = first[place]
        if before is None or number < before:
            first[place] = number
    return [
        next(found for step in range(bins) if (found := first[(place + step) % bins]) is not None)
        for place in range(bins)
    ]


def _number(text):
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


# Any odd number without a pattern: multiplying by it gives each number of 32 bits another.
_ODD = 0x9E3779B1
