"""Pictures in a real browser: their own colour until they arrive, words where they do not."""

import pytest

from articles.story import Photo
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

pytestmark = pytest.mark.django_db(transaction=True)

STYLE = "img => { const s = getComputedStyle(img); return [s.backgroundColor, s.color]; }"


@pytest.mark.parametrize(
    ("colour", "behind", "words"),
    [
        ("#2c4a5e", "rgb(51, 68, 102)", "rgb(255, 255, 255)"),
        ("#f0e8da", "rgb(238, 238, 221)", "rgb(0, 0, 0)"),
    ],
)
def test_a_picture_that_is_not_here_yet_shows_its_colour(page, colour, behind, words):
    photo = make_photo(colour=colour)
    edition = make_edition(lead_photo=Photo("The Solveig.", "A ferry.", ref=photo.pk))
    page.route("**/photos/**", lambda route: route.abort())
    for address in ("/", edition.get_absolute_url()):
        page.goto(address)
        image = page.locator("main picture img").first
        assert image.evaluate(STYLE) == [behind, words]
        box = image.bounding_box()
        assert box["width"] > 300
        assert box["height"] > 150
