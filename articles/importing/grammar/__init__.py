"""The grammar of a news page as plain text.

Each line is one of a few kinds. `evidence` says, rule by rule, how much speaks for each kind;
`sequence` knows which kind may follow which, and finds the likeliest reading of the whole page.
A new house style is a rule or two in `evidence`, or an edge in `sequence`.
"""

from articles.importing.grammar.kinds import Kind
from articles.importing.grammar.lines import Line, lines_of
from articles.importing.grammar.sequence import classify

__all__ = ["Kind", "Line", "classify", "lines_of"]
