"""Imported stories are found at the addresses they had before."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.importing.keep import keep_seed
from articles.importing.reading import Reading
from articles.importing.seeds import Read, SeedFile
from articles.models import Article, Edition, OldAddress
from articles.models.address import old_paths
from articles.publishing import hold, publish, withdraw
from tests.factories import make_article, make_edition, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(db):
    """An edition that readers see, once at /2019/05/ferry.html."""
    edition = make_edition(headline="Ferry aground")
    OldAddress.objects.create(path="/2019/05/ferry.html", article=edition.article)
    return edition


def imported(path, addresses=(), **fields):
    reading = Reading(make_story(**fields), addresses=addresses)
    return keep_seed(Read(SeedFile(path.name, path), path.name.encode(), reading))


@pytest.mark.parametrize(
    "address",
    ["/2019/05/ferry.html", "/2019/05/ferry.html/", "/2019/05/ferry.html?utm_source=mail"],
)
def test_an_old_address_leads_to_the_story_for_an_hour(client, old, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, old.get_absolute_url())
    assert answer["Cache-Control"] == "public, no-cache"


def test_an_address_of_one_segment_leads_on_where_no_section_has_it(client, old):
    OldAddress.objects.create(path="/ferry-aground", article=old.article)
    assert client.get("/ferry-aground/")["Location"] == old.get_absolute_url()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("/index.php?p=123", 301),
        ("/index.php?utm_source=mail&p=123", 301),
        ("/index.php?p=12", 404),
        ("/index.php", 404),
    ],
)
def test_a_query_decides_where_the_source_says_so(client, old, asked, status):
    path = old_paths("https://old.example/index.php?p=123")[0]
    OldAddress.objects.create(path=path, article=old.article)
    assert client.get(asked).status_code == status


def test_a_story_readers_never_saw_is_not_found_at_its_old_address(client):
    article = make_article()
    OldAddress.objects.create(path="/old", article=article)
    assert client.get("/old/").status_code == 404
    publish(article, by=None, at=timezone.now() + timedelta(hours=1), despite="a test")
    assert client.get("/old/").status_code == 404


def test_a_held_story_is_not_found_at_its_old_address(client, old):
    hold(old.article, by=None, reason="Court")
    assert client.get("/2019/05/ferry.html").status_code == 404


def test_a_withdrawn_story_is_gone_at_its_old_address_too(client, old):
    withdraw(old.article, by=None, notice="Two boats were mixed up.", reason="Wrong")
    answer = client.get("/2019/05/ferry.html")
    assert answer.status_code == 410
    assert "Two boats were mixed up." in answer.content.decode()


def test_a_page_of_ours_stands_before_an_old_address(client, old):
    other = make_edition(headline="Trams return", section="World")
    OldAddress.objects.create(path="/world", article=old.article)
    OldAddress.objects.create(path="/?p=1", article=old.article)
    OldAddress.objects.create(path=other.get_absolute_url().rstrip("/"), article=old.article)
    for address in ("/world/", "/?p=1", other.get_absolute_url()):
        assert client.get(address).status_code == 200


def test_nothing_is_posted_to_an_old_address(client, old):
    assert client.post("/2019/05/ferry.html").status_code == 404


def test_a_look_for_an_old_address_costs_one_query(client, old, django_assert_num_queries):
    with django_assert_num_queries(1 + 2):  # the missing page names the sections and policies
        client.get("/2019/05/nothing.html")
    with django_assert_num_queries(2):
        client.get("/2019/05/ferry.html")


@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("https://old.example/a/b/?x=2&a=1#top", ["/a/b?a=1&x=2", "/a/b"]),
        ("https://old.example/caf%C3%A9/", ["/café"]),
        ("//evil.example/a", ["/a"]),
        ("https://old.example//evil.example/", ["/evil.example"]),
        ("https://old.example/", []),
        ("https://old.example/?p=5", ["/?p=5"]),
        ("https://old.example/" + "x" * 600, []),
        ("https://old.example/a%0ab", []),
        ("https://[old/", []),
        ("https://old.example/?" + "&".join(f"a{n}=1" for n in range(100)), []),
    ],
)
def test_an_address_is_kept_as_a_path(address, paths):
    assert old_paths(address) == paths


def test_a_path_leads_to_one_story(old):
    with pytest.raises(IntegrityError), transaction.atomic():
        OldAddress.objects.create(path="/2019/05/ferry.html", article=make_article())


def test_an_import_keeps_the_addresses_that_its_source_names(client, tmp_path):
    outcome = imported(
        tmp_path / "ferry.txt",
        ("https://old.example/?p=9", "/news/ferry", "mailto:desk@old.example"),
        source_url="https://old.example/2019/05/ferry.html",
        external_id="https://old.example/guid/77",
    )
    paths = set(OldAddress.objects.values_list("path", flat=True))
    assert paths == {"/?p=9", "/news/ferry", "/2019/05/ferry.html", "/guid/77"}
    answer = client.get("/guid/77")
    assert answer["Location"] == Edition.objects.get(article=outcome.article).get_absolute_url()


def test_an_address_that_leads_elsewhere_already_is_noted(tmp_path):
    first = imported(tmp_path / "a.txt", ("/news/ferry",), headline="First")
    second = imported(tmp_path / "b.txt", ("/news/ferry",), headline="Second")
    assert OldAddress.objects.get().article == first.article
    assert "/news/ferry leads to another story already" in second.notes
    assert Article.objects.count() == 2
