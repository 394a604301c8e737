"""Feeds as JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from django.conf import settings
from django.http import JsonResponse

from articles.public.names import absolute

VERSION = "https://jsonfeed.org/version/1.1"
JSON_TYPE = "application/feed+json"


def json_feed(feed):
    """Return the response that carries a feeds.Feed as JSON Feed."""
    data = {
        "version": VERSION,
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.url,
        "feed_url": feed.self_url,
        "language": settings.LANGUAGE_CODE,
        "authors": [_paper()],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        "items": [_item(item) for item in feed.items],
    }
    options = {"ensure_ascii": False}
    kept = _given(data) | {"items": data["items"]}
    return JsonResponse(kept, content_type=JSON_TYPE, json_dumps_params=options)


def _item(item):
    return _given(
        {
            "id": item.guid,
            "url": item.url,
            "title": item.title,
            "summary": item.summary,
            "content_html": item.html,
            "image": item.image,
            "date_published": item.published_at and item.published_at.isoformat(),
            "date_modified": item.updated_at.isoformat(),
            "language": item.language,
            "authors": [_author(name) for name in item.authors] or [_paper()],
            "tags": [item.section, *item.tags],
            "attachments": [_attachment(medium) for medium in item.media if medium.url],
        }
    )


def _author(name):
    return _given({"name": name.text, "url": name.url and absolute(name.url)})


def _paper():
    return {"name": settings.SITE_NAME, "url": absolute("/")}


def _attachment(medium):
    credit = f"({medium.credit})" if medium.credit else ""
    words = medium.caption if medium.kind == "image" else medium.title
    return _given(
        {
            "url": medium.url,
            "mime_type": medium.media_type or "application/octet-stream",
            "title": " ".join(filter(None, (words, credit))),
            "duration_in_seconds": medium.seconds,
        }
    )


def _given(values):
    return {name: value for name, value in values.items() if value not in ("", None, [])}
