"""Text typed as it is, where no script makes paragraphs of it."""

import re

from markdown_it import MarkdownIt

# What stands between blocks is typed; the blocks are kept as they are.
_BLOCK = re.compile(
    r"(<(p|h[1-6]|ul|ol|blockquote|table|figure|div|pre)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE
)
# No stress and no links by signs: an asterisk or a bracket is one.
_PLAIN = MarkdownIt("zero", {"html": True, "breaks": True}).enable(
    ["heading", "list", "newline", "html_inline"]
)


def from_typed(text):
    """Return text as HTML, not cleaned: blank lines divide paragraphs, signs begin the rest.

    “## ” begins a subhead, “- ” and “1. ” a list.
    """
    parts = _BLOCK.split(text)
    # Of each block the pattern gives its name too.
    return "".join(
        part if n % 3 == 1 else _PLAIN.render(part) if part.strip() else ""
        for n, part in enumerate(parts)
        if n % 3 != 2
    )
