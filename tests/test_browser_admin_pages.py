"""The pages of the desk in a browser: for everybody, without scripts, and for the photo desk."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from articles.story import Photo
from tests.factories import make_article, make_user
from tests.hands import EVERY_BLOCK, desk, open_article, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


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
