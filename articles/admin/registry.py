"""Everything the desk can open."""

from articles.admin import (
    accounts,
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
    "imports",
    "people",
    "photos",
    "policies",
    "record",
    "reports",
    "story",
    "videos",
]
