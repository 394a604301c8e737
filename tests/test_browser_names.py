"""Names typed into choosers, in a browser: what the list takes, and when."""

import pytest
from playwright.sync_api import expect

from articles.models import Contributor
from articles.story import PartyKind
from tests.factories import make_article
from tests.hands import desk, open_article, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(desk):
    """A story without credits, open, in a house that knows two names."""
    for name in ("Anna Mina Dace", "Mina Torvald"):
        Contributor.objects.named(name, PartyKind.PERSON)
    article = make_article(credits=())
    open_article(desk, article)
    return article


def add(desk):
    """Open a chooser for one more credit, by keyboard."""
    desk.page.get_by_role("button", name="Add credit").press("Enter")
    desk.page.locator(".select2-search__field:focus").wait_for()


def names(desk):
    return desk.page.locator("[name^=bylines-][name$=-contributor] option:checked")


def test_a_resting_pointer_chooses_no_name(desk, article):
    page = desk.page
    options = page.locator(".select2-results__option")
    picked = page.locator(".select2-results__option--highlighted")
    listed = ["Anna Mina Dace", "Mina Torvald", "New: Mina"]
    add(desk)
    desk.type("Mina")
    expect(options).to_have_text(listed)
    place = options.last.bounding_box()
    desk.press("Escape")
    x, y = place["x"] + 20, place["y"] + place["height"] / 2
    page.mouse.move(x, y)

    desk.press("Enter")
    page.locator(".select2-search__field:focus").wait_for()
    desk.type("Mina")
    expect(options).to_have_text(listed)
    page.wait_for_function("document.querySelector('.select2-results__option:last-child:hover')")
    expect(picked).to_have_text("Mina Torvald")
    page.mouse.move(x + 5, y)
    expect(picked).to_have_text("New: Mina")
    desk.press("ArrowUp")
    expect(picked).to_have_text("Mina Torvald")
    desk.press("Enter")
    save(desk)
    assert [credit.party.name for credit in saved(article).credits] == ["Mina Torvald"]
