"""The fronts in a browser: a desk chief with a breaking story and a keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import FrontChange, FrontPin
from articles.publishing import fronts
from articles.story import Photo
from tests.factories import make_edition
from tests.hands import desk, open_article
from tests.test_public_pictures import make_photo

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stories():
    """Nine live stories with pictures, the last the newest."""
    return [
        make_edition(headline=f"Story {n}", lead_photo=Photo(ref=make_photo().pk)).article
        for n in range(9)
    ]


def headlines(page):
    return page.locator(".places .place-headline").all_inner_texts()


def order():
    places = FrontPin.objects.places(None)
    return {place: pin.article.headline for place, pin in places.items()}


def tab_to(desk, target):
    """Go on by keyboard until `target` has the focus."""
    for _ in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        desk.press("Tab")
    raise AssertionError("The keyboard does not get there.")


def test_by_keyboard_alone_a_front_is_put_in_order_in_force_and_back(desk, stories):
    page = desk.page
    page.goto("/admin/fronts/paper/")
    before = headlines(page)
    assert before[0] == "Story 8"
    third = before[2]
    tab_to(desk, page.locator(".places .place").nth(2))
    desk.press("Alt+ArrowUp")
    desk.press("Alt+ArrowUp")
    say = page.locator("[data-say]")
    expect(say).to_have_text(f"“{third}”: place 1 of 7.")
    assert headlines(page)[0] == third
    assert page.evaluate("document.activeElement.dataset.story") == str(
        next(story.pk for story in stories if story.headline == third)
    )
    desk.press("Alt+ArrowDown")
    expect(say).to_have_text(f"“{third}”: place 2 of 7.")
    fifth = page.locator(".places .place").nth(4)
    name = fifth.locator(".place-headline").inner_text()
    tab_to(desk, fifth)
    desk.press("1")
    expect(say).to_have_text(f"“{name}”: place 1 of 7.")
    draft = headlines(page)
    tab_to(desk, page.locator("#front-query"))
    desk.type("story 0")
    desk.press("Enter")
    expect(say).to_have_text("1 story found.")
    assert headlines(page) == draft
    expect(page.get_by_role("heading", name="Your order, not in force yet")).to_be_visible()
    assert order() == {}

    with page.expect_popup() as popup:
        tab_to(desk, page.get_by_role("button", name="See it as readers will"))
        desk.press("Enter")
    preview = popup.value
    expect(preview.locator(".lead .headline")).to_have_text(name)
    preview.close()

    with page.expect_navigation():
        desk.press("Control+Enter")
    assert FrontChange.objects.count() == 1
    assert order()[1] == name
    shown = headlines(page)
    page.goto("/")
    assert page.locator(".lead .headline").inner_text() == name
    assert page.locator(".rail .headline").all_inner_texts() == shown[1:4]

    page.goto("/admin/fronts/paper/")
    undo = page.get_by_role("button", name="Undo: Ann Varley put in order")
    tab_to(desk, undo)
    with page.expect_navigation():
        desk.press("Enter")
    assert order() == {}
    assert headlines(page) == before


def test_a_lost_network_loses_nothing_of_an_order(desk, stories):
    page = desk.page
    page.goto("/admin/fronts/paper/")
    page.locator(".places .place").nth(3).focus()
    desk.press("Alt+ArrowUp")
    expect(page.locator("[data-say]")).to_contain_text("place 3 of 7")
    draft = headlines(page)
    page.context.set_offline(True)
    desk.press("Alt+ArrowUp")
    expect(page.locator(".errornote")).to_contain_text("The server was not reached")
    assert headlines(page) == draft
    page.context.set_offline(False)
    desk.press("Alt+ArrowUp")
    expect(page.locator("[data-say]")).to_contain_text("place 2 of 7")
    expect(page.locator(".errornote")).to_be_hidden()


def test_a_breaking_story_leads_in_one_click_from_its_page_and_from_the_front(desk, stories):
    page = desk.page
    open_article(desk, stories[0])
    desk.click("details.more summary")
    with page.expect_navigation():
        desk.click(page.get_by_role("button", name="Lead the front now"))
    assert order() == {1: "Story 0"}
    expect(page.locator(".messagelist")).to_contain_text("from now until")
    page.goto("/admin/fronts/paper/")
    with page.expect_navigation():
        desk.click(page.get_by_role("button", name="Lead now Story 1", exact=True))
    assert order() == {1: "Story 1", 2: "Story 0"}
    expect(page.locator(".messagelist")).to_contain_text("Readers have it now.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_fronts(desk, stories, scheme):
    fronts.undo(fronts.pin(stories[0], None, 1, by=None), by=None)
    fronts.pin(stories[1], None, 2, by=None)
    page = desk.page
    page.emulate_media(color_scheme=scheme)
    found = []
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for address in (
            "/admin/fronts/",
            "/admin/fronts/paper/",
            "/admin/fronts/paper/?at=2026-01-01T09:00",
            f"/admin/articles/article/{stories[0].pk}/front/",
        ):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            if address.endswith("paper/"):
                page.locator(".places .place").nth(3).focus()
                desk.press("Alt+ArrowUp")
                expect(page.locator("[data-say]")).to_contain_text("place 3 of 7")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for violation in Axe().run(page).response["violations"]:
                nodes = [node["html"][:160] for node in violation["nodes"][:4]]
                found.append(f"{address} {width} {violation['id']}: {nodes}")
            if page.get_by_role("link", name="Start over").is_visible():
                desk.click(page.get_by_role("link", name="Start over"))
    assert not found, "\n".join(found)
