"""Words of others set apart: posts from social networks, and quotations with their speaker."""

import re

POST_BY = re.compile(
    r"[—–-]+\s?(?P<name>.{1,60}?\(@\w{1,30}\)),?\s*(?P<date>.{0,40})"
    r"|(?:[—–]\s?(?P<from>[^\W\d_a-z][\w.'’ -]{3,40}(?:, .{2,80})?))"
    r"|(?:Une citation de|Citation de|Quote from)\s+(?P<speaker>\S.{2,100})"
)


def is_post_by(text):
    """True for a line that says who posted; what a hyphen begins is mostly an item of a list."""
    return bool((text[0] != "-" or "(@" in text) and POST_BY.fullmatch(text))


def read_post_by(text):
    """Return who posted, and when as printed (`Name (@name), April 27, 2019`), or None."""
    found = POST_BY.fullmatch(text)
    if not found:
        return None
    return (
        found["speaker"] or found["from"] or ", ".join(filter(None, (found["name"], found["date"])))
    )
