"""Readable parts of addresses."""

import re
from itertools import count, islice

from django.utils.text import slugify

SLUG_LENGTH = 80


def slug_for(text, fallback):
    """Return a slug of `text`, cut at a word; scripts slugify cannot spell get `fallback`."""
    # 46.2 is another number than 462.
    slug = slugify(re.sub(r"(?<=\d)[.,](?=\d)", "-", text))
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug or fallback


def free_slug(queryset, text, fallback):
    """Return `slug_for(text)` with the first number that no row of `queryset` has taken."""
    return free_slugs(queryset, [text], fallback)[0]


def slug_in_its_script(text, fallback):
    """Return a slug of `text` in its own letters, or `fallback` where there are none."""
    return slugify(text, allow_unicode=True)[:SLUG_LENGTH] or fallback


def free_slugs(queryset, texts, fallback, spell=slug_for):
    """Return the list of free slugs for several texts, no two of them alike."""
    bases = [spell(text, fallback) for text in texts]
    first_choices = [choice for base in dict.fromkeys(bases) for choice in _numbered(base, 9)]
    taken = set()
    for some in batches(first_choices):
        taken.update(queryset.filter(slug__in=some).values_list("slug", flat=True))
    slugs, crowded = [], set()
    for base in bases:
        if base not in crowded and taken.issuperset(_numbered(base, 9)):
            crowded.add(base)
            alike = queryset.filter(slug__startswith=base)
            taken.update(alike.values_list("slug", flat=True))
        slugs.append(next(choice for choice in _numbered(base) if choice not in taken))
        taken.add(slugs[-1])
    return slugs


def _numbered(base, most=None):
    """Yield `base`, `base-2`, `base-3` …, without end or up to `most`."""
    yield base
    yield from (f"{base}-{n}" for n in (count(2) if most is None else range(2, most + 1)))


def batches(values, size=500):
    """Yield lists of at most `size` values: a query has room for so many and not for all."""
    values = iter(values)
    while batch := list(islice(values, size)):
        yield batch
