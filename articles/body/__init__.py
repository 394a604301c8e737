"""Body HTML to blocks and back. Canonical HTML is the only kind that is ever kept."""

from articles.body.blocks import clean, figure_keys, from_html, to_html
from articles.body.inline import clean_inline, inline_from_text
from articles.body.typed import from_typed

__all__ = [
    "clean",
    "clean_inline",
    "figure_keys",
    "from_html",
    "from_typed",
    "inline_from_text",
    "to_html",
]
