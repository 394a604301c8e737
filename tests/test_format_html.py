"""A saved web page: the story on it, and nothing of what stands around."""

import json
from datetime import datetime

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.importing.errors import SeedError
from articles.importing.formats import format_of, html
from articles.models import Article
from articles.models import Photo as PhotoRow
from articles.story import (
    Correction,
    CorrectionKind,
    Paragraph,
    PartyKind,
    Photo,
    Related,
    Role,
    Story,
    Subhead,
    plain,
)

HEADLINE = "Ferry runs aground off Saltmere with 41 people on board"
FIRST = (
    "Nobody was hurt when the ferry ran aground on Monday, the port said, but 41 people had to "
    "wait in the cold for two hours."
)
SECOND = (
    "Two boats from the harbour pulled it free at high tide, and it went back to Saltmere under "
    "its own power a little later."
)
THIRD = (
    "The crew had steered by a chart of 1998, the council found, on which the bank of sand that "
    "the ferry struck is half a mile away."
)
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
BLOCKS = tuple(map(Paragraph, (FIRST, SECOND, THIRD)))
MOMENT = "2026-11-03T08:00:00+01:00"
DATA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": MOMENT,
    "author": {"@type": "Person", "name": "Ann Lee"},
    "articleSection": "City",
}
NAV = "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
LINKS = "".join(
    f"<li><a href='/{n}'>Another story of some other day {n}</a></li>" for n in range(6)
)


def ld(data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def page(body, head="", lang="en-GB"):
    return f"<!doctype html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>"


def read(text):
    return html.read(text.encode())


def article(inside, **data):
    """Return the Reading of a page with data, an article and its headline."""
    return read(page(f"<article><h1>{HEADLINE}</h1>{inside}</article>", ld(DATA | data)))


def test_a_page_that_says_everything_is_read_whole():
    head = (
        '<link rel="canonical" href="https://news.example/city/ferry-1">'
        '<meta property="og:description" content="Not this one">'
        + ld(
            DATA
            | {
                "alternativeHeadline": "Old chart to blame",
                "description": "A ferry was pulled free off Saltmere &amp; nobody was hurt.",
                "dateModified": "2026-11-03T09:30:00.000Z",
                "author": [
                    {"@type": "Person", "name": "Ann Lee"},
                    {"@type": "Organization", "name": "Meridian Wire"},
                ],
                "editor": "Bo Ek",
                "keywords": "ferries, harbour",
                "inLanguage": "en-GB",
                "identifier": {"@type": "PropertyValue", "value": "tw-114"},
                "copyrightNotice": "© Tidewater News",
                "image": {
                    "@type": "ImageObject",
                    "url": "https://news.example/up/ferry.jpg",
                    "caption": "The ferry on Monday.",
                    "creditText": "Ines Calloway/Meridian Wire",
                },
                "correction": {
                    "@type": "CorrectionComment",
                    "text": "Clarification: The chart was of 1998.",
                    "datePublished": "2026-11-04T10:00:00Z",
                },
            }
        )
    )
    body = (
        f"{NAV}<article><p class='kicker'>Harbour</p><h1>{HEADLINE}</h1>"
        "<div class='byline'>By Ann Lee</div><time datetime='2026-11-03T08:00+01:00'>3 Nov</time>"
        "<figure><img src='Ferry_files/ferry.jpg' alt='A ferry on sand'></figure>"
        f"<p>{FIRST}</p><h2>High tide</h2><p>{SECOND}</p>"
        "<figure><img src='Ferry_files/rope.jpg'><figcaption>A rope (Bo Ek/Meridian Wire)"
        f"</figcaption></figure><p>{THIRD}</p>"
        "<p><b>Read more: <a href='/city/built'>How the ferry was built</a></b></p></article>"
    )
    reading = read(page(body, head))
    assert reading.story == Story(
        headline=HEADLINE,
        deck="Old chart to blame",
        summary="A ferry was pulled free off Saltmere & nobody was hurt.",
        kicker="Harbour",
        section="City",
        language="en-GB",
        credits=reading.story.credits,
        lead_photo=Photo(
            "The ferry on Monday.",
            "A ferry on sand",
            creator="Ines Calloway",
            supplier="Meridian Wire",
        ),
        blocks=(
            Paragraph(FIRST),
            Subhead("High tide"),
            Paragraph(SECOND),
            Photo("A rope", creator="Bo Ek", supplier="Meridian Wire"),
            Paragraph(THIRD),
        ),
        tags=("ferries", "harbour"),
        corrections=(
            Correction(
                "The chart was of 1998.",
                CorrectionKind.CLARIFICATION,
                datetime.fromisoformat("2026-11-04T10:00:00+00:00"),
            ),
        ),
        related=(
            Related("How the ferry was built", "Read more", "https://news.example/city/built"),
        ),
        published_at=datetime.fromisoformat(MOMENT),
        updated_at=datetime.fromisoformat("2026-11-03T09:30:00+00:00"),
        rights="© Tidewater News",
        external_id="tw-114",
        source_url="https://news.example/city/ferry-1",
    )
    assert [(c.party.name, c.party.kind, c.role) for c in reading.story.credits] == [
        ("Ann Lee", PartyKind.PERSON, Role.AUTHOR),
        ("Meridian Wire", PartyKind.ORGANISATION, Role.AUTHOR),
        ("Bo Ek", PartyKind.PERSON, Role.EDITOR),
    ]
    assert reading.pictures == {1: "Ferry_files/ferry.jpg", 2: "Ferry_files/rope.jpg"}
    assert reading.addresses == ("https://news.example/city/ferry-1",)
    assert (reading.format, reading.unplaced, reading.doubts) == ("html", (), ())


# The ways in which sites build a page, each with the same story on it.
OPEN_GRAPH = (
    f'<meta property="og:title" content="{HEADLINE} | Tidewater News">'
    '<meta property="og:site_name" content="Tidewater News"><meta name="author" content="Ann Lee">'
    f'<meta property="article:published_time" content="{MOMENT}">'
    '<meta property="article:section" content="City">'
)
BYLINE = '<p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p>'
SHARE = '<div class="share-tools"><a href="//x.example">Share this story with a friend</a></div>'
ASIDE = f"<aside class='sidebar'><h2>Most read</h2><ul>{LINKS}</ul></aside>"
COMMENTS = (
    "<div id='comments'><h2>2 comments</h2><div><p>I was on that ferry, and it was colder than "
    "they say, and nobody gave us as much as a blanket.</p></div></div>"
)
LAYOUTS = {
    "json-ld": page(f"<article><h1>{HEADLINE}</h1>{TEXT}</article>", ld(DATA)),
    "json-ld graph": page(
        f"<main><h1>{HEADLINE}</h1>{TEXT}</main>",
        ld({"@context": "https://schema.org", "@graph": [
            {"@type": "WebPage", "@id": "#page", "name": "Page"},
            DATA | {"author": {"@id": "#ann"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        ]}),
    ),
    "json-ld list, in a comment": page(
        f"<article><h1>{HEADLINE}</h1>{TEXT}</article>",
        ld([{"@type": "WebSite"}, DATA])
        .replace(">[", ">//<![CDATA[\n[").replace("]<", "]\n//]]><"),
    ),
    "json-ld with a comma too many": page(
        f"<article><h1>{HEADLINE}</h1>{TEXT}</article>", ld(DATA).replace("}<", ",}<"),
    ),
    "json-ld with a second story": page(
        f"<article><h1>{HEADLINE}</h1>{TEXT}</article>",
        '<link rel="canonical" href="https://a.example/1">'
        + ld({"@type": "NewsArticle", "headline": "Storm", "url": "https://a.example/2"})
        + ld(DATA | {"mainEntityOfPage": {"@id": "https://a.example/1"}}),
    ),
    "open graph": page(f"<article><h1>{HEADLINE}</h1>{TEXT}</article>", OPEN_GRAPH),
    "open graph without h1": page(f"<article>{TEXT}</article>", OPEN_GRAPH),
    "microdata": page(
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        f'<h1 itemprop="headline">{HEADLINE}</h1><meta itemprop="datePublished" content="{MOMENT}">'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<span itemprop="name">Ann Lee</span></span><a itemprop="articleSection" href="/c">City</a>'
        f'<div itemprop="articleBody">{TEXT}</div></div>{COMMENTS}'
    ),
    "rdfa body alone": page(
        f'<div class="c1"><h1>{HEADLINE}</h1><div property="articleBody">{TEXT}</div></div>'
        f"{COMMENTS}", OPEN_GRAPH,
    ),
    "wordpress": page(
        '<main><article class="post"><header class="entry-header">'
        f'<h1 class="entry-title">{HEADLINE}</h1></header><div class="entry-content">{TEXT}'
        f"<div class='sharedaddy'>Share</div></div><footer>City</footer></article>{COMMENTS}"
        f"</main>{ASIDE}", OPEN_GRAPH,
    ),
    "byline and time on the page": page(
        f"<article><h1>{HEADLINE}</h1>{BYLINE}<time datetime='{MOMENT}'>3 Nov</time>{TEXT}"
        "</article>",
        '<meta property="article:section" content="City">',
    ),
    "furniture within the text": page(
        f"{NAV}<article><h1>{HEADLINE}</h1>{SHARE}<p>{FIRST}</p><div class='ad-slot'>Advertisement"
        f"</div><p>{SECOND}</p><section class='newsletter-signup'><p>Get our letter every day.</p>"
        f"<form><button>Sign up</button></form></section><p>{THIRD}</p>"
        f"<div class='related-stories'><h3>Related</h3><ul>{LINKS}</ul></div></article>{ASIDE}",
        ld(DATA),
    ),
    "several articles": page(
        f"<main><article class='full'><h1>{HEADLINE}</h1>{TEXT}</article>"
        + "".join(f"<article><h2><a href='/{n}'>Teaser {n}</a></h2><p>One line of it.</p></article>"
                  for n in range(4)) + "</main>", ld(DATA),
    ),
    "text in halves": page(
        f'<article><h1>{HEADLINE}</h1><div class="article-body"><p>{FIRST}</p></div>'
        f'<div class="ad">Buy</div><div class="article-body"><p>{SECOND}</p><p>{THIRD}</p></div>'
        "</article>", ld(DATA),
    ),
    "divs without a name": page(
        f'<div id="a1"><ul>{LINKS}</ul></div><div class="x7"><div class="x8"><h1>{HEADLINE}</h1>'
        f'{TEXT}</div><div class="x9"><ul>{LINKS}</ul></div></div>', OPEN_GRAPH,
    ),
    "divs for paragraphs": page(
        f'<div class="x8"><h1>{HEADLINE}</h1><div>{FIRST}</div><div>{SECOND}</div>'
        f"<div>{THIRD}</div>"
        f"</div><ul>{LINKS}</ul>", OPEN_GRAPH,
    ),
    "line breaks for paragraphs": page(
        f'<table><tr><td><ul>{LINKS}</ul></td><td><h1>{HEADLINE}</h1>{FIRST}<br><br>{SECOND}<br><br>'
        f"{THIRD}</td></tr></table>", OPEN_GRAPH,
    ),
    "text for machines alone": page(
        f"<h1>{HEADLINE}</h1>", ld(DATA | {"articleBody": f"{FIRST}\n\n{SECOND}\n{THIRD}"})
    ),
    "amp": page(
        f"<article class='amp-wp-article'><h1>{HEADLINE}</h1><div class='amp-wp-article-content'>"
        f"{TEXT}<amp-ad>Buy</amp-ad></div></article>", ld(DATA),
    ),
    "custom elements": page(
        f"<news-page><story-header><h1>{HEADLINE}</h1></story-header>"
        f"<story-text>{TEXT}</story-text></news-page>", ld(DATA),
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_story_is_the_same_in_whatever_way_the_page_is_built(layout):
    story = read(LAYOUTS[layout]).story
    assert story.headline == HEADLINE
    assert story.blocks == BLOCKS
    if layout != "microdata":  # which has no head to say it in
        assert story.language == "en-GB"
    assert [credit.party.name for credit in story.credits] == ["Ann Lee"]
    assert story.published_at == datetime.fromisoformat(MOMENT)
    assert story.section == "City"


@pytest.mark.parametrize(
    "layout", ["divs without a name", "divs for paragraphs", "line breaks for paragraphs"]
)
def test_a_text_that_had_to_be_looked_for_is_a_doubt(layout):
    (doubt,) = read(LAYOUTS[layout]).doubts
    assert (doubt.read_as, FIRST.startswith(doubt.text.rstrip("…"))) == ("text", True)


@pytest.mark.parametrize(
    ("headline", "data", "kept", "other"),
    [
        ("Ferry aground: 41 wait in the cold off Saltmere", HEADLINE, 0, 1),
        ("Tidewater News", HEADLINE, 1, 0),
    ],
)
def test_a_headline_said_in_two_ways_is_a_doubt(headline, data, kept, other):
    reading = read(
        page(f"<article><h1>{headline}</h1>{TEXT}</article>", ld(DATA | {"headline": data}))
    )
    said = (headline, data)
    (doubt,) = reading.doubts
    assert (reading.story.headline, doubt.text) == (said[kept], said[kept])
    assert (doubt.read_as, doubt.others) == ("headline", (f"headline: {said[other]}",))
    assert doubt.line == 1


@pytest.mark.parametrize("said", [HEADLINE.upper(), HEADLINE[:30] + "…", HEADLINE + "!"])
def test_the_same_headline_in_another_spelling_is_no_doubt(said):
    reading = article(TEXT, headline=said)
    assert (reading.story.headline, reading.doubts) == (HEADLINE, ())


def test_a_date_said_in_two_ways_is_a_doubt():
    reading = article('<time datetime="2026-11-05T08:00:00+01:00">5 Nov</time>' + TEXT)
    (doubt,) = reading.doubts
    assert reading.story.published_at == datetime.fromisoformat(MOMENT)
    assert (doubt.read_as, doubt.others) == (
        "published_at", ("published_at: 2026-11-05T08:00:00+01:00",)
    )  # fmt: skip


@pytest.mark.parametrize("said", ["2026-11-03", "2026-11-03T08:00:00", "3 November", "1762153200"])
def test_a_date_without_hour_and_offset_is_told_and_not_read(said):
    reading = article(TEXT, datePublished=said)
    assert reading.story.published_at is None
    assert any(repr(said) in note and "offset" in note for note in reading.notes)


def test_an_update_before_the_first_hour_is_left_out():
    reading = article(TEXT, dateModified="2026-11-03T07:00:00+01:00")
    assert reading.story.updated_at is None
    assert "changed 2026-11-03T07:00:00+01:00, before it was published; left out" in reading.notes


@pytest.mark.parametrize("data", ["{", '{"a": }', "[" * 50_000, "no", '"@graph"', ""])
def test_data_that_cannot_be_read_is_told_and_the_page_read_without(data):
    script = f'<script type="application/ld+json">{data}</script>'
    reading = read(page(f"<article><h1>{HEADLINE}</h1>{TEXT}</article>", OPEN_GRAPH + script))
    assert (reading.story.headline, reading.story.blocks) == (HEADLINE, BLOCKS)
    assert any("JSON-LD" in note for note in reading.notes) is (data != '"@graph"')


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Ek", ["Ann Lee", "Bo Ek"]),
        (["Ann Lee", "Bo Ek"], ["Ann Lee", "Bo Ek"]),
        ([{"name": ["Ann Lee"]}, {"name": "Bo Ek"}], ["Ann Lee", "Bo Ek"]),
        ("https://www.facebook.com/annlee", []),
        ({"@id": "#nobody"}, []),
    ],
)
def test_authors_are_names(words, names):
    credits = article(TEXT, author=words).story.credits
    assert [credit.party.name for credit in credits] == names


def test_related_stories_leave_the_text_and_stay_with_the_story():
    reading = read(
        page(
            f"<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>Lire aussi : "
            f"<a href='/b'>Le bac de Saltmere</a></p><p>{SECOND}</p><h3>More on this story</h3>"
            "<ul><li><a href='/c'>The chart "
            f"of 1998</a></li></ul><p>{THIRD}</p></article>",
            ld(DATA | {"url": "https://a.example/x/"}),
        )
    )
    assert reading.story.blocks == BLOCKS
    assert reading.story.related == (
        Related("Le bac de Saltmere", "Lire aussi", "https://a.example/b"),
        Related("The chart of 1998", "More on this story", "https://a.example/c"),
    )


def test_a_list_of_links_to_pages_of_the_site_is_no_part_of_the_text():
    inside = "<ul><li><a href='/b'><b>Ferry service rests for a week</b></a></li></ul>"
    story = article(f"<p>{FIRST}</p>{inside}<p>{SECOND}</p><p>{THIRD}</p>").story
    assert (story.blocks, story.related[0].title) == (BLOCKS, "Ferry service rests for a week")


def test_of_stories_one_below_the_other_the_first_is_read():
    other = "<p>The storm closed the school in Port Ellis for a day, and nobody minded.</p>" * 20
    body = "".join(
        f"<article><h1>{headline}</h1><div class='article-body'>{text}</div></article>"
        for headline, text in ((HEADLINE, TEXT), ("Storm closes school", other))
    )
    assert read(page(body, ld(DATA))).story.blocks == BLOCKS


def test_what_stands_around_the_headline_is_told_elsewhere_or_not_at_all():
    header = (
        f"<a href='/city'>City</a><h1>{HEADLINE}</h1><p class='standfirst'>An old chart is to blame"
        "</p><span>2 min read</span><figure><img src=ferry.jpg><figcaption><span>The ferry.</span>"
        "<span>Credit...Ines Calloway for Meridian Wire</span></figcaption></figure>"
    )
    body = f"<article><div class='post-header'>{header}</div>{TEXT}</article>"
    story = read(page(body, ld(DATA))).story
    assert (story.deck, story.blocks) == ("An old chart is to blame", BLOCKS)
    photo = story.lead_photo
    assert (photo.caption, photo.creator) == ("The ferry.", "Ines Calloway")
    assert photo.supplier == "Meridian Wire"


def test_a_link_within_a_sentence_stays_in_the_text():
    inside = f"<p>{FIRST} <a href='https://port.example/'>The port's own account</a> says more.</p>"
    story = article(f"{inside}<p>{SECOND}</p>").story
    assert "port.example" in story.blocks[0].html
    assert story.related == ()


def test_what_is_left_out_is_told():
    notes = read(LAYOUTS["furniture within the text"]).notes
    left = "left out as no part of the story: "
    for words in ("Share this story", "Advertisement", "Get our letter", "Related Another story"):
        assert any(note.startswith(left + words) for note in notes)


def test_a_correction_on_the_page_is_one_of_the_story():
    reading = article(
        f"{TEXT}<div class='correction'>Correction: It was a ferry, not a boat.</div>"
    )
    assert reading.story.blocks == BLOCKS
    assert reading.story.corrections == (Correction("It was a ferry, not a boat."),)


def test_a_picture_that_is_not_beside_the_page_is_told():
    address = "https://a.example/ferry.jpg"
    reading = article(f'<figure><img src="{address}" alt="A ferry"></figure>{TEXT}')
    assert reading.story.lead_photo == Photo(alt_text="A ferry")
    assert reading.pictures == {}
    assert f"1 pictures are not beside the page: {address}" in reading.notes


@pytest.mark.parametrize("source", ["../../etc/passwd", "/etc/../../x.jpg", "file:///etc/x.jpg"])
def test_no_picture_is_taken_from_outside_the_folder(source):
    assert article(f'{TEXT}<img src="{source}" alt="A ferry">').pictures == {}


def test_a_page_in_another_encoding_says_so():
    text = page(
        f"<article><h1>Паром сел на мель</h1>{TEXT}</article>", '<meta charset="windows-1251">'
    )
    reading = html.read(text.encode("windows-1251"))
    assert (reading.story.headline, reading.encoding) == ("Паром сел на мель", "cp1251")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("<!doctype html><html></html>", "no headline found"),
        (page(f"<h1>{HEADLINE}</h1>"), "no text of a story found"),
        (page(f"<h1>{HEADLINE}</h1><ul>{LINKS}</ul>"), "no text of a story found"),
        (page(f"<h1>News</h1>{TEXT}", ld({"@type": "CollectionPage"})), "lists stories"),
    ],
)
def test_a_page_without_a_story_is_refused(text, reason):
    with pytest.raises(SeedError, match=reason):
        read(text)


@pytest.mark.parametrize(
    ("content", "suffix", "is_page"),
    [
        (b"<!DOCTYPE html><p>x", "", True),
        (b"\n<!-- saved from url=(0028)https://a.example/ --><HTML lang=en>", ".txt", True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', ".xml", True),
        ("\ufeff<!doctype html>".encode("utf-16-le"), "", True),
        (b"<p>x", ".html", True),
        (b'<?xml version="1.0"?><rss version="2.0">', ".xml", False),
        (b"City\n\nFerry aground <b>\n\nText.", ".txt", False),
    ],
)
def test_a_page_is_known_by_what_it_begins_with(content, suffix, is_page):
    assert (format_of(content, suffix) is html) is is_page


ODD_DATA = [
    [{"@type": ["NewsArticle"], "author": [[{}], 1, None, "x" * 300], "url": ["http://["]}],
    {"@type": "Article", "headline": {"@value": "x"}, "image": [1, {"url": 2}], "correction": [3]},
    {"@id": "a", "@type": "NewsArticle", "author": {"@id": "a"}, "image": {"@id": "a"}},
    {"@type": "Article", "articleBody": ["x", 2], "keywords": {"name": 1}, "identifier": [{}]},
]
ODD_PIECES = """<h1>|</h1>|<article>|<time datetime=x>|<html lang='\x00'>|</script>
|<script type=application/ld+json>|<link rel=canonical href='http://['>
|<a rel=tag href=x>y</a>|<base href='//['>|\ud800
|<div itemprop='articleBody author headline'>|<meta name=author content='
|<a href='http://['>z</a>|<img src='http://['>|<figure>|<p class=correction>a b c d e</p>
|Read more: <a href='//['>a b c</a>""".split("|")  # noqa: SIM905
PIECES = st.sampled_from([*LAYOUTS.values(), *map(ld, ODD_DATA), *ODD_PIECES, TEXT, NAV, ASIDE])


@settings(max_examples=100)
@given(st.lists(PIECES | st.text(max_size=9), max_size=8).map("".join) | st.binary())
def test_no_bytes_at_all_do_more_than_refuse(text):
    content = text if isinstance(text, bytes) else text.encode("utf-8", "replace")

    def outcome():
        try:
            return html.read(content)
        except SeedError as error:
            return str(error)

    assert outcome() == outcome()


@pytest.mark.parametrize(
    "text", ["<div>" * 20_000, "<p>a</p>" * 20_000, "<li><a href=x>b c d</a>" * 10_000,
             "<!--" * 20_000, "<article>" * 9_000, "<h1>a</h1>" * 9_000,
             "<meta name=a content=b>" * 9_000,
             "<div class=caption>" * 9_000, '<script type="application/ld+json">' * 9_000,
             "<figure><img src=a>b" * 9_000, "<html" * 20_000, "<div itemprop=author>x" * 9_000,
             "<time datetime=2026>" * 9_000],
    ids=range(13),
)  # fmt: skip
def test_hostile_pages_end(text):
    reading = read(page(f"<article><h1>{HEADLINE}</h1>{TEXT}</article>{text}", ld(DATA)))
    assert plain(reading.story.blocks[0].html) == FIRST


def test_a_saved_page_is_imported_with_the_picture_saved_beside_it(db, tmp_path):
    files = tmp_path / "Ferry_files"
    files.mkdir()
    Image.new("RGB", (64, 48), "navy").save(files / "ferry.jpg")
    figure = (
        "<figure><img src='./Ferry_files/ferry.jpg'><figcaption>The ferry.</figcaption></figure>"
    )
    body = f"<article><h1>{HEADLINE}</h1>{figure}{TEXT}</article>"
    (tmp_path / "Ferry.html").write_text(page(body, ld(DATA), lang="en-US"), encoding="utf-8")
    call_command("import_seeds", str(tmp_path), verbosity=0)
    story = Article.objects.get(headline=HEADLINE)
    assert story.story().lead_photo == Photo("The ferry.")
    assert PhotoRow.objects.get().file.size > 0
