"""A date without a certain hour stays in the words in which the source printed it."""

import re
from datetime import UTC, datetime

import pytest

from articles.importing.keep import keep_seed
from articles.importing.seeds import find_seeds, read_stories
from articles.models import Article, Edition, Version
from articles.story import Credit, Party
from tests.desk import desk, opened, save, send, url
from tests.factories import make_article, make_edition, make_story
from tests.test_public_article import in_order, page_of, words_of

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

OCTOBER = "Last Updated: October 14"
MARCH = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
SEED = """City

Ferry runs aground off Saltmere

By Mara Ellison
{dates}

The ferry Solveig ran aground off Saltmere on Monday morning in thick fog, the harbour office said.

Nobody was hurt when the ferry ran aground on Monday, the port said in a statement at noon.
"""


@pytest.fixture
def imported(tmp_path):
    """A function that imports a seed with a line of dates, and returns its edition."""

    def bring(dates):
        (tmp_path / "ferry.txt").write_text(SEED.format(dates=dates), encoding="utf-8")
        (seed_file,) = find_seeds([tmp_path])
        (read,) = read_stories(seed_file)
        return keep_seed(read).edition

    return bring


# Readers.


def test_readers_see_the_words_and_no_date_made_of_them(client, imported):
    edition = imported("Published 4 Mar 2023")
    html = client.get(edition.get_absolute_url()).content.decode()
    assert in_order(words_of(html), "By Mara Ellison", "Published 4 Mar 2023", "The ferry Solveig")
    assert "<time" not in html.partition("<main")[2].partition("</main>")[0]
    assert "Posted" not in words_of(html)
    assert edition.published_at is None


def test_the_certain_hour_stands_before_what_is_left(client, imported):
    dates = f"Posted: Mar 1, 2026 8:30 AM GMT | {OCTOBER}"
    edition = imported(dates)
    html = client.get(edition.get_absolute_url()).content.decode()
    assert in_order(words_of(html), "Posted March 1, 2026, 8:30 a.m. UTC", OCTOBER)
    assert words_of(html).count("Updated") == 1
    assert edition.published_at == MARCH


def test_an_update_of_ours_comes_after_the_words(client):
    html = page_of(client, printed_date=OCTOBER, published_at=MARCH, updated_at=MARCH)
    assert in_order(words_of(html), "Posted March 1", OCTOBER, "Updated March 1")


def test_a_story_without_such_words_has_no_line_for_them(client):
    html = page_of(client, published_at=MARCH)
    assert re.findall(r'class="when"', html) == ['class="when"']


def test_hostile_words_come_out_as_words(client):
    html = page_of(client, printed_date="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>" not in html


# The desk.


def test_an_edition_keeps_the_words_while_the_desk_changes_them(desk, client):
    edition = make_edition(printed_date=OCTOBER)
    article = save(
        desk, edition.article, opened(desk, edition.article), printed_date=" Printed on a Monday "
    )
    assert article.story().printed_date == "Printed on a Monday"
    assert Version.objects.first().story().printed_date == "Printed on a Monday"
    assert Edition.objects.get().story().printed_date == OCTOBER
    assert OCTOBER in words_of(client.get(edition.get_absolute_url()).content.decode())


def test_words_that_do_not_fit_are_refused_at_the_desk_and_stay_typed(desk):
    article = make_article(printed_date=OCTOBER)
    response = send(desk, article, opened(desk, article) | {"printed_date": "x" * 501})
    assert "500 characters at most" in response.content.decode()
    assert "x" * 501 in response.content.decode()
    assert Article.objects.get().printed_date == OCTOBER


def test_what_nobody_touched_comes_back_from_the_form(desk):
    story = make_story(printed_date=OCTOBER, rights="© Meridian Wire", published_at=MARCH)
    article = make_article(story)
    assert save(desk, article, opened(desk, article)).story() == story


# The preview.


def test_the_preview_shows_names_and_dates_as_readers_will_get_them(desk, imported):
    make_article(credits=(Credit(Party("Mara Ellison")),))
    article = make_article(credits=(Credit(Party("MARA ELLISON")),), printed_date=OCTOBER)
    looked = desk.get(url(article, "preview/page")).content.decode()
    kept = desk.post(url(article, "preview"), opened(desk, article))["Location"]
    typed = desk.get(f"{kept}page/").content.decode()
    for html in (looked, typed):
        assert in_order(words_of(html), "By MARA ELLISON", "Posted", OCTOBER)


def test_the_preview_of_an_import_makes_up_no_hour(desk, imported):
    article = imported("Published 4 Mar 2023").article
    words = words_of(desk.get(url(article, "preview/page")).content.decode())
    assert "Published 4 Mar 2023" in words
    assert "Posted" not in words


def test_the_preview_of_a_live_story_keeps_its_first_hour(desk):
    edition = make_edition()
    Edition.objects.update(published_at=MARCH)
    words = words_of(desk.get(url(edition.article, "preview/page")).content.decode())
    assert "Posted March 1, 2026, 8:30 a.m. UTC" in words
