"""The pages of the desk in a browser: for everybody, without scripts, and for the photo desk."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from playwright.sync_api import expect

from articles.importing.assets import keep_photo
from articles.story import Photo
from tests.desk import picture
from tests.factories import make_article, make_user
from tests.hands import EVERY_BLOCK, desk, open_article, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_mark_of_what_matters_stays_on_the_picture(desk):
    photo = keep_photo(picture().read(), "pier.jpg")
    page = desk.page
    page.goto(f"/admin/articles/photo/{photo.pk}/change/")
    image, mark = page.locator("[data-focal] img"), page.locator(".focal-mark")

    def is_at(x, y):
        box, spot = image.bounding_box(), mark.bounding_box()
        middle = (spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
        wanted = (box["x"] + x * box["width"], box["y"] + y * box["height"])
        return max(abs(a - b) for a, b in zip(middle, wanted, strict=True)) < 2

    page.fill("#id_focal_x", "1.7")
    assert is_at(1, 0.5)
    box = image.bounding_box()
    image.click(position={"x": box["width"] / 4, "y": box["height"] * 0.75})
    assert page.locator("#id_focal_x").input_value() == "0.25"
    assert page.locator("#id_focal_y").input_value() == "0.75"
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".asset")).to_have_css("display", "block")
    page.wait_for_function(
        "() => Math.abs(document.querySelector('.focal-mark').offsetLeft + 12"
        " - document.querySelector('[data-focal] img').offsetLeft"
        " - document.querySelector('[data-focal] img').offsetWidth / 4) < 2"
    )
    assert is_at(0.25, 0.75)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


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
