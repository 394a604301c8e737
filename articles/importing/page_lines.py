"""On which line of a page's source its words stand."""

import re
from bisect import bisect_right
from html import unescape

_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!a-zA-Z][^<>]*>?|^[^<>]*>")
_LOOKED_AT = 60  # letters and figures that tell words apart


class Lines:
    """The letters and figures of a page's text, each with its line; order is that of the page."""

    def __init__(self, html):
        self.starts, pieces, length, self.place = [], [], 0, 0
        for line in _without_scripts(html).split("\n"):
            self.starts.append(length)
            pieces.append(_letters(unescape(_TAG.sub("", line))))
            length += len(pieces[-1])
        self.letters = "".join(pieces)

    def line_of(self, words):
        """Return the line (from 1) on which `words` begin, looked for from where the last were.

        What is not found, because the page's program writes it, has the line before it.
        """
        wanted = _letters(words)[:_LOOKED_AT]
        found = self.letters.find(wanted, self.place) if wanted else -1
        if found < 0 and wanted:
            found = self.letters.find(wanted)
        if found >= 0:
            self.place = found
        return max(1, bisect_right(self.starts, self.place))


def _letters(text):
    return "".join(filter(str.isalnum, text))


def _without_scripts(html):
    """Return `html` with line ends alone in place of scripts and styles."""
    kept, done = [], 0
    while found := _SCRIPT.search(html, done):
        end = html.find(f"</{found[1]}", found.end())
        end = len(html) if end < 0 else end
        kept += [html[done : found.start()], "\n" * html.count("\n", found.start(), end)]
        done = end
    return "".join([*kept, html[done:]])
