"""The pages of the desk in a browser: for everybody, without scripts, and for the photo desk."""

from importlib import import_module

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.db import connection

from articles.story import Photo
from tests.factories import make_article, make_edition, make_user
from tests.hands import EVERY_BLOCK, desk, open_article, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


PAGES = [
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/add/",
    "/admin/articles/article/{story}/change/",
    "/admin/articles/article/{story}/withdraw/",
    "/admin/articles/photo/",
    "/admin/articles/photo/{photo}/change/",
    "/admin/articles/photo/add/",
    "/admin/articles/contributor/",
    "/admin/articles/section/add/",
    "/admin/articles/edition/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_desk(desk, scheme):
    edition = make_edition(EVERY_BLOCK)
    names = {"story": edition.article_id, "photo": edition.lead_photo_id}
    desk.page.emulate_media(color_scheme=scheme)
    found = []
    for address in PAGES:
        desk.page.goto(address.format(**names))
        desk.page.wait_for_load_state("networkidle")
        for violation in Axe().run(desk.page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:4]]
            found.append(f"{address} {violation['id']}: {nodes}")
    assert not found, "\n".join(found)


def test_form_saves_without_javascript(desk, browser):
    article = make_article(EVERY_BLOCK)
    state = desk.page.context.storage_state()
    plain = browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(
        desk.page.url.removesuffix("/admin/") + f"/admin/articles/article/{article.pk}/change/"
    )
    page.fill("#id_headline", "Typed without a script")
    page.fill("#id_captions-1-caption", "By noon.")
    page.click("[name=_save]")
    plain.close()
    story = saved(article)
    assert story.headline == "Typed without a script"
    assert story.of_kind(Photo)[0].caption == "By noon."
    assert story.blocks[:9] == EVERY_BLOCK.blocks[:9]


def test_photo_editor_changes_words_and_lead_but_not_the_text(desk):
    migration = import_module("articles.migrations.0002_roles")
    migration.make_roles(apps, connection.schema_editor())
    article = make_article(EVERY_BLOCK)
    make_user("Photo editor", username="noor")
    desk.page.goto("/admin/")
    desk.page.get_by_role("button", name="Log out").click()
    desk.page.goto("/admin/login/")
    desk.page.fill("#id_username", "noor")
    desk.page.fill("#id_password", "only a test")
    desk.press("Enter")
    desk.page.wait_for_url("**/admin/")
    open_article(desk, article)
    assert desk.page.locator(".text").get_attribute("contenteditable") == "false"
    desk.page.locator(".surface .photo-row textarea[name$=caption]").first.fill("By noon.")
    desk.page.get_by_role("button", name="Add photo for the writer").click()
    desk.paste("A gull.\nA gull on a pole.\nJo Dray/Meridian Wire")
    desk.page.locator(".tray .photo-row").get_by_role("button", name="Make lead").click()
    save(desk)
    story = saved(article)
    assert story.lead_photo.caption == "A gull on a pole."
    assert story.of_kind(Photo)[0].caption == "By noon."
    assert [*story.blocks[:9], story.blocks[10]] == [
        *EVERY_BLOCK.blocks[:9],
        EVERY_BLOCK.blocks[10],
    ]
    assert article.captions.count() == 4
