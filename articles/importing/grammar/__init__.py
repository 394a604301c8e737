"""The grammar of a news page as plain text.

Each line is one of a few kinds. `evidence` says, rule by rule, how much speaks for each kind;
`edges` knows which kind may follow which; `sequence` asks the rules of those, and finds the
likeliest reading of the whole page. The other modules read the inside of a line: bylines, credits,
videos, and the words by which sites announce things. A new house style is a word in `words`, a rule
or two in `evidence`, or an edge in `edges`.

Reading is quick because little is asked. `beginnings` takes from the patterns themselves with which
letters a line must begin to match; `signs` are what a line shows at first sight. A rule says beside
itself which signs it needs (`@needs(Sign.CAPTION)`), or nothing, and is asked about every line.
"""
