"""The grammar of a news page as plain text.

Each line is one of a few kinds. `evidence` says, rule by rule, how much speaks for each kind;
`sequence` knows which kind may follow which, asks the rules of those, and finds the likeliest
reading of the whole page. The other modules read the inside of a line: bylines, credits, videos,
and the words by which sites announce things. A new house style is a word in `words`, a rule or two
in `evidence`, or an edge in `sequence`.
"""
