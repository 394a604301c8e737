"""What stands below a story: other stories, and ways to pass it on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition
from articles.public.article_page import article_pages
from articles.public.more import MORE, more_to_read
from articles.publishing import hold
from articles.story import Related
from tests.factories import make_edition


@pytest.fixture(autouse=True)
def _database(db):
    pass


def more_of(edition):
    now = timezone.now()
    return [card.headline for card in more_to_read(article_pages([edition], now)[0], now)]


def make(headline, tags=(), section="City", **fields):
    return make_edition(headline=headline, tags=tags, section=section, **fields)


def test_stories_that_share_more_topics_come_first_and_the_section_fills_up():
    story = make("Ferry", ("ferries", "fog"))
    make("Same desk")
    make("Elsewhere", section="World")
    make("One topic", ("fog",), "World")
    make("Both topics", ("ferries", "fog"), "World")
    assert more_of(story) == ["Both topics", "One topic", "Same desk"]


def test_a_story_without_topics_leads_on_to_its_section():
    make("Same desk")
    assert more_of(make("Ferry")) == ["Same desk"]


def test_there_are_never_more_than_a_line_of_them_and_never_the_story_itself():
    story = make("Ferry", ("fog",))
    for number in range(9):
        make(f"Fog {number}", ("fog",))
    assert len(more_of(story)) == MORE
    assert "Ferry" not in more_of(story)


def test_what_is_pointed_to_by_hand_is_not_repeated():
    other = make("Fog stays", ("fog",))
    story = make("Ferry", ("fog",), related=(Related("", ref=other.article_id),))
    assert more_of(story) == []


def test_neither_a_held_story_nor_one_to_come_is_shown():
    story = make("Ferry", ("fog",))
    held = make("Held", ("fog",))
    hold(held.article, by=None, reason="court")
    make("Tomorrow", ("fog",), at=timezone.now() + timedelta(days=1))
    assert more_of(story) == []


def test_more_to_read_costs_the_same_with_5_and_with_60_stories(django_assert_num_queries):
    story = make("Ferry", ("fog", "ferries"))
    page = article_pages([story], timezone.now())[0]
    for total in (5, 60):
        while Edition.objects.count() <= total:
            make(f"Fog {Edition.objects.count()}", ("fog",))
        with django_assert_num_queries(2):  # the ids; the cards, which have no pictures
            more_to_read(page, timezone.now())


def test_a_story_is_passed_on_by_plain_links(client, settings):
    settings.SITE_URL = "https://news.example"
    edition = make("“50% & more” off Saltmere")
    html = client.get(edition.get_absolute_url()).content.decode()
    address = f"https%3A%2F%2Fnews.example{edition.get_absolute_url().replace('/', '%2F')}"
    assert f"https://www.facebook.com/sharer.php?u={address}" in html
    assert "mailto:?subject=%E2%80%9C50%25%20%26%20more%E2%80%9D" in html
    # Only where the device has a menu of its own is there a button; without a script, links.
    assert '<button type="button" hidden data-share=' in html


def test_stories_in_another_language_are_not_offered():
    make("Sous la brume", ("fog",), language="fr-CA")
    make("Fog stays", ("fog",), language="en-GB")
    assert more_of(make("Ferry", ("fog",), language="en")) == ["Fog stays"]
