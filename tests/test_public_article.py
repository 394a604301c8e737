"""The article page: everything the story says, in its order, and nothing else."""

import base64
import hashlib
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Contributor, Photo, Video
from articles.publishing import withdraw
from articles.story import (
    Correction,
    CorrectionKind,
    Credit,
    List,
    Paragraph,
    Party,
    PartyKind,
    Quote,
    Related,
    Role,
    Subhead,
    Table,
)
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"
TEXT = Paragraph("The ferry ran aground.")
VOID = {"meta", "link", "img", "br", "source", "input"}


@pytest.fixture(autouse=True)
def _database(db):
    pass


def page_of(client, **fields):
    response = client.get(make_edition(**fields).get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def words_of(html):
    """Return the visible text of the main part, in one line."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main.partition(">")[2]).split())


def in_order(words, *expected):
    """Whether each piece of text stands in `words` after the one before."""
    place = 0
    for piece in expected:
        found = words.find(piece, place)
        assert found >= 0, f"{piece!r} is not after place {place} of: {words}"
        place = found + len(piece)
    return True


class Checker(HTMLParser):
    """Collects what a strict Content-Security-Policy or a careful reader would object to."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.wrong, self.headings = [], [], [], []
        self.feed(html)
        self.wrong += [f"not closed: {tag}" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.wrong += [f"{tag} {name}" for name in attrs if name == "style" or name[:2] == "on"]
        is_ours = attrs.get("src", "").startswith("/static/")
        is_data = attrs.get("type") == "application/ld+json"
        if tag == "iframe" or (tag == "script" and not (is_ours or is_data)):
            self.wrong.append(tag)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"misplaced </{tag}>")


FULL = {
    "headline": "Ferry runs aground off Saltmere",
    "kicker": "Transport",
    "deck": "Crew praised after 40 minutes in fog",
    "summary": "A summary that the text does not repeat.",
    "dateline": "SALTMERE",
    "section": "Harbour",
    "tags": ("ferries", "fog"),
    "credits": (
        Credit(Party("Mara Ellison")),
        Credit(Party("Jon Abara"), printed="Jon Abara in Saltmere"),
        Credit(Party("Ines Calloway"), Role.PHOTOGRAPHER),
        Credit(Party("Luc Dervaux"), Role.TRANSLATOR),
        Credit(Party("Vera Lind"), Role.EDITOR),
        Credit(Party("Meridian Wire", PartyKind.ORGANISATION), Role.ADDITIONAL_REPORTING),
    ),
    "lead_photo": PhotoBlock("The Solveig at Pier 4.", "A ferry with a torn bow.", "Ines Calloway"),
    "blocks": (
        Paragraph('First words with <strong>weight</strong> and <a href="/city/">a link</a>.'),
        Subhead("What the crew saw"),
        List(("One buoy", "Two lights")),
        List(("Stop", "Sound the horn"), ordered=True),
        Quote(("We felt it before we saw it.",), "Captain Rask", "https://example.org/post"),
        PhotoBlock("Tugs wait.", "Two tugs in fog.", "Joss Hartigan/The Post"),
        Table((("Ship", "Metres"), ("Solveig", "96")), header=True),
        VideoBlock(
            title="Inside the fog", label="WATCH", teaser="How it happened:", age="10 days ago",
            seconds=128, description="The harbour master explains.",
        ),
        Subhead("What the crew saw"),
        Paragraph("Last words."),
    ),
    "corrections": (
        Correction("The ferry is 96 metres long.", CorrectionKind.CLARIFICATION,
                   datetime(2026, 3, 2, 9, tzinfo=UTC)),
    ),
    "related": (Related("Fog stays until Friday", "MORE"),),
    "published_at": datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
    "updated_at": datetime(2026, 3, 1, 17, 5, tzinfo=UTC),
    "rights": "© Meridian Wire, this story only",
}  # fmt: skip


def test_the_page_shows_every_element_in_the_order_of_the_source(client):
    words = words_of(page_of(client, **FULL))
    assert in_order(
        words,
        "Harbour", "Transport", "Ferry runs aground off Saltmere",
        "Crew praised after 40 minutes in fog", "A summary that the text does not repeat.",
        "Photo pending", "A ferry with a torn bow.", "The Solveig at Pier 4.", "(Ines Calloway)",
        "By Mara Ellison and Jon Abara in Saltmere",
        "Posted March 1, 2026, 8:30 a.m. UTC", "Updated March 1, 2026, 5:05 p.m. UTC",
        "SALTMERE — First words with weight and a link",
        "What the crew saw", "One buoy", "Two lights", "Stop", "Sound the horn",
        "We felt it before we saw it.", "Captain Rask",
        "Photo pending", "Two tugs in fog.", "Tugs wait.", "(Joss Hartigan/The Post)",
        "Ship", "Metres", "Solveig", "96",
        "WATCH", "How it happened:", "Inside the fog", "10 days ago, as first printed",
        "2:08", "2 minutes 8 seconds", "The harbour master explains.", "Player not available",
        "What the crew saw", "Last words.",
        "With files from Meridian Wire", "Photography by Ines Calloway",
        "Translation by Luc Dervaux", "Editing by Vera Lind",
        "Clarification", "The ferry is 96 metres long.",
        "Related", "MORE", "Fog stays until Friday", "ferries", "fog",
        "© Meridian Wire, this story only",
    )  # fmt: skip


def test_the_page_is_well_formed_and_runs_nothing_inline(client):
    checked = Checker(page_of(client, **FULL))
    assert checked.wrong == []
    assert len(checked.ids) == len(set(checked.ids))
    assert {"what-the-crew-saw", "what-the-crew-saw-2"} <= set(checked.ids)
    assert checked.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(checked.headings, checked.headings[1:], strict=False))


def test_the_policy_names_the_sheet_inside_the_page_and_no_other(client):
    full = make_edition(**FULL)
    for address in (full.get_absolute_url(), "/", full.get_lite_url()):
        response = client.get(address)
        (css,) = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = response["Content-Security-Policy"]
        assert re.search(r"style-src ([^;]*)", policy)[1] == f"'self' 'sha256-{digest}'"
        assert "unsafe-inline" not in policy


@pytest.mark.parametrize("address", ["/", "/harbour/", "/tag/ferries/", "/by/mara-ellison/", "/x/"])
def test_every_page_has_one_first_heading_and_nothing_inline(client, address):
    make_edition(**FULL)
    for number in range(12):
        photo = PhotoBlock(ref=make_photo().pk) if number % 3 else None
        make_edition(headline=f"Story {number}", section="Harbour", lead_photo=photo)
    checked = Checker(client.get(address).content.decode())
    assert checked.wrong == []
    assert checked.headings.count(1) == 1
    assert len(checked.ids) == len(set(checked.ids))


def test_hostile_words_in_every_field_come_out_as_words(client):
    escaped = "&lt;script&gt;alert(1)"
    edition = make_edition(
        headline=HOSTILE, kicker=HOSTILE[:60], deck=HOSTILE, summary=HOSTILE, dateline=HOSTILE,
        section="Harbour", tags=(HOSTILE[:40],), rights=HOSTILE,
        credits=tuple(Credit(Party(f"{role} {HOSTILE}"), role, HOSTILE) for role in Role),
        lead_photo=PhotoBlock(HOSTILE, HOSTILE, HOSTILE, ref=make_photo().pk),
        blocks=(
            Paragraph("Safe."), PhotoBlock(HOSTILE, HOSTILE, HOSTILE),
            Quote(("Safe.",), HOSTILE, "https://example.org/?a=%22&b"),
            VideoBlock(HOSTILE, HOSTILE[:30], HOSTILE, HOSTILE[:50], 5, HOSTILE),
        ),
        corrections=(Correction(HOSTILE),),
    )  # fmt: skip
    Contributor.objects.update(about=HOSTILE, job_title=HOSTILE)
    edition.section.description = HOSTILE
    edition.section.save()
    person = Contributor.objects.first().get_absolute_url()
    tag = edition.tag_links.get().tag.slug
    for address in (edition.get_absolute_url(), "/", "/harbour/", f"/tag/{tag}/", person):
        html = client.get(address).content.decode()
        assert escaped in html, address
        assert Checker(html).wrong == [], address
    withdraw(edition.article, by=None, notice=HOSTILE, reason="false")
    assert Checker(client.get(edition.get_absolute_url()).content.decode()).wrong == []


def test_a_summary_that_the_first_paragraph_repeats_is_not_printed_twice(client):
    blocks = (Paragraph("The ferry ran aground."), Paragraph("Nobody was hurt."))
    words = words_of(page_of(client, summary="The ferry ran aground.", blocks=blocks))
    assert words.count("The ferry ran aground.") == 1


def test_a_story_without_a_person_carries_the_paper_and_no_date_is_invented(client, settings):
    settings.SITE_NAME = "The Saltmere Herald"
    edition = make_edition(credits=())
    type(edition).objects.update(published_at=None)
    words = words_of(client.get(edition.get_absolute_url()).content.decode())
    assert "The Saltmere Herald" in words
    assert "Posted" not in words
    assert "Updated" not in words
    assert "Posted" not in client.get("/").content.decode()


def test_hours_are_those_of_the_newsrooms_clock(client, settings):
    settings.TIME_ZONE = "America/Toronto"
    html = page_of(client, published_at=datetime(2026, 7, 1, 3, 30, tzinfo=UTC))
    assert "June 30, 2026, 11:30 p.m. EDT" in html
    assert 'datetime="2026-06-30T23:30:00-04:00"' in html


def test_names_and_addresses_of_people_are_those_of_now(client):
    edition = make_edition(credits=(Credit(Party("Mara Elison")),))
    Contributor.objects.update(name="Mara Ellison", slug="mara-ellison")
    html = client.get(edition.get_absolute_url()).content.decode()
    assert '<a href="/by/mara-ellison/"><bdi>Mara Ellison</bdi></a>' in html


def test_a_photo_with_files_is_a_picture_in_two_formats(client):
    photo = make_photo()
    html = page_of(client, lead_photo=PhotoBlock("Words.", "A ferry.", ref=photo.pk))
    assert '<source type="image/avif" srcset="/photos/' in html
    image = re.search(r'<img src="/photos/\w+\.jpg" srcset="[^"]+ 1600w"[^>]*>', html)[0]
    assert 'width="960" height="600" alt="A ferry."' in image
    assert 'fetchpriority="high"' in html
    assert "Photo pending" not in html
    assert '<meta property="og:image" content="http://testserver/photos/' in html


def test_only_the_lead_photo_is_not_lazy(client):
    inline = PhotoBlock("Words.", "Tugs.", ref=make_photo().pk)
    html = page_of(
        client,
        lead_photo=PhotoBlock("Words.", "A ferry.", ref=make_photo().pk),
        blocks=(Paragraph("Text."), inline),
    )
    assert html.count('loading="lazy"') == html.count('fetchpriority="high"') == 1


def test_a_photo_out_of_rights_leaves_its_words(client):
    photo = make_photo()
    edition = make_edition(lead_photo=PhotoBlock("The Solveig.", "A ferry.", ref=photo.pk))
    Photo.objects.update(rights_until=timezone.now() - timedelta(seconds=1))
    for address in (edition.get_absolute_url(), "/", "/city/", "/feed/"):
        assert "/photos/" not in client.get(address).content.decode()
    assert in_order(
        words_of(client.get(edition.get_absolute_url()).content.decode()),
        "Photo pending", "A ferry.", "The Solveig.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("provider", "embed_id", "address", "name"),
    [
        ("youtube", "abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk", "YouTube"),
        ("vimeo", "123456789", "https://vimeo.com/123456789", "Vimeo"),
    ],
)
def test_a_player_elsewhere_is_a_link_and_loads_nothing(client, provider, embed_id, address, name):
    html = page_of(client, blocks=(TEXT, VideoBlock("T", provider=provider, embed_id=embed_id)))
    assert f'<a href="{address}" rel="noopener">Watch on {name}</a>' in html
    assert "<iframe" not in html
    assert "Player not available" not in html


def test_a_video_of_our_own_has_a_player_that_waits_for_a_click(client):
    edition = make_edition(blocks=(TEXT, VideoBlock("Inside the fog")))
    Video.objects.update(file="video/abc.mp4", name="abc.mp4")
    html = client.get(edition.get_absolute_url()).content.decode()
    assert '<video controls preload="none" playsinline src="/video/abc.mp4"' in html


@pytest.mark.parametrize(
    ("language", "interface", "direction"),
    [("", "en", "ltr"), ("fr-CA", "fr", "ltr"), ("ar", "en", "rtl"), ("he", "en", "rtl")],
)
def test_a_page_speaks_the_storys_language(client, language, interface, direction):
    edition = make_edition(language=language)
    response = client.get(edition.get_absolute_url())
    html = response.content.decode()
    assert f'<html lang="{interface}" dir="ltr">' in html
    assert f'<article class="article" lang="{language or "en"}" dir="{direction}">' in html
    assert response["Content-Language"] == (language or "en")
    if language:
        assert f'lang="{language}" dir="{direction}"' in client.get("/city/").content.decode()


def test_the_page_for_a_broken_site_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html", {"site_name": "The Saltmere Herald"})
    assert "The Saltmere Herald" in html
    assert Checker(html).wrong == []


@pytest.mark.parametrize("tag", ["città", "théâtre", "موانئ", "!!!", "fog_2", "x" * 100])
def test_a_topic_in_any_script_leads_to_its_stories(client, tag):
    html = page_of(client, tags=("harbour", tag))
    address = re.findall(r'href="(/tag/[^"]*)"', html)[-1]
    assert "Ferry runs aground" in client.get(address).content.decode()


def test_a_deck_that_the_first_paragraph_repeats_is_not_printed_twice(client):
    words = "The ferry ran aground on Monday, the port said"
    html = page_of(client, deck=words, summary="", blocks=(Paragraph(f"{words}."),))
    assert html.partition("<article")[2].count(words) == 1


def test_a_correction_is_told_below_the_byline_and_dated_by_when_readers_were_told(client):
    edition = make_edition(corrections=(Correction("It was a tug."),))
    html = client.get(edition.get_absolute_url()).content.decode()
    head = html.partition('class="article-facts"')[2].partition("</div>")[0]
    assert '<a href="#corrections">Correction</a>' in head
    assert head.count("<time") == 2  # posted, and told
    assert "<time" in html.partition('id="corrections"')[2].partition("</section>")[0]


def test_a_video_without_a_player_has_no_button_to_play_it(client):
    assert 'class="play"' not in page_of(client, blocks=(Paragraph("See."), VideoBlock("Fog")))
    elsewhere = VideoBlock("Fog", provider="vimeo", embed_id="123456789")
    assert 'class="play"' in page_of(client, blocks=(Paragraph("See."), elsewhere))
