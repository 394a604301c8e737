"""Everything the desk can open."""

from articles.admin import (
    accounts,
    fronts,
    imports,
    people,
    photos,
    policies,
    record,
    reports,
    story,
    videos,
)

__all__ = [
    "accounts",
    "fronts",
    "imports",
    "people",
    "photos",
    "policies",
    "record",
    "reports",
    "story",
    "videos",
]
