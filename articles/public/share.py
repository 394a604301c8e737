"""Plain links by which a reader passes a story on; nothing loads from those places here."""

from typing import NamedTuple
from urllib.parse import quote, urlencode


class ShareLink(NamedTuple):
    name: str
    url: str


def share_links(title, url):
    """Return a ShareLink for each place; `title` and `url` (absolute) are the story's."""
    both = f"{title} {url}"
    return [
        ShareLink("WhatsApp", f"https://wa.me/?{urlencode({'text': both})}"),
        ShareLink("Bluesky", f"https://bsky.app/intent/compose?{urlencode({'text': both})}"),
        ShareLink("Facebook", f"https://www.facebook.com/sharer.php?{urlencode({'u': url})}"),
        ShareLink(
            "LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': url})}"
        ),
    ]


def mail_link(title, url):
    """Return the address that opens a letter with the story in the reader's mail program."""
    # Mail programs take a plus for a plus, so spaces go out as %20.
    letter = quote(f"{title}\n\n{url}")
    return f"mailto:?subject={quote(title)}&body={letter}"
