"""Readable parts of addresses."""

from django.utils.text import slugify

SLUG_LENGTH = 80


def slug_for(text, fallback):
    """Return a slug of `text`, cut at a word; scripts slugify cannot spell get `fallback`."""
    slug = slugify(text)
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug or fallback


def free_slug(queryset, text, fallback):
    """Return `slug_for(text)` with the first number that no row of `queryset` has taken."""
    base = slug_for(text, fallback)
    taken = set(queryset.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
