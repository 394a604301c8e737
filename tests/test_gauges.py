"""What the desk counts while a story is written, as of the last save."""

import re

import pytest

from articles.admin.gauges import gauges_of, length_of
from articles.story import Paragraph, Photo, Quote
from tests.desk import desk, url
from tests.factories import make_article, make_story

__all__ = ["desk"]  # a fixture


@pytest.mark.parametrize(
    ("text", "words", "signs", "minutes"),
    [
        ("", 0, 0, 0),
        ("One.", 1, 0, 1),
        ("The ferry-boat ran aground.", 4, 0, 1),
        ("word " * 231, 231, 0, 2),
        ("渡轮在周一搁浅。", 0, 7, 1),
        ("渡" * 481, 0, 481, 2),
        ("เรือเฟอร์รี่", 0, 10, 1),
        ("NHK は Larkhaven で", 2, 2, 1),
        ("عادت السفن", 2, 0, 1),
        ("배가 좌초했다", 2, 0, 1),
    ],
)
def test_length_is_told_in_words_or_where_none_are_set_apart_in_signs(text, words, signs, minutes):
    found = length_of(text)
    assert (found.words, found.signs, found.minutes) == (words, signs, minutes)


def test_photos_are_counted_with_what_they_lack():
    story = make_story(
        blocks=(
            Paragraph("One <strong>two</strong>."),
            Quote(("Three.",), "Mara Ellison"),
            Photo(caption="By day.", alt_text="A pier.", credit_line="Jo Dray"),
            Photo(caption="By night.", decorative=True),
        ),
        lead_photo=Photo(alt_text="A gate.", credit_line="Wire"),
    )
    gauges = gauges_of(story)
    assert gauges.length.words == 5
    assert (gauges.photos, gauges.without) == (3, [("caption", 1), ("credit", 1)])


@pytest.mark.django_db
def test_the_page_says_it_without_a_script(desk):
    photo = Photo(caption="By day.")
    article = make_article(make_story("A headline & another", summary="x" * 99, lead_photo=photo))
    page = " ".join(re.sub(r"<[^>]+>", "", desk.get(url(article)).content.decode()).split())
    assert "6 words · 1 min to read" in page
    assert "1 photo: 1 without alt text, 1 without credit" in page
    assert "99 characters: short" in page
    assert "20 characters: fits" in page
    new = " ".join(desk.get(url()).content.decode().split())
    assert "0 words" in new
