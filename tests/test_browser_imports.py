"""Imports at the desk in a browser: by keyboard, without scripts, for everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article, Source
from articles.story import Subhead
from tests.hands import desk
from tests.test_import_desk import SUBHEAD, address, bring, conflict

__all__ = ["bring", "desk"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(bring):
    """Two imports of one file with a doubt, and parts changed on both sides."""
    conflict(bring, doubts=[SUBHEAD])
    return Source.objects.first()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_imports(desk, waiting, scheme):
    desk.page.emulate_media(color_scheme=scheme)
    found = []
    story = f"/admin/articles/article/{waiting.article_id}/change/"
    whole = f"/admin/articles/source/{waiting.pk}/change/"
    for place in ("/admin/articles/source/", address(waiting), whole, story):
        desk.page.goto(place)
        desk.page.wait_for_load_state("networkidle")
        for violation in Axe().run(desk.page).response["violations"]:
            found.append(f"{place} {violation['id']}: {violation['nodes'][0]['html'][:160]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_of_an_import_does_not_scroll_sideways(desk, waiting, width):
    desk.page.set_viewport_size({"width": width, "height": 900})
    for place in ("/admin/articles/source/", address(waiting)):
        desk.page.goto(place)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_doubt_is_corrected_with_the_keyboard(desk, waiting):
    desk.page.goto("/admin/articles/source/")
    desk.page.get_by_role("link", name="Ferry aground").focus()
    desk.press("Enter")
    desk.page.get_by_role("button", name="Yes: paragraph").focus()
    desk.press("Tab")
    with desk.page.expect_navigation():
        desk.press("Enter")
    assert desk.page.get_by_text("Line 9 is: subhead.").is_visible()
    assert Article.objects.get().story().blocks[1] == Subhead("What the port says")


def test_an_import_is_settled_without_javascript(desk, waiting, browser):
    state = desk.page.context.storage_state()
    plain = browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(desk.page.url.removesuffix("/admin/") + address(waiting))
    page.get_by_label("Something else").select_option("subhead")
    page.get_by_role("button", name="Correct").click()
    page.get_by_role("button", name="Take the source’s").first.click()
    assert "Nothing waits in this import any more." in page.content()
    plain.close()
    article = Article.objects.get()
    assert article.headline.endswith("42 people on board")
    assert not Source.objects.to_review().exists()
