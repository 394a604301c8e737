"""Sitemaps: by month, in parts, with pictures and films; other pages; Google News."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from articles.models import Edition, Policy, Section, Video
from articles.public import sitemaps, sitemaps_months
from articles.publishing import hold, publish, withdraw
from articles.story import Paragraph, Photo
from articles.story import Video as VideoBlock
from articles.vocabulary import EditionKind, PolicyKind
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

SPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
NOVEMBER = datetime(2026, 11, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _database(db):
    pass


@pytest.fixture
def small_files(monkeypatch):
    monkeypatch.setattr(sitemaps_months, "PER_FILE", 3)


def tree(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def locations(client, address):
    found = tree(client, address).findall("*/map:loc", SPACES)
    return [node.text.removeprefix("http://testserver") for node in found]


def months(client):
    return [path for path in locations(client, "/sitemap.xml") if path[9:10].isdigit()]


def words(node, path):
    return [found.text for found in node.findall(path, SPACES)]


def make_at(*moments, **fields):
    return [make_edition(headline=f"{m:%d %H:%M}", published_at=m, **fields) for m in moments]


def test_the_index_names_the_months_that_have_stories(client):
    make_at(datetime(1987, 1, 31, 23, 59, tzinfo=UTC), NOVEMBER, NOVEMBER + HOUR)
    make_at(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    assert months(client) == [
        "/sitemap/2026-11.xml", "/sitemap/2026-01.xml", "/sitemap/2025-12.xml",
        "/sitemap/1987-01.xml",
    ]  # fmt: skip
    assert locations(client, "/sitemap.xml")[:2] == ["/sitemap/pages.xml", "/sitemap/news.xml"]


def test_a_paper_without_stories_has_an_index(client):
    assert months(client) == []
    assert client.get("/sitemap/2026-11.xml").status_code == 404


def test_the_index_says_when_a_month_last_changed(client):
    first, _second = make_at(NOVEMBER, NOVEMBER + HOUR)
    last = withdraw(first.article, by=None, notice="Wrong.", reason="false")
    root = tree(client, "/sitemap.xml")
    (changed,) = words(root, "map:sitemap/map:lastmod")
    assert changed == f"{last.goes_live_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def test_a_month_without_a_live_story_is_not_told(client):
    held, gone = make_at(NOVEMBER, NOVEMBER + HOUR)
    hold(held.article, by=None, reason="order")
    withdraw(gone.article, by=None, notice="Wrong.", reason="false")
    make_at(datetime(2025, 3, 1, tzinfo=UTC))
    assert months(client) == ["/sitemap/2025-03.xml"]
    assert client.get("/sitemap/2026-11.xml").status_code == 404


def test_a_month_lists_its_stories_and_when_they_changed(client):
    late = datetime(2026, 11, 30, 23, 59, 59, 999999, tzinfo=UTC)
    one, two = make_at(NOVEMBER, late)
    make_at(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 10, 31, 23, 59, tzinfo=UTC))
    corrected = publish(one.article, by=None, kind=EditionKind.CORRECTION, despite="a test")
    root = tree(client, "/sitemap/2026-11.xml")
    assert locations(client, "/sitemap/2026-11.xml") == [
        one.get_absolute_url(), two.get_absolute_url(),
    ]  # fmt: skip
    assert words(root, "map:url/map:lastmod") == [
        f"{corrected.updated_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "2026-11-30T23:59:59Z",
    ]  # fmt: skip


def test_a_story_nobody_may_see_is_in_no_sitemap(client):
    (open_one,) = make_at(NOVEMBER)
    held, gone = make_at(NOVEMBER, NOVEMBER)
    hold(held.article, by=None, reason="order")
    withdraw(gone.article, by=None, notice="Wrong.", reason="false")
    make_edition(headline="At six", published_at=NOVEMBER, at=timezone.now() + HOUR)
    assert locations(client, "/sitemap/2026-11.xml") == [open_one.get_absolute_url()]
    Edition.objects.update(published_at=timezone.now() - HOUR, sort_at=timezone.now() - HOUR)
    assert locations(client, "/sitemap/news.xml") == [open_one.get_absolute_url()]


def test_a_full_month_comes_in_parts_that_together_have_every_story_once(client, small_files):
    made = make_at(*(NOVEMBER + number // 2 * HOUR for number in range(8)))
    parts = months(client)
    assert parts == [
        "/sitemap/2026-11.xml", "/sitemap/2026-11-part-2.xml", "/sitemap/2026-11-part-3.xml",
    ]  # fmt: skip
    found = [path for part in parts for path in locations(client, part)]
    assert sorted(found) == sorted(edition.get_absolute_url() for edition in made)
    for part in (0, 4, 10**12, 10**18):
        assert client.get(f"/sitemap/2026-11-part-{part}.xml").status_code == 404


def test_a_part_leaves_out_what_is_held_and_repeats_nothing(client, small_files):
    made = make_at(*(NOVEMBER + number * HOUR for number in range(7)))
    hold(made[1].article, by=None, reason="order")
    withdraw(made[4].article, by=None, notice="Wrong.", reason="false")
    found = [path for part in months(client) for path in locations(client, part)]
    shown = [edition for number, edition in enumerate(made) if number not in (1, 4)]
    assert found == [edition.get_absolute_url() for edition in shown]


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0000-01", "9999-12", "2026-1", "26-11"])
def test_what_is_no_month_is_not_found(client, month):
    assert client.get(f"/sitemap/{month}.xml").status_code == 404


@pytest.mark.parametrize(
    ("month", "expected"),
    [(date(2026, 11, 1), date(2026, 12, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_after_a_month_comes_the_next(month, expected):
    assert sitemaps_months.following(month) == expected


def test_pictures_stand_beside_their_story_at_their_largest(client):
    lead, inside, other, over = (make_photo() for _ in range(4))
    (edition,) = make_at(
        NOVEMBER,
        lead_photo=Photo(ref=lead.pk),
        blocks=(Photo(ref=inside.pk), Photo(ref=over.pk), Paragraph("Text.")),
    )
    make_at(NOVEMBER + HOUR, lead_photo=Photo(ref=other.pk))
    type(over).objects.filter(pk=over.pk).update(rights_until=NOVEMBER)
    first, second = tree(client, "/sitemap/2026-11.xml").findall("map:url", SPACES)
    files = [
        photo.renditions.get(crop="full", media_type="image/jpeg", width=1600)
        for photo in (lead, inside, other)
    ]
    expected = [f"http://testserver{file.get_absolute_url()}" for file in files]
    assert first.findtext("map:loc", None, SPACES).endswith(edition.get_absolute_url())
    assert words(first, "image:image/image:loc") == expected[:2]
    assert words(second, "image:image/image:loc") == expected[2:]


def film(**fields):
    fields = {"file": "video/inside.mp4", "name": "inside.mp4", "seconds": 128} | fields
    fields = {"title": "Inside the ferry", "description": "Ann explains."} | fields
    return Video.objects.create(poster=make_photo(), **fields)


def test_a_film_with_poster_words_and_file_stands_beside_its_story(client):
    make_at(NOVEMBER, blocks=(VideoBlock(ref=film().pk), Paragraph("Text.")))
    (url,) = tree(client, "/sitemap/2026-11.xml").findall("map:url", SPACES)
    (video,) = url.findall("video:video", SPACES)
    assert video.findtext("video:thumbnail_loc", None, SPACES).startswith("http://testserver/photo")
    assert words(video, "video:title") == ["Inside the ferry"]
    assert words(video, "video:description") == ["Ann explains."]
    assert words(video, "video:duration") == ["128"]
    assert words(video, "video:content_loc") == ["http://testserver/video/inside.mp4"]


@pytest.mark.parametrize(
    "lacking",
    [
        {"poster": None},
        {"description": ""},
        {"medium": "audio"},
        {"file": "", "provider": "vimeo", "embed_id": "12345678"},  # the page only links to it
    ],
)
def test_a_film_that_lacks_something_is_left_out(client, lacking):
    row = film()
    Video.objects.update(**lacking)
    make_at(NOVEMBER, blocks=(VideoBlock(ref=row.pk), Paragraph("Text.")))
    assert tree(client, "/sitemap/2026-11.xml").findall(".//video:video", SPACES) == []


def test_other_pages_are_the_front_the_sections_with_stories_and_the_policies(client):
    make_edition(section="City")
    Section.objects.create(name="Empty", slug="empty")
    policy = Policy.objects.create(kind=PolicyKind.ETHICS_POLICY, title="Ethics", text="Be fair.")
    found = locations(client, "/sitemap/pages.xml")
    assert found[:4] == ["/", "/corrections/", "/archive/", "/city/"]
    assert "/empty/" not in found
    assert policy.get_absolute_url() in found


def test_the_news_are_those_of_two_days_with_their_language(client, settings):
    settings.SITE_NAME = "The Saltmere Herald"
    now = NOVEMBER + timedelta(days=3)
    _old, new, french = make_at(now - 49 * HOUR, now - 47 * HOUR, now - HOUR)
    Edition.objects.filter(pk=french.pk).update(language="fr-CA", headline="Fête & \x0b thé")
    undated = make_edition()
    Edition.objects.filter(pk=undated.pk).update(published_at=None)
    with time_machine.travel(now):
        Edition.objects.update(goes_live_at=now - 50 * HOUR)
        urls = tree(client, "/sitemap/news.xml").findall("map:url", SPACES)
    assert [url.findtext("map:loc", None, SPACES)[17:] for url in urls] == [
        french.get_absolute_url(), new.get_absolute_url(),
    ]  # fmt: skip
    first, second = (url.find("news:news", SPACES) for url in urls)
    assert words(first, "news:publication/news:name") == ["The Saltmere Herald"]
    assert words(first, "news:publication/news:language") == ["fr"]
    assert words(second, "news:publication/news:language") == ["en"]
    assert words(first, "news:title") == ["Fête &  thé"]
    assert words(first, "news:publication_date") == ["2026-11-06T07:00:00Z"]


def test_google_gets_no_more_news_than_it_takes(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "NEWS_MOST", 2)
    now = timezone.now()
    made = make_at(*(now - number * HOUR for number in range(1, 5)))
    found = locations(client, "/sitemap/news.xml")
    assert found == [edition.get_absolute_url() for edition in made[:2]]


ADDRESSES = ["/sitemap.xml", "/sitemap/2026-11.xml", "/sitemap/pages.xml", "/sitemap/news.xml"]


def make_many(numbers):
    for number in numbers:
        make_at(
            NOVEMBER + number * timedelta(minutes=7),
            lead_photo=Photo(ref=make_photo({"full": [(480, 300)]}).pk),
            blocks=(VideoBlock(ref=film().pk), Paragraph("Text.")),
            section=("City", "World", "Sport")[number % 3],
        )


def test_a_sitemap_costs_the_same_number_of_queries_with_3_and_with_60_stories(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    now = NOVEMBER + timedelta(hours=9)
    make_many(range(3))
    make_at(datetime(2025, 1, 1, tzinfo=UTC))
    Edition.objects.update(goes_live_at=NOVEMBER)
    counts = {}
    with time_machine.travel(now, tick=False):
        for address in ADDRESSES:
            with django_assert_max_num_queries(10) as seen:
                client.get(address)
            counts[address] = len(seen)
    make_many(range(3, 60))
    make_at(*(datetime(2024, month, 1, tzinfo=UTC) for month in range(1, 13)))
    Edition.objects.update(goes_live_at=NOVEMBER)
    with time_machine.travel(now, tick=False):
        for address, count in counts.items():
            with django_assert_num_queries(count):
                assert client.get(address).status_code == 200
        assert len(locations(client, "/sitemap/2026-11.xml")) == 60
        assert len(locations(client, "/sitemap/news.xml")) == 60


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_sitemap_that_has_not_changed_is_not_sent_again(client, address):
    make_at(NOVEMBER)
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])


def test_counting_the_stories_of_months_reads_the_index_alone(django_assert_max_num_queries):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the table")
    make_at(NOVEMBER)
    with django_assert_max_num_queries(3) as seen:
        assert len(sitemaps_months.live_months(timezone.now())) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {seen.captured_queries[-1]['sql']}")
        plan = [row[-1] for row in cursor.fetchall()]
    covered = "SEARCH articles_edition USING COVERING INDEX edition_front_order"
    assert sum(line.startswith(covered) for line in plan) == 1
    assert not [line for line in plan if line.startswith("SCAN articles_edition")]
