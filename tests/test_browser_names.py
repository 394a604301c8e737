"""Names typed into choosers, in a browser: what the list takes, and when."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

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
    return desk.page.locator(
        "[name^=bylines-][name$=-contributor] option:checked[value]:not([value=''])"
    )


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


def test_a_name_typed_faster_than_the_list_answers_is_taken_from_its_answer(desk, article):
    page = desk.page
    field = page.locator(".select2-search__field:focus")
    waiting = []
    page.route("**/autocomplete/**", lambda route: waiting.append(route))

    def end(words, how):
        """Wait until the list is asked for `words`; let all that was asked end as `how` says."""
        while not any(f"?term={quote(words)}&" in route.request.url for route in waiting):
            page.wait_for_timeout(20)
        while waiting:
            how(waiting.pop(0))

    # Enter, twice: once the answer is there it is taken once, and the list is not opened again.
    add(desk)
    desk.type("Mina")
    desk.press("Enter", times=2)
    expect(names(desk)).to_have_count(0)
    end("Mina", Route.continue_)
    expect(names(desk)).to_have_text(["Mina Torvald"])
    expect(field).to_have_count(0)

    # What is typed after Enter is another question; no answer to it takes nobody.
    add(desk)
    desk.type("Ines")
    desk.press("Enter")
    desk.type(" ")
    end("Ines ", Route.continue_)
    expect(page.locator(".select2-results__option--highlighted")).to_have_text("New: Ines")
    expect(names(desk)).to_have_text(["Mina Torvald"])
    desk.type("Callo")
    desk.press("Enter")
    end("Ines Callo", Route.abort)
    expect(page.get_by_text("could not be loaded")).to_be_visible()
    expect(names(desk)).to_have_text(["Mina Torvald"])
    desk.press("Tab")
    said = page.get_by_role("alert").filter(has_text="“Ines Callo” was not taken")
    expect(said).to_be_visible()
    expect(field).to_have_count(0)
    add(desk)
    desk.type("Ines Callo")
    end("Ines Callo", Route.abort)
    expect(page.get_by_text("could not be loaded")).to_be_visible()
    desk.press("Enter")  # asks again
    end("Ines Callo", Route.continue_)
    expect(names(desk)).to_have_text(["Mina Torvald", "Ines Callo"])
    assert not Contributor.objects.filter(name__startswith="Ines").exists()


def test_a_name_that_was_typed_is_not_lost_on_the_way_out_of_its_chooser(desk, article):
    page = desk.page
    add(desk)
    desk.type("Mina")
    desk.press("Tab")  # before the list has answered
    expect(names(desk)).to_have_text(["Mina Torvald"])
    role = page.locator("[data-ordered-row]").filter(has_text="Mina Torvald").get_by_label("Role")
    expect(role).to_be_focused()
    add(desk)
    desk.type("Ines Callo")
    expect(page.locator(".select2-results__option--highlighted")).to_have_text("New: Ines Callo")
    desk.press("Tab")
    expect(names(desk)).to_have_text(["Mina Torvald", "Ines Callo"])
    role = page.locator("[data-ordered-row]").filter(has_text="Ines Callo").get_by_label("Role")
    expect(role).to_be_focused()

    # A click elsewhere takes what is exactly a name, and says what it does not take.
    add(desk)
    desk.type("anna mina dace")
    expect(page.locator(".select2-results__option--highlighted")).to_have_text("Anna Mina Dace")
    page.locator("#id_headline").click()
    both = ["Mina Torvald", "Ines Callo", "Anna Mina Dace"]
    expect(names(desk)).to_have_text(both)
    expect(page.locator("#id_headline")).to_be_focused()
    add(desk)
    desk.type("Mina T")
    page.locator("#id_headline").click()
    expect(names(desk)).to_have_text(both)
    said = page.get_by_role("alert").filter(has_text="“Mina T” was not taken")
    expect(said).to_be_visible()
    page.locator(".field-contributor .select2-selection").last.click()
    expect(said).to_have_count(0)
    desk.press("Escape")
    choose = page.locator(".field-section .select2-selection")
    choose.click()
    page.locator(".select2-search__field:focus").wait_for()
    desk.type("Nowhere")
    desk.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="“Nowhere” was not taken")).to_be_visible()
    expect(choose).not_to_be_focused()
    save(desk)
    assert [credit.party.name for credit in saved(article).credits] == both
