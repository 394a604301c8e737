"""HTML of a news body becomes blocks; no word that a reader of it sees is dropped in silence."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import from_html, to_html
from articles.importing.markup import story_parts
from articles.story import (
    List,
    Medium,
    Paragraph,
    Photo,
    Quote,
    Subhead,
    Table,
    Video,
    plain,
)

YOUTUBE = "https://www.youtube.com/embed/dQw4w9WgXcQ"
FILM = {"provider": "youtube", "embed_id": "dQw4w9WgXcQ"}


def blocks(html, **options):
    parts = story_parts(html, **options)
    assert parts.lost == ()
    return parts.blocks


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Bare words", [Paragraph("Bare words")]),
        ("<p>One</p>two<div>three</div>", [*map(Paragraph, ("One", "two", "three"))]),
        ("<p>One<br><br>two<br>three</p>", [Paragraph("One"), Paragraph("two<br>three")]),
        ("<span>One<br> <br>two</span>", [Paragraph("One"), Paragraph("two")]),
        ("<h1>One</h1><h4><b>Two</b></h4>", [Subhead("One"), Subhead("Two")]),
        ("<h2></h2><p> &nbsp;</p>", []),
        ("<p><font color=red>Red</font> <u>line</u></p>", [Paragraph("Red line")]),
        ("<b><p>One</p><p>two</p></b>", [*map(Paragraph, ("<strong>One</strong>",
                                                          "<strong>two</strong>"))]),
        ('<a href="https://a.example/"><h3>One</h3><p>two</p></a>',
         [Subhead('<a href="https://a.example/">One</a>'),
          Paragraph('<a href="https://a.example/">two</a>')]),
        ("CO<sub>2</sub>, 10<sup>6</sup> m<sup>2</sup>, 1<sup>st</sup>",
         [Paragraph("CO₂, 10⁶ m², 1st")]),
        ("<q>Yes</q>, she said", [Paragraph("“Yes”, she said")]),
        ('Ann <img class="emoji" alt="😀" src="x.png"> waved', [Paragraph("Ann 😀 waved")]),
        ("<ul><li>One<ol><li>two</li></ol></li><li><p>three</p></li></ul>",
         [List(("One", "two", "three"))]),
        ("<ol><li>One</ol>", [List(("One",), ordered=True)]),
        ("<ul><li><h3>One</h3><p>two</p></li></ul>", [Subhead("One"), Paragraph("two")]),
        ("<dl><dt>One</dt><dd>two</dd></dl>", [Paragraph("One"), Paragraph("two")]),
        ("<pre>One\ntwo</pre>", [Paragraph("One two")]),
        ("<details><summary>One</summary>two</details>", [Paragraph("One"), Paragraph("two")]),
        ('<p>a <a href="#note">1</a> <a href="javascript:x()">b</a></p>', [Paragraph("a 1 b")]),
        ("<script>no</script><style>no</style><template>no</template><noscript>no</noscript>"
         "<p hidden>no</p><p style='display: none'>no</p><i class='sr-only'>no</i>yes",
         [Paragraph("yes")]),
    ],
)  # fmt: skip
def test_running_text_becomes_paragraphs_subheads_and_lists(html, expected):
    assert blocks(html) == tuple(expected)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<blockquote><p>One</p><p>two</p><cite>Ann Lee</cite></blockquote>",
         Quote(("One", "two"), "Ann Lee")),
        ("<blockquote><p>One</p><footer>— Ann Lee, <cite>The Book</cite></footer></blockquote>",
         Quote(("One",), "Ann Lee, The Book")),
        ("<blockquote>One<p>— Ann Lee</p></blockquote>", Quote(("One",), "Ann Lee")),
        ('<figure class="wp-block-pullquote"><blockquote><p>One</p></blockquote>'
         "<figcaption>Ann Lee</figcaption></figure>", Quote(("One",), "Ann Lee")),
        ('<aside class="pull-quote">One</aside>', Quote(("One",))),
        ('<blockquote cite="https://a.example/1">One</blockquote>',
         Quote(("One",), "", "https://a.example/1")),
        ('<blockquote class="twitter-tweet"><p>One <a href="https://t.co/x">two</a></p>'
         '&mdash; Ann (@ann) <a href="https://twitter.com/ann/status/1">3 May</a></blockquote>',
         Quote(('One <a href="https://t.co/x">two</a>',), "Ann (@ann) 3 May",
               "https://twitter.com/ann/status/1")),
        ('<blockquote class="instagram-media" data-instgrm-permalink="https://instagram.com/p/1">'
         "One</blockquote>", Quote(("One",), "", "https://instagram.com/p/1")),
    ],
)  # fmt: skip
def test_words_set_apart_become_quotes(html, expected):
    assert blocks(html) == (expected,)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", Table((("A", "B"), ("1", "2")), True)),
        ("<table><tr><th colspan=2>A<th>B<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>",
         Table((("A", "", "B"), ("1", "2", "3"), ("", "4", "5")), True)),
        ("<table><thead><tr><td>A<td>B</thead><tbody><tr><td><b>1</b><td></table>",
         Table((("A", "B"), ("<strong>1</strong>", "")))),
    ],
)  # fmt: skip
def test_a_table_keeps_its_columns(html, expected):
    assert blocks(html) == (expected,)


def test_a_table_that_only_lays_out_a_page_is_no_table():
    html = "<table><tr><td><h2>One</h2><p>two</p></td></tr></table>"
    assert blocks(html) == (Subhead("One"), Paragraph("two"))


@pytest.mark.parametrize(
    ("html", "photo"),
    [
        ('<img src="a.jpg" alt="A quay">', Photo(alt_text="A quay")),
        ('<p><a href="big.jpg"><img src="a.jpg"></a></p>', Photo()),
        ('<figure><img src="a.jpg"><figcaption>The quay (Ann Lee/Meridian Wire)</figcaption>'
         "</figure>", Photo("The quay", creator="Ann Lee", supplier="Meridian Wire")),
        ('<figure><img src="a.jpg" alt="The quay"><figcaption>The <b>quay</b>'
         '<span class="photo-credit">Photo: Ann Lee</span></figcaption></figure>',
         Photo("The quay", credit_line="Photo: Ann Lee", creator="Ann Lee")),
        ('<figure><img src="a.jpg"><figcaption>The quay</figcaption><cite>Ann Lee</cite></figure>',
         Photo("The quay", creator="Ann Lee")),
        ('[caption id="attachment_1" width="600"]<img src="a.jpg" /> The quay[/caption]',
         Photo("The quay")),
        ('[caption caption="The quay"]<img src="a.jpg" />[/caption]', Photo("The quay")),
        ('<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">The quay</p></div>',
         Photo("The quay")),
        ('<div class="media"><img src="a.jpg"><div class="media__caption">The quay</div>'
         '<div class="media__credit">Meridian Wire</div></div>',
         Photo("The quay", supplier="Meridian Wire")),
        ('<!-- wp:image {"id":7} --><figure class="wp-block-image">'
         '<img src="a.jpg" alt="IMG_1.jpg"/><figcaption class="wp-element-caption">The quay'
         "</figcaption></figure><!-- /wp:image -->",
         Photo("The quay")),
        ('<picture><source srcset="a.jpg 600w, b.jpg 90w"><img src="data:image/gif;base64,AA">'
         "</picture>", Photo()),
        ('<img src="blank.gif" data-src="a.jpg"><noscript><img src="a.jpg"></noscript>', Photo()),
        ('<noscript><img src="a.jpg"></noscript>', Photo()),
        ('<amp-img src="a.jpg"></amp-img>', Photo()),
    ],
)  # fmt: skip
def test_a_picture_becomes_a_photo_with_its_words(html, photo):
    parts = story_parts(html)
    assert (parts.blocks, parts.lost, parts.pictures) == ((photo,), (), {1: "a.jpg"})


def test_photos_of_a_gallery_are_numbered_and_its_words_follow():
    html = (
        '<p>Before</p><figure class="wp-block-gallery"><figure><img src="1.jpg"><figcaption>One'
        '</figcaption></figure><figure><img src="2.jpg"></figure><figcaption>All of it</figcaption>'
        "</figure>"
    )
    parts = story_parts(html)
    before, one, two, words = parts.blocks
    assert (before, one, two, words) == (
        Paragraph("Before"), Photo("One"), Photo(), Paragraph("All of it")
    )  # fmt: skip
    assert parts.pictures == {1: "1.jpg", 2: "2.jpg"}


def test_a_pixel_that_counts_readers_is_no_photo():
    assert blocks('<p>One<img src="https://count.example/" width="1" height="1"></p>') == (
        Paragraph("One"),
    )


def test_a_picture_within_text_stands_where_the_text_breaks():
    assert blocks('<p>One <img src="a.jpg"> two</p>') == (
        Paragraph("One"), Photo(), Paragraph("two")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<iframe src="{YOUTUBE}" title="A film"></iframe>', Video("A film", **FILM)),
        (f'<iframe src="{YOUTUBE}" title="YouTube video player"></iframe>', Video(**FILM)),
        (f'<p><iframe src="{YOUTUBE.removeprefix("https:")}"></iframe></p>', Video(**FILM)),
        ("<p>https://youtu.be/dQw4w9WgXcQ</p>", Video(**FILM)),
        ("[embed]https://youtu.be/dQw4w9WgXcQ[/embed]", Video(**FILM)),
        ('<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
         "https://youtu.be/dQw4w9WgXcQ\n</div><figcaption>A film</figcaption></figure>",
         Video(description="A film", **FILM)),
        ('<amp-youtube data-videoid="dQw4w9WgXcQ"></amp-youtube>', Video(**FILM)),
        ('<audio><source src="https://vimeo.com/123456789"></audio>',
         Video(medium=Medium.AUDIO, provider="vimeo", embed_id="123456789")),
    ],
)  # fmt: skip
def test_a_known_player_becomes_a_video(html, expected):
    assert blocks(html) == (expected,)


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ('<iframe src="https://maps.example/1"></iframe>', "https://maps.example/1"),
        ('<video><source src="films/a.mp4">old browser</video>', "films/a.mp4"),
        ("<form>Your address <input value='no'></form>", "Your address"),
        ("<nav><a href='/'>Home</a></nav>", "Home"),
        ("<s>Twelve</s>", "Twelve"),
        ('<p>[gallery ids="1,2"]</p>', '[gallery ids="1,2"]'),
        ("<svg><text>Bar</text></svg>", "Bar"),
    ],
)
def test_what_has_no_place_is_told(html, lost):
    parts = story_parts(f"<p>One</p>{html}")
    assert (parts.blocks, parts.lost) == ((Paragraph("One"),), (lost,))


def test_links_are_made_whole_from_the_address_of_the_page():
    html = '<p><a href="../b">One</a> <a href="/c">two</a> <a href="#d">three</a></p>'
    assert blocks(html, base="https://a.example/x/y/z")[0].html == (
        '<a href="https://a.example/x/b">One</a> <a href="https://a.example/c">two</a> three'
    )


def test_a_post_kept_without_paragraphs_is_divided_by_its_blank_lines():
    html = (
        "One\ntwo <b>three</b>\n\nFour\n\n<ul>\n<li>Five</li>\n</ul>\n<blockquote>Six</blockquote>"
    )
    assert blocks(html, blank_lines=True) == (
        Paragraph("One<br>two <strong>three</strong>"),
        Paragraph("Four"),
        List(("Five",)),
        Quote(("Six",)),
    )
    assert blocks("One\ntwo\n\nthree") == (Paragraph("One two three"),)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "word", "<div>" * 10_000 + "word" + "</div>" * 10_000,
        "<b><p>" * 5_000 + "word", "<table><tr><td>" * 5_000 + "word", "<ul><li>" * 5_000 + "word",
        "<blockquote>" * 5_000 + "word", "<figure><img src=a>" * 5_000 + "word",
        ("<b>" * 40 + "<div>" * 60) * 10 + "word", "<p " + "a=1 " * 50_000 + ">word",
        "<p class='" + "x " * 200_000 + "'>word", "&" * 200_000 + " word",
        "<!--" * 50_000 + "--> word", "[caption]" * 20_000 + " word",
        "<!-->" + "<div>" * 20_000 + "word", "<svg><title>" + "<div>" * 20_000 + "</title> word",
        "<svg>" * 20_000 + "word", "<div></b></svg>" * 20_000 + "word",
        "<svg><g>word", "<svg/>word", "<svg><path/>no</svg> word",
        "\x00<p>w\x00ord\ud800", "<p>\ufdd0w\ufdd0ord",
        "<table><td colspan=9999 rowspan=9999>word" * 300, "<s><svg>" * 2_000 + "word",
    ],
    ids=range(24),
)  # fmt: skip
def test_hostile_html_keeps_its_word_and_ends(html):
    parts = story_parts(html)
    assert "word" in words_of(parts)


# A page of known words: pairs of (HTML, the words a reader sees), nested at will.
WORDS = st.text(alphabet="abcdefgäöß", min_size=3, max_size=6)
TEXT = WORDS.map(lambda word: (f" {word} ", [word]))
EMPTY = st.sampled_from(
    ["<br>", "<br><br>", "<hr>", '<img src="a.jpg">', "<!-- no -->", "<script>no()</script>",
     "<p hidden>no</p>", f'<iframe src="{YOUTUBE}"></iframe>', "<wbr>", "\n\n", "&nbsp;"]
).map(lambda html: (html, []))  # fmt: skip
TAGS = """p div h2 h3 ul ol li blockquote cite figure figcaption table tr td th b em span section
aside form nav button footer dl dt pre sub q s u font center custom-x address details svg label
caption tbody""".split()  # noqa: SIM905
TAGS += ["a href='https://a.example/'", "div class=caption", "span class=credit", "g", "text"]
TAGS += ["div class=wp-caption", "figure class=wp-block-quote", "blockquote class=twitter-tweet"]


def wrapped(inner):
    def wrap(tag, pieces):
        html = "".join(html for html, _ in pieces)
        return f"<{tag}>{html}</{tag.split()[0]}>", [w for _, words in pieces for w in words]

    return st.builds(wrap, st.sampled_from(TAGS), st.lists(inner, max_size=4))


PAGES = st.recursive(TEXT | EMPTY, wrapped, max_leaves=30)


def words_of(parts):
    """Return all words of the blocks and of what was lost."""
    found = list(parts.lost)
    for block in parts.blocks:
        match block:
            case Paragraph(html) | Subhead(html):
                found.append(plain(html))
            case List(items=texts):
                found += map(plain, texts)
            case Quote(paragraphs, attribution):
                found += [*map(plain, paragraphs), attribution]
            case Table(rows):
                found += [plain(cell) for row in rows for cell in row]
            case Photo():
                found += [block.caption, block.credit_line]
            case Video():
                found += [block.title, block.description]
    text = unicodedata.normalize("NFKC", " ".join(found))
    return sorted(re.findall(r"\w+", text))


@settings(max_examples=300)
@given(st.lists(PAGES, max_size=6))
def test_every_word_is_in_a_block_or_told_as_lost(pieces):
    parts = story_parts("".join(html for html, _ in pieces))
    seen = sorted(word for _, words in pieces for word in words)
    addresses = ("https", "www", "youtube", "com", "embed", "dQw4w9WgXcQ")
    assert [word for word in words_of(parts) if word not in addresses] == seen


@settings(max_examples=200)
@given(st.lists(PAGES, max_size=6))
def test_blocks_are_canonical(pieces):
    parts = story_parts("".join(html for html, _ in pieces))
    kept = tuple(block for block in parts.blocks if not isinstance(block, (Photo, Video)))
    assert from_html(to_html(kept, str)) == kept
    assert len(parts.pictures) <= sum(isinstance(block, Photo) for block in parts.blocks)


MARKS = "<>/!-=\"'&;[]\n \tabp\x00\ud800é0divtablefigureimgsrc"


@given(st.text(alphabet=st.sampled_from(MARKS)), st.booleans())
def test_no_text_at_all_stops_it(text, blank_lines):
    assert story_parts(text, "x:", blank_lines) == story_parts(text, "x:", blank_lines)
