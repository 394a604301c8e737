"""Validators and lifetimes of pages, and how many queries they cost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Event
from articles.publishing import withdraw
from articles.story import Credit, Paragraph, Party, Photo, Subhead, Video
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

KEY = "a" * 32  # of a session that nobody has
PAGES = ["/", "/city/", "/tag/ferries/", "/by/ada-quill/", "/feed/", "/city/feed/"]


@pytest.fixture(autouse=True)
def _database(db):
    pass


def make_tagged(number=0, **fields):
    return make_edition(
        headline=f"Headline {number}",
        tags=("ferries",),
        credits=(Credit(Party("Ada Quill")),),
        published_at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number),
        **fields,
    )


def make_rich(number):
    """A story with everything that costs a query."""
    return make_tagged(
        number,
        lead_photo=Photo(ref=make_photo({"full": [(480, 300)]}).pk),
        blocks=(
            Paragraph("Text."),
            Subhead("More"),
            Photo(ref=make_photo({"full": [(480, 300)]}).pk),
            Video("Clip"),
        ),
        section=("City", "World", "Sport")[number % 3],
    )


def addresses(edition):
    return [*PAGES, edition.get_absolute_url()]


def test_a_page_costs_the_same_number_of_queries_with_3_and_with_60_stories(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    edition = make_rich(0)
    make_rich(1)
    make_rich(2)
    counts = {}
    for address in addresses(edition):
        with django_assert_max_num_queries(14) as seen:
            assert client.get(address).status_code == 200
        counts[address] = len(seen)
    for number in range(3, 60):
        make_rich(number)
    for address, count in counts.items():
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


def test_the_front_costs_no_more_with_more_sections(client, django_assert_num_queries):
    for number in range(3):
        make_rich(number)
    with django_assert_num_queries(10):
        client.get("/")
    for number in range(12):
        make_tagged(number, section=f"Desk {number}")
    with django_assert_num_queries(10):
        client.get("/")


def test_lists_never_count_rows_away(client, django_assert_max_num_queries):
    for number in range(30):
        make_tagged(number)
    older = client.get("/city/").context["page"].older
    with django_assert_max_num_queries(12) as seen:
        client.get("/city/", {"before": older})
    assert not [query for query in seen.captured_queries if "OFFSET" in query["sql"]]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(client, address):
    make_tagged()
    first = client.get(address)
    assert first["ETag"]
    assert "max-age=60" in first["Cache-Control"]
    assert "public" in first["Cache-Control"]
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    make_tagged(1)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_copy_from_before_a_withdrawal_is_never_confirmed(client):
    edition = make_tagged()
    address = edition.get_absolute_url()
    response = client.get(address)
    since = {"if-modified-since": "Thu, 01 Jan 2099 00:00:00 GMT"}
    withdraw(edition.article, by=None, notice="Gone.", reason="false")
    assert client.get(address, headers=since).status_code == 410
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 410


def test_a_head_request_has_the_headers_of_the_page_and_no_body(client):
    edition = make_tagged()
    for address in addresses(edition):
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("ETag", "Cache-Control", "Content-Type", "Content-Language"):
            assert head[name] == get[name]


def test_pages_do_not_depend_on_cookies(client):
    edition = make_tagged()
    for address in addresses(edition):
        response = client.get(address, headers={"cookie": f"sessionid={KEY}; csrftoken={KEY}"})
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies


def test_a_copy_is_kept_no_longer_than_until_the_next_scheduled_edition(client):
    make_tagged()
    with time_machine.travel(timezone.now(), tick=False):
        make_tagged(1, at=None)
        scheduled = make_edition(headline="At six", at=timezone.now() + timedelta(seconds=20))
        assert "max-age=20" in client.get("/")["Cache-Control"]
        assert client.get(scheduled.get_absolute_url())["Cache-Control"] == "public, max-age=10"


def test_reading_writes_nothing(client):
    edition = make_tagged()
    before = Event.objects.count()
    for address in addresses(edition):
        client.get(address)
    assert Event.objects.count() == before


@pytest.mark.parametrize("address", ["/", "/feed/", "/api/v1/stories/"])
def test_an_answer_of_nothing_new_says_what_it_depends_on(client, address):
    make_tagged()
    first = client.get(address, headers={"Accept-Encoding": "gzip"})
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "Accept-Encoding" in again["Vary"]


def test_who_refuses_compression_gets_none(client):
    make_tagged()
    for refused in ("gzip;q=0", "br, gzip; q=0.0", "identity"):
        assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": refused})
    for taken in ("gzip", "gzip;q=0.5, br"):
        assert client.get("/", headers={"Accept-Encoding": taken})["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("address", ["/", "/feed/", "/about/", "/lite/"])
def test_other_methods_are_told_which_there_are(address):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(address)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def test_words_of_the_site_are_no_sections_of_stories(client):
    edition = make_tagged()
    for name in ("search", "photos", "archive", "tag"):
        assert client.get(f"/{name}/covid-{edition.article_id}/").status_code == 404
