"""robots.txt, and the permission to mine texts and pictures."""

import re
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings as production

from articles.models import Photo
from articles.public.robots import (
    CRAWLERS,
    POLICIES,
    Purpose,
    data_mining_allowed,
    plus_data_mining,
)
from newsroom import env
from tests.factories import make_edition, make_story

PLUS = "http://ns.useplus.org/ldf/vocab/"


@pytest.fixture(autouse=True)
def _database(db):
    pass


def rules(client):
    """Return robots.txt as a robot of the standard library understands it."""
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


@pytest.mark.parametrize(
    ("policy", "purposes"),
    [
        ("open", set(Purpose)),
        ("search-only", {Purpose.SEARCH, Purpose.ASSISTANT}),
        ("closed", set()),
    ],
)
def test_the_policy_decides_which_crawlers_may_come(client, settings, policy, purposes):
    settings.AI_POLICY = policy
    parser = rules(client)
    for crawler in CRAWLERS:
        allowed = parser.can_fetch(crawler.token, "http://testserver/city/ferry-1/")
        assert allowed == (crawler.purpose in purposes), crawler
    assert parser.can_fetch("Googlebot", "http://testserver/city/ferry-1/")


def test_training_is_refused_and_search_welcome_unless_somebody_says_otherwise():
    assert production.AI_POLICY == "search-only"


def test_no_robot_may_come_where_nothing_is_for_an_index(client):
    parser = rules(client)
    for agent in ("Googlebot", "OAI-SearchBot", "ChatGPT-User", "GPTBot"):
        for path in ("/admin/", "/search/?q=ferry"):
            assert not parser.can_fetch(agent, f"http://testserver{path}")
    # The parser knows no asterisk in a path.
    assert "\nDisallow: /*/report/\n" in client.get("/robots.txt").content.decode()


def test_robots_are_told_of_the_sitemaps(client):
    found = ["http://testserver/sitemap.xml", "http://testserver/sitemap/news.xml"]
    assert rules(client).site_maps() == found


def test_every_crawler_is_named_once(client):
    named = re.findall(r"^User-agent: (.+)$", client.get("/robots.txt").content.decode(), re.M)
    assert sorted(named) == sorted([*(crawler.token for crawler in CRAWLERS), "*"])


def test_the_choices_of_the_setting_are_those_of_the_table(monkeypatch):
    for name in POLICIES:
        assert env.choice("AI_POLICY", name, list(POLICIES)) == name
    source = (production.BASE_DIR / "newsroom" / "settings.py").read_text()
    choices = re.search(r'env\.choice\("AI_POLICY", "[^"]+", \[([^\]]+)\]', source)[1]
    assert sorted(re.findall(r'"([^"]+)"', choices)) == sorted(POLICIES)


@pytest.mark.parametrize(
    ("policy", "ours", "theirs"),
    [("open", True, False), ("search-only", False, False), ("closed", False, False)],
)
def test_what_is_not_ours_is_not_given_away(settings, policy, ours, theirs):
    settings.AI_POLICY, settings.SITE_NAME = policy, "The Saltmere Herald"
    assert data_mining_allowed() is ours
    for part in (
        make_story(),
        make_story(rights="© The Saltmere Herald"),
        Photo(creator="Ann Lee", supplier="The Saltmere Herald"),
    ):
        assert data_mining_allowed(part) is ours
    for part in (
        make_story(rights="© Meridian Wire"),
        Photo(supplier="Meridian Wire"),
        Photo(copyright_notice="© Ann Lee"),
        Photo(supplier="The Saltmere Herald", usage_terms="One use"),
    ):
        assert data_mining_allowed(part) is theirs


@pytest.mark.parametrize(
    ("policy", "value"),
    [
        ("open", "DMI-ALLOWED"),
        ("search-only", "DMI-PROHIBITED-AIMLTRAINING"),
        ("closed", "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING"),
    ],
)
def test_a_picture_says_it_in_the_words_of_its_trade(settings, policy, value):
    settings.AI_POLICY = policy
    assert plus_data_mining(Photo()) == PLUS + value
    others = Photo(supplier="Meridian Wire")
    assert plus_data_mining(others) != PLUS + "DMI-ALLOWED"
    if policy == "closed":
        assert plus_data_mining(others) == PLUS + value


@pytest.mark.parametrize(("policy", "reserved"), [("open", 0), ("search-only", 1), ("closed", 1)])
def test_the_paper_reserves_its_rights_where_miners_look(client, settings, policy, reserved):
    settings.AI_POLICY = policy
    response = client.get("/.well-known/tdmrep.json")
    assert response["Content-Type"] == "application/json"
    assert response.json()[-1] == {"location": "/", "tdm-reservation": reserved}
    edition = make_edition()
    meta = f'<meta name="tdm-reservation" content="{reserved}">'
    for address in ("/", edition.get_absolute_url()):
        assert meta in client.get(address).content.decode()
    assert client.get("/feed/")["tdm-reservation"] == str(reserved)


def test_a_story_of_others_is_reserved_in_an_open_paper(client, settings):
    settings.AI_POLICY = "open"
    edition = make_edition(rights="© Meridian Wire")
    html = client.get(edition.get_absolute_url()).content.decode()
    assert '<meta name="tdm-reservation" content="1">' in html
    assert client.get("/feed/")["tdm-reservation"] == "1"
    first, _all = client.get("/.well-known/tdmrep.json").json()
    assert first == {"location": "/photos/*", "tdm-reservation": 1}


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/tdmrep.json"])
def test_what_robots_read_answers_head_and_304(client, address):
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.head(address).content == b""


@pytest.mark.parametrize(
    ("value", "kept"),
    [("", ""), ("https://hub.example/", "https://hub.example/"),
     ("http://10.0.0.1:8080/hub?a=1", "http://10.0.0.1:8080/hub?a=1")],
)  # fmt: skip
def test_the_hub_is_a_whole_address(monkeypatch, value, kept):
    monkeypatch.setenv("WEBSUB_HUB", value)
    assert env.address("WEBSUB_HUB") == kept


@pytest.mark.parametrize(
    "value", ["hub.example", "ftp://hub.example/", "https://", 'https://hub.example/"><x>', "x y"]
)
def test_another_hub_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("WEBSUB_HUB", value)
    with pytest.raises(env.SettingError, match=r"WEBSUB_HUB=.* write a whole address like https:"):
        env.address("WEBSUB_HUB")
