"""A WordPress export: each post a story, with its library, authors and sections."""

import io
import tracemalloc
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from articles.importing.errors import SeedError
from articles.importing.formats import HEAD_BYTES, format_of, wxr
from articles.models import Article, Edition
from articles.story import Credit, List, Paragraph, Party, Photo, Quote, Subhead, Video

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Saltmere Lamp</title>
<language>en-CA</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>mara</wp:author_login>
<wp:author_display_name><![CDATA[Mara Ellison]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>4</wp:term_id><wp:cat_name><![CDATA[Harbour]]></wp:cat_name></wp:category>
"""
TAIL = "</channel></rss>"
QUAY = "https://lamp.example/wp-content/uploads/2026/11/quay"
LIBRARY = f"""\
<item><title>quay</title><guid>https://lamp.example/?attachment_id=9</guid>
<excerpt:encoded><![CDATA[The old quay at dusk.]]></excerpt:encoded>
<wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>{QUAY}.jpg</wp:attachment_url>
<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>
<wp:meta_value><![CDATA[Lamps along a stone quay.]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_media_credit</wp:meta_key>
<wp:meta_value><![CDATA[Ines Calloway/Meridian Wire]]></wp:meta_value></wp:postmeta></item>
"""
BLOCKS = f"""\
<!-- wp:paragraph -->
<p>The lock gates will be <strong>replaced</strong> in spring.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2 class="wp-block-heading">Two cracks</h2>
<!-- /wp:heading -->

<!-- wp:image {{"id":9}} -->
<figure class="wp-block-image"><img src="{QUAY}-300x200.jpg" alt="" class="wp-image-9"/></figure>
<!-- /wp:image -->

<!-- wp:list -->
<ul><li>divers look</li><li>no ship passes</li></ul>
<!-- /wp:list -->

<!-- wp:quote -->
<blockquote class="wp-block-quote"><p>We found two.</p><cite>Ada Brook</cite></blockquote>
<!-- /wp:quote -->

<!-- wp:embed -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=abcdefghijk
</div></figure>
<!-- /wp:embed -->
"""


def post(body=BLOCKS, *, title="Lock gates to be replaced", number=7, status="publish", more=""):
    return f"""\
<item>
<title><![CDATA[{title}]]></title>
<link>https://lamp.example/2026/11/lock-gates-{number}/</link>
<dc:creator><![CDATA[mara]]></dc:creator>
<guid isPermaLink="false">https://lamp.example/?p={number}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[A year early, the port says.]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>2026-11-03 10:00:00</wp:post_date>
<wp:post_date_gmt>2026-11-03 14:00:00</wp:post_date_gmt>
<wp:post_modified_gmt>2026-11-04 09:30:00</wp:post_modified_gmt>
<wp:status>{status}</wp:status>
<wp:post_type>post</wp:post_type>
<category domain="category" nicename="news"><![CDATA[News]]></category>
<category domain="category" nicename="harbour"><![CDATA[Harbour]]></category>
<category domain="post_tag" nicename="locks"><![CDATA[locks]]></category>
{more}
</item>
"""


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def read(*items):
    return list(wxr.read_all((HEAD + "".join(items) + TAIL).encode()))


def test_a_post_is_read_whole_with_what_stands_behind_it():
    thumbnail = meta("_thumbnail_id", 9) + meta(
        "newspack_post_subtitle", "Two cracks <em>found</em>"
    )
    reading = read(post(more=thumbnail), LIBRARY)[0]
    story = reading.story
    quay = Photo(
        "The old quay at dusk.", "Lamps along a stone quay.",
        "Ines Calloway/Meridian Wire", "Ines Calloway", "Meridian Wire",
    )  # fmt: skip
    assert story.headline == "Lock gates to be replaced"
    assert (story.deck, story.summary) == ("Two cracks found", "A year early, the port says.")
    assert (story.section, story.tags) == ("News", ("Harbour", "locks"))
    assert story.credits == (Credit(Party("Mara Ellison")),)
    assert story.language == "en-CA"
    assert story.lead_photo == quay
    assert story.blocks == (
        Paragraph("The lock gates will be <strong>replaced</strong> in spring."),
        Subhead("Two cracks"),
        quay,
        List(("divers look", "no ship passes")),
        Quote(("We found two.",), "Ada Brook"),
        Video(provider="youtube", embed_id="abcdefghijk"),
    )
    assert story.published_at == datetime(2026, 11, 3, 14, tzinfo=UTC)
    assert story.updated_at == datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
    assert story.external_id == "https://lamp.example/?p=7"
    assert story.source_url == "https://lamp.example/2026/11/lock-gates-7/"
    assert reading.addresses == (story.source_url, story.external_id)
    assert reading.unplaced == ()
    uploads = "wp-content/uploads/2026/11/quay.jpg"
    assert reading.pictures == {1: uploads, 2: uploads}


def test_each_post_has_its_own_bytes_and_lines():
    first, second = read(post(number=1), LIBRARY, post(number=2, title="Second"))
    assert first.content == post(number=1).strip().encode()
    assert second.content == post(number=2, title="Second").strip().encode()
    assert (first.part, second.part) == ("https://lamp.example/?p=1", "https://lamp.example/?p=2")
    spans = {span.part: span.first for span in second.spans}
    assert spans["headline"] == 2
    assert second.content.decode().splitlines()[spans["text"] - 1].startswith("<content:encoded>")


def test_a_post_of_the_old_editor_has_paragraphs_by_blank_lines_and_shortcodes():
    body = f"""\
The gates leak.

Divers look.

[caption id="attachment_9" width="300"]<img src="{QUAY}-300x200.jpg" /> Lamps.[/caption]

They "sing" [sic] at night.

[gallery ids="9,404"]

[weather-box town="Saltmere"]"""
    reading = read(post(body), LIBRARY)[0]
    captions = [getattr(block, "caption", None) for block in reading.story.blocks]
    texts = [getattr(block, "html", None) for block in reading.story.blocks]
    said = ["The gates leak.", "Divers look.", None, 'They "sing" [sic] at night.', None]
    assert texts == said
    assert captions == [None, None, "Lamps.", None, "The old quay at dusk."]
    assert [text for _, text in reading.unplaced] == ['[weather-box town="Saltmere"]']


def test_the_section_is_the_category_marked_as_the_first():
    reading = read(post(more=meta("_yoast_wpseo_primary_category", 4)))[0]
    assert (reading.story.section, reading.story.tags) == ("Harbour", ("News", "locks"))


def test_co_authors_stand_for_the_account_that_saved_the_post():
    authors = '<category domain="author" nicename="a"><![CDATA[Tom Quill]]></category>'
    story = read(post(more=authors + authors.replace("Tom Quill", "Meridian Wire")))[0].story
    assert [credit.party.name for credit in story.credits] == ["Tom Quill", "Meridian Wire"]


@pytest.mark.parametrize("status", ["draft", "private", "pending", "future", "trash"])
def test_what_was_not_public_is_held_for_an_editor(status):
    reading = read(post(status=status))[0]
    assert [text for _, text in reading.unplaced] == [f"status in WordPress: {status}"]
    assert reading.notes == (f"status in WordPress: {status}",)


def test_a_draft_without_a_date_gets_none():
    item = post(status="draft").replace("2026-11-03 14:00:00", "0000-00-00 00:00:00")
    assert read(item)[0].story.published_at is None


def test_a_post_that_cannot_be_read_is_named_and_the_others_go_on():
    first, second, third = read(post("", title="Empty"), post(title=""), post(title="Whole"))
    assert isinstance(first, SeedError)
    assert str(first) == "post 1 (Empty): it has no text."
    assert str(second).startswith(
        "post 2 (https://lamp.example/2026/11/lock-gates-7/): it has no title"
    )
    assert third.story.headline == "Whole"


def test_other_kinds_of_content_are_passed_over():
    page = post().replace(">post<", ">page<")
    assert len(read(page, LIBRARY, post())) == 1
    with pytest.raises(SeedError, match="no posts"):
        read(page, LIBRARY)


def test_characters_that_xml_forbids_stop_nothing():
    assert "tide" in read(post("<p>The\x0btide\x01 came.</p>"))[0].story.blocks[0].html


def test_what_comes_before_a_break_is_read_and_the_break_is_told():
    found = wxr.read_all((HEAD + post() + "<item><title>Half").encode())
    assert next(found).story.headline == "Lock gates to be replaced"
    with pytest.raises(SeedError, match="broken XML"):
        next(found)


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("dtd", [BOMB, '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'])
def test_a_bomb_is_refused_in_one_sentence(dtd):
    content = (HEAD.replace("<rss", f"{dtd}<rss", 1) + post("&b;") + TAIL).encode()
    with pytest.raises(SeedError, match="ENTITY"):
        list(wxr.read_all(content))


def test_elements_without_end_are_refused():
    deep = post().replace("<title>", "<a>" * 5000 + "<title>")
    with pytest.raises(SeedError, match="deep"):
        read(deep)


def test_hostile_markup_comes_out_harmless():
    body = '<p onclick="x()">Hi<script>alert(1)</script> <a href="javascript:x()">you</a></p>'
    html = read(post(body))[0].story.blocks[0].html
    assert not {"script", "alert", "onclick"} & set(
        html.replace(":", " ").replace("(", " ").split()
    )
    assert "javascript" not in html


@pytest.mark.parametrize(
    "address", ["https://lamp.example/../../etc/x.jpg", "..\\x.jpg", "file:///x"]
)
def test_a_picture_outside_the_folder_is_not_named(address):
    library = LIBRARY.replace(f"{QUAY}.jpg", address)
    assert read(post("<p>Words.</p>", more=meta("_thumbnail_id", 9)), library)[0].pictures == {}


def test_an_export_in_utf_16_is_read_too():
    text = (HEAD.replace('encoding="UTF-8"', 'encoding="UTF-16"') + post() + TAIL).encode("utf-16")
    assert format_of(text[:HEAD_BYTES], ".xml") is wxr
    assert next(wxr.read_all(text)).story.headline == "Lock gates to be replaced"


def test_an_export_is_known_by_its_content():
    head = (HEAD + post()).encode()[:HEAD_BYTES]
    assert format_of(head, ".xml") is wxr
    assert format_of(head, "") is wxr


def test_memory_does_not_grow_with_the_number_of_posts():
    def peak(count):
        content = (HEAD + "".join(post(number=n) for n in range(count)) + TAIL).encode()
        tracemalloc.start()
        for _ in wxr.read_all(content):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(100)
    assert peak(600) < few * 2


def test_an_import_shows_readers_only_what_was_public(db, tmp_path):
    path = tmp_path / "lamp.xml"
    secret = post("<p>Not yet.</p>", title="Secret", number=8, status="draft")
    path.write_text(HEAD + post() + secret + LIBRARY + TAIL, encoding="utf-8")
    out = io.StringIO()
    call_command("import_seeds", str(path), stdout=out)
    assert Article.objects.count() == 2
    assert [edition.headline for edition in Edition.objects.live()] == ["Lock gates to be replaced"]
    assert "lamp.xml#https://lamp.example/?p=8" in out.getvalue()
