"""A story is a value: it goes to JSON, to rows and to body HTML, and comes back equal."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import body
from articles.models import Article
from articles.publishing import publish
from articles.story import (
    Correction,
    CorrectionKind,
    Credit,
    List,
    Medium,
    Paragraph,
    Party,
    PartyKind,
    Photo,
    Quote,
    Related,
    Role,
    Story,
    StoryError,
    Subhead,
    Table,
    Video,
    plain,
)

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff"
)
TEXT = st.text(LETTERS, max_size=30)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
MAYBE = st.just("") | LINE
INLINE = st.recursive(
    TEXT,
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(["strong", "em", 'a href="/x"', "b"]), inner
    )
    | st.lists(inner, max_size=3).map("<br>".join),
    max_leaves=5,
).map(body.clean_inline).filter(bool)  # fmt: skip
NAME = st.sampled_from(
    ["Mara Ellison", "MARA ELLISON", "Mara  Ellison", "Meridian Wire", "Al-Shams", "O’Dea & Sons"]
)

MOMENTS = st.none() | st.datetimes(
    datetime(1990, 1, 1), datetime(2040, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3.5))]),
)  # fmt: skip
PARTIES = st.builds(Party, NAME, st.sampled_from(PartyKind))
CREDITS = st.builds(Credit, PARTIES, st.sampled_from(Role), MAYBE)
PHOTOS = st.builds(Photo, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, st.booleans())
VIDEOS = st.builds(
    Video, MAYBE, MAYBE, MAYBE, MAYBE, st.none() | st.integers(0, 99_999), MAYBE,
    st.sampled_from(Medium), captured_at=MOMENTS,
) | st.builds(Video, MAYBE, provider=st.just("vimeo"), embed_id=st.just("123456"))  # fmt: skip
ROWS = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[INLINE] * width), min_size=1, max_size=3)
)
BLOCKS = st.one_of(
    st.builds(Paragraph, INLINE),
    st.builds(Subhead, INLINE),
    st.builds(List, st.lists(INLINE, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(
        Quote,
        st.lists(INLINE, min_size=1, max_size=2).map(tuple),
        MAYBE,
        st.sampled_from(["", "https://example.com/a?b=1&c=2"]),
    ),
    st.builds(Table, ROWS.map(tuple), st.booleans()),
    PHOTOS,
    VIDEOS,
)
STORIES = st.builds(
    Story,
    headline=LINE,
    deck=MAYBE,
    summary=MAYBE,
    kicker=MAYBE,
    search_headline=MAYBE,
    section=st.sampled_from(["", "World", "Arts & Culture", "Ville"]),
    language=st.sampled_from(["", "en", "fr-CA", "ar"]),
    dateline=MAYBE,
    credits=st.lists(CREDITS, max_size=3).map(tuple),
    lead_photo=st.none() | PHOTOS,
    blocks=st.lists(BLOCKS, max_size=6).map(tuple),
    tags=st.lists(st.sampled_from(["harbour", "ferries", "città"]), unique=True).map(tuple),
    corrections=st.lists(
        st.builds(Correction, LINE, st.sampled_from(CorrectionKind), MOMENTS), max_size=2
    ).map(tuple),
    related=st.lists(
        st.builds(Related, LINE, MAYBE, st.sampled_from(["", "https://example.com/a?b=1&c=2"])),
        max_size=3,
    ).map(tuple),
    published_at=MOMENTS,
    updated_at=MOMENTS,
    printed_date=MAYBE,
    rights=MAYBE,
    external_id=MAYBE,
    source_url=st.sampled_from(["", "https://example.com/story"]),
)


@given(STORIES)
def test_a_story_survives_json(story):
    assert Story.from_json(story.to_json()) == story


@given(STORIES)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_story_survives_the_rows(db, story):
    article = Article.load(story)
    assert Article.objects.with_story_parts().get(pk=article.pk).story() == story


def words(length):
    """Return that many characters of plain words."""
    return ("The ferry Solveig ran aground in fog. " * (length // 38 + 1))[: length - 1] + "."


# As long as a page could print them, and longer.
LONG = Story(
    headline=words(1000),
    deck=words(5000),
    summary=words(5000),
    kicker=words(200),
    section=words(100),
    language="zh-cmn-Hans-CN-x-northquay",
    dateline=words(300),
    credits=(Credit(Party(words(300)), printed=words(500)),),
    lead_photo=Photo(words(5000), words(5000), creator=words(500), supplier=words(500)),
    blocks=(
        Paragraph(words(5000)),
        Photo(credit_line=words(1001)),
        Video(words(500), words(200), words(500), words(200), description=words(5000)),
    ),
    tags=(words(100),),
    corrections=(Correction(words(5000)),),
    related=(Related(words(1000), words(200), f"https://example.com/{'a' * 1980}"),),
    rights=words(2000),
    printed_date=words(500),
    source_url=f"https://example.com/{'a' * 1980}",
)


def test_long_words_survive_the_rows_and_the_edition(db, client):
    with transaction.atomic():
        article = Article.load(LONG)
    assert Article.objects.get().story() == LONG
    edition = publish(article, by=None, despite="a test")
    assert edition.story() == article.printed_story()
    assert client.get(edition.get_absolute_url()).status_code == 200


@given(st.lists(BLOCKS, max_size=6).map(tuple))
def test_blocks_survive_body_html(blocks):
    rows = {}

    def key_of(block):
        rows[f"key-{len(rows)}"] = block
        return f"key-{len(rows) - 1}"

    html = body.to_html(blocks, key_of)
    assert body.from_html(html, rows, rows) == blocks
    assert body.clean(html) == html


@given(st.text(st.sampled_from(list("<>/=\"'& \n!-abipuldh123figurecaption")), max_size=80))
def test_cleaning_twice_changes_nothing(html):
    once = body.clean(html)
    assert body.clean(once) == once


MARKUP = """<p> </p> <div> </div> <b> </b> <em> </em> <ul> <li> </li> </ul> <blockquote> <footer>
</footer> </blockquote> <table> <tr> <td> <th> </table> <h1> </h1> <br> <a href='/x'> </a>
<figure data-caption='k1'> </figure> <script> </script> one two &amp; <span> &nbsp;"""
PIECES = st.sampled_from(MARKUP.split())


@given(st.lists(PIECES | st.just(" "), max_size=25).map("".join))
@settings(max_examples=300)
def test_cleaning_any_markup_twice_changes_nothing(html):
    once = body.clean(html)
    assert body.clean(once) == once
    assert "<script" not in once


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<a href="//evil.example">x</a>',
        '<a href="/\\evil.example">x</a>',
        '<a href="\x01javascript:alert(1)">x</a>',
        '<p style="background:url(javascript:alert(1))" onclick="alert(1)">x</p>',
        "<iframe src=https://evil.example></iframe>",
        '<figure data-caption="&quot;><script>alert(1)</script>"></figure>',
        '<blockquote cite="javascript:alert(1)"><p>x</p></blockquote>',
        "<math><mi><script>alert(1)</script></mi></math>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<style>*{background:url(//evil.example)}</style>",
        '<base href="https://evil.example/">',
        "<template><script>alert(1)</script></template>",
    ],
)
def test_hostile_markup_comes_out_harmless(hostile):
    for cleaned in (body.clean(hostile), body.clean_inline(hostile)):
        assert "<script" not in cleaned
        assert "alert" not in plain(cleaned) or "href" not in cleaned
        assert not {"onerror", "onload", "onclick", "style", "iframe", "img"} & set(
            cleaned.lower().replace("=", " ").replace("<", " ").split()
        )
        assert "evil" not in cleaned
        assert 'href="javascript' not in cleaned.lower()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "format"),
        ([], "format"),
        ({"format": 1}, "headline"),
        ({"format": 1, "headline": 5}, "headline"),
        ({"format": 1, "headline": "x", "colour": "red"}, "colour"),
        ({"format": 1, "headline": "x", "blocks": [{"block": "poem"}]}, "poem"),
        ({"format": 1, "headline": "x", "blocks": ["x"]}, r"blocks\[0\]"),
        ({"format": 1, "headline": "x", "blocks": {}}, "list"),
        ({"format": 1, "headline": "x", "published_at": "yesterday"}, "yesterday"),
        ({"format": 1, "headline": "x", "published_at": "2026-11-03T10:00"}, "offset"),
        ({"format": 1, "headline": "x", "lead_photo": "me.jpg"}, "lead_photo"),
        (
            {"format": 1, "headline": "x", "credits": [{"party": {"name": "A"}, "role": "boss"}]},
            "boss",
        ),
    ],
)
def test_json_that_is_no_story_is_refused_by_field(data, message):
    with pytest.raises(StoryError, match=message):
        Story.from_json(data)


def test_refs_take_no_part_in_equality():
    assert Photo("a", ref=1) == Photo("a", ref=2)
    assert Party("Ann", ref=3) == Party("Ann")


def test_a_credit_line_is_made_of_creator_and_supplier():
    assert Photo(creator="Ann", supplier="Wire").credit_line == "Ann/Wire"
    assert Photo(creator="Ann", supplier="Wire", credit_line="WIRE/Ann").credit_line == "WIRE/Ann"


def test_words_are_counted_in_all_that_is_read():
    blocks = (Paragraph("one <em>two</em><br>three"), List(("four", "five")), Photo("no words"))
    assert Story(headline="x", blocks=blocks).word_count == 5
