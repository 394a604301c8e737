"""The history, the preview and secret links of a story in a real browser, by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article, PreviewLink
from articles.publishing import keep_version
from articles.story import Paragraph
from tests.factories import make_article, make_edition
from tests.hands import EVERY_BLOCK, desk, open_article, saved
from tests.test_restore import change

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

BLOCKS = tuple(Paragraph(f"Paragraph {n} of the old text.") for n in range(4))


@pytest.fixture
def kept(transactional_db):
    """A live story of two more saves; returns its article."""
    article = make_edition(EVERY_BLOCK).article
    keep_version(article, by=None)
    change(article, headline="A worse headline", blocks=BLOCKS, deck="A deck")
    return article


def test_two_texts_are_compared_and_one_restored_by_keyboard(desk, kept):
    page = desk.page
    open_article(desk, kept)
    page.get_by_role("region", name="State and what comes next").get_by_text("History").focus()
    desk.press("Enter")
    page.wait_for_url("**/history/")
    page.get_by_role("radio", name=re.compile("old.*First edition")).focus()
    desk.press("Space")
    page.locator("summary").first.focus()
    desk.press("Enter")
    page.get_by_role("radio", name=re.compile("new.*Saved")).first.focus()
    desk.press("Space")
    page.get_by_role("button", name="Compare the chosen texts").focus()
    desk.press("Enter")
    page.wait_for_url(re.compile(r"/compare/\?"))
    marked = page.locator("section", has=page.get_by_role("heading", name="Headline"))
    assert "[removed: Everything a story can hold]" in marked.locator("del").first.text_content()
    assert "[added: A worse headline]" in marked.locator("ins").first.text_content()
    page.get_by_role("link", name="Restore the old one").focus()
    desk.press("Enter")
    page.get_by_label("Why").focus()
    desk.type("The old one was right")
    desk.press("Enter")
    page.locator("form[data-ready]").wait_for()
    assert page.input_value("#id_headline") == "Everything a story can hold"
    assert "Readers see it when it is published" in page.locator(".messagelist").inner_text()
    assert saved(kept).blocks == EVERY_BLOCK.blocks
    assert kept.versions.latest("pk").reason == "The old one was right"


def test_preview_shows_what_is_typed_as_wide_as_a_telephone_and_a_desktop(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    desk.page.fill("#id_deck", "Typed, not saved")
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("button", name="Preview").focus()
        desk.press("Enter")
    preview = opened.value
    preview.get_by_role("heading", name="Preview, not public").wait_for()
    preview.wait_for_load_state("networkidle")
    looks = {frame.evaluate("innerWidth"): frame for frame in preview.frames[1:]}
    assert {390, 1280} <= set(looks)
    assert looks[390].locator(".deck").inner_text() == "Typed, not saved"
    assert looks[1280].locator(".deck").inner_text() == "Typed, not saved"
    assert looks[390].evaluate("document.documentElement.scrollWidth") == 390
    preview.get_by_role("link", name="Open the cards alone").click()
    assert preview.locator(".card .headline").inner_text() == "Everything a story can hold"
    assert Article.objects.get().deck == ""


def test_a_secret_link_opens_without_a_login_until_it_is_revoked(desk, browser):
    page, article = desk.page, make_article(EVERY_BLOCK)
    open_article(desk, article)
    page.get_by_role("link", name="Secret links").click()
    page.get_by_label("For whom").focus()
    desk.type("the lawyer")
    desk.press("Enter")
    page.get_by_text("The link is made").wait_for()
    address = f"/preview/{PreviewLink.objects.get().token}/"
    assert page.locator(".link-address a").get_attribute("href").endswith(address)
    stranger = browser.new_context(java_script_enabled=False)
    outside = stranger.new_page()
    there = page.url.partition("/admin/")[0] + address
    assert outside.goto(there).status == 200
    assert outside.locator("h1").inner_text() == "Everything a story can hold"
    assert "Preview for the lawyer" in outside.locator("aside").first.inner_text()
    page.get_by_role("button", name="Revoke the lawyer").focus()
    desk.press("Enter")
    page.get_by_text("opens no more").wait_for()
    assert outside.goto(there).status == 404
    stranger.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(desk, kept, scheme, width):
    page, found = desk.page, []
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    first = kept.versions.earliest("pk")
    story = f"/admin/articles/article/{kept.pk}/"
    page.goto(f"{story}links/")
    page.get_by_label("For whom").fill("lawyer" * 33)
    page.get_by_role("button", name="Make a link").click()
    page.get_by_text("The link is made").wait_for()
    addresses = [
        "history/", f"compare/?a=v{first.pk}&b=copy", f"restore/v{first.pk}/", "links/", "preview/",
    ]  # fmt: skip
    addresses = [story + address for address in addresses]
    for address in (*addresses, f"/preview/{PreviewLink.objects.get().token}/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address}: too wide")
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:4]]
            found.append(f"{address} {violation['id']}: {nodes}")
    assert not found, "\n".join(found)
