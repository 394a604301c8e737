"""What The Larkhaven Post says about itself: (kind, title, Markdown)."""

from articles.vocabulary import PolicyKind

POLICIES = (
    (
        PolicyKind.ABOUT,
        "About The Larkhaven Post",
        """\
The Larkhaven Post has reported from the harbour, the hills behind it and the capital since \
1911. Twenty-three people write, edit and photograph it; nine of them work below the tide line, \
where the paper was founded in the back room of a chandler.

We print what we know, when we know it, with the name of whoever wrote it. What we do not know \
we say too.

## Write to us

The desk reads every letter: desk@larkhavenpost.example, or 14 Capstan Street, Larkhaven. To \
tell us of a mistake, use the link below the story; no account is needed.
""",
    ),
    (
        PolicyKind.PUBLISHING_PRINCIPLES,
        "How we work",
        """\
- A fact comes from a person or a paper we can name, or we say why we cannot name it.
- Whoever is accused is asked first, and has time to answer.
- News and opinion stand in different places, and opinion is marked.
- Advertisers read a story when everybody else does.
- What machines have written or drawn is not published here as the work of a person.
""",
    ),
    (
        PolicyKind.ETHICS_POLICY,
        "Ethics",
        """\
Nobody at the Post takes gifts, trips or tickets from people we write about. Reporters do not \
cover companies they hold shares in, parties they belong to, or their families.

Children, and people who have just lost somebody, are asked twice whether they want to be \
quoted. We do not name the victims of sexual crimes, nor suspects before a charge, unless the \
public has to be warned.
""",
    ),
    (
        PolicyKind.CORRECTIONS_POLICY,
        "How we correct mistakes",
        """\
A mistake is corrected in the story as soon as we know of it, and said at the end of it: what \
was wrong, what is right, and when we changed it. All such notes stand on [one \
page](/corrections/), and each story keeps its earlier editions for everybody to compare.

Spelling and style are mended without a note. A story is withdrawn only if a court orders it, if \
somebody is in danger, or if it should never have run; then its address says so.
""",
    ),
    (
        PolicyKind.VERIFICATION_FACT_CHECKING_POLICY,
        "How we check facts",
        """\
Two people read every story before it is published: the desk, and somebody who did not work on \
it. Figures are checked against the document they come from. Pictures that reach us from outside \
are published only when we know who took them, where and when.
""",
    ),
    (
        PolicyKind.UNNAMED_SOURCES_POLICY,
        "Sources without a name",
        """\
We keep a name back when giving it could cost somebody their work, their home or their safety, \
and when the public needs to know what they say. An editor knows who it is. The story says why \
the name is missing, as far as that does not give it away.
""",
    ),
    (
        PolicyKind.ACTIONABLE_FEEDBACK_POLICY,
        "Tell us what we miss",
        """\
On the first Tuesday of each month the newsroom is open from five to seven in the evening. Bring \
what we got wrong, and what we did not see. What came of it is printed in the Opinion section.
""",
    ),
    (
        PolicyKind.OWNERSHIP_FUNDING_INFO,
        "Who owns the Post",
        """\
The Post belongs to a trust of its staff and 4,120 readers; none holds more than one vote. Last \
year 61 per cent of our money came from subscriptions, 27 from advertising, and 12 from printing \
for others.
""",
    ),
    (
        PolicyKind.MASTHEAD,
        "Who makes the Post",
        """\
- **Imke Aldous**, editor
- **Piet Okafor**, publisher
- **Ann Varley**, city and province
- **Noor Tembo**, pictures
- **Rafi Quist**, reporter
""",
    ),
    (
        PolicyKind.PRIVACY,
        "What we know about you",
        """\
Reading the Post leaves no cookie on your machine and calls no other company. A film that lives \
elsewhere is a link, which you may follow or not. If you tell us of a mistake, we keep what you \
write, and your address until it is settled if you give one.
""",
    ),
)
