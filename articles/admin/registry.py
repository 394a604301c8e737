"""Everything the desk can open."""

from articles.admin import accounts, fronts, people, photos, record, story, videos

__all__ = ["accounts", "fronts", "people", "photos", "record", "story", "videos"]
