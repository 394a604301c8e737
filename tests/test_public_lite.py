"""The lite pages: all the words, nothing else."""

import pytest
from django.conf import settings

from articles.publishing import withdraw
from articles.story import Paragraph, Subhead
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from tests.factories import make_edition
from tests.test_public_article import FULL, Checker
from tests.test_public_pictures import make_photo


@pytest.fixture(autouse=True)
def _database(db):
    pass


def test_a_lite_story_has_every_word_and_loads_nothing(client):
    story = FULL | {"lead_photo": PhotoBlock("The pier.", "A ferry.", "Ines", ref=make_photo().pk)}
    edition = make_edition(**story)
    html = client.get(edition.get_lite_url()).content.decode()
    for words in ("A ferry.", "The pier.", "(Ines)", "First words with", "What the crew saw",
                  "Inside the fog", "2 minutes 8 seconds", "The harbour master explains.",
                  "The ferry is 96 metres long.", "With files from", "ferries"):  # fmt: skip
        assert words in html
    for loaded in ("<img", "<script", '<link rel="stylesheet', "<video", "src="):
        assert loaded not in html
    assert Checker(html).wrong == []
    assert Checker(html).headings.count(1) == 1
    assert f'rel="canonical" href="{settings.SITE_URL}{edition.get_absolute_url()}"' in html


def test_a_lite_story_is_small(client):
    words = " ".join(["harbour"] * 60)
    blocks = [Paragraph(f"{words} {n}.") for n in range(15)]
    blocks += [Subhead("More"), VideoBlock("Inside", seconds=8)]
    edition = make_edition(headline="Long", blocks=tuple(blocks))
    response = client.get(edition.get_lite_url(), headers={"Accept-Encoding": "gzip"})
    assert len(response.content) < 4_000


def test_lite_lists_the_newest_and_each_section(client):
    ours = make_edition(headline="Gates open", section="Harbour")
    other = make_edition(headline="Vote today", section="Province")
    front = client.get("/lite/").content.decode()
    assert ours.get_lite_url() in front
    assert other.get_lite_url() in front
    section = client.get("/lite/harbour/").content.decode()
    assert "Gates open" in section
    assert "Vote today" not in section
    assert client.get("/lite/none/").status_code == 404
    assert client.get("/lite/?before=x").status_code == 404


def test_a_wrong_lite_address_leads_to_the_right_one_and_a_withdrawn_story_is_gone(client):
    edition = make_edition(headline="Gates open")
    found = client.get(f"/lite/x/y-{edition.article_id}/")
    assert (found.status_code, found["Location"]) == (301, edition.get_lite_url())
    withdraw(edition.article, by=None, notice="Not so.", reason="wrong")
    assert client.get(edition.get_lite_url()).status_code == 410
    assert "Gates open" not in client.get("/lite/").content.decode()
