"""Pages about the paper, its colours and its logo."""

import pytest
from django.core.checks import run_checks

from articles.models import Policy
from articles.public import styles
from articles.public.checks import colours_of, contrast
from articles.public.policies import addresses, as_html
from articles.vocabulary import PolicyKind
from tests.factories import make_edition


@pytest.fixture(autouse=True)
def _database(db):
    pass


def make_policy(kind=PolicyKind.ETHICS_POLICY, title="Ethics", text="We ask first."):
    return Policy.objects.create(kind=kind, title=title, text=text)


def test_a_page_about_us_is_public_and_found_from_every_page(client):
    policy = make_policy(text="We ask **first**.\n\n## Gifts\n\n- None")
    html = client.get("/about/ethics-policy/").content.decode()
    assert policy.get_absolute_url() == "/about/ethics-policy/"
    assert "<p>We ask <strong>first</strong>.</p>" in html
    assert "<h2>Gifts</h2>" in html
    assert 'href="/about/ethics-policy/"' in client.get("/").content.decode()
    assert client.get("/about/").status_code == 404
    make_policy(PolicyKind.ABOUT, "About")
    assert client.get("/about/").status_code == 200


def test_markdown_brings_neither_html_nor_a_second_first_heading():
    html = as_html('# Us\n\n<script>alert(1)</script> [x](javascript:alert(1)) "a"')
    assert "<h2>Us</h2>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_search_engines_get_the_addresses_under_their_own_names(settings):
    settings.SITE_URL = "https://news.example"
    make_policy()
    make_policy(PolicyKind.ABOUT, "About")
    assert addresses(Policy.objects.all()) == {
        "ethicsPolicy": "https://news.example/about/ethics-policy/"
    }


def test_the_colours_of_the_newsroom_come_last(client, settings):
    settings.SITE_COLOURS = (("accent", "#005689", "#7fc4e8"),)
    make_edition()
    css = client.get("/").content.decode().partition("<style>")[2].partition("</style>")[0]
    light, dark = css.rindex("--accent:#005689"), css.rindex("--accent:#7fc4e8")
    assert css.rindex("--accent: #9c1b12") < light < dark
    assert "prefers-color-scheme:dark" in css[light:dark]


@pytest.mark.parametrize(
    ("colours", "warnings"),
    [((), 0), ((("accent", "#005689", "#7fc4e8"),), 0), ((("accent", "#ff9999", "#222222"),), 2)],
)
def test_colours_that_cannot_be_read_are_told_at_the_start(settings, colours, warnings):
    settings.SITE_COLOURS = colours
    found = [one for one in run_checks() if one.id == "newsroom.W001"]
    assert len(found) == warnings


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "accent"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
def test_our_own_colours_can_be_read(scheme, name, ground):
    colours = colours_of(scheme)
    assert contrast(colours[name], colours[ground]) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_missing_sheet_is_an_error_not_a_bare_page():
    with pytest.raises(FileNotFoundError):
        styles.sheet("none")
