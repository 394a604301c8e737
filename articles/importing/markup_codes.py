"""The codes in square brackets that WordPress keeps in a text."""

import re
from html import escape

# None of these looks past the next code of its kind, or many that stay open would take for ever.
_CAPTION_CODE = re.compile(
    r"\[(?:wp_)?caption\b([^\[\]]*)\]((?:(?!\[(?:wp_)?caption\b).)*?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_CAPTION_WORDS = re.compile(r"caption=(?:\"([^\"]*)\"|'([^']*)')")
_EMBED_CODE = re.compile(
    r"\[(?:embed|youtube|vimeo)\b[^\[\]]*\]([^\[\]]*)\[/(?:embed|youtube|vimeo)\]"
)
_CODE = re.compile(r"\[/?(?P<name>[a-z][\w-]*)(?P<more>[ =][^\[\]]*)?/?\]")
_KNOWN_CODES = {
    "gallery", "playlist", "audio", "video", "embed", "youtube", "vimeo", "caption",
    "contact-form", "newsletter", "ad", "adsense", "toc", "sc",
}  # fmt: skip


def is_code(words):
    """True for a paragraph that is a code and nothing else."""
    found = _CODE.fullmatch(words)
    return bool(found) and (found["name"] in _KNOWN_CODES or "=" in (found["more"] or ""))


def codes_as_html(html):
    """Return codes for captions and players as the HTML they stand for."""
    html = _EMBED_CODE.sub(lambda found: f"<p>{found[1]}</p>", html)
    return _CAPTION_CODE.sub(_caption_as_html, html)


def _caption_as_html(found):
    words = _CAPTION_WORDS.search(found[1])
    words = f"<figcaption>{escape(words[1] or words[2] or '')}</figcaption>" if words else ""
    return f"<figure>{found[2]}{words}</figure>"
